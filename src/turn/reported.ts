import type { DeliveryReport } from '../channel';
import type { EntryDraft } from '../domain/log-entry';
import { release, settle } from './astray';
import { keepHandoff } from './keep-handoff';
import type { FinishedTurn } from './lane';
import { numberEntries } from './number-entries';
import type { ConversationRecord, InboxEntry, Settled } from './ports';

/** What the log says of a delivery; a further try has its time. */
function deliveryEntry({ client: _, channel, conversation: __, due, again: ___, ...data }: Settled): EntryDraft {
  const actor = { type: 'system' as const, id: channel };
  return {
    stream: 'conversation',
    type: 'delivery',
    actor,
    data: { ...data, ...(due ? { again: due.toISOString() } : {}) },
  };
}

/** A turn that only records what became of a message. `window`: `Capabilities.window` of the channel. */
export function reported(
  record: ConversationRecord,
  entry: InboxEntry,
  report: DeliveryReport,
  { at, name, window }: { at: Date; name: string; window: number | undefined },
): FinishedTurn {
  const { client, channel } = report;
  const open = window === undefined || at.getTime() < (record.lastInAt?.getTime() ?? 0) + window;
  const settled = settle(record.astray ?? [], report, at, open);
  const drafts = settled.report ? [deliveryEntry(settled.report)] : [];
  const { entries, logSeq } = numberEntries(drafts, [], { client, stream: record.thread, logSeq: record.logSeq, at });
  const kept = keepHandoff(record.handoff, [], logSeq);
  return {
    commit: {
      record: { ...record, handled: entry.seq, logSeq, handoff: kept.handoff, astray: settled.astray },
      entries,
      outgoing: [],
      changes: kept.changes,
      reports: settled.report ? [settled.report] : [],
    },
    log: { turn: `${entry.origin}:${entry.n}`, channel, conversation: name, outcome: settled.report?.status ?? 'past' },
  };
}

/** What a customer's message sets free: messages held for it, with their entries. */
export function setFree(record: ConversationRecord, at: Date) {
  const { astray, released } = release(record.astray ?? [], at);
  const reports = released.map((one): Settled => ({ ...record.place, ...one, status: 'queued' }));
  return { astray, reports, drafts: reports.map(deliveryEntry) };
}
