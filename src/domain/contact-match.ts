import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Order } from './order';

/** Same mailbox as far as anyone can tell: case and surrounding space do not count, dots and tags do (providers differ). */
function sameEmail(given: string, known: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  return plain(given).includes('@') && plain(given) === plain(known);
}

/** A number written with its country code, as E.164; null for anything else. */
export const phoneNumber = (text: string): string | null =>
  international(
    text
      .normalize('NFKC')
      .trim()
      .replace(/^00(?=[1-9])/, '+'),
    undefined,
  );

/** A number of fewer digits is no national number anywhere we ship to, and too easy to guess. */
const SHORTEST_PHONE = 8;

/** The number with its country code, read as `country` would where it has none. */
function international(text: string, country: string | undefined): string | null {
  const number = parsePhoneNumberFromString(text, country ? { defaultCallingCode: country } : {});
  return number?.isPossible() ? number.number : null;
}

/**
 * The same telephone. `known` is the order's, usually E.164; what is given may be national ("(500) 555-0006") and is
 * then read as a number of the known one's country. Where one of them cannot be read at all, the digits must agree from
 * the right, at least eight of them, over the whole of the shorter one.
 */
function samePhone(given: string, known: string): boolean {
  const plain = given
    .normalize('NFKC')
    .trim()
    .replace(/^00(?=[1-9])/, '+');
  const country = parsePhoneNumberFromString(known.normalize('NFKC'))?.countryCallingCode;
  const ours = international(known.normalize('NFKC'), country);
  const theirs = international(plain, country);
  if (ours && theirs) return ours === theirs;
  const digits = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '');
  const [short = '', long = ''] = [digits(plain), digits(known)].sort((a, b) => a.length - b.length);
  return short.length >= SHORTEST_PHONE && long.endsWith(short) && long.length - short.length <= 3;
}

/** Letters and digits only, in capitals; a ZIP+4 counts by its first five. */
function samePostcode(given: string, known: string): boolean {
  const plain = (text: string) => {
    const compact = text
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '');
    return /^\d{5}-\d{4}$/.test(text.trim()) ? compact.slice(0, 5) : compact;
  };
  return plain(given).length >= 3 && plain(given) === plain(known);
}

/**
 * How well what somebody gave fits the order's contact: e-mail or phone → `full`; only the postcode → `status-only`;
 * otherwise, and for an order number alone, `none`. Never looks at names. A wrong e-mail beside a right phone is still
 * `full`: people keep several addresses.
 */
export function matchContact(
  order: Pick<Order, 'contact'>,
  given: { email?: string; phone?: string; postcode?: string },
): 'full' | 'status-only' | 'none' {
  const { email, phone, postcode } = order.contact;
  if (email && given.email && sameEmail(given.email, email)) return 'full';
  if (phone && given.phone && samePhone(given.phone, phone)) return 'full';
  return postcode && given.postcode && samePostcode(given.postcode, postcode) ? 'status-only' : 'none';
}
