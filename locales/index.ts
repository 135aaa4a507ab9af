import en from './en.json';
import es from './es.json';

/** The same tree with the same leaves, whatever they say. */
type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

/** Texts by language. English is the reference: a key that is missing or surplus in another language does not compile. */
export type Texts = Shape<typeof en>;

const spanish: Texts = es;
const reference: Shape<typeof es> = en;

export const texts = { en: reference, es: spanish } as const;

export type Language = keyof typeof texts;

/** The language we have texts in for a BCP 47 tag; English where we have none. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().split(/[-_]/)[0] === 'es' ? 'es' : 'en';
}
