import type { Taken } from '../src/turn/form-engine';
import type { Message, Value } from '../src/turn/message';
import type { RefundDraft } from './refund-draft';
import type { RefundWorld } from './refund-world';

/** The sentence before a question that repeats what was just understood: `lead` in the values, a key of `lead.*`. */
export function withLead(message: Message, key: string, values: Record<string, Value> = {}): Message {
  return { ...message, values: { ...message.values, lead: { key, ...values } } };
}

/** The chosen items with their names, as values. */
export function chosenValues(draft: RefundDraft, { hand }: RefundWorld): Value {
  return (draft.lines ?? []).map(({ sku, quantity }) => {
    const item = hand.order.items.find((one) => one.sku === sku);
    return { sku, name: item?.name ?? sku, quantity: quantity ?? 1 };
  });
}

const MIRRORED = ['items', 'quantity', 'reason', 'reasonDetail', 'evidence', 'resolution'];

/** Mirrors the last answer taken in front of the next question, so that a wrong reading shows at once. */
export function mirrored(message: Message, taken: Taken[], draft: RefundDraft, world: RefundWorld): Message {
  if (taken.some(({ was }) => was !== undefined) && draft.shown) return withLead(message, 'changed');
  if (message.key === 'refund.readBack') return message;
  const last = taken.filter(({ field }) => MIRRORED.includes(field)).at(-1);
  if (!last) {
    const found = taken.some(({ field }) => field === 'order' || field === 'contact');
    return found ? withLead(message, 'order', { orderNo: world.hand.order.orderNo }) : message;
  }
  const items = chosenValues(draft, world);
  if (last.field === 'items' || last.field === 'quantity') {
    return draft.lines?.some(({ quantity }) => quantity === undefined)
      ? message
      : withLead(message, 'items', { items });
  }
  if (last.field === 'evidence') return withLead(message, draft.evidence?.length ? 'photo' : 'noPhoto');
  if (last.field === 'resolution') return withLead(message, `resolution_${draft.resolution}`);
  return draft.l2 ? withLead(message, 'reason', { reason: { l1: draft.l1 ?? '', l2: draft.l2 }, items }) : message;
}
