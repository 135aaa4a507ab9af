import { withinSlips } from './edit-distance';
import { phrase } from './phrase';
import type { Context, ItemMention } from './reading';
import { numberOf } from './read-things';
import { LANGUAGES } from './words';

type Item = NonNullable<Context['items']>[number];

const NOISE = new Set(LANGUAGES.flatMap((words) => words.things.noise));
const NAMES: Record<string, string> = Object.assign({}, ...LANGUAGES.map((words) => words.things.names));
const MANY = phrase(LANGUAGES.flatMap((words) => [...words.things.all, ...words.things.both]));
const BOTH = phrase(LANGUAGES.flatMap((words) => words.things.both));
const SPLIT = /[,;.!?+&]| (?:and|y|e|plus|also|tambien|with|con|but|pero|sino) /;
const REFUSED = new RegExp(
  `(?<![a-z])(?:not|no|except|excepto|menos|salvo|instead of|rather than|en vez de|en lugar de|${LANGUAGES.flatMap((words) => words.things.leavesOut).join('|')})(?: (?:the|el|la|los|las|my|mi|mis))? *$`,
);
const EXCEPT =
  /(?<![a-z])(?:all|everything|todos?|todas?)(?: of (?:it|them))? (?:but|except(?: for)?|excepto|menos|salvo) (.*)/;
const BOUGHT = new Set(LANGUAGES.flatMap((words) => words.things.bought));
const ONE_OF = new Set(LANGUAGES.flatMap((words) => words.things.article));
const MAX_WORDS = 300;
const MAX_PARTS = 60;

/**
 * The items of the order the text speaks of, by any word that tells them apart, in any order, plural or misspelt by a
 * slip. A mention that fits several items names none, unless it speaks of several ("both mugs").
 */
export function readItems(plain: string, context: Context): ItemMention[] {
  const items = (context.items ?? []).map((item) => ({ item, words: wordsOf(`${item.name} ${item.sku}`) }));
  const text = plain.split(' ').slice(0, MAX_WORDS).join(' ');
  if (items.length === 0) return unnamed(text);
  const except = EXCEPT.exec(text);
  if (except?.[1] !== undefined)
    return allBut(
      readItems(except[1], context),
      items.map(({ item }) => item),
      except[0],
    );
  const mentions = new Map<string, ItemMention>();
  const parts = text.split(SPLIT).filter((part) => part.trim() !== '');
  for (const part of parts.slice(0, MAX_PARTS)) {
    for (const mention of readPart(part.trim(), items)) mentions.set(mention.sku ?? mention.words, mention);
  }
  const named = [...mentions.values()];
  return named.some((mention) => mention.sku !== undefined && !mention.refused)
    ? named.filter((mention) => mention.sku !== undefined)
    : named;
}

function allBut(excepted: ItemMention[], items: Item[], words: string): ItemMention[] {
  const out = new Set(excepted.map((mention) => mention.sku));
  if (out.size === 0 || out.has(undefined)) return [];
  return items.filter((item) => !out.has(item.sku)).map((item) => ({ words, sku: item.sku, quantity: 'all' as const }));
}

interface Named {
  item: Item;
  words: string[];
}

function readPart(part: string, items: Named[]): ItemMention[] {
  const said = part.split(/[ -]/).filter((word) => word !== '');
  const hits = items.map(({ words }) => said.map((word) => matches(word, words)));
  const scores = hits.map((hit) => hit.filter(Boolean).length);
  const best = Math.max(...scores);
  if (best === 0) return [];
  const first = Math.min(...hits.map((hit) => (hit.includes(true) ? hit.indexOf(true) : Infinity)));
  const fit = items.filter((_, at) => scores[at] === best).map(({ item }) => item);
  if (REFUSED.test(said.slice(0, first).join(' '))) return fit.map(({ sku }) => ({ words: part, sku, refused: true }));
  const one = fit.length === 1 && ONE_OF.has(said[first - 1] ?? '') ? 1 : undefined;
  return mentioned(part, said, fit, items, quantityIn(said, fit) ?? one);
}

