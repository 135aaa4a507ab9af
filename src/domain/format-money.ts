import { exponent } from './currency';

/** `-1230` with two digits → `-12.30`: the exact decimal, no number in between. */
export function toDecimal(minor: bigint, digits: number): string {
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Formatters are costly to make and few are needed; more than this many means someone is feeding us made-up locales. */
const LIMIT = 200;
const formatters = new Map<string, Intl.NumberFormat>();

/** The locale if the runtime accepts its form, else English: a strange tag from a channel must not break a message. */
function usable(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function formatter(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formatters.get(key);
  if (known) return known;
  const digits = exponent(currency);
  const made = new Intl.NumberFormat(usable(locale), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  if (formatters.size >= LIMIT) formatters.clear();
  formatters.set(key, made);
  return made;
}

/** An amount as the locale writes it, exact at any size. The digits are ISO 4217's, not the formatting library's. */
export function formatMoney(amount: { minor: bigint; currency: string }, locale: string): string {
  const decimal = toDecimal(amount.minor, exponent(amount.currency)) as `${number}`;
  return formatter(locale, amount.currency).format(decimal);
}
