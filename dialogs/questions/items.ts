import type { OrderAtHand } from '../../src/intake/order-at-hand';
import type { ItemMention, Reading } from '../../src/understanding/reading';
import { shortage, stillThere } from '../item-limits';
import { itemValues } from '../item-values';
import type { ChosenLine, RefundDraft } from '../refund-draft';
import { choicesOf, mayChange, type RefundQuestion, type RefundWorld } from '../refund-world';

type Open = OrderAtHand['open'];

/** Items offered as choices; of a longer order the rest is named in words. A list picker holds ten. */
const MOST = 9;

const everything = (open: Open): ChosenLine[] => open.map(({ sku, quantity }) => ({ sku, quantity }));

/** A line for a SKU: one unit needs no number; "all" means what is left. */
function line(open: Open, sku: string, quantity: ItemMention['quantity']): ChosenLine {
  const left = open.find((one) => one.sku === sku)?.quantity ?? 0;
  if (quantity === 'all' || left === 1) return { sku, quantity: left };
  return quantity === undefined ? { sku } : { sku, quantity };
}

/** Items are offered by SKU, or by position where the SKU would not fit a choice value. */
const handle = (sku: string, index: number): string => (sku.length <= 30 && !/[:,]/.test(sku) ? sku : `#${index + 1}`);

function picked(open: Open, values: string[]): ChosenLine[] {
  if (values.includes('all')) return everything(open);
  const chosen = open.filter(({ sku }, index) => values.includes(handle(sku, index)) || values.includes(sku));
  return chosen.map(({ sku }) => line(open, sku, undefined));
}

/** "And the grey one": what was chosen stays, what is named now comes with it. */
function together(before: ChosenLine[], more: ChosenLine[]): ChosenLine[] {
  return [...before.filter(({ sku }) => !more.some((one) => one.sku === sku)), ...more];
}

/** Something more, or another number of something chosen already ("three plates, actually"): the rest stays. */
function addsTo(before: ChosenLine[], named: ChosenLine[], { adds, only }: Reading): boolean {
  if (named.length === 0 || only) return false;
  const recounted = named.every(({ sku, quantity }) => {
    const was = before.find((one) => one.sku === sku);
    return was !== undefined && quantity !== undefined && was.quantity !== quantity;
  });
  return adds === true || recounted;
}

/** A thing chosen before keeps its number where none is said with it. */
function byName(reading: Reading, open: Open, before: ChosenLine[]): ChosenLine[] {
  const counted = (sku: string) => (reading.narrows ? before.find((one) => one.sku === sku)?.quantity : undefined);
  const named = reading.items.flatMap(({ sku, quantity }) =>
    sku === undefined ? [] : [{ sku, quantity: quantity ?? counted(sku) }],
  );
  return [...new Map(named.map(({ sku, quantity }) => [sku, line(open, sku, quantity)])).values()];
}

/** A bare number or "all": of what was chosen before, else of everything. `which`: it fits more than one item. */
function byNumber(reading: Reading, open: Open, before: ChosenLine[]): ChosenLine[] | 'which' | null {
  const quantity = reading.items.find((one) => one.quantity !== undefined)?.quantity ?? reading.quantity;
  if (quantity === undefined) return null;
  const meant = before.length ? open.filter((one) => before.some(({ sku }) => sku === one.sku)) : open;
  if (quantity === 'all') return everything(meant);
  const [only] = meant;
  return only && meant.length === 1 ? [line(open, only.sku, quantity)] : 'which';
}

/** What stays of what was chosen; null where nothing goes, or nothing would be left. */
function leftOf(before: ChosenLine[], without: readonly string[]): ChosenLine[] | null {
  const left = before.filter(({ sku }) => !without.includes(sku));
  return left.length > 0 && left.length < before.length ? left : null;
}

function chosen(before: ChosenLine[], reading: Reading, open: Open, awaited: boolean): ChosenLine[] | 'which' | null {
  const named = byName(reading, open, before);
  if (named.length === 0 && reading.without) return leftOf(before, reading.without);
  if (addsTo(before, named, reading)) return together(before, named);
  if (named.length > 0) return named;
  // "How many of the socks?" "2": the number is theirs.
  if (!awaited && before.some(({ quantity }) => quantity === undefined)) return null;
  return byNumber(reading, open, awaited ? [] : before);
}

/** Said before anything was chosen, "all of it" is the whole order; later it is all of what was chosen. */
function understood(
  draft: RefundDraft,
  { moment, hand }: RefundWorld,
  awaited: boolean,
): ChosenLine[] | 'which' | null {
  if (awaited && moment.picked.length > 0) return picked(hand.open, moment.picked);
  return chosen(draft.lines ?? [], moment.reading, hand.open, awaited);
}

/** True when a message may touch what was chosen: more, less, or a correction. */
const speaksOfItems = (world: RefundWorld, draft: RefundDraft): boolean => {
  const { adds, without } = world.moment.reading;
  return adds === true || without !== undefined || mayChange(world, draft) || recounts(world, draft);
};

/** "Two notebooks and one pen": every thing named was chosen, and has a number; a story of what is wrong is none. */
function recounts({ moment }: RefundWorld, { lines = [] }: RefundDraft): boolean {
  const { items: named, reasons } = moment.reading;
  const counted = named.filter(
    ({ sku, quantity }) => typeof quantity === 'number' && lines.some((one) => one.sku === sku),
  );
  return reasons.length === 0 && counted.length > 0 && counted.length === named.length;
}

export const items: RefundQuestion = {
  field: 'items',
  value: (draft) => (draft.lines?.length ? draft.lines.map((one) => ({ ...one })) : undefined),
  ask(draft, { hand }) {
    const { open, order } = hand;
    const handles = open.slice(0, MOST).map(({ sku }, index) => handle(sku, index));
    const name = (value: string) => open[handles.indexOf(value)]?.name ?? value;
    return {
      key: 'refund.askItems',
      values: {
        orderNo: order.orderNo,
        items: itemValues(open),
        count: open.length,
        ...(open.length > MOST ? { variant: 'many' } : {}),
      },
      choices: [
        ...choicesOf(draft, 'items', handles, (value) => ({ literal: name(value) })),
        ...choicesOf(draft, 'items', ['all'], () => ({ key: 'choice.allItems' })),
      ],
      question: true,
    };
  },
  read(draft, world, awaited) {
    if (!awaited && draft.lines?.length && !speaksOfItems(world, draft)) return { kind: 'silent' };
    const lines = understood(draft, world, awaited);
    if (lines === null || lines.length === 0) return { kind: 'silent' };
    if (lines === 'which') {
      const { lines: _lines, ...rest } = draft;
      return { kind: 'refused', note: { key: 'refund.whichOne' }, draft: rest };
    }
    const note = shortage(lines, world.hand);
    if (note) return { kind: 'refused', note, draft: { ...draft, lines: stillThere(lines, world.hand.open) } };
    return {
      kind: 'taken',
      draft: { ...draft, lines },
      given: world.moment.given,
      value: lines.map((one) => ({ ...one })),
    };
  },
};
