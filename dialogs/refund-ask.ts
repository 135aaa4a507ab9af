import type { Heard, Question } from '../src/turn/form-engine';
import type { Message } from '../src/turn/message';
import { handoffDialog } from './handoff-dialog';
import { mirrored, withLead } from './leads';
import type { Asked, DialogName, Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';
import type { RefundDraft } from './refund-draft';
import { propose, type RefundWorld } from './refund-world';

/** After so many tries in vain a person takes over: rephrased, then with its choices, then that. */
const LAST_ATTEMPT = 3;

/** Puts a question on the table. Unanswered ones keep their key and get `attempt`, which chooses other words. */
export function putQuestion(memory: Memory, dialog: DialogName, field: string, message: Message, attempt = 1): Reply {
  const person = attempt >= LAST_ATTEMPT || memory.angry ? [{ value: 'agent', label: { key: 'choice.agent' } }] : [];
  const own = message.choices ?? [];
  const choices = memory.angry ? [...person, ...own] : [...own, ...person];
  const asked: Asked = { dialog, field, attempt, choices };
  const values = attempt > 1 ? { ...message.values, attempt } : message.values;
  const said: Message = {
    ...message,
    ...(values ? { values } : {}),
    ...(choices.length ? { choices } : {}),
    question: true,
  };
  return reply({ ...memory, asked }, [said], 'asked');
}

/** Was the same question on the table before, and did this message bring nothing? Then it is one more attempt. */
export function attemptOf(memory: Memory, dialog: DialogName, field: string, progress: boolean, quiet = false): number {
  const { asked } = memory;
  if (asked?.dialog !== dialog || asked.field !== field || progress) return 1;
  return quiet ? asked.attempt : asked.attempt + 1;
}

type Next = Question<RefundDraft, RefundWorld>;

/** Asks the next question of a refund, mirroring what was understood; gives up on the fourth try and calls a person. */
export function askRefund(world: RefundWorld, memory: Memory, heard: Heard<RefundDraft>, question: Next): Reply {
  const { moment } = world;
  const attempt = attemptOf(memory, 'refund', question.field, heard.taken.length > 0, moment.quiet);
  if (attempt > LAST_ATTEMPT && !memory.handoff) {
    const called = handoffDialog(moment, memory, 'not_understood');
    return { ...called, memory: { ...called.memory, asked: memory.asked && { ...memory.asked, attempt } } };
  }
  const draft = question.field === 'confirm' ? shown(heard.draft, world) : heard.draft;
  const message = mirrored(question.ask(draft, world), heard.taken, heard.draft, world);
  const put = putQuestion(
    { ...memory, refund: draft },
    'refund',
    question.field,
    insisted(message, world, attempt),
    attempt,
  );
  return { ...put, messages: [...heard.notes, ...put.messages] };
}

/** A read-back that was answered with anything but a clear yes says so when it is shown again. */
function insisted(message: Message, { moment }: RefundWorld, attempt: number): Message {
  if (moment.lead && !message.values?.lead) return withLead(message, moment.lead.key, moment.lead);
  if (message.key !== 'refund.readBack' || message.values?.lead || attempt === 1) return message;
  return withLead(message, moment.reading.answer?.hedged ? 'hedged' : 'needYes');
}

/** The draft with the fingerprint of the read-back that is about to be shown. */
function shown(draft: RefundDraft, world: RefundWorld): RefundDraft {
  const proposal = propose(draft, world);
  return proposal ? { ...draft, shown: proposal.fingerprint } : draft;
}
