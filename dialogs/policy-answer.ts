import { decide } from '../src/domain/eligibility';
import { quote } from '../src/domain/refund-quote';
import type { RuleResult } from '../src/domain/refund-case';
import { readOrder, type OrderAtHand } from '../src/intake/order-at-hand';
import type { Message, Value } from '../src/turn/message';
import type { Memory } from './memory';
import type { Moment } from './moment';

const DAY = 86_400_000;

/** The rules' own view of sending everything back because one no longer wants it: what they would say, and until when. */
function rulesOf(hand: OrderAtHand, moment: Moment): RuleResult[] {
  const { order, claims, open } = hand;
  const lines = open.map(({ sku, quantity }) => ({ sku, quantity }));
  const request = {
    order,
    lines,
    kind: 'return' as const,
    reason: { l1: 'change_of_mind', l2: 'unwanted' },
    resolution: 'refund' as const,
    priorClaims: claims,
    at: moment.at,
    quote: quote(order, lines, claims),
  };
  return decide(request, moment.deps.policy).rules;
}

/** Items the rules take back only for a fault. */
function onlyForFaults({ order }: OrderAtHand, rules: RuleResult[]): Value[] {
  const skus = rules.find(({ id }) => id === 'item.final_sale')?.inputs.finalSale;
  const barred = order.items.filter(({ sku }) => Array.isArray(skus) && skus.includes(sku));
  return barred.map(({ sku, name }) => ({ sku, name, quantity: 1 }));
}

function forOrder(hand: OrderAtHand, moment: Moment): Message {
  const { order } = hand;
  const about = (variant: string, more: Record<string, Value> = {}): Message => ({
    key: 'policy.answer',
    values: { orderNo: order.orderNo, variant, ...more },
  });
  if (hand.open.length === 0) return about('nothing');
  const rules = rulesOf(hand, moment);
  const window = rules.find(({ id }) => id === 'window.default');
  const { deliveredAt, days } = window?.inputs ?? {};
  if (typeof deliveredAt !== 'string' || typeof days !== 'number') {
    return about(order.status === 'delivered' ? 'ask' : 'notYet');
  }
  const until = new Date(new Date(deliveredAt).getTime() + days * DAY).toISOString();
  if (window?.result === 'fail') return about('over', { days, until });
  const items = onlyForFaults(hand, rules);
  return items.length > 0 ? about('openExcept', { days, until, items }) : about('open', { days, until });
}

/** "Can I still return it?", answered from the rules that decide: for the order at hand if there is one, else in general. */
export async function policyAnswer(moment: Moment, memory: Memory): Promise<Message> {
  const proven = memory.proven.filter(({ grade }) => grade === 'full');
  const about = memory.refund?.identity.orderNo ?? moment.reading.orderNos[0] ?? proven.at(-1)?.orderNo;
  const known = proven.find(({ orderNo }) => orderNo === about);
  const hand = known ? await readOrder(moment.deps, moment.turn.thread.client, known.orderNo) : null;
  // With nothing left of it, the question is not about that order.
  const meant = hand && (hand.open.length > 0 || memory.refund !== null || moment.reading.orderNos.length > 0);
  return meant ? forOrder(hand, moment) : { key: 'policy.answer' };
}
