import { move, type CaseEvent, type Move, type MoveContext, type Refusal } from '../domain/case-transitions';
import type { Actor } from '../domain/log-entry';
import type { CaseStatus, RefundCase } from '../domain/refund-case';
import { AppError } from '../errors';
import { claimsAgain } from './claims-again';
import type { EventWords } from './case-event';
import { caseEntry, commitCase } from './commit-case';
import type { DecidingEvent } from './decision';
import type { Announcer, Cases, Orders } from './ports';
import { beforeTry, TRIES } from './try-again';

export interface ReportPorts {
  cases: Cases;
  orders: Orders;
  line: Announcer;
}

export interface CaseOrder extends EventWords {
  client: string;
  caseNo: string;
  /** What is decided goes through decide.ts, which knows who may. */
  event: Exclude<CaseEvent, DecidingEvent>;
  actor: Actor;
  at: Date;
}

export type Reported =
  | { outcome: 'moved'; refundCase: RefundCase }
  | { outcome: 'refused'; from: CaseStatus; why: Refusal }
  | { outcome: 'missing' };

/** What the entry on the case's own stream says. */
function told({ event, reason, reference }: CaseOrder, moved: Move): Record<string, unknown> {
  const came = moved.ok ? { from: moved.from, to: moved.to } : { from: moved.from, to: moved.from, refused: moved.why };
  return { event, ...came, ...(reason ? { reason } : {}), ...(reference ? { reference } : {}) };
}

async function contextOf(ports: ReportPorts, before: RefundCase, order: CaseOrder): Promise<MoveContext> {
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
 * Moves a case by an event of its table that is no decision (money was sent, it arrived, the case is over, …), with one
 * `status` entry by the actor, and tells its conversations. An event that is not legal changes nothing but the log, which
 * keeps that it was tried. Throws AppError `Conflict` when the case keeps changing meanwhile.
 */
export async function reportEvent(ports: ReportPorts, order: CaseOrder): Promise<Reported> {
  for (let tried = 0; tried < TRIES; tried++) {
    await beforeTry(tried);
    const before = await ports.cases.find(order.client, order.caseNo);
    if (!before) return { outcome: 'missing' };
    const moved = move(before, order.event, await contextOf(ports, before, order));
    const entry = caseEntry(before, { actor: order.actor, at: order.at, data: told(order, moved) });
    // A refusal is an entry in the case's stream, and the record counts those: it gets a new version, and no news.
    const after = moved.ok ? moved.after : { ...before, version: before.version + 1 };
    const kept = await commitCase(ports.line, before, after, entry, moved.ok);
    if (!kept) continue;
    return moved.ok ? { outcome: 'moved', refundCase: kept } : { outcome: 'refused', from: moved.from, why: moved.why };
  }
  throw new AppError('Conflict', 'the case is being changed by somebody else; read it again');
}
