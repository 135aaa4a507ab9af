import { moneyToJson } from '../src/domain/money';
import type { Destination } from '../src/domain/refund-case';
import type { Proposal } from '../src/intake/prepare-case';
import type { Value } from '../src/turn/message';
import { quotable } from './quotable';
import type { RefundDraft } from './refund-draft';
import type { RefundWorld } from './refund-world';

/** Where the money goes, as values. */
export function destinationValue({ type, payments }: Destination): Value {
  return {
    type,
    payments: payments.map(({ method, brand, last4, amount }) => ({
      method,
      ...(brand ? { brand } : {}),
      ...(last4 ? { last4 } : {}),
      amount: { ...moneyToJson(amount) },
    })),
  };
}

/** Everything the customer says yes to: lines with their amounts and breakdown, total, destination, reason. */
export function readBackValues(
  draft: RefundDraft,
  { hand, moment }: RefundWorld,
  proposal: Proposal,
): Record<string, Value> {
  const { quote, wanted, fingerprint } = proposal;
  return {
    orderNo: hand.order.orderNo,
    lines: quote.lines.map((line) => ({
      sku: line.sku,
      name: line.name,
      quantity: line.quantity,
      amount: { ...moneyToJson(line.amount) },
      net: { ...moneyToJson(line.net) },
      tax: { ...moneyToJson(line.tax) },
      discount: { ...moneyToJson(line.discount) },
    })),
    shipping: { ...moneyToJson(quote.shipping) },
    total: { ...moneyToJson(quote.total) },
    destination: destinationValue(quote.destination),
    reason: { ...wanted.reason, verbatim: quotable(draft, moment, moment.turn.said.locale) },
    resolution: wanted.resolution,
    variant: wanted.resolution,
    photos: draft.evidence?.length ?? 0,
    fingerprint,
  };
}
