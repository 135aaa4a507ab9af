import type { Context, Reading } from '../src/understanding/reading';
import type { Memory } from './memory';
import type { Dependencies, Moment } from './moment';

type Items = NonNullable<Context['items']>;

/** Says something a request is made of. */
const tells = ({ items, quantity, reasons, resolution, without }: Reading): boolean =>
  without !== undefined ||
  items.some(({ sku }) => sku !== undefined) ||
  quantity !== undefined ||
  reasons.length > 0 ||
  resolution !== undefined;

/** A no that stands by itself before what follows: "no, …", "No! …". */
const SET_OFF = /,|^\P{L}*\p{L}+\s*[.;:!-]/u;

/** "No, store credit": what follows the no is what is wanted, which a reader of the whole may take for refused. */
function withRest(reading: Reading, rest: Reading): Reading {
  const { quantity, resolution, without } = rest;
  return {
    ...reading,
    ...(without ? { without } : {}),
    ...(reading.resolution === undefined && resolution ? { resolution } : {}),
    ...(reading.quantity === undefined && quantity !== undefined ? { quantity } : {}),
    items: reading.items.length > 0 ? reading.items : rest.items,
    reasons: reading.reasons.length > 0 ? reading.reasons : rest.reasons,
    correction: reading.correction || tells(rest),
  };
}

const withItems = (reading: Reading, items: Reading['items']): Reading => ({ ...reading, items });

/** Items named by exactly their SKU, which may hold digits that count nothing. */
function bySku(words: string, items: Items): Reading['items'] {
  const said = new Set(words.toLowerCase().split(/[\s,;]+/));
  // "All but MUG-RED" names what is not meant; the reader knows such words, this does not.
  const codes = new Set(items.map(({ sku }) => sku.toLowerCase()));
  if ([...said].some((word) => word !== '' && !codes.has(word) && !/^(?:and|y|e|the|la|el|please)$/.test(word)))
    return [];
  return items.flatMap(({ sku }) => (said.has(sku.toLowerCase()) ? [{ words: sku, sku }] : []));
}

/** The text without what identifies: the digits of an order or a phone number are no item's. */
function masked(words: string, { orderNos, email }: Reading): string {
  return [...orderNos, ...(email ? [email] : [])].reduce((text, one) => text.replaceAll(one, ' '), words);
}

function contextOf(memory: Memory, channel: string, items: Items | undefined): Context {
  const { locale, asked } = memory;
  return {
    locale,
    // "What do you need?" waits for nothing in particular.
    ...(asked && asked.dialog !== 'open' ? { awaiting: asked.field } : {}),
    ...(items ? { items } : {}),
    ...(channel === 'sms' ? { carrierWords: true } : {}),
  };
}

/** The items of the text, read without what could be taken for one. */
function itemsIn(words: string, reading: Reading, items: Items, read: (text: string) => Reading): Reading['items'] {
  const named = bySku(words, items);
  if (named.length > 0) return named;
  const identifies = reading.orderNos.length > 0 || reading.email !== undefined;
  return identifies ? read(masked(words, reading)).items : reading.items;
}

/** Reads words with the question on the table and the order's items in mind. */
export function reader({ understand }: Dependencies, channel: string): Moment['read'] {
  return (words, memory, items = memory.refund?.items) => {
    const context = contextOf(memory, channel, items);
    const read = (text: string): Reading => understand(text, context);
    const reading = read(words);
    const { answer } = reading;
    if (answer && !answer.yes && answer.rest && SET_OFF.test(words)) return withRest(reading, read(answer.rest));
    return items ? withItems(reading, itemsIn(words, reading, items, read)) : reading;
  };
}
