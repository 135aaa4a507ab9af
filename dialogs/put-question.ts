import type { Choice, Message } from '../src/turn/message';
import type { Asked, DialogName, Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';

/** Rephrased once, then with its choices and a person among them; the try after that calls the person. */
export const LAST_ATTEMPT = 3;

const PERSON: Choice = { value: 'agent', label: { key: 'choice.agent' } };

/** An angry customer gets the person first, one who is not understood gets the person last. */
function withPerson(own: Choice[], attempt: number, angry: boolean): Choice[] {
  const others = own.filter(({ value }) => value !== PERSON.value);
  if (angry) return [PERSON, ...others];
  if (others.length < own.length) return own;
  return attempt >= LAST_ATTEMPT ? [...own, PERSON] : own;
}

/** Puts a question on the table. Unanswered ones keep their key and get `attempt`, which chooses other words. */
export function putQuestion(memory: Memory, dialog: DialogName, field: string, message: Message, attempt = 1): Reply {
  const choices = withPerson(message.choices ?? [], attempt, memory.angry);
  const asked: Asked = { dialog, field, attempt, choices };
  const values = attempt > 1 ? { ...message.values, attempt } : message.values;
  const said: Message = {
    key: message.key,
    ...(values ? { values } : {}),
    ...(choices.length ? { choices } : {}),
    question: true,
  };
  return reply({ ...memory, asked, offered: null }, [said], 'asked');
}

/** The same question again and nothing gained by this message: one more attempt. A quiet moment was not a try. */
export function attemptOf(
  moment: Moment,
  memory: Memory,
  dialog: DialogName,
  field: string,
  progress: boolean,
): number {
  const { asked } = memory;
  if (asked?.dialog !== dialog || asked.field !== field || progress) return 1;
  return moment.quiet ? asked.attempt : asked.attempt + 1;
}
