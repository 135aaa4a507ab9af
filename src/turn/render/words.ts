import { createInstance, type i18n } from 'i18next';
import { languageOf, texts } from '../../../locales';
import type { Value } from '../message';
import { formats, type FormatContext, type Speech } from './formats';

type Values = Record<string, Value>;

function start(): i18n {
  const instance = createInstance();
  void instance.init({
    resources: { en: { translation: texts.en }, es: { translation: texts.es } },
    fallbackLng: 'en',
    initAsync: false,
    // Nesting is off (no text uses it): a customer's words may look like it.
    interpolation: { escapeValue: false, nestingPrefix: '\u0000(', nestingSuffix: ')\u0000' },
  });
  for (const [name, format] of Object.entries(formats)) {
    instance.services.formatter?.add(
      name,
      (value: Value | undefined, _language: string | undefined, options: unknown) =>
        value === undefined || value === null ? '' : format(value, options as FormatContext),
    );
  }
  return instance;
}

const words = start();

/** A text in its pieces: what stands in it, and what is filled in. */
type Piece = string | { name: string; format?: (value: Value, context: FormatContext) => string };

/** What there is under a key: a text in pieces, one that only i18next can fill (plurals, options of a format), or none. */
type Text = Piece[] | 'whole' | 'none';

const PLACEHOLDER = /\{\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?\}\}/;

/** Texts by language and key, each looked up and cut once. Keys come from the code, so what is remembered stays small. */
const known = new Map<string, Map<string, Text>>();

function textOf(key: string, lng: string): Text {
  let texts = known.get(lng);
  if (!texts) known.set(lng, (texts = new Map<string, Text>()));
  let text = texts.get(key);
  if (!text) texts.set(key, (text = lookUp(key, lng)));
  return text;
}

function lookUp(key: string, lng: string): Text {
  if (words.exists(`${key}_other`, { lng })) return 'whole';
  if (!words.exists(key, { lng })) return 'none';
  return toPieces(words.getResource(lng, 'translation', key)) ?? 'whole';
}

/** True when some language has a text under this key. */
export const hasText = (key: string, locale: string): boolean => textOf(key, languageOf(locale)) !== 'none';

function toPieces(text: unknown): Piece[] | null {
  if (typeof text !== 'string') return null;
  // Text, name, format, text, name, format, …, text
  const parts = text.split(PLACEHOLDER);
  const pieces: Piece[] = [];
  for (let i = 0; i < parts.length; i += 3) {
    const [plain = '', name, format] = parts.slice(i, i + 3);
    if (plain.includes('{{') || (format !== undefined && !Object.hasOwn(formats, format))) return null;
    pieces.push(plain);
    if (name !== undefined)
      pieces.push({ name, ...(format === undefined ? {} : { format: formats[format] }) } as Piece);
  }
  return pieces;
}

function filled(pieces: Piece[], values: Values, context: FormatContext): string {
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else {
      const value = values[piece.name];
      if (value !== undefined && value !== null) text += piece.format ? piece.format(value, context) : String(value);
    }
  }
  return text;
}

/** Customers' locales and time zones: more than this many are begun anew. */
const CONTEXTS = 200;
const contexts = new Map<string, FormatContext>();

function contextOf({ locale, timeZone }: Speech): FormatContext {
  const name = `${locale} ${timeZone}`;
  const before = contexts.get(name);
  if (before) return before;
  const speech: Speech = { locale, timeZone };
  const context: FormatContext = { speech, say: (key, values) => say([key], values, speech) };
  if (contexts.size >= CONTEXTS) contexts.clear();
  contexts.set(name, context);
  return context;
}

/** The text of the first of these keys that exists, its values filled in. Throws nothing; an unknown key is its own text. */
export function say(keys: string[], values: Values, speech: Speech): string {
  const lng = languageOf(speech.locale);
  const context = contextOf(speech);
  for (const key of keys) {
    const text = textOf(key, lng);
    if (typeof text === 'object') return filled(text, values, context);
    if (text === 'whole') break;
  }
  return String(words.t(keys, { ...values, lng, ...context }));
}

/** Stands for "{" in values, so that a customer's "{{total}}" stays what it is. A private-use character: nobody types it. */
const BRACE = '\ue000';

function holdsBrace(value: Value): boolean {
  if (typeof value === 'string') return value.includes('{');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsBrace);
}

function withoutBraces(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('{', BRACE);
  if (Array.isArray(value)) return value.map(withoutBraces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutBraces(inner)]));
}

/** Values whose strings cannot be taken for a placeholder; `unshielded` gives the final text its braces back. */
export const shielded = <T extends Value>(value: T): T => (holdsBrace(value) ? (withoutBraces(value) as T) : value);

export const unshielded = (text: string): string => text.replaceAll(BRACE, '{');
