import { daysBetween } from './calendar-days';
import type { DenialCode } from './denial-codes';
import { moneyToJson } from './money';
import type { Order } from './order';
import { findReason, situationOf } from './reasons';
import type { RuleResult } from './refund-case';
import type { RefundRequest } from './refund-request';
import { refundable } from './units';

interface Verdict {
  rule: RuleResult;
  /** Why the request is denied, when the rule fails. */
  code?: DenialCode;
}

type Rule = (request: RefundRequest) => Verdict;

/** Days from delivery, the last one included, counted as calendar days in UTC. House rule. */
const WINDOW_DAYS = 30;
/** After the window and up to here, store credit is for a person to grant. House rule. */
const CREDIT_DAYS = 60;

type Inputs = RuleResult['inputs'];

function verdict(id: string, result: RuleResult['result'], inputs: Inputs, code?: DenialCode): Verdict {
  const rule: RuleResult = { id, version: 1, layer: 'tenant', result, inputs };
  return result === 'fail' && code ? { rule, code } : { rule };
}

/** Units asked for must exist and be free: taken ones were refunded, or another case holds them. */
const remaining: Rule = ({ order, lines, priorClaims }) => {
  const free = new Map(refundable(order, priorClaims).map(({ sku, quantity }) => [sku, quantity]));
  const sold = new Set(order.items.map(({ sku }) => sku));
  const short = lines.filter(({ sku, quantity }) => quantity > (free.get(sku) ?? 0));
  const inputs = { asked: lines.map(({ sku, quantity }) => ({ sku, quantity, left: free.get(sku) ?? 0 })) };
  if (lines.length === 0 || short.some(({ sku }) => !sold.has(sku)))
    return verdict('refund.remaining', 'fail', inputs, 'item_mismatch');
  if (short.some(({ sku }) => !free.has(sku))) return verdict('refund.remaining', 'fail', inputs, 'already_refunded');
  return verdict('refund.remaining', short.length > 0 ? 'fail' : 'pass', inputs, 'exceeds_refundable');
};

/** There must be money to give back: something was captured, and not all of it has gone back. */
const payment: Rule = ({ order, quote }) => {
  const captured = order.payments.reduce((total, one) => total + one.captured, 0n);
  const inputs = {
    captured: moneyToJson({ minor: captured, currency: order.currency }),
    total: moneyToJson(quote.total),
  };
  if (captured <= 0n) return verdict('payment.captured', 'fail', inputs, 'no_matching_payment');
  return verdict('payment.captured', quote.total.minor > 0n ? 'pass' : 'unknown', inputs);
};

/** What the order's state allows. Where state and reason contradict each other, a person looks. */
function stateResult(l1: string, order: Order): RuleResult['result'] {
  const situation = situationOf(order);
  const fits: Record<typeof situation, readonly string[]> = {
    delivered: ['not_as_described', 'fit_preference', 'change_of_mind', 'not_received', 'other'],
    in_transit: ['not_received'],
    not_shipped: ['cancellation', 'change_of_mind'],
    subscription: [],
    ended: [],
  };
  if (fits[situation].includes(l1)) return 'pass';
  const personal = ['credit_missing', 'billing_error', 'fraud', 'other'].includes(l1);
  return situation === 'ended' && !personal ? 'fail' : 'unknown';
}

const orderState: Rule = ({ order, reason }) =>
  verdict(
    'order.state',
    stateResult(reason.l1, order),
    { status: order.status, subscription: Boolean(order.subscription), reason: reason.l1 },
    'no_return_right',
  );

/** A parcel the carrier calls delivered and the customer calls missing is for a person, and so is one not yet due. */
const delivery: Rule = ({ order, reason, at }) => {
  if (reason.l1 !== 'not_received' || reason.l2 !== 'never_arrived') return verdict('delivery.missing', 'na', {});
  const due = order.shipments.flatMap(({ expectedAt }) => (expectedAt ? [expectedAt] : []));
  const overdue = due.length > 0 && due.every((date) => daysBetween(date, at) > 0);
  const delivered = order.status === 'delivered';
  return verdict('delivery.missing', !delivered && overdue ? 'pass' : 'unknown', {
    delivered,
    expectedAt: due.map((date) => date.toISOString()),
  });
};

/** Final sale bars a change of heart, not a fault of the seller. */
const finalSale: Rule = ({ order, lines, reason, resolution }) => {
  const asked = new Set(lines.map(({ sku }) => sku));
  const barred = order.items.filter((item) => item.finalSale && asked.has(item.sku)).map(({ sku }) => sku);
  const inputs = { finalSale: barred, reason: `${reason.l1}/${reason.l2}` };
  if (barred.length === 0) return verdict('item.final_sale', 'pass', inputs);
  if (findReason(reason.l1, reason.l2)?.sellerAtFault) return verdict('item.final_sale', 'na', inputs);
  const personal = resolution === 'exchange' || reason.l2 === 'statutory_withdrawal' || reason.l1 === 'other';
  return verdict('item.final_sale', personal ? 'unknown' : 'fail', inputs, 'final_sale');
};

/** When the last parcel came, or null when that is not known. */
function deliveredAt(order: Order): Date | null {
  const parcels = order.shipments.flatMap((shipment) => (shipment.deliveredAt ? [shipment.deliveredAt] : []));
  const known = order.deliveredAt ? [order.deliveredAt, ...parcels] : parcels;
  return known.reduce<Date | null>((last, date) => (last && last >= date ? last : date), null);
}

/** Reasons that are not about returning something that arrived. */
const OUTSIDE_WINDOW = ['cancellation', 'billing_error', 'credit_missing', 'fraud', 'subscription'];

/** True when the window has nothing to say: nothing to return, or the clock has not started. */
function noWindow({ order, kind, reason }: RefundRequest): boolean {
  const neverCame = reason.l1 === 'not_received' && !['partially_arrived', 'arrived_late'].includes(reason.l2);
  return order.status !== 'delivered' || neverCame || kind === 'subscription' || OUTSIDE_WINDOW.includes(reason.l1);
}

const window: Rule = (request) => {
  const { order, resolution, at } = request;
  if (noWindow(request)) return verdict('window.default', 'na', { status: order.status });
  const from = deliveredAt(order);
  if (!from) return verdict('window.default', 'unknown', { deliveredAt: null, days: WINDOW_DAYS });
  const age = daysBetween(from, at);
  const inputs = { deliveredAt: from.toISOString(), at: at.toISOString(), age, days: WINDOW_DAYS };
  if (age <= WINDOW_DAYS) return verdict('window.default', 'pass', inputs);
  const credit = resolution === 'store_credit' && age <= CREDIT_DAYS;
  return verdict('window.default', credit ? 'unknown' : 'fail', inputs, 'window_expired');
};

/** What a line refund cannot settle: an overcharge is a difference and a subscription a proration, both for a person. */
const kindKnown: Rule = ({ kind }) =>
  verdict('kind.automatic', kind === 'overcharge' || kind === 'subscription' ? 'unknown' : 'pass', { kind });

/** In the order in which their codes matter to the customer. */
export const RULES: readonly Rule[] = [remaining, payment, orderState, finalSale, window, delivery, kindKnown];
