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

/**
 * A question we have no answer to is no failed answer to ours: that is said, ours is put in other words, and nobody is given
 * up on for it.
 */
export function unanswered(memory: Memory, field: string, message: Message): Reply {
  const again = ((memory.said[message.key] ?? 0) % 2) + 2;
  const put = putQuestion(memory, 'refund', field, withLead(message, again === 3 ? 'notMine' : 'notMineToo'), again);
  const { asked } = put.memory;
  return { ...put, memory: { ...put.memory, asked: asked && { ...asked, attempt: memory.asked?.attempt ?? 1 } } };
}

/** True when all the message does is ask something. */
export const onlyAsks = ({ reading, picked, quiet }: Moment): boolean =>
  reading.asks === true && reading.answer === undefined && picked.length === 0 && !quiet;

/** "Do you need a photo?": the question in other words is the answer. */
const asksBack = ({ reading }: Moment, field: string): boolean => field === 'evidence' && reading.photo === true;

/** Asks the next question of a refund, mirroring what was understood. */
export function askRefund(world: RefundWorld, memory: Memory, heard: Heard<RefundDraft>, question: Next): Reply {
  const { moment } = world;
  const { field } = question;
  const attempt = attemptOf(moment, memory, 'refund', field, gained(heard, world, field));
  const still = attempt > 1 && heard.notes.length === 0 && !memory.angry;
  if (still && onlyAsks(moment) && !asksBack(moment, field)) {
    return unanswered({ ...memory, refund: heard.draft }, field, question.ask(heard.draft, world));
  }
  const person = givenUp(moment, memory, attempt);
  if (person) return person;
  const draft = field === 'confirm' ? shown(heard.draft, world) : heard.draft;
  const message = opened(question.ask(draft, world), world, memory, heard, attempt);
  const put = putQuestion({ ...memory, refund: draft }, 'refund', field, message, attempt);
  return { ...put, messages: [...heard.notes, ...put.messages] };
}

/** What was understood just now, in front of the question; anger is answered with fewer words, not with more. */
function mirror(message: Message, world: RefundWorld, { angry }: Memory, heard: Heard<RefundDraft>): Message {
  if (angry) return message;
  const { lead } = world.moment;
  return lead ? withLead(message, lead.key, lead) : mirrored(message, heard.taken, heard.draft, world);
}

/** The sentence in front of the question: what was understood just now, or why the summary is shown again. */
function opened(
  message: Message,
  world: RefundWorld,
  memory: Memory,
  heard: Heard<RefundDraft>,
  attempt: number,
): Message {
  const told = mirror(message, world, memory, heard);
  const again = message.key === 'refund.readBack' && attempt > 1 && heard.notes.length === 0;
  if (!again || told.values?.lead) return told;
  return withLead(message, world.moment.reading.answer?.hedged ? 'hedged' : 'needYes');
}

/** The draft with the fingerprint of the read-back that is about to be shown. */
function shown(draft: RefundDraft, world: RefundWorld): RefundDraft {
  const proposal = propose(draft, world);
  return proposal ? { ...draft, shown: proposal.fingerprint } : draft;
}
