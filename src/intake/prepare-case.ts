import { decide, evaluate, type Policy } from '../domain/eligibility';
import { kindOf } from '../domain/reasons';
import type { CaseKind, Decision, Resolution } from '../domain/refund-case';
import { quote, type Quote } from '../domain/refund-quote';
import { fingerprint } from './fingerprint';
import type { OrderAtHand } from './order-at-hand';

export interface Wanted {
  lines: readonly { sku: string; quantity: number }[];
  reason: { l1: string; l2: string };
  resolution: Resolution;
}

/** What a request would come to if it were sent now. */
export interface Proposal {
  wanted: Wanted;
  kind: CaseKind;
  quote: Quote;
  decision: Decision;
  verdict: 'approved' | 'under_review' | 'denied';
  /** Of everything the customer is shown before saying yes: lines, amounts, destination, reason, resolution. */
  fingerprint: string;
}

/** Works out a request without writing anything: the same function serves the read-back and the filing. */
export function prepareCase(hand: OrderAtHand, wanted: Wanted, at: Date, policy?: Policy): Proposal {
  const { order, claims, priorDestinations } = hand;
  const { lines, reason, resolution } = wanted;
  const kind = kindOf(reason.l1, reason.l2, order);
  const quoted = quote(order, lines, claims, { resolution, priorDestinations });
  const decision = decide({ order, lines, kind, reason, resolution, priorClaims: claims, at, quote: quoted }, policy);
  return {
    wanted,
    kind,
    quote: quoted,
    decision,
    verdict: evaluate({ decision, requested: quoted.total }),
    fingerprint: fingerprint({ orderNo: order.orderNo, quote: quoted, reason, resolution }),
  };
}
