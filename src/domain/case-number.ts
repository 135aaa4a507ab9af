import { AppError } from '../errors';

/** 29 characters, none of which is taken for another one: no I, L, O (1, 0), S (5), Z (2), B (8), U (V). 29 is prime, which the check needs. */
const ALPHABET = '0123456789ACDEFGHJKMNPQRTVWXY';
const LETTERS = ALPHABET.slice(10);
const PAYLOAD = 7;

/** What people say or type for a character of ours. */
const MISREAD: Record<string, string> = { O: '0', I: '1', L: '1', S: '5', Z: '2', B: '8', U: 'V' };

/** Weighted sum modulo a prime: any one wrong character and any two swapped ones change it. */
function check(payload: string): string {
  const sum = [...payload].reduce((total, character, index) => total + ALPHABET.indexOf(character) * (index + 2), 0);
  return ALPHABET[sum % ALPHABET.length] ?? '';
}

/**
 * A new case number such as `RF-K7M4-92QN`: two letters that mark it as ours, seven random characters of which the first
 * is a letter (so that no number of a shop reads like one), one check character. Takes at least 8 random bytes; 1.1e10
 * numbers, so the store's unique index is what makes it unique.
 */
export function newCaseNo(randomBytes: Uint8Array): string {
  if (randomBytes.length < 8) throw new AppError('Internal', 'A case number takes 8 random bytes');
  let rest = randomBytes.slice(0, 8).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const draw = (from: string) => {
    const base = BigInt(from.length);
    const character = from[Number(rest % base)] ?? '';
    rest /= base;
    return character;
  };
  let payload = draw(LETTERS);
  while (payload.length < PAYLOAD) payload += draw(ALPHABET);
  return grouped(payload + check(payload));
}

function grouped(characters: string): string {
  return `RF-${characters.slice(0, 4)}-${characters.slice(4)}`;
}

/** RF and eight characters, not inside a longer word; up to three signs or spaces wherever people put them. */
const WRITTEN =
  /(?<![\p{L}\p{N}])R[\s\p{Pd}.]{0,3}F[\s\p{Pd}._:#]{0,3}((?:[0-9A-Z][\s\p{Pd}._]{0,3}){7}[0-9A-Z])(?![\p{L}\p{N}])/gu;

/** The number in its one form if first character and check fit, else null. */
function verified(characters: string): string | null {
  const repaired = [...characters].map((character) => MISREAD[character] ?? character).join('');
  const payload = repaired.slice(0, PAYLOAD);
  if (!LETTERS.includes(repaired.charAt(0)) || [...repaired].some((one) => !ALPHABET.includes(one))) return null;
  return check(payload) === repaired.slice(PAYLOAD) ? grouped(repaired) : null;
}

/**
 * Finds a case number in what someone typed: lower case, full-width letters, spaces, missing or other dashes and misread
 * characters (O for 0, I for 1, …) are repaired, then the check character must fit. Needs the letters RF and a letter
 * after them, so that an order number is never taken for one. Null when there is none; the first of several.
 */
export function readCaseNo(text: string): string | null {
  const plain = text.normalize('NFKC').toUpperCase();
  const written = new RegExp(WRITTEN);
  for (let match = written.exec(plain); match; match = written.exec(plain)) {
    const found = verified((match[1] ?? '').replace(/[^0-9A-Z]/g, ''));
    if (found) return found;
    // "rf is RF-…": what failed may hold the beginning of the right one.
    written.lastIndex = match.index + 1;
  }
  return null;
}
