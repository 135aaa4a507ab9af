import type { RefundCase } from '../src/domain/refund-case';
import { deniedWords, statusValues } from './case-values';
import { callPerson } from './handoff-dialog';
import type { Memory } from './memory';
import { joined, reply, type Moment, type Reply } from './moment';
import { hasOpenDraft, resume } from './resume';

/** A late case is put before a person there and then: that is what is done about it, and by when is said. */
function chase(moment: Moment, memory: Memory, refundCase: RefundCase): Reply & { by: string } {
  const { handoff, changes, entries } = callPerson(moment, memory, 'late', refundCase.caseNo);
  return { ...reply(memory, [], 'status', { changes, entries }), by: handoff.promisedBy.toISOString() };
}

/** Which words fit: by stage and by what was asked for; late ones have their own. */
export function variantOf(stage: string, late: boolean, refundCase: RefundCase, at: Date): string {
  const { resolution, decision, history } = refundCase;
  const over = stage === 'denied' && decision.appealUntil !== undefined && decision.appealUntil < at;
  if (over) return 'deniedOver';
  if (stage === 'denied' && deniedWords(history)) return 'denied_said';
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
