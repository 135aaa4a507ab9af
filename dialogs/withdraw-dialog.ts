import type { RefundCase } from '../src/domain/refund-case';
import { TRANSITIONS } from '../src/domain/case-transitions';
import { withdrawCase } from '../src/intake/withdraw-case';
import { choiceValue } from './choice-token';
import { statusDialog } from './case-status-dialog';
import { statusValues } from './case-values';
import type { Memory } from './memory';
import { customerOf, joined, reply, type Moment, type Reply } from './moment';
import { attemptOf, LAST_ATTEMPT, putQuestion } from './put-question';
import { resume } from './resume';

/** The case is known: ask for a yes, or say why it cannot be taken back any more. */
function confirmWithdrawal(moment: Moment, start: Memory, refundCase: RefundCase): Reply {
  const values = statusValues(refundCase, moment.at);
  if (!TRANSITIONS.withdraw.from[refundCase.status]) {
    const { status } = refundCase;
    const choices = status === 'approved' ? [{ value: 'agent', label: { key: 'choice.agent' } }] : [];
    const told = {
      key: 'withdraw.tooLate',
      values: { ...values, variant: status },
      ...(choices.length ? { choices } : {}),
    };
    return reply({ ...start, offered: choices.length ? choices : null }, [told], 'refused');
  }
  const counter = start.counter + 1;
  const memory = { ...start, counter, withdrawing: refundCase.caseNo };
  return askYes(moment, memory, refundCase, 1);
}

function askYes(moment: Moment, memory: Memory, refundCase: RefundCase, attempt: number): Reply {
  const id = `w${String(memory.counter)}`;
  const message = {
    key: 'withdraw.confirm',
    values: statusValues(refundCase, moment.at),
    choices: [
      { value: choiceValue(id, 'withdraw', 'yes'), label: { key: 'choice.withdraw' } },
      { value: choiceValue(id, 'withdraw', 'no'), label: { key: 'choice.keep' } },
    ],
  };
  return { ...putQuestion(memory, 'withdraw', 'confirm', message, attempt), outcome: 'withdrawing' };
}

/** Finds the case that is meant, as for a status, and asks whether to take it back. */
export function withdrawDialog(moment: Moment, memory: Memory): Promise<Reply> {
  return statusDialog(moment, { ...memory, lookup: null }, confirmWithdrawal, 'withdraw');
}

/** The look-up on the table, whatever it serves; null when the customer has turned to asking for a refund instead. */
export async function continueStatus(moment: Moment, memory: Memory): Promise<Reply | null> {
  const { intent, caseNo, orderNos } = moment.reading;
  if (intent.name === 'refund_request' && caseNo === undefined && orderNos.length === 0) return null;
  if (memory.lookup?.purpose !== 'withdraw') return statusDialog(moment, memory);
  return statusDialog(moment, memory, confirmWithdrawal, 'withdraw');
}

function answerOf({ picked, reading, tap }: Moment): boolean | null {
  if (picked[0] === 'yes') return true;
  if (picked[0] === 'no') return false;
  const { answer } = reading;
  return tap || !answer || answer.hedged ? null : answer.yes;
}

/** The yes or no to taking a case back; nothing but a clear yes does it. */
export async function withdrawalAnswer(moment: Moment, start: Memory): Promise<Reply> {
  const { deps, turn, at } = moment;
  const refundCase = await deps.cases.find(turn.thread.client, start.withdrawing ?? '');
  const memory: Memory = { ...start, asked: null, withdrawing: null };
  if (!refundCase) return resume(moment, memory);
  const attempt = attemptOf(moment, start, 'withdraw', 'confirm', false);
  const yes = answerOf(moment) ?? (attempt > LAST_ATTEMPT ? false : null);
  if (yes === null) return askYes(moment, start, refundCase, attempt);
  const values = { caseNo: refundCase.caseNo };
  if (!yes) return then(moment, reply(memory, [{ key: 'withdraw.kept', values }], 'kept'));
  const moved = withdrawCase(refundCase, customerOf(moment), at, deps.calendar);
  if (!moved.ok) return confirmWithdrawal(moment, memory, refundCase);
  const { changes, entries } = moved;
  return then(moment, reply(memory, [{ key: 'withdraw.done', values }], 'withdrawn', { changes, entries }));
}

/** Back to an open draft, if there is one. */
async function then(moment: Moment, first: Reply): Promise<Reply> {
  return joined(first, { ...(await resume(moment, first.memory, { key: 'back' })), outcome: first.outcome });
}
