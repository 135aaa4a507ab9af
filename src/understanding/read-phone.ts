import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { awaits } from './awaiting';
import { phrase } from './phrase';
import type { Context } from './reading';
import { LANGUAGES } from './words';

const CANDIDATE = /(?<![\w#.,-])(?:\+|00)?\(?\d(?:[ ()./-]{0,2}\d){6,15}(?![\w-])/g;
const LABEL = new RegExp(
  `${phrase(LANGUAGES.flatMap((words) => words.things.phoneLabels)).source}[\\w ]{0,12}[:.#]? ?$`,
);
/** Nobody writes more numbers than this into one message; each costs a look-up. */
const MOST = 8;
// A US postcode with its four extra digits.
const ZIP = /^\d{5}-\d{4}$/;
// Groups as people write them: 415-555-0132, (415) 555 0132, 612 34 56 78, 020 7946 0958.
const GROUPED = /^\(?\d{2,5}\)?[ ./-]{1,2}\d{2,4}[ ./-]\d{2,4}(?:[ ./-]\d{2,4})*$/;

/**
 * The first phone number, and the text without it. E.164 when it is written internationally or is valid in the locale's
 * country (only a locale with a region names one); otherwise its digits. A bare run of digits is a phone number only where
 * one was asked for or it says so.
 */
export function readPhone(text: string, context: Context): { phone?: string; rest: string } {
  for (const match of [...text.matchAll(CANDIDATE)].slice(0, MOST)) {
    const written = match[0];
    const phone = isPhone(written, text.slice(0, match.index), context) ? asNumber(written, context) : undefined;
    if (phone !== undefined)
      return { phone, rest: `${text.slice(0, match.index)} , ${text.slice(match.index + written.length)}` };
  }
  return { rest: text };
}

function isPhone(written: string, before: string, context: Context): boolean {
  if (written.startsWith('+')) return true;
  if (ZIP.test(written)) return false;
  if (LABEL.test(before.slice(-40).toLowerCase())) return true;
  const digits = written.replace(/\D/g, '').length;
  if (awaits(context, 'contact')) return digits >= 8;
  return digits >= 9 && GROUPED.test(written);
}

function asNumber(written: string, context: Context): string | undefined {
  const international = written.replace(/^00/, '+');
  const region = regionOf(context.locale);
  const number = parsePhoneNumberFromString(international, region ? { defaultCountry: region } : {});
  const digits = written.replace(/\D/g, '');
  // Test and fictional numbers (+1 500 555 …) are possible without being valid: for "+" the shape is enough.
  if (number && (international.startsWith('+') ? number.isPossible() : number.isValid())) return number.number;
  return digits.length >= 7 && digits.length <= 15 ? digits : undefined;
}

function regionOf(locale: string): CountryCode | undefined {
  const region = /[-_]([A-Za-z]{2})(?![A-Za-z])/.exec(locale)?.[1];
  return region ? (region.toUpperCase() as CountryCode) : undefined;
}
