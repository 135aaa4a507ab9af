import type { Choice, Message } from '../src/turn/message';
import { attemptOf, putQuestion } from './put-question';
import { givenUp } from './refund-ask';
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
  const times = (memory.said[message.key] ?? 0) + 1;
  const put = putQuestion(memory, 'open', 'open', { ...message, choices: message.choices ?? OFFERS }, times);
  return { ...put, outcome };
}

export function greet(moment: Moment, memory: Memory): Reply {
  const { name, identified } = moment.turn.contact;
  const values: Record<string, string> = name && identified ? { name, variant: 'named' } : {};
  return offer(
    memory,
    { key: 'greeting', values: memory.lastAt ? { ...values, variant: 'again' } : values },
    'greeted',
  );
}

/** Nothing was understood and nothing is being asked: say what can be done, then give examples, then call a person. */
export function lost(moment: Moment, memory: Memory): Reply {
  const attempt = attemptOf(moment, memory, 'open', 'lost', false);
  const person = givenUp(moment, memory, attempt);
  return (
    person ?? { ...putQuestion(memory, 'open', 'lost', { key: 'lost', choices: OFFERS }, attempt), outcome: 'lost' }
  );
}
