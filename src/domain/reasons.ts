import type { Order } from './order';
import type { CaseKind } from './refund-case';

/** Where an order stands, as far as it decides which reasons make sense. `ended`: cancelled or returned. */
export type Situation = 'delivered' | 'in_transit' | 'not_shipped' | 'subscription' | 'ended';

export interface Reason {
  l1: string;
  l2: string;
  /** Situations in which the customer is offered it; elsewhere it still counts when said in words. */
  offered: readonly Situation[];
  /** A picture would show it: the dialog asks for one, and takes "I have none". */
  photo: boolean;
  /** The item is not what was sold: a final sale does not bar it. */
  sellerAtFault: boolean;
}

const ALL: readonly Situation[] = ['delivered', 'in_transit', 'not_shipped', 'subscription', 'ended'];
const ARRIVED: readonly Situation[] = ['delivered'];
const GOODS: readonly Situation[] = ['delivered', 'in_transit', 'not_shipped'];

interface Row {
  l2: string;
  offered: readonly Situation[];
  photo?: boolean;
}

/** Handles are never reused or renamed: old cases keep them. Only leaves are reasons; a level-1 handle alone is not. */
const TAXONOMY: Record<string, { fault: boolean; reasons: Row[] }> = {
  not_as_described: {
    fault: true,
    reasons: [
      { l2: 'damaged_in_transit', offered: ARRIVED, photo: true },
      { l2: 'defective', offered: ARRIVED, photo: true },
      { l2: 'wrong_item', offered: ARRIVED, photo: true },
      { l2: 'not_as_described', offered: ARRIVED, photo: true },
      { l2: 'counterfeit', offered: ARRIVED, photo: true },
      { l2: 'misrepresented', offered: [] },
    ],
  },
  not_received: {
    fault: true,
    reasons: [
      { l2: 'never_arrived', offered: ['delivered', 'in_transit'] },
      { l2: 'partially_arrived', offered: ['delivered', 'in_transit'] },
      { l2: 'arrived_late', offered: GOODS },
      { l2: 'service_not_rendered', offered: ['not_shipped'] },
      { l2: 'cash_or_load_not_received', offered: [] },
    ],
  },
  fit_preference: {
    fault: false,
    reasons: [
      { l2: 'size_too_small', offered: ARRIVED },
      { l2: 'size_too_large', offered: ARRIVED },
      { l2: 'color', offered: ARRIVED },
      { l2: 'style', offered: ARRIVED },
      { l2: 'comfort', offered: ARRIVED },
      { l2: 'quality', offered: ARRIVED },
    ],
  },
  change_of_mind: {
    fault: false,
    reasons: [
      { l2: 'unwanted', offered: ['delivered', 'in_transit'] },
      { l2: 'ordered_by_mistake', offered: ['delivered', 'in_transit'] },
      { l2: 'better_price', offered: ['delivered', 'in_transit'] },
      { l2: 'statutory_withdrawal', offered: ['delivered', 'in_transit', 'subscription'] },
    ],
  },
  cancellation: {
    fault: false,
    reasons: [
      { l2: 'before_shipment', offered: ['not_shipped'] },
      { l2: 'booking_or_event_cancelled', offered: ['not_shipped'] },
    ],
  },
  subscription: {
    fault: false,
    reasons: [
      { l2: 'cancelled_but_charged', offered: ['subscription'] },
      { l2: 'forgot_trial', offered: ['subscription'] },
      { l2: 'unclear_renewal', offered: ['subscription'] },
      { l2: 'early_termination_unused', offered: ['subscription'] },
      { l2: 'service_outage', offered: ['subscription'] },
    ],
  },
  billing_error: {
    fault: true,
    reasons: [
      { l2: 'duplicate_charge', offered: ALL },
      { l2: 'wrong_amount', offered: ALL },
      { l2: 'promo_not_applied', offered: ALL },
      { l2: 'tax_or_fee_error', offered: ALL },
      { l2: 'paid_by_other_means', offered: ALL },
      { l2: 'wrong_currency', offered: ALL },
      { l2: 'late_or_unauthorised_processing', offered: [] },
    ],
  },
  credit_missing: {
    fault: true,
    reasons: [
      { l2: 'promised_refund_not_received', offered: ['ended'] },
      { l2: 'returned_but_no_credit', offered: ['ended'] },
    ],
  },
  fraud: {
    fault: true,
    reasons: [
      { l2: 'unauthorised_purchase', offered: [] },
      { l2: 'not_recognised', offered: [] },
      { l2: 'account_takeover', offered: [] },
    ],
  },
  other: { fault: false, reasons: [{ l2: 'other', offered: ALL }] },
};

