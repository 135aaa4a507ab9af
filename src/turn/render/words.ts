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

const existing = new Map<string, boolean>();

/** True when some language has a text under this key. Keys come from the code, so what is remembered stays small. */
export function hasText(key: string, locale: string): boolean {
  const lng = languageOf(locale);
  const name = `${lng} ${key}`;
  const known = existing.get(name);
  if (known !== undefined) return known;
  const there = words.exists(key, { lng });
  existing.set(name, there);
  return there;
}

/** A text in its pieces: what stands in it, and what is filled in. */
type Piece = string | { name: string; format?: (value: Value, context: FormatContext) => string };

const PLACEHOLDER = /\{\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?\}\}/;

/** Texts cut into their pieces, once each; null for one that only i18next can fill (plurals, options of a format). */
const cut = new Map<string, Piece[] | null>();

function piecesOf(key: string, lng: string): Piece[] | null {
  const name = `${lng} ${key}`;
  const known = cut.get(name);
  if (known !== undefined) return known;
  const pieces = hasText(`${key}_other`, lng) ? null : toPieces(words.getResource(lng, 'translation', key));
  cut.set(name, pieces);
  return pieces;
}

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

/** The text of the first of these keys that exists, its values filled in. Throws nothing; an unknown key is its own text. */
export function say(keys: string[], values: Values, speech: Speech): string {
  const lng = languageOf(speech.locale);
  const first = keys.find((key) => hasText(key, lng) || hasText(`${key}_other`, lng));
  const again = (key: string, more: Values): string => say([key], more, speech);
  const pieces = first === undefined ? null : piecesOf(first, lng);
  if (pieces) return filled(pieces, values, { speech, say: again });
  return String(words.t(keys, { ...values, lng, speech, say: again } as Record<string, unknown>));
}

/** Stands for "{" in values, so that a customer's "{{total}}" stays what it is. A private-use character: nobody types it. */
const BRACE = '\ue000';

/** Values whose strings cannot be taken for a placeholder; `unshielded` gives the final text its braces back. */
export function shielded<T extends Value>(value: T): T {
  const walk = (one: Value): Value => {
    if (typeof one === 'string') return one.replaceAll('{', BRACE);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(value) as T;
}

export const unshielded = (text: string): string => text.replaceAll(BRACE, '{');
