import type { ConversationRecord, TurnCommit } from './ports';

/** What is written when a feed's reader has got further: one entry for all messages handed over since the last one. */
export function receipts(
  record: ConversationRecord,
  deliveredTo: number,
  at: Date,
): Omit<TurnCommit, 'expects' | 'leaseUntil'> {
  const data = { status: 'delivered', from: record.deliveredTo + 1, to: deliveredTo };
  const entry = {
    client: record.place.client,
    stream: record.thread,
    seq: record.logSeq + 1,
    at,
    type: 'delivery' as const,
    actor: { type: 'system' as const, id: record.place.channel },
    data,
  };
  return {
    record: { ...record, deliveredTo, logSeq: record.logSeq + 1 },
    entries: [entry],
    outgoing: [],
    changes: [],
    reports: [],
  };
}