/** Level 1 in the order it is offered, at most six each. */
const OFFERED_L1: Record<Situation, readonly string[]> = {
  delivered: ['not_as_described', 'not_received', 'fit_preference', 'change_of_mind', 'billing_error', 'other'],
  in_transit: ['not_received', 'change_of_mind', 'billing_error', 'other'],
  not_shipped: ['cancellation', 'not_received', 'billing_error', 'other'],
  subscription: ['subscription', 'change_of_mind', 'billing_error', 'other'],
  ended: ['credit_missing', 'billing_error', 'other'],
};

/** Every reason, leaves only. */
export const REASONS: readonly Reason[] = Object.entries(TAXONOMY).flatMap(([l1, { fault, reasons }]) =>
  reasons.map(({ l2, offered, photo = false }) => ({ l1, l2, offered, photo, sellerAtFault: fault })),
);

/** The situation of an order; a subscription is one whatever its delivery says. */
export function situationOf(order: Pick<Order, 'status' | 'subscription'>): Situation {
  if (order.status === 'cancelled' || order.status === 'returned') return 'ended';
  if (order.subscription) return 'subscription';
  if (order.status === 'delivered' || order.status === 'in_transit') return order.status;
  return 'not_shipped';
}

/** Level-1 handles to offer, best first, at most six. */
export function offeredL1(situation: Situation): readonly string[] {
  return OFFERED_L1[situation];
}

/** Level-2 handles to offer under a level 1, at most six; one or none means there is nothing to ask. */
export function offeredL2(l1: string, situation: Situation): string[] {
  return REASONS.filter((reason) => reason.l1 === l1 && reason.offered.includes(situation)).map((reason) => reason.l2);
}

/** The reason with these handles, or null; a level-2 handle is unique only within its level 1. */
export function findReason(l1: string, l2: string): Reason | null {
  return REASONS.find((reason) => reason.l1 === l1 && reason.l2 === l2) ?? null;
}

/** True when the dialog should ask for a photo ("I have none" is an answer too). */
export function needsPhoto(l1: string, l2: string): boolean {
  return findReason(l1, l2)?.photo ?? false;
}

/** True for reasons that are not a refund request: secure the account, fetch a person, point to the bank (network rules keep fraud and consumer disputes apart). */
export function leavesDialog(l1: string): boolean {
  return l1 === 'fraud';
}

const KINDS: Record<string, CaseKind> = {
  not_received: 'non_fulfilment',
  not_as_described: 'return',
  fit_preference: 'return',
  cancellation: 'cancellation',
  subscription: 'subscription',
  billing_error: 'overcharge',
  fraud: 'overcharge',
};

const KIND_BY_SITUATION: Record<Situation, CaseKind> = {
  delivered: 'return',
  in_transit: 'non_fulfilment',
  not_shipped: 'cancellation',
  subscription: 'subscription',
  ended: 'cancellation',
};

/** What kind of case a reason makes of an order; where the reason leaves it open, the order's situation decides. */
export function kindOf(l1: string, _l2: string, order: Pick<Order, 'status' | 'subscription'>): CaseKind {
  const situation = situationOf(order);
  if (l1 === 'credit_missing') return order.status === 'returned' ? 'return' : 'cancellation';
  if (l1 === 'change_of_mind') return situation === 'in_transit' ? 'return' : KIND_BY_SITUATION[situation];
  return KINDS[l1] ?? KIND_BY_SITUATION[situation];
}
