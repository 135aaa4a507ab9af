import type { Heard, Question } from '../src/turn/form-engine';
import type { Message } from '../src/turn/message';
import { handoffDialog } from './handoff-dialog';
import { mirrored, withLead } from './leads';
import type { Memory } from './memory';
import type { Moment, Reply } from './moment';
import { attemptOf, LAST_ATTEMPT, putQuestion } from './put-question';
import type { RefundDraft } from './refund-draft';
import { propose, type RefundWorld } from './refund-world';

type Next = Question<RefundDraft, RefundWorld>;

/** Nobody is asked a fifth time: a person is called, and the question stays where it is. */
export function givenUp(moment: Moment, memory: Memory, attempt: number): Reply | null {
  if (attempt <= LAST_ATTEMPT || moment.turn.handoff) return null;
  const called = handoffDialog(moment, memory, 'not_understood');
  return { ...called, memory: { ...called.memory, asked: memory.asked && { ...memory.asked, attempt } } };
}

/** Did the message bring the request on? What is on the read-back already, said again, does not. */
function gained({ draft, taken }: Heard<RefundDraft>, world: RefundWorld, field: string): boolean {
  if (field !== 'confirm' || draft.shown === undefined) return taken.length > 0;
  return propose(draft, world)?.fingerprint !== draft.shown || taken.some(({ was }) => was !== undefined);
}

/** Asks the next question of a refund, mirroring what was understood. */
export function askRefund(world: RefundWorld, memory: Memory, heard: Heard<RefundDraft>, question: Next): Reply {
  const { moment } = world;
  const { field } = question;
  const attempt = attemptOf(moment, memory, 'refund', field, gained(heard, world, field));
  const person = givenUp(moment, memory, attempt);
  if (person) return person;
  const draft = field === 'confirm' ? shown(heard.draft, world) : heard.draft;
  const message = opened(question.ask(draft, world), world, memory, heard, attempt);
  const put = putQuestion({ ...memory, refund: draft }, 'refund', field, message, attempt);
  return { ...put, messages: [...heard.notes, ...put.messages] };
}

/** The sentence in front of the question: why it is asked again, or what was understood just now. */
function opened(
  message: Message,
  world: RefundWorld,
  memory: Memory,
  heard: Heard<RefundDraft>,
  attempt: number,
): Message {
  const { reading, lead } = world.moment;
  // Anger is answered with fewer words, not with more.
  if (memory.angry) return message;
  if (lead) return withLead(message, lead.key, lead);
  const told = mirrored(message, heard.taken, heard.draft, world);
  const again = message.key === 'refund.readBack' && attempt > 1 && !told.values?.lead;
  return again ? withLead(message, reading.answer?.hedged ? 'hedged' : 'needYes') : told;
}

/** The draft with the fingerprint of the read-back that is about to be shown. */
function shown(draft: RefundDraft, world: RefundWorld): RefundDraft {
  const proposal = propose(draft, world);
  return proposal ? { ...draft, shown: proposal.fingerprint } : draft;
}
