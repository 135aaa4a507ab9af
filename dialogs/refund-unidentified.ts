import type { Message } from '../src/turn/message';
import { withLead } from './leads';
import type { Memory } from './memory';
import { handoffDialog } from './handoff-dialog';
import { joined, reply, type Moment, type Reply } from './moment';
import { attemptOf, putQuestion } from './refund-ask';
import type { Identification } from './refund-identify';

const led = (message: Message, { lead }: Moment): Message => (lead ? withLead(message, lead.key, lead) : message);

/**
 * What is said while an order is not proven to be the customer's. "No such order" and "not your e-mail" are one answer;
 * after too many tries there is a person.
 */
export function unidentified(
  moment: Moment,
  memory: Memory,
  found: Exclude<Identification, { outcome: 'known' }>,
): Reply {
  const { draft, taken } = found;
  if (found.outcome === 'ask') {
    const attempt = attemptOf(memory, 'refund', found.field, taken.length > 0, moment.quiet);
    if (attempt > 3 && !memory.handoff) return handoffDialog(moment, { ...memory, refund: draft }, 'not_understood');
    return putQuestion({ ...memory, refund: draft }, 'refund', found.field, led(found.message, moment), attempt);
  }
  if (found.outcome === 'spent') {
    const closed = { ...memory, refund: null, asked: null };
    return joined(
      reply(closed, [{ key: 'refund.attemptsSpent' }], 'refused'),
      handoffDialog(moment, closed, 'attempts'),
    );
  }
  const { orderNo } = draft.identity;
  const message = { key: 'refund.notFound', values: { orderNo: orderNo ?? '' }, question: true };
  const put = putQuestion({ ...memory, refund: draft }, 'refund', 'order', message, found.failures);
  return { ...put, outcome: 'not-found' };
}
