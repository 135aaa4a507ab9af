import { identifyOrder } from '../src/intake/identify-order';
import { atHand, readOrder, type OrderAtHand } from '../src/intake/order-at-hand';
import { hear, nextQuestion, type Taken } from '../src/turn/form-engine';
import type { Message } from '../src/turn/message';
import { choiceValue } from './choice-token';
import { identityForm, type IdentityWorld } from './identity';
import type { Memory } from './memory';
import { askerOf, type Moment } from './moment';
import { forOrder, type RefundDraft } from './refund-draft';

export type Identification =
  | { outcome: 'known'; memory: Memory; draft: RefundDraft; hand: OrderAtHand; taken: Taken[]; fresh: boolean }
  | { outcome: 'ask'; draft: RefundDraft; taken: Taken[]; message: Message; field: string }
  | { outcome: 'no-match'; draft: RefundDraft; taken: Taken[]; failures: number }
  | { outcome: 'spent'; draft: RefundDraft; taken: Taken[] };

const isProven = (memory: Memory, orderNo: string | undefined): boolean =>
  memory.proven.some((one) => one.orderNo === orderNo && one.grade === 'full');

/** The order may be changed while it is asked for, or when the customer says that it was the wrong one. */
function listens(moment: Moment, draft: RefundDraft, known: boolean): boolean {
  const { correction, control, orderNos } = moment.reading;
  if (!known) return true;
  const other = orderNos.some((one) => one !== draft.identity.orderNo);
  return other && (correction || control?.name === 'change');
}

/** Before anything about an order is said: number and e-mail or phone must match, and only so many tries are allowed. */
export async function identifyForRefund(
  moment: Moment,
  memory: Memory,
  start: RefundDraft,
  awaited: string | null,
): Promise<Identification> {
  const { deps, turn, at } = moment;
  const { client } = turn.thread;
  const known = isProven(memory, start.identity.orderNo);
  const choices = memory.proven
    .filter(({ grade }) => grade === 'full')
    .map(({ orderNo }) => ({
      value: choiceValue(start.id, 'order', orderNo),
      label: { key: 'choice.order', values: { orderNo } },
    }));
  const world: IdentityWorld = { moment, for: 'refund', choices };
  const heard = listens(moment, start, known)
    ? hear(identityForm, start.identity, world, awaited)
    : { draft: start.identity, taken: [] as Taken[] };
  const { taken } = heard;
  const draft = forOrder(start, heard.draft);
  const { orderNo } = draft.identity;
  if (orderNo && isProven(memory, orderNo)) {
    const hand = await readOrder(deps, client, orderNo);
    if (hand) return { outcome: 'known', memory, draft, hand, taken, fresh: taken.length > 0 };
  }
  const question = nextQuestion(identityForm, draft.identity, world);
  if (question || !orderNo) {
    const asking = question ?? identityForm[0];
    return {
      outcome: 'ask',
      draft,
      taken,
      message: asking?.ask(draft.identity, world) ?? { key: 'refund.askOrder' },
      field: asking?.field ?? 'order',
    };
  }
  const found = await identifyOrder(deps, {
    client,
    asker: askerOf(moment),
    orderNo,
    given: draft.identity,
    needs: 'full',
    at,
  });
  if (found.outcome === 'spent') return { outcome: 'spent', draft, taken };
  if (found.outcome === 'no-match') return { outcome: 'no-match', draft, taken, failures: found.failures };
  const hand = atHand(found.order, await deps.cases.byOrder(client, orderNo));
  const proven = [...memory.proven.filter((one) => one.orderNo !== orderNo), { orderNo, grade: 'full' as const }];
  return { outcome: 'known', memory: { ...memory, proven }, draft, hand, taken, fresh: true };
}
