import type { OrderAtHand } from '../src/intake/order-at-hand';
import type { Message, Value } from '../src/turn/message';
import { customerWords } from './case-values';

/** Items as a list value: sku, name, quantity. */
export function itemValues(items: readonly { sku: string; name: string; quantity: number }[]): Value {
  return items.map(({ sku, name, quantity }) => ({ sku, name, quantity }));
}

/** Says that nothing is left of an item, and which case took it. */
export function takenNote({ order, cases }: OrderAtHand, sku: string): Message {
  const name = order.items.find((one) => one.sku === sku)?.name ?? sku;
  const holder = cases.find(({ claims, lines }) => claims.length > 0 && lines.some((one) => one.sku === sku));
  if (!holder) return { key: 'refund.itemTakenBefore', values: { name } };
  return { key: 'refund.itemTaken', values: { name, caseNo: holder.caseNo, ...customerWords(holder) } };
}
