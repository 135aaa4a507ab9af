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

/** Texts as they stand in the locale files, found once: most turns say several that hold no value. */
const plainTexts = new Map<string, string | null>();

/** A text without placeholders; null for one that has some, or that only i18next can find (plurals). */
function plainText(key: string, lng: string): string | null {
  const name = `${lng} ${key}`;
  const known = plainTexts.get(name);
  if (known !== undefined) return known;
  const raw: unknown = words.getResource(lng, 'translation', key);
  const text = typeof raw === 'string' && !raw.includes('{{') ? raw : null;
  plainTexts.set(name, text);
  return text;
}

/** The text of the first of these keys that exists, its values filled in. Throws nothing; an unknown key is its own text. */
export function say(keys: string[], values: Values, speech: Speech): string {
  const lng = languageOf(speech.locale);
  const first = keys.find((key) => hasText(key, lng) || hasText(`${key}_other`, lng));
  const plain = first === undefined ? null : plainText(first, lng);
  if (plain !== null) return plain;
  const again = (key: string, more: Values): string => say([key], more, speech);
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
