import type { BusinessCalendar } from '../domain/business-hours';
import { move, type CaseEvent, type Refusal } from '../domain/case-transitions';
import type { Change } from '../domain/change';
import type { Actor, EntryDraft } from '../domain/log-entry';
import type { RefundCase } from '../domain/refund-case';
import { statusEntry } from './submit-case';

export interface Step {
  event: CaseEvent;
  actor: Actor;
  reason?: string;
  claims?: string[];
}

export type Moved =
  { ok: true; refundCase: RefundCase; changes: Change[]; entries: EntryDraft[] } | { ok: false; why: Refusal };

/**
 * Takes a case through one or more events of its table as one change: the version grows by one, each status is logged.
 * All of them happen or none.
 */
export function moveCase(refundCase: RefundCase, steps: Step[], at: Date, calendar?: BusinessCalendar): Moved {
  let after = refundCase;
  const entries: EntryDraft[] = [];
  for (const { event, ...context } of steps) {
    const moved = move(after, event, { ...context, at, ...(calendar ? { calendar } : {}) });
    if (!moved.ok) return { ok: false, why: moved.why };
    entries.push(statusEntry(refundCase.caseNo, moved.from, moved.to, context.actor, context.reason));
    after = moved.after;
  }
  const once = { ...after, version: refundCase.version + 1 };
  return { ok: true, refundCase: once, changes: [{ kind: 'case', expects: refundCase.version, after: once }], entries };
}
