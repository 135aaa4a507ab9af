import { identifyOrder } from '../src/intake/identify-order';
import { atHand, readOrder, type OrderAtHand } from '../src/intake/order-at-hand';
import { hear, nextQuestion, type Taken } from '../src/turn/form-engine';
import type { Choice, Message } from '../src/turn/message';
import { choiceValue } from './choice-token';
import { identityForm, type IdentityWorld } from './identity';
import type { Memory } from './memory';
import { askerOf, type Moment } from './moment';
import { attemptOf } from './put-question';
import { forOrder, type RefundDraft } from './refund-draft';

export type Identification =
  | { outcome: 'known'; memory: Memory; draft: RefundDraft; hand: OrderAtHand; taken: Taken[] }
  | { outcome: 'ask'; draft: RefundDraft; taken: Taken[]; message: Message; field: string }
  | { outcome: 'no-match'; draft: RefundDraft; taken: Taken[]; failures: number }
  | { outcome: 'spent'; draft: RefundDraft; taken: Taken[] };

const isProven = (memory: Memory, orderNo: string | undefined): boolean =>
  memory.proven.some((one) => one.orderNo === orderNo && one.grade === 'full');

/** The order may be named while it is asked for; later only to say that it was the wrong one. */
function listens({ reading }: Moment, draft: RefundDraft, known: boolean): boolean {
  const { correction, control, orderNos } = reading;
  const other = orderNos.some((one) => one !== draft.identity.orderNo);
  return !known || (other && (correction || control?.name === 'change'));
}

const offerable = ({ proven }: Memory, { notOrder }: RefundDraft): Memory['proven'] =>
  proven.filter(({ grade, orderNo }) => grade === 'full' && orderNo !== notOrder);

/** Orders already proven here are offered, so that nobody types a number twice. */
function provenChoices(memory: Memory, draft: RefundDraft): Choice[] {
  const own = offerable(memory, draft).filter(({ orderNo }) => orderNo.length <= 30);
  return own.map(({ orderNo }) => ({
    value: choiceValue(draft.id, 'order', orderNo),
    label: { key: 'choice.order', values: { orderNo } },
  }));
}

/** The contact is the one that proved an order before, and was not given for this one. */
const isGuess = ({ reach }: Memory, { identity }: RefundDraft, taken: Taken[]): boolean =>
  !taken.some(({ field }) => field === 'contact') &&
  ((reach.email !== undefined && reach.email === identity.email) ||
    (reach.phone !== undefined && reach.phone === identity.phone));

/** The contact of the order before was only a guess for this one: that it does not fit is no slip of the customer's. */
function otherContact(moment: Moment, draft: RefundDraft, taken: Taken[]): Identification {
  const { orderNo = '' } = draft.identity;
  const identity = { orderNo };
  const question = nextQuestion(identityForm, identity, { moment, for: 'refund', choices: [] });
  if (!question) return { outcome: 'no-match', draft, taken, failures: 1 };
  const message = question.ask(identity, { moment, for: 'refund', choices: [] });
  return { outcome: 'ask', draft: { ...draft, identity }, taken, message, field: question.field };
}

/** Number and contact are there: do they belong together? Only so many tries are allowed. */
async function prove(moment: Moment, memory: Memory, draft: RefundDraft, taken: Taken[]): Promise<Identification> {
  const { deps, turn, at } = moment;
  const { client } = turn.thread;
  const { orderNo = '', ...given } = draft.identity;
  const found = await identifyOrder(deps, { client, asker: askerOf(moment), orderNo, given, needs: 'full', at });
  if (found.outcome === 'spent') return { outcome: 'spent', draft, taken };
  if (found.outcome === 'no-match' && isGuess(memory, draft, taken)) return otherContact(moment, draft, taken);
  if (found.outcome === 'no-match') return { outcome: 'no-match', draft, taken, failures: found.failures };
  const hand = atHand(found.order, await deps.cases.byOrder(client, orderNo));
  const proven = [
    ...memory.proven.filter((one) => one.orderNo !== orderNo),
    { orderNo, grade: 'full' as const, at: at.toISOString() },
  ];
  const { email, phone } = given;
  const reach = { ...(email ? { email } : {}), ...(phone ? { phone } : {}) };
  return { outcome: 'known', memory: { ...memory, proven, reach }, draft, hand, taken };
}

/** Before anything about an order is said: its number and the e-mail or phone that belong to it. */
export async function identifyForRefund(
  moment: Moment,
  memory: Memory,
  start: RefundDraft,
  awaited: string | null,
): Promise<Identification> {
  const { deps, turn } = moment;
  const last = offerable(memory, start).at(-1)?.orderNo;
  const world: IdentityWorld = {
    moment,
    for: 'refund',
    choices: provenChoices(memory, start),
    ...(last ? { known: last } : {}),
  };
  const known = isProven(memory, start.identity.orderNo);
  const { draft: identity, taken } = listens(moment, start, known)
    ? hear(identityForm, start.identity, world, awaited)
    : { draft: start.identity, taken: [] };
  const draft = forOrder(start, identity);
  if (identity.orderNo && isProven(memory, identity.orderNo)) {
    const hand = await readOrder(deps, turn.thread.client, identity.orderNo);
    if (hand) return { outcome: 'known', memory, draft, hand, taken };
  }
  const question = nextQuestion(identityForm, identity, world);
  if (question) return { outcome: 'ask', draft, taken, message: question.ask(identity, world), field: question.field };
  const { untried, ...tried } = draft;
  if (taken.length > 0 || untried) return prove(moment, memory, tried, taken);
  // Nothing new was said about it: what failed once is not tried, and not counted, again.
  return { outcome: 'no-match', draft, taken, failures: attemptOf(moment, memory, 'refund', 'order', false) };
}
