/** What an SMS costs: the GSM 03.38 alphabet, and the segments a text takes in it or outside it. */

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Each of these takes two places. */
const EXTENDED = '^{}\\[~]|€\f';

const basic = new Set(BASIC);
const extended = new Set(EXTENDED);

/** What means the same in the alphabet: one of these alone would turn the message into UCS-2 and double its cost. */
const PLAIN: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '´': "'",
  '`': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '×': 'x',
  '\t': ' ',
};
const REPLACED = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** The text with typographic characters as plain ones; letters stay what they are. */
export const toPlain = (text: string): string =>
  text
    .replace(SPACES, ' ')
    .replace(INVISIBLE, '')
    .replace(REPLACED, (one) => PLAIN[one] ?? one);

/** https://www.twilio.com/docs/glossary/what-sms-character-limit: 160 or 70 alone, 153 or 67 in a row. */
const LIMITS = { 'GSM-7': { alone: 160, inRow: 153 }, 'UCS-2': { alone: 70, inRow: 67 } } as const;

export interface SmsSize {
  encoding: keyof typeof LIMITS;
  segments: number;
}

const inGsm7 = (one: string): boolean => basic.has(one) || extended.has(one);

/** Places each character takes: none of them is cut in two by the end of a segment. */
const places = (text: string, encoding: SmsSize['encoding']): number[] =>
  [...text].map((one) => (encoding === 'UCS-2' ? one.length : extended.has(one) ? 2 : 1));

/** How a text travels by SMS, as Twilio counts it. */
export function smsSize(text: string): SmsSize {
  const encoding = [...text].every(inGsm7) ? 'GSM-7' : 'UCS-2';
  const { alone, inRow } = LIMITS[encoding];
  const all = places(text, encoding);
  if (all.reduce((sum, one) => sum + one, 0) <= alone) return { encoding, segments: 1 };
  let segments = 1;
  let used = 0;
  for (const one of all) {
    if (used + one > inRow) {
      segments += 1;
      used = 0;
    }
    used += one;
  }
  return { encoding, segments };
}
