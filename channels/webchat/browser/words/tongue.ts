import { en, type Words } from './en';
import { es } from './es';

const WORDS: Record<string, Words> = { en, es };
const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Languages the chat's own words exist in, as BCP 47 primary tags. */
export const LANGUAGES: readonly { tag: string; name: string }[] = [
  { tag: 'en', name: 'English' },
  { tag: 'es', name: 'Español' },
];

const primary = (tag: string): string => (tag.split('-')[0] ?? '').toLowerCase();

/** The tag in canonical form, or undefined where it is none: a shop's typing error must not stop a date from being written. */
function canonical(tag: string | null | undefined): string | undefined {
  try {
    return tag ? Intl.getCanonicalLocales(tag)[0] : undefined;
  } catch {
    return undefined;
  }
}

/** First wish that is a valid language tag; English without one. `wishes`: the script tag, the page, the browser, in that order. */
export function chooseLocale(wishes: readonly (string | null | undefined)[]): string {
  for (const wish of wishes) {
    const tag = canonical(wish);
    if (tag) return tag;
  }
  return 'en';
}

/** Writing direction of a language. */
export const directionOf = (locale: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.has(primary(locale)) ? 'rtl' : 'ltr');

/** The words in a language; English where the chat has none in it. */
export const wordsIn = (locale: string): Words => WORDS[primary(locale)] ?? en;

/** The language the chat speaks now. `bind` runs at once and again after each change. */
export interface Tongue {
  readonly locale: string;
  readonly words: Words;
  set(locale: string): void;
  /** The full tag to write dates and amounts in for a message's language: "es" becomes "es-MX" where the customer reads that. */
  formatting(locale?: string): string;
  bind(apply: (words: Words) => void): void;
}

/** `regions`: tags the customer's device or page names, used for their region only. */
export function createTongue(initial: string, regions: readonly string[]): Tongue {
  let locale = initial;
  const bound: ((words: Words) => void)[] = [];
  const known = [initial, ...regions].map(canonical).filter((tag) => tag !== undefined);
  return {
    get locale() {
      return locale;
    },
    get words() {
      return wordsIn(locale);
    },
    set(next) {
      const tag = canonical(next);
      if (!tag || tag === locale) return;
      locale = tag;
      bound.forEach((apply) => apply(wordsIn(locale)));
    },
    formatting(wanted = locale) {
      const tag = canonical(wanted) ?? locale;
      if (tag.includes('-')) return tag;
      return known.find((one) => primary(one) === primary(tag)) ?? tag;
    },
    bind(apply) {
      bound.push(apply);
      apply(wordsIn(locale));
    },
  };
}
