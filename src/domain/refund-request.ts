import type { Order } from './order';
import type { CaseKind, Resolution } from './refund-case';
import type { Quote } from './refund-quote';

/** The facts a decision is made from. `lines` as the customer asked, `quote` as it would be paid. */
export interface RefundRequest {
  order: Order;
  lines: readonly { sku: string; quantity: number }[];
  kind: CaseKind;
  reason: { l1: string; l2: string };
  resolution: Resolution;
  priorClaims: readonly string[];
  at: Date;
  quote: Quote;
}
