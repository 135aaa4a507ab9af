import type { OrderAtHand } from '../src/intake/order-at-hand';
import type { Message, Value } from '../src/turn/message';
import { customerWords } from './case-values';

/** Items as a list value: sku, name, quantity. */
export function itemValues(items: readonly { sku: string; name: string; quantity: number }[]): Value {
  return items.map(({ sku, name, quantity }) => ({ sku, name, quantity }));
}

const holds = ({ claims }: { claims: string[] }): boolean => claims.length > 0;

/** What of an order was asked for or refunded before: by which case, or before there were cases. Nothing if nothing was. */
export function earlierRefunds({ order, cases, open }: OrderAtHand): Message[] {
  if (open.length === 0) return [];
  const byCase = cases.filter(holds).map((one): Message => {
    return { key: 'refund.takenAlready', values: { caseNo: one.caseNo, ...customerWords(one) } };
  });
  const before = order.items.filter(({ refundedQuantity }) => (refundedQuantity ?? 0) > 0);
  const items = itemValues(
    before.map(({ sku, name, refundedQuantity }) => ({ sku, name, quantity: refundedQuantity ?? 0 })),
  );
  return before.length > 0 ? [...byCase, { key: 'refund.takenBefore', values: { items } }] : byCase;
}

/** Says that nothing is left of an item, and which case took it. */
export function takenNote({ order, cases }: OrderAtHand, sku: string): Message {
  const name = order.items.find((one) => one.sku === sku)?.name ?? sku;
  const holder = cases.find(({ claims, lines }) => claims.length > 0 && lines.some((one) => one.sku === sku));
  if (!holder) return { key: 'refund.itemTakenBefore', values: { name } };
  return { key: 'refund.itemTaken', values: { name, caseNo: holder.caseNo, ...customerWords(holder) } };
}
