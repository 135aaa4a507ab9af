import { formatMoney, moneyFromJson } from '../../domain/money';
import type { Value } from '../message';

type Values = Record<string, Value>;

/** How words are put for one customer. */
export interface Speech {
  locale: string;
  /** IANA; dates with a time are said in it. */
  timeZone: string;
}

/** What a format may use besides the value. */
export interface FormatContext {
  speech: Speech;
  /** Words of another key. */
  say: (key: string, values: Values) => string;
}

type Format = (value: Value, context: FormatContext) => string;

const record = (value: Value | undefined): Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
const listOf = (value: Value): Values[] => (Array.isArray(value) ? value.map(record) : []);
const texts = (value: Value): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

const dates = new Map<string, Intl.DateTimeFormat>();

function dateFormat({ locale, timeZone }: Speech, time: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${String(time)}`;
  const known = dates.get(key);
  if (known) return known;
  const day = { weekday: 'long', day: 'numeric', month: 'long', timeZone } as const;
  const made = new Intl.DateTimeFormat(
    locale,
    time ? { ...day, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } : day,
  );
  if (dates.size > 200) dates.clear();
  dates.set(key, made);
  return made;
}

/** Narrow and non-breaking spaces of the formatting library become plain ones: they cost an SMS its alphabet. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

/** "El lunes, 23 de noviembre" has no comma behind an article, and all our dates stand behind one. */
const withArticle = (text: string, locale: string): string =>
  /^es\b/i.test(locale) ? text.replace(/^(\p{L}+), /u, '$1 ') : text;

const date =
  (time: boolean): Format =>
  (value, { speech }) =>
    withArticle(plain(dateFormat(speech, time).format(new Date(String(value)))), speech.locale);

const lists = new Map<string, Intl.ListFormat>();

function joined(parts: string[], { locale }: Speech, type: 'conjunction' | 'disjunction' = 'conjunction'): string {
  const key = `${locale} ${type}`;
  const list = lists.get(key) ?? new Intl.ListFormat(locale, { type });
  lists.set(key, list);
  return list.format(parts);
}

const money: Format = (value, { speech }) => plain(formatMoney(moneyFromJson(value), speech.locale));

const isZero = (value: Value | undefined): boolean => /^-?0*$/.test(String(record(value).minor ?? '0'));

/** "Blue mug", "2 x Tea towel". */
const item = (line: Values, { say }: FormatContext): string =>
  say('part.item', { name: line.name ?? '', count: line.quantity ?? 1 });

const items: Format = (value, context) =>
  joined(
    listOf(value).map((line) => item(line, context)),
    context.speech,
  );

/** One row per line, with what is included in it. */
const receipt: Format = (value, context) =>
  listOf(value)
    .map((line) => {
      const key = `part.line${isZero(line.discount) ? '' : 'Discount'}`;
      const taxed = isZero(line.tax) ? key : key === 'part.line' ? 'part.lineTax' : 'part.lineTaxDiscount';
      return context.say(taxed, { ...line, item: item(line, context) });
    })
    .join('\n');

const shipping: Format = (value, { say }) => (isZero(value) ? '' : `\n${say('part.shipping', { shipping: value })}`);

/** How many pictures go with it; nothing where there are none. */
const photos: Format = (value, { say }) => (Number(value) > 0 ? `\n${say('part.photos', { photos: value })}` : '');

const BRANDS: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
};

const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Visa card ending in 4242", "gift card", "PayPal account". */
function payment({ method, brand, last4 }: Values, { say }: FormatContext): string {
  const name = String(method ?? '');
  if (name === 'card' && last4) {
    const known = String(brand ?? '');
    return say('part.card', { brand: BRANDS[known.toLowerCase()] ?? titled(known), last4 }).trim();
  }
  if (name === 'card') return say('part.cardPlain', {});
  if (name === 'gift_card') return say('part.gift_card', {});
  return say('part.method', { method: name === 'paypal' ? 'PayPal' : titled(name.replace(/_/g, ' ')) });
}

/** Where the money goes, as the end of a sentence. */
const destination: Format = (value, context) => {
  const { type, payments } = record(value);
  const { say, speech } = context;
  if (type === 'store_credit') return say('part.storeCredit', {});
  const shares = listOf(payments ?? []);
  const [only] = shares;
  if (!only) return say('part.original', {});
  if (shares.length === 1) return say('part.backTo', { payment: payment(only, context) });
  const parts = shares.map((one) => say('part.share', { amount: one.amount ?? null, payment: payment(one, context) }));
  return say('part.split', { payments: joined(parts, speech) });
};

const lowered = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

const reasonKey = ({ l1, l2 }: Values): string => `reason.${String(l1)}.${String(l2)}`;

/** The reason by its name, and the customer's own words where they say more. */
const reason: Format = (value, { say }) => {
  const given = record(value);
  const name = lowered(say(reasonKey(given), {}));
  const words = String(given.verbatim ?? '').trim();
  if (!words || words.length > 120) return name;
  return say('part.quoted', { reason: name, words });
};

const reasonName: Format = (value, { say }) => lowered(say(reasonKey(record(value)), {}));

const denial: Format = (value, { say }) =>
  texts(value)
    .map((code) => say(`denial.${code}`, {}))
    .join(' ');

const alternatives: Format = (value, { say, speech }) => {
  const names = texts(value).map((one) => lowered(say(`resolution.${one}`, {})));
  if (names.length === 0) return say('part.impossible', {});
  return say('part.possible', { list: joined(names, speech, 'disjunction') });
};

const SIDES: Record<string, string> = {
  sms: 'part.sideSms',
  whatsapp: 'part.sideWhatsapp',
  webchat: 'part.sideWebchat',
};
const PLACES: Record<string, string> = {
  sms: 'part.placeSms',
  whatsapp: 'part.placeWhatsapp',
  webchat: 'part.placeWebchat',
};

/** Another conversation of the customer, by what may be said of it. */
const side: Format = (value, { say }) => {
  const { channel, hint } = record(value);
  const name = say(SIDES[String(channel)] ?? 'part.sideOther', {});
  return hint ? name + say('part.ending', { hint }) : name;
};

/** Where a customer can write to us as well. */
const places: Format = (value, { say, speech }) =>
  joined(
    listOf(value).map((one) => say(PLACES[String(one.channel)] ?? 'part.placeOther', one)),
    speech,
    'disjunction',
  );

/** The formats that texts may name: `{{total, money}}`. */
export const formats: Record<string, Format> = {
  money,
  date: date(false),
  dateTime: date(true),
  items,
  receipt,
  shipping,
  photos,
  destination,
  reason,
  reasonName,
  denial,
  alternatives,
  side,
  places,
};
