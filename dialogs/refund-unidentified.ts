import type { Message } from '../src/turn/message';
import { withLead } from './leads';
import type { Memory } from './memory';
import { handoffDialog } from './handoff-dialog';
import { joined, reply, type Moment, type Reply } from './moment';
import { attemptOf, putQuestion } from './put-question';
import { givenUp, onlyAsks, unanswered } from './refund-ask';
import { holdsAnswers } from './said';
import type { Identification } from './refund-identify';

type Unknown = Exclude<Identification, { outcome: 'known' }>;
type Wanting = Extract<Unknown, { outcome: 'ask' }>;

const led = (message: Message, { lead }: Moment): Message => (lead ? withLead(message, lead.key, lead) : message);

/**
 * What is said too early is kept for later and is no failed try, so nobody is given up on for it; only the words change
 * from one time to the next.
 */
function noted(memory: Memory, { field, message }: Wanting): Reply {
  const times = (memory.said[message.key] ?? 0) % 2;
  const told = withLead(message, times === 1 ? 'noted' : 'notedToo');
  const put = putQuestion(memory, 'refund', field, told, times === 1 ? 2 : 3);
  const { asked } = put.memory;
  return { ...put, memory: { ...put.memory, asked: asked && { ...asked, attempt: memory.asked?.attempt ?? 1 } } };
}

/** Asks for the number or the contact. */
function ask(moment: Moment, memory: Memory, found: Wanting): Reply {
  const { field, message, taken } = found;
  // A photo is told at once that it arrived.
  if (moment.turn.said.attachments.length > 0) {
    return putQuestion(memory, 'refund', field, withLead(message, 'photo'), memory.asked?.attempt ?? 1);
  }
  const attempt = attemptOf(moment, memory, 'refund', field, taken.length > 0);
  const again = attempt > 1 || asksAgain(memory, field) ? repeated(moment, memory, found) : null;
  return (
    again ?? givenUp(moment, memory, attempt) ?? putQuestion(memory, 'refund', field, led(message, moment), attempt)
  );
}

/** The same question as before, by whatever it was that came meanwhile. */
const asksAgain = ({ asked }: Memory, field: string): boolean => asked?.dialog === 'refund' && asked.field === field;

/** What is no failed answer although it brought nothing: something for later, or a question. */
function repeated(moment: Moment, memory: Memory, found: Wanting): Reply | null {
  if (moment.picked.length === 0 && holdsAnswers(moment)) return noted(memory, found);
  return !memory.angry && onlyAsks(moment) ? unanswered(memory, found.field, found.message) : null;
}

/**
 * What is said while an order is not proven to be the customer's. "No such order" and "not your e-mail" are one answer;
 * after too many tries there is a person.
 */
export function unidentified(moment: Moment, start: Memory, found: Unknown): Reply {
  const { draft } = found;
  const memory = { ...start, refund: draft };
  if (found.outcome === 'spent') {
    const closed = { ...memory, refund: null, asked: null };
    return joined(
      reply(closed, [{ key: 'refund.attemptsSpent' }], 'refused'),
      handoffDialog(moment, closed, 'attempts'),
    );
  }
  if (found.outcome === 'ask') return ask(moment, memory, found);
  const message = { key: 'refund.notFound', values: { orderNo: draft.identity.orderNo ?? '' } };
  return { ...putQuestion(memory, 'refund', 'order', message, found.failures), outcome: 'not-found' };
}
