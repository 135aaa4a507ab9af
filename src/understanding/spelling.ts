import { withinSlips } from './edit-distance';
import { LANGUAGES } from './words';

const KEYWORDS = new Set(LANGUAGES.flatMap((words) => words.spelling.keywords));

// Whole words in the sources of our expressions, as far as no repetition or alternative ending hangs on them.
const WHOLE_WORD = /(?<![a-z\])\\?])[a-z]{4,}(?![a-z[?*+{(\\])/g;
/** Words our own vocabulary speaks of, in whichever language: "perdon" is no slip of "person". */
const SPOKEN_OF = LANGUAGES.flatMap(
  ({ spelling: _spelling, ...vocabulary }) => JSON.stringify(vocabulary).match(WHOLE_WORD) ?? [],
);
const REAL_WORDS = new Set([
  ...SPOKEN_OF,
  ...LANGUAGES.flatMap((words) => [...words.spelling.notTypos, ...words.manner.markers]),
]);
const SHORTHAND = new Map(LANGUAGES.flatMap((words) => Object.entries(words.spelling.shorthand)));
const SLIPS = LANGUAGES.flatMap((words) =>
  words.spelling.slips.map((slip) => ({ ...slip, before: new Set(slip.before), notAfter: new Set(slip.notAfter) })),
);
const BY_LETTER = new Map<string, string[]>();
for (const keyword of KEYWORDS) {
  const letter = keyword.charAt(0);
  BY_LETTER.set(letter, [...(BY_LETTER.get(letter) ?? []), keyword]);
}

const remembered = new Map<string, string>();
const REMEMBER = 2000;

/**
 * The words with the slips in our keywords repaired ("refnud" → "refund", "mony" → "money"). Only words that begin with
 * the right letter, or with their first two letters swapped, are repaired, and never into another word people use.
 */
export function repair(words: readonly string[]): string[] {
  return words.map((word, at) => {
    const meant = SHORTHAND.get(word) ?? slipBetween(word, words[at - 1], words[at + 1]);
    if (meant !== undefined) return meant;
    if (isWord(word)) return word;
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const repaired = nearest(word);
    if (remembered.size >= REMEMBER) remembered.clear();
    remembered.set(word, repaired);
    return repaired;
  });
}

/** Too short or too long to tell, or a word as it stands. */
const isWord = (word: string): boolean =>
  word.length < 4 || word.length > 20 || KEYWORDS.has(word) || REAL_WORDS.has(word) || /\d/.test(word);

function slipBetween(word: string, last = '', next = ''): string | undefined {
  return SLIPS.find((one) => one.word === word && one.before.has(next) && !one.notAfter.has(last))?.meant;
}

function nearest(word: string): string {
  const candidates = [...(BY_LETTER.get(word.charAt(0)) ?? []), ...(BY_LETTER.get(word.charAt(1)) ?? [])];
  let best = word;
  for (const keyword of candidates) {
    if (swapped(word, keyword)) return keyword;
    if (inflected(word, keyword)) return word;
    if (best === word && keyword.length > 4 && word[0] === keyword[0] && withinSlips(word, keyword, allowed(keyword)))
      best = keyword;
  }
  return best;
}

const allowed = (keyword: string): number => (keyword.length >= 9 ? 2 : 1);

/** The same letters in another order, one swap apart: the commonest slip, trusted also in short words. */
function swapped(word: string, keyword: string): boolean {
  return (
    word.length === keyword.length &&
    [...word].sort().join('') === [...keyword].sort().join('') &&
    withinSlips(word, keyword, 1)
  );
}

/** A longer form of a keyword is another word, not a slip. */
function inflected(word: string, keyword: string): boolean {
  return (
    word.startsWith(keyword) && /^(?:s|es|d|ed|r|ing|able|ly|y|n|mente|le|me|lo)$/.test(word.slice(keyword.length))
  );
}
