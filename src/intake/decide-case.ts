import { caseStream } from '../domain/case-stream';
import { move, type CaseEvent, type Move, type MoveContext, type Refusal } from '../domain/case-transitions';
import type { Actor, LogEntry } from '../domain/log-entry';
import type { CaseStatus, RefundCase } from '../domain/refund-case';
import { AppError } from '../errors';
import { claimsAgain } from './claims-again';
import type { EventWords } from './case-event';
import type { Announcement, Announcer, Cases, Orders } from './ports';

export interface DecidePorts {
  cases: Cases;
  orders: Orders;
  line: Announcer;
}

export interface CaseOrder extends EventWords {
  client: string;
  caseNo: string;
  event: CaseEvent;
  actor: Actor;
  at: Date;
}

export type Decided =
  | { outcome: 'moved'; refundCase: RefundCase }
  | { outcome: 'refused'; from: CaseStatus; why: Refusal }
  | { outcome: 'missing' };

/** How often a case that changes under our hands is read again before the caller is told. */
const TRIES = 4;

function announcements(refundCase: RefundCase): Announcement[] {
  const { caseNo, version } = refundCase;
  return refundCase.conversations.map(({ client, channel, conversation }) => ({
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

/** The entry of what was asked and what came of it, on the case's own stream. */
function statusEntry(before: RefundCase, order: CaseOrder, moved: Move): LogEntry {
  const { event, actor, at, reason, reference } = order;
  const came = moved.ok ? { from: moved.from, to: moved.to } : { from: moved.from, to: moved.from, refused: moved.why };
  return {
    client: before.client,
    stream: caseStream(before.client, before.caseNo),
    seq: before.logSeq + 1,
    at,
    type: 'status',
    actor,
    data: { event, ...came, ...(reason ? { reason } : {}), ...(reference ? { reference } : {}) },
  };
}

/** False when the case is no longer what was read. */
async function commit(line: Announcer, before: RefundCase, after: RefundCase, entry: LogEntry, tell: Announcement[]) {
  const change = { kind: 'case' as const, expects: before.version, after: { ...after, logSeq: entry.seq } };
  try {
    return await line.announce({ changes: [change], entries: [entry] }, tell);
  } catch (error) {
    if (error instanceof AppError && error.code === 'Conflict') return false;
    throw error;
  }
}

async function contextOf(ports: DecidePorts, before: RefundCase, order: CaseOrder): Promise<MoveContext> {
  const { at, actor, reason, reference, event } = order;
  const claims = event === 'appeal' ? await claimsAgain(ports, before) : null;
  return {
    at,
    actor,
    ...(reason ? { reason } : {}),
    ...(reference ? { reference } : {}),
    ...(claims ? { claims } : {}),
  };
}

/**
 * Moves a case by an event of its table, with one `status` entry by the actor, and tells its conversations. An event that
 * is not legal changes nothing but the log, which keeps that it was tried. Throws AppError `Conflict` when the case keeps
 * changing meanwhile.
 */
export async function decideCase(ports: DecidePorts, order: CaseOrder): Promise<Decided> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await ports.cases.find(order.client, order.caseNo);
    if (!before) return { outcome: 'missing' };
    const moved = move(before, order.event, await contextOf(ports, before, order));
    const entry = statusEntry(before, order, moved);
    // A refusal is an entry in the case's stream, and the record counts those: it gets a new version, and no news.
    const after = moved.ok ? moved.after : { ...before, version: before.version + 1 };
    if (!(await commit(ports.line, before, after, entry, moved.ok ? announcements(after) : []))) continue;
    if (!moved.ok) return { outcome: 'refused', from: moved.from, why: moved.why };
    return { outcome: 'moved', refundCase: { ...after, logSeq: entry.seq } };
  }
  throw new AppError('Conflict', 'the case is being changed by somebody else; read it again');
}
