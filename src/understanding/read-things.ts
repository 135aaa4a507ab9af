import { awaits } from './awaiting';
import { phrase, wholePhrase } from './phrase';
import type { Context, ItemMention } from './reading';
import { LANGUAGES } from './words';

const NUMBERS: Record<string, number> = Object.assign({}, ...LANGUAGES.map((words) => words.things.numbers));
const ORDINALS: Record<string, number> = Object.assign({}, ...LANGUAGES.map((words) => words.things.ordinals));
const NUMBER = `(?:\\d{1,3}|${Object.keys(NUMBERS).join('|')})`;
const ORDINAL = `(?:${Object.keys(ORDINALS).join('|')})`;
const each = (pick: (things: (typeof LANGUAGES)[number]['things']) => string[]): string[] =>
  LANGUAGES.flatMap((words) => pick(words.things));
const ALL = phrase(each((things) => things.all));
const BOTH = phrase(each((things) => things.both));
const ONLY = `(?:${each((things) => things.only).join('|')})`;
const PRONOUN = `(?:${each((things) => things.pronouns).join('|')})`;
const EXACT = phrase([`${ONLY} (?:the |el |la |los |las )?(${NUMBER})`, `(${NUMBER}) ${ONLY}`]);
const COUNTED = phrase([`(${NUMBER}) ${PRONOUN}`]);
const BARE = new RegExp(`^(?:the |los |las |x ?|quantity |cantidad )?(${NUMBER})(?: ?x)?(?: (?:please|por favor))?$`);
const RECOUNT = `(?:${each((things) => things.recount).join('|')})`;
const RECOUNTED = wholePhrase([
  `(?:${RECOUNT} ){1,5}(?:the |los |las )?(${NUMBER})(?: ${RECOUNT}| please| por favor){0,3}`,
  `(?:the |los |las )?(${NUMBER})(?: ${RECOUNT}){1,3}`,
]);
/** An amount; things come in whole numbers. */
const DECIMAL = /(?<!\d)\d{1,9}(?:\.\d{1,9})+/g;
const ALL_OF_NUMBER = phrase([`(?:all|tod[oa]s|los|las|tod[oa]s l[oa]s) (?:the )?(${NUMBER})`]);
const HEDGED_ALL =
  /(?<![a-z])(?:not|no|nt) (?:all|todos?|todas?|everything|both|ambos|ambas)(?![a-z])|(?:all|all that|everything) (?:i (?:want|need|know|have|get|ask|can)|the (?:time|best|same)|day)|todo (?:el (?:dia|tiempo)|lo que)|after all|at all|thats (?:all|everything|it)|(?:eso es|es) todo|all (?:right|good|correct|set)/g;

/**
 * How many the customer means. "both" is two, and `all` where the order holds two in all. A bare number counts only where
 * a quantity was asked for.
 */
export function readQuantity(line: string, context: Context): number | 'all' | undefined {
  const said = line.replace(HEDGED_ALL, ' ').replace(DECIMAL, ' ');
  const exact = EXACT.exec(said) ?? RECOUNTED.exec(said) ?? (awaits(context, 'quantity') ? BARE.exec(said) : null);
  if (exact) return numberOf(exact.slice(1).find((group) => group !== undefined));
  // "All six" of four is more than there are; of several things it is all of them.
  const counted = awaits(context, 'quantity') ? ALL_OF_NUMBER.exec(said) : null;
  if (counted) return numberOf(counted[1]);
  return readLoosely(said, context);
}

function readLoosely(said: string, context: Context): number | 'all' | undefined {
  if (BOTH.test(said)) return unitsOf(context) === 2 ? 'all' : 2;
  const counted = COUNTED.exec(said);
  if (counted) return numberOf(counted[1]);
  if (ALL.test(said)) return 'all';
  if (!awaits(context, 'quantity')) return undefined;
  const inside = phrase([`(${NUMBER})`]).exec(said);
  return inside ? numberOf(inside[1]) : undefined;
}

/** True when the message is a number that takes an earlier one's place: "no, wait, two". */
export function recounts(line: string): boolean {
  return RECOUNTED.test(line);
}

const ONLY_WORD = phrase(each((things) => things.only));

/** True when the message limits itself to what it names. */
export function saysOnly(line: string): boolean {
  return ONLY_WORD.test(line);
}

const NARROW = phrase([`${ONLY} (?:the|my|this|that|these|those|el|la|los|las|mi|mis|est[ea]|es[ea])`]);

/** True when an item mention is limited to itself: "just the jeans"; in "the mug just broke" it is not. */
export function narrows({ sku, words }: ItemMention): boolean {
  return sku !== undefined && NARROW.test(words);
}

/** The number a word or digits stand for, 1 to 999; undefined for anything else. */
export function numberOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  const number = /^\d{1,3}$/.test(word) ? Number(word) : NUMBERS[word];
  return number !== undefined && number > 0 ? number : undefined;
}

function unitsOf(context: Context): number {
  return (context.items ?? []).reduce((sum, item) => sum + item.quantity, 0);
}

const CHOICE_WORD = '(?:options? |numbers? |choices? |opcion(?:es)? |numeros? |la |el |the |las |los |numero )*';
const ONE = `(?:\\d{1,2}|${ORDINAL})`;
const CHOICES = wholePhrase([
  `${CHOICE_WORD}${ONE}(?: one| option| opcion| choice)?(?: (?:and |y |& )?${CHOICE_WORD}${ONE}(?: one)?){0,19}`,
]);

/** 1-based numbers of choices, when the text is only that ("2", "option 2", "1 and 3", "the first one"); -1 is the last. */
export function readChoices(line: string): number[] {
  const said = line.replace(/ (?:please|pls|por favor|porfa)$/, '');
  if (!CHOICES.test(said)) return [];
  const numbers = said
    .split(' ')
    .map((word) => (/^\d{1,2}$/.test(word) ? Number(word) : ORDINALS[word]))
    .filter((number): number is number => number !== undefined && number !== 0);
  return [...new Set(numbers)];
}
