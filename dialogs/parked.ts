import type { Memory } from './memory';
import { joined, reply, type Moment, type Reply } from './moment';
import { putQuestion } from './put-question';
import { newRefundDraft, type RefundDraft } from './refund-draft';

/** Requests that wait their turn; whoever names more has a list, not a conversation. */
const MOST = 3;

const isFor = (orderNo: string | undefined, { identity }: RefundDraft): boolean => identity.orderNo === orderNo;

/** The requests that wait, with one more in front; one for the same order gives way to it. */
function withParked({ parked = [] }: Memory, draft: RefundDraft): RefundDraft[] {
  return [draft, ...parked.filter((one) => !isFor(draft.identity.orderNo, one))].slice(0, MOST);
}

/** Sets the open request aside for another one, if its order is known: otherwise there is nothing to come back to. */
export function park(memory: Memory, refund: RefundDraft | null): Memory {
  if (!refund || refund.denied || !refund.items) return memory;
  // What was on its read-back is shown again before a yes to it counts.
  const { shown: _shown, ...kept } = refund;
  return { ...memory, parked: withParked(memory, kept) };
}

/** The waiting request this message is about: by its order, or the one that was just offered. */
export function unparked({ reading }: Moment, memory: Memory): (Memory & { refund: RefundDraft }) | null {
  const { parked = [], said } = memory;
  const [offered] = 'refund.nextOrder' in said && reading.orderNos.length === 0 ? parked : [];
  const refund = offered ?? parked.find((one) => reading.orderNos.some((orderNo) => isFor(orderNo, one)));
  if (!refund) return null;
  // Who proved an order here is likely to be whose the next one is.
  const begun = refund.untried ? { ...refund, identity: { ...memory.reach, ...refund.identity } } : refund;
  return { ...memory, refund: begun, asked: null, parked: parked.filter((one) => one !== refund) };
}

/** "Refunds for 1042 and 1001": the first is begun, the others wait. `known`: the order that is begun. */
export function parkOthers({ reading }: Moment, memory: Memory, known: string | undefined): Memory {
  const { orderNos, correction, intent } = reading;
  if (known === undefined || correction || intent.name !== 'refund_request') return memory;
  const waiting = (orderNo: string) => (memory.parked ?? []).some((one) => isFor(orderNo, one));
  const others = orderNos.filter((orderNo) => orderNo !== known && !waiting(orderNo)).slice(0, MOST);
  return others.reduce((so, orderNo) => {
    const counter = so.counter + 1;
    return {
      ...so,
      counter,
      parked: [...(so.parked ?? []), { ...newRefundDraft(`r${counter}`, { orderNo }), untried: true }].slice(0, MOST),
    };
  }, memory);
}

/** After a request has come to its end: the next one that waits is offered, by a question of its own. */
export function offerNext(ended: Reply): Reply {
  const [next] = ended.memory.parked ?? [];
  if (!next || ended.memory.refund !== null) return ended;
  const message = {
    key: 'refund.nextOrder',
    values: { orderNo: next.identity.orderNo ?? '' },
    choices: [{ value: 'refund', label: { key: 'choice.continue' } }],
  };
  return { ...joined(ended, putQuestion(ended.memory, 'open', 'next', message)), outcome: ended.outcome };
}

/** A no to the next one that waits: it is let go. Null when nothing was offered. */
export function declineNext({ reading }: Moment, memory: Memory): Reply | null {
  if (!('refund.nextOrder' in memory.said) || reading.answer?.yes !== false) return null;
  const { parked = [], ...rest } = memory;
  const left = parked.slice(1);
  const dropped = reply(
    { ...rest, asked: null, ...(left.length ? { parked: left } : {}) },
    [{ key: 'refund.dropped' }],
    'dropped',
  );
  return offerNext(dropped);
}
