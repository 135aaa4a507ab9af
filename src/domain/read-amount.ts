import { exponent, parseDecimal } from './money';

/** Groups of three, as thousands are written: `1.234`, `12,345,678`. */
const GROUPED = /^\d{1,3}(?:([.,' \u00a0\u202f])\d{3})(?:\1\d{3})*$/;

/** Digits of a whole number with or without groups; null for anything else. */
function whole(text: string): string | null {
  if (/^\d+$/.test(text)) return text;
  return GROUPED.test(text) ? text.replace(/\D/g, '') : null;
}

/**
 * Minor units from an amount as people type it: `12.30`, `12,30`, `$1,234.50`, `1 234,50 EUR`. The last sign counts as the
 * decimal one only when exactly the currency's digits follow; null for everything that could be read in two ways.
 */
export function readAmount(text: string, currency: string): bigint | null {
  const digits = exponent(currency);
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(new RegExp(`^${currency}\\s*|\\s*${currency}$`, 'gi'), '')
    .replace(/^\p{Sc}\s*|\s*\p{Sc}$/gu, '');
  const decimal = digits > 0 ? new RegExp(`^(.+)[.,](\\d{${digits}})$`).exec(plain) : null;
  const units = whole(decimal?.[1] ?? plain);
  if (units === null || units.length > 15) return null;
  return parseDecimal(decimal ? `${units}.${decimal[2] ?? ''}` : units, currency);
}
