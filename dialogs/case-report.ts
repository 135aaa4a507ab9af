import type { RefundCase } from '../src/domain/refund-case';
import { handOff } from '../src/intake/hand-off';
import { statusValues } from './case-values';
import type { Memory } from './memory';
import { customerOf, joined, placeOf, reply, type Moment, type Reply } from './moment';
import { hasOpenDraft, resume } from './resume';

/** A late case is put before a person there and then: that is what is done about it, and by when is said. */
function chase(moment: Moment, memory: Memory, refundCase: RefundCase): Reply & { by: string } {
  const { deps, at } = moment;
  const waiting = memory.handoff;
  if (waiting && new Date(waiting.promisedBy) > at) return { ...reply(memory, [], 'status'), by: waiting.promisedBy };
  const { handoff, changes, entries } = handOff({
    id: deps.newId(),
    conversation: placeOf(moment),
    reason: 'late',
    locale: memory.locale,
    at,
    customer: customerOf(moment),
    caseNo: refundCase.caseNo,
    ...(deps.calendar ? { calendar: deps.calendar } : {}),
  });
  const by = handoff.promisedBy.toISOString();
  return {
    ...reply({ ...memory, handoff: { id: handoff.id, promisedBy: by } }, [], 'status', { changes, entries }),
    by,
  };
}

/** Which words fit: by stage and by what was asked for; late ones have their own. */
export function variantOf(stage: string, late: boolean, { resolution, decision }: RefundCase, at: Date): string {
  const over = stage === 'denied' && decision.appealUntil !== undefined && decision.appealUntil < at;
  if (over) return 'deniedOver';
  return late ? `late_${stage}` : `${stage}_${resolution}`;
}

/**
 * Says where a case stands: stage, since when, who acts next, by when; a late one with what is done about it. Then back to
 * an open draft.
 */
export async function report(moment: Moment, start: Memory, refundCase: RefundCase): Promise<Reply> {
  const values = statusValues(refundCase, moment.at);
  const late = values.late === true;
  const wanted = values.stage === 'needs_info' ? refundCase.caseNo : start.wanted;
  const memory: Memory = { ...start, lookup: null, asked: null, wanted };
  const chased = late ? chase(moment, memory, refundCase) : { ...reply(memory, [], 'status'), by: null };
  const variant = variantOf(String(values.stage), late, refundCase, moment.at);
  const message = {
    key: 'status.report',
    values: { ...values, variant, ...(chased.by ? { promisedBy: chased.by } : {}) },
  };
  const told = { ...chased, messages: [message] };
  if (!hasOpenDraft(told.memory)) return told;
  return { ...joined(told, await resume(moment, told.memory, { key: 'back' })), outcome: 'status' };
}
