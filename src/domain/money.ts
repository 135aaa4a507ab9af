import { AppError } from '../errors';
import { exponent } from './currency';

export { exponent, isCurrency } from './currency';
export { formatMoney } from './format-money';

/** An exact amount: integer minor units and an ISO 4217 code. JSON form: `{ "minor": "1230", "currency": "USD" }`. */
export interface Money {
  minor: bigint;
  currency: string;
}

export interface MoneyJson {
  minor: string;
  currency: string;
}

/** An amount in minor units. Throws AppError `BadRequest` for an unknown currency. */
export function money(minor: bigint, currency: string): Money {
  exponent(currency);
  return { minor, currency };
}

/** Nothing, in a currency. */
export function zero(currency: string): Money {
  return money(0n, currency);
}

/** Amounts of two currencies never meet: a mix is a mistake of the caller and throws AppError `Internal`. */
function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency)
    throw new AppError('Internal', `Amounts in ${a.currency} and ${b.currency} do not mix`);
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { minor: a.minor - b.minor, currency: a.currency };
}

/** Negative when a < b, 0 when equal, positive when a > b: fit for `sort`. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  if (a.minor === b.minor) return 0;
  return a.minor < b.minor ? -1 : 1;
}

/** The sum of amounts in one currency; zero of `currency` for none. */
export function sum(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce(add, zero(currency));
}

/**
 * Splits an amount by weights so that the parts sum to it exactly: largest remainder, ties to the lowest index, and
 * split(-x) = -split(x). Weights that are all zero count as equal. Throws AppError `Internal` for no or negative weights.
 */
export function split(whole: Money, weights: readonly bigint[]): Money[] {
  return splitMinor(whole.minor, weights).map((minor) => ({ minor, currency: whole.currency }));
}

/** `split` on bare minor units. */
export function splitMinor(minor: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0 || weights.some((weight) => weight < 0n)) {
    throw new AppError('Internal', 'An amount is split by at least one weight, none of them negative');
  }
  if (minor < 0n) return splitMinor(-minor, weights).map((part) => -part);
  const given = weights.reduce((total, weight) => total + weight, 0n);
  const shares = given === 0n ? weights.map(() => 1n) : weights;
  const total = given === 0n ? BigInt(weights.length) : given;
  const parts = shares.map((share, index) => ({ index, part: (minor * share) / total, rest: (minor * share) % total }));
  const left = Number(minor - parts.reduce((taken, { part }) => taken + part, 0n));
  const byRest = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const winner of byRest.slice(0, left)) winner.part += 1n;
  return parts.map(({ part }) => part);
}

/** The JSON form, used in messages, log entries and the staff API. */
export function moneyToJson(amount: Money): MoneyJson {
  return { minor: amount.minor.toString(), currency: amount.currency };
}

/** Reads the JSON form. Throws AppError `BadRequest` for anything else. */
export function moneyFromJson(value: unknown): Money {
  const { minor, currency } = (value ?? {}) as Record<string, unknown>;
  const parsed = parseMinor(minor);
  if (parsed === null || typeof currency !== 'string') throw new AppError('BadRequest', 'Not an amount of money');
  return money(parsed, currency);
}

/** Minor units from an integer or a string of digits with an optional minus; null for anything else (no fractions, no signs of thousands). */
export function parseMinor(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  if (typeof value !== 'string' || !/^-?\d{1,30}$/.test(value)) return null;
  return BigInt(value);
}

/** Minor units from a plain decimal ("12.30", "0.250"); null when it has more digits than the currency or is not one. */
export function parseDecimal(text: string, currency: string): bigint | null {
  const digits = exponent(currency);
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,4}))?$/.exec(text);
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > digits) return null;
  const minor = BigInt(`${match[2] ?? ''}${fraction.padEnd(digits, '0')}`);
  return match[1] ? -minor : minor;
}
