import type { Choice, Message } from '../src/turn/message';
import { attemptOf, putQuestion } from './refund-ask';
import { handoffDialog } from './handoff-dialog';
import type { Memory } from './memory';
import type { Moment, Reply } from './moment';

/** What the bot can do, as choices; their values are words it understands. */
export const OFFERS: Choice[] = [
  { value: 'refund', label: { key: 'choice.refund' } },
  { value: 'status', label: { key: 'choice.status' } },
  { value: 'agent', label: { key: 'choice.agent' } },
];

/** A message that opens the floor: nothing in particular is awaited after it. */
export function offer(memory: Memory, message: Message, outcome: string): Reply {
  const put = putQuestion({ ...memory, angry: false }, 'open', 'open', {
    ...message,
    choices: message.choices ?? OFFERS,
  });
  return { ...put, memory: { ...put.memory, angry: memory.angry }, outcome };
}

export function greet(moment: Moment, memory: Memory): Reply {
  const { name } = moment.turn.contact;
  return offer(memory, { key: 'greeting', values: name && moment.turn.contact.identified ? { name } : {} }, 'greeted');
}

/** Nothing was understood and nothing is being asked: say what can be done, then give examples, then call a person. */
export function lost(moment: Moment, memory: Memory): Reply {
  const attempt = attemptOf(memory, 'open', 'lost', false);
  if (attempt > 3 && !memory.handoff) return handoffDialog(moment, memory, 'not_understood');
  return { ...putQuestion(memory, 'open', 'lost', { key: 'lost', choices: OFFERS }, attempt), outcome: 'lost' };
}
