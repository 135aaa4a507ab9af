/** A message in the forms the readers need; nothing here is shown to anyone. */
export interface Tidy {
  /** Compatibility-normalised, plain quotes and dashes, no invisible characters, single spaces; case and accents kept. */
  text: string;
  /** `text` without accents; case kept. */
  bare: string;
  /** `text` in lower case without accents or apostrophes ("don't" → "dont"); punctuation kept. */
  plain: string;
  /** The words and numbers of `plain`; a decimal is one number. */
  words: string[];
}

/** The longest text a channel admits; what is beyond it is not read. */
export const MAX_TEXT = 4000;

const QUOTES = /[\u2018\u2019\u201a\u201b\u2032\u00b4`]/g;
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g;
// "n.º 1042" would become "no 1042".
const NUMERO = /(?<![\p{L}\p{N}])n(?:ro|um)?\.?\s?[\u00ba\u00b0]\.?\s?|\u2116\s?/giu;
const DASHES = /[\u2010-\u2015\u2212]/g;
// Format characters (zero-width, bidi controls, soft hyphen), variation selectors, tags and the keycap mark.
const INVISIBLE = /[\p{Cf}\ufe00-\ufe0f\u20e3\u034f\u115f\u1160\u17b4\u17b5\u3164]/gu;
// \p{Cs} under the u flag matches lone surrogates only.
const CONTROL = /[\p{Cc}\p{Cs}]/gu;
// Without its accent the Spanish yes is the word for "if": a comma keeps the difference.
const SPANISH_YES = /^[^\p{L}\p{N}]*s[íÍ]+(?![\p{L}\p{M}])/iu;
const THUMB_UP = /[\u{1f44d}\u{1f44c}\u2705\u2714]/gu;
const THUMB_DOWN = /[\u{1f44e}\u274c\u{1f645}]/gu;

// The first zero of each script people type numbers in, beside ours: Arabic, Persian, Devanagari, Bengali.
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6];
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g;

function digit(written: string): string {
  const code = written.charCodeAt(0);
  return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
}

/** Normalises one message. Never throws; reads at most 4,000 characters; linear in their number. */
export function tidy(raw: string): Tidy {
  const text = raw
    .slice(0, MAX_TEXT)
    .replace(NUMERO, '# ')
    .normalize('NFKC')
    .slice(0, MAX_TEXT)
    .replace(OTHER_DIGITS, digit)
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .replace(QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, '-')
    .replace(/\s+/g, ' ')
    .trim();
  const plain = text
    .replace(SPANISH_YES, 'si, ')
    .replace(THUMB_UP, ' thumbsup ')
    .replace(THUMB_DOWN, ' thumbsdown ')
    .replace(/(\d) ?[\u00ba\u00aa]/g, '$1')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/'/g, '')
    .replace(/\s+/g, ' ')
    .slice(0, MAX_TEXT)
    .trim();
  return {
    text,
    bare: text.normalize('NFD').replace(/\p{M}/gu, ''),
    plain,
    words: plain.match(/\p{N}{1,9}(?:\.\p{N}{1,9})+|[\p{L}\p{N}]+/gu) ?? [],
  };
}
