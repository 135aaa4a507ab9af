import type { OrderAtHand } from '../src/intake/order-at-hand';
import type { Message } from '../src/turn/message';
import { takenNote } from './item-values';
import type { ChosenLine } from './refund-draft';

const impossible = (quantity: number | undefined, left: number): boolean =>
  quantity !== undefined && (quantity > left || quantity < 1);

/** What is wrong with lines that ask for what is not there any more, or for more than there is; null if nothing. */
export function shortage(lines: readonly ChosenLine[], hand: OrderAtHand): Message | null {
  for (const { sku, quantity } of lines) {
    const left = hand.open.find((one) => one.sku === sku);
    if (!left) return takenNote(hand, sku);
    if (impossible(quantity, left.quantity)) {
      return { key: 'refund.tooMany', values: { name: left.name, count: left.quantity, asked: quantity ?? 0 } };
    }
  }
  return null;
}

/** The lines as far as they can be had: what is gone is left out, an impossible number is asked for again. */
export function stillThere(lines: readonly ChosenLine[], open: OrderAtHand['open']): ChosenLine[] {
  return lines.flatMap(({ sku, quantity }) => {
    const left = open.find((one) => one.sku === sku)?.quantity ?? 0;
    if (left === 0) return [];
    return [quantity === undefined || impossible(quantity, left) ? { sku } : { sku, quantity }];
  });
}