function mentioned(
  part: string,
  said: string[],
  fit: Item[],
  items: Named[],
  quantity: number | 'all' | undefined,
): ItemMention[] {
  const with_ = (mention: ItemMention): ItemMention => (quantity === undefined ? mention : { ...mention, quantity });
  const only = fit.length === 1 ? fit[0] : undefined;
  if (only) return [with_({ words: part, sku: only.sku })];
  if (!MANY.test(part) && quantity !== fit.length && !plural(said, items)) return [with_({ words: part })];
  return fit.map((item) => ({ words: part, sku: item.sku, quantity: 'all' as const }));
}

/** "the mugs" speaks of every mug when no line of its own is called in the plural. */
function plural(said: string[], items: Named[]): boolean {
  return said.some(
    (word) =>
      word.endsWith('s') &&
      items.some(({ words }) => matches(word, words)) &&
      !items.some(({ item }) => wordsIn(item.name).includes(word)),
  );
}

function quantityIn(said: string[], fit: Item[]): number | 'all' | undefined {
  const part = said.join(' ');
  if (BOTH.test(part)) return fit.length === 1 && fit[0]?.quantity === 2 ? 'all' : 2;
  if (MANY.test(part)) return 'all';
  // "I ordered 2 mugs" tells what was bought, not what is wrong with it.
  const bought = said.findIndex((word) => BOUGHT.has(word));
  const counts = said.map((word, at) =>
    (bought !== -1 && at > bought) || countsNothing(said, at) ? undefined : numberOf(word),
  );
  return counts.find((number) => number !== undefined && number <= 99);
}

/** In "the blue one" and "una de las azules" the number word stands for the thing. */
const countsNothing = (said: string[], at: number): boolean =>
  said[at] === 'single' || (at > 0 && at === said.length - 1 && /^(?:one|uno|una)$/.test(said[at] ?? ''));

function matches(word: string, names: string[]): boolean {
  if (NOISE.has(word) || word.length < 2) return false;
  const forms = [word, stem(word), stem(translated(word))];
  return names.some((name) => forms.some((form) => form === name || near(form, name)));
}

/** The word names are kept in, also of a plural: "relojes" is "reloj" in Spanish. */
const translated = (word: string): string => NAMES[word] ?? NAMES[stem(word)] ?? NAMES[word.replace(/es$/, '')] ?? word;

function near(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  if (length === 3 && (a === b.slice(0, -1) || b === a.slice(0, -1))) return true;
  if (length < 4 || a[0] !== b[0] || /\d/.test(a) || /\d/.test(b)) return false;
  return withinSlips(a, b, length >= 8 ? 2 : 1);
}

const wordsIn = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
/** What a name's words may be called by: as written, by their stem, and hyphenated ones in one ("tshirt"). */
const wordsOf = (name: string): string[] => [
  ...new Set(
    [...wordsIn(name), ...wordsIn(name.replace(/(?<=\p{L})-(?=\p{L})/gu, ''))]
      .filter((word) => !NOISE.has(word) && word.length > 1)
      .flatMap((word) => [word, stem(word)]),
  ),
];

function stem(word: string): string {
  if (word.length > 4 && /(?:ses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

const COUNTED_NOUN =
  /(?<![\w#-])(?:(?:the |los |las )?(both|all|all the|ambos|ambas|los dos|las dos|todos los|todas las)|((?:only |just |solo )(?:one|una|un|1)|\d{1,2}|two|three|four|dos|tres)) (?:of the |of my |de los |de las |the |my )?([a-z]{3,20}s?)(?![\w-])/;

/** Before the order is known only counted things are noted, as they were said. */
function unnamed(text: string): ItemMention[] {
  const match = COUNTED_NOUN.exec(text);
  if (
    !match?.[3] ||
    NOISE.has(match[3]) ||
    /^(?:days?|weeks?|months?|times?|years?|hours?|dias|semanas|meses|veces|vez|reembolso|photos?|fotos?|refunds?|persona|person|human|agent|agente|your|the|more|them|those|these|other)$/.test(
      match[3],
    )
  )
    return [];
  const several = match[1];
  const quantity =
    several === undefined
      ? numberOf(match[2]?.replace(/^\w+ /, ''))
      : /both|amb|dos/.test(several)
        ? 2
        : ('all' as const);
  return [quantity === undefined ? { words: match[0] } : { words: match[0], quantity }];
}
