import { caseStream } from '../domain/case-stream';
import type { Actor, LogEntry } from '../domain/log-entry';
import type { RefundCase } from '../domain/refund-case';
import { AppError } from '../errors';
import type { Announcement, Announcer } from './ports';

/** What every conversation of a case is told when it changed. */
export function announcements({ caseNo, version, conversations }: RefundCase): Announcement[] {
  return conversations.map(({ client, channel, conversation }) => ({
    client,
    channel,
    conversation,
    type: 'event',
    name: 'case-changed',
    value: caseNo,
    providerId: `case:${caseNo}:${version}:${client}/${channel}/${conversation}`,
    from: { id: 'system', identified: false },
    text: '',
    attachments: [],
  }));
}

/** The next entry of a case's own stream: what was asked and what came of it. */
export const caseEntry = (
  { client, caseNo, logSeq }: RefundCase,
  { actor, at, data }: { actor: Actor; at: Date; data: Record<string, unknown> },
): LogEntry => ({ client, stream: caseStream(client, caseNo), seq: logSeq + 1, at, type: 'status', actor, data });

/** Writes a case with its entry, and tells its conversations if asked to. Null: the case is no longer what was read. */
export async function commitCase(
  line: Announcer,
  before: RefundCase,
  after: RefundCase,
  entry: LogEntry,
  tell: boolean,
): Promise<RefundCase | null> {
  const kept = { ...after, logSeq: entry.seq };
  const change = { kind: 'case' as const, expects: before.version, after: kept };
  try {
    const told = tell ? announcements(kept) : [];
    return (await line.announce({ changes: [change], entries: [entry] }, told)) ? kept : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'Conflict') return null;
    throw error;
  }
}
