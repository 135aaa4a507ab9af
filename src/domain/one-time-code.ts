/**
 * Our own one-time codes: two letters, a dash, six digits, as `QR-345267`. The letters are those no two of which sound
 * alike on the telephone, in English or in Spanish; 0 and 1 are left out because they look like letters. 24 bits.
 */
export const CODE_LETTERS = 'HKLQRWXY';
const CODE_DIGITS = '23456789';

/** How long a code can be used, in milliseconds (house rule: channels "Identity and privacy"). */
export const CODE_LIFE_MS = 10 * 60_000;

/** What a customer may be shown of a code in place of itself. */
export const MASKED_CODE = 'xx-xxxxxx';

/** How a code stands in everything we store: `otp:` and 32 letters, which no other redaction touches. */
const SEALED = /(?<![\p{L}\p{N}])otp:([a-p]{32})(?![\p{L}\p{N}])/iu;
const EVERY_SEALED = new RegExp(SEALED.source, 'giu');
const FORGED = /otp:(?=[a-p])/giu;

/** A text without its codes, as people who may not use them read it: entered ones stand sealed, and ours as they were sent. */
export const withoutCodes = (text: string): string =>
  findCodes(text, () => true)
    .reduceRight((rest, { start, end }) => rest.slice(0, start) + MASKED_CODE + rest.slice(end), text)
    .replace(EVERY_SEALED, MASKED_CODE);

/** One code out of at least eight random bytes; every code is equally likely. */
export function makeCode(random: Uint8Array): string {
  const pick = (alphabet: string, index: number): string => alphabet.charAt((random[index] ?? 0) & 7);
  const letters = pick(CODE_LETTERS, 0) + pick(CODE_LETTERS, 1);
  return `${letters}-${[2, 3, 4, 5, 6, 7].map((index) => pick(CODE_DIGITS, index)).join('')}`;
}

/** A code in a text, as UTF-16 offsets, and how it is written properly. */
export interface FoundCode {
  start: number;
  end: number;
  code: string;
}

const FULL_WIDTH = /[\uff01-\uff5e]/g;
const DASHES = /[\u058a\u2010-\u2015\u2043\u2212\ufe58\ufe63]/g;
const BLANKS = /[\u00a0\u00ad\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff\t]/g;

/** The text with full-width forms, dashes and blanks of every kind as plain ones: each UTF-16 unit stays where it is. */
const folded = (text: string): string =>
  text
    .replace(FULL_WIDTH, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(DASHES, '-')
    .replace(BLANKS, ' ');

const START = '(?<![\\p{L}\\p{N}]|[\\p{N}]-)';
const END = '(?![\\p{L}\\p{N}]|-\\p{N})';
const OURS = `[${CODE_LETTERS}]`;
/** As it is sent; a letter that was misread still makes it an attempt at a code. */
const TIGHT = new RegExp(`${START}[a-z]{2}-[2-9]{6}${END}`, 'giu');
/** As people type or dictate it: without the dash, in pairs, letter by letter. Only with letters that codes have. */
const LOOSE = new RegExp(`${START}${OURS}[ .-]?${OURS}[ .-]{0,3}(?:[2-9][ .-]?){5}[2-9](?! ?\\p{N})${END}`, 'giu');

function written(match: string): string {
  const plain = match.normalize('NFKC').replace(/[ .-]/g, '').toUpperCase();
  return `${plain.slice(0, 2)}-${plain.slice(2)}`;
}

const hasOurLetters = (code: string): boolean => [...code.slice(0, 2)].every((letter) => CODE_LETTERS.includes(letter));

/**
 * Our codes in a text, in order, whatever the case, the dash, the blanks and the width of the characters. `isNumber` says
 * what is a number of the client's own (an order's, a parcel's): it is no code unless its letters are those of codes.
 */
export function findCodes(text: string, isNumber: (code: string) => boolean = () => false): FoundCode[] {
  if (!/\p{N}/u.test(text)) return [];
  const plain = folded(text);
  const found = [TIGHT, LOOSE].flatMap((shape) =>
    [...plain.matchAll(shape)].map(({ 0: match, index }): FoundCode => {
      return { start: index, end: index + match.length, code: written(match) };
    }),
  );
  return found
    .filter(({ code }) => hasOurLetters(code) || !isNumber(code))
    .sort((a, b) => a.start - b.start)
    .filter(({ start }, index, all) => all.slice(0, index).every(({ end }) => end <= start));
}

/** What a customer types in the form only we write is no code: it loses its mark. */
export const withoutForged = (text: string): string => text.replace(FORGED, 'otp ');

/** How the first code of an admitted text stands in the store: `otp:…`; null when there is none. */
export function sealedCodeIn(text: string): string | null {
  const [, letters] = SEALED.exec(text) ?? [];
  return letters === undefined ? null : `otp:${letters.toLowerCase()}`;
}

/** The text without the codes in it. */
export const withoutSealed = (text: string): string => text.replace(new RegExp(SEALED.source, 'giu'), '').trim();
