import type { Taken } from '../src/turn/form-engine';
import type { Message, Value } from '../src/turn/message';
import type { RefundDraft } from './refund-draft';
import { countedLines, type RefundWorld } from './refund-world';

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

type Mirror = (message: Message, draft: RefundDraft, world: RefundWorld) => Message;

const items: Mirror = (message, draft, world) =>
  draft.lines?.some(({ quantity }) => quantity === undefined)
    ? message
    : withLead(message, 'items', { items: chosenValues(draft, world) });
const reason: Mirror = (message, { l1, l2 }) =>
  l1 && l2 ? withLead(message, 'reason', { reason: { l1, l2 } }) : message;
/** An order with one thing in it needs no question which: it is named here. */
const order: Mirror = (message, draft, world) => {
  const { orderNo } = world.hand.order;
  const counted = countedLines(draft) !== null;
  if (!counted) return withLead(message, 'order', { orderNo });
  return withLead(message, 'orderItems', { orderNo, items: chosenValues(draft, world) });
};

/** How each answer is mirrored; the first of these that was taken counts. */
const MIRRORS: readonly (readonly [string, Mirror])[] = [
  ['resolution', (message, draft) => withLead(message, `resolution_${draft.resolution ?? 'refund'}`)],
  ['evidence', (message, draft) => withLead(message, draft.evidence?.length ? 'photo' : 'noPhoto')],
  ['reasonDetail', reason],
  ['reason', reason],
  ['quantity', items],
  ['items', items],
  ['contact', order],
  ['order', order],
];

/** Mirrors the last answer taken in front of the next question, so that a wrong reading shows at once. */
export function mirrored(message: Message, taken: Taken[], draft: RefundDraft, world: RefundWorld): Message {
  // The read-back shows everything anyway; that it is a new one is worth a word.
  if (message.key === 'refund.readBack') {
    const changed = taken.filter(({ was }) => was !== undefined);
    if (changed.length === 0) return message;
    const photo = changed.every(({ field }) => field === 'evidence') && draft.evidence?.length;
    return withLead(message, photo ? 'photo' : 'changed');
  }
  const fields = new Set(taken.map(({ field }) => field));
  const mirror = MIRRORS.find(([field]) => fields.has(field));
  return mirror ? mirror[1](message, draft, world) : message;
}
