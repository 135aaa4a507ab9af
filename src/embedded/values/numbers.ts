import { Decimal128, Double } from 'bson';
import { refuse } from './errors';

/**
 * A number as this room holds it, one form per BSON type: int32 is an integral `number`, double any other `number` or a
 * `Double` (when its value would pass for an int32), int64 a `bigint`, decimal a `Decimal128`. bson writes each as it was.
 */
export type Num = number | bigint | Double | Decimal128;
export const INT = 0;
export const LONG = 1;
export const DOUBLE = 2;
export const DECIMAL = 3;

const isInt32 = (n: number): boolean => (n | 0) === n && !Object.is(n, -0);
export const isNumber = (v: unknown): v is Num =>
  typeof v === 'number' || typeof v === 'bigint' || v instanceof Double || v instanceof Decimal128;

/** Which of the four numeric types a number is. */
export function kindOf(v: Num): number {
  if (typeof v === 'number') return isInt32(v) ? INT : DOUBLE;
  if (typeof v === 'bigint') return LONG;
  return v instanceof Double ? DOUBLE : DECIMAL;
}

/** A double that stays a double when written. */
export const double = (n: number): Num => (isInt32(n) ? new Double(n) : n);

/** The nearest JavaScript number. */
export function toNumber(v: Num): number {
  if (typeof v === 'number') return v;
  if (typeof v === 'bigint') return Number(v);
  return v instanceof Double ? v.value : Number(v.toString());
}

/** An integer of the narrowest type at least as wide as `kind`; beyond 64 bits it becomes a double. */
export function integer(v: bigint, kind = INT): Num {
  if (kind === INT && v >= -0x80000000n && v <= 0x7fffffffn) return Number(v);
  return BigInt.asIntN(64, v) === v ? v : double(Number(v));
}

interface Exact {
  coefficient: bigint;
  exponent: number;
}
const pow10 = (n: number): bigint => 10n ** BigInt(n);

function exactDouble(n: number): Exact {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, n);
  const high = bits.getBigUint64(0);
  const biased = Number((high >> 52n) & 0x7ffn);
  const fraction = high & 0xfffffffffffffn;
  const mantissa = (biased === 0 ? fraction : fraction | 0x10000000000000n) * (n < 0 ? -1n : 1n);
  const exponent = Math.max(biased, 1) - 1075;
  if (exponent >= 0) return { coefficient: mantissa << BigInt(exponent), exponent: 0 };
  return { coefficient: mantissa * 5n ** BigInt(-exponent), exponent };
}

function exactText(text: string): Exact {
  const [digits = '0', power = '0'] = text.toUpperCase().split('E');
  const [whole = '0', part = ''] = digits.split('.');
  return { coefficient: BigInt(whole + part), exponent: Number(power) - part.length };
}

/** The value without loss, as coefficient × 10^exponent; finite numbers only. */
export function exact(v: Num): Exact {
  if (typeof v === 'bigint') return { coefficient: v, exponent: 0 };
  if (v instanceof Decimal128) return exactText(v.toString());
  const n = toNumber(v);
  return Number.isSafeInteger(n) ? { coefficient: BigInt(n), exponent: 0 } : exactDouble(n);
}

function align(a: Exact, b: Exact): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [a.coefficient * pow10(a.exponent - exponent), b.coefficient * pow10(b.exponent - exponent), exponent];
}

const sign = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const plain = (v: Num): v is number | bigint => typeof v === 'number' || typeof v === 'bigint';
const isNaN = (n: number | bigint): boolean => n !== n;

/** MongoDB's order of numbers: exact across types, NaN equal to itself and below every other number. */
export function compareNumbers(a: Num, b: Num): number {
  const x = plain(a) ? a : toNumber(a);
  const y = plain(b) ? b : toNumber(b);
  if (isNaN(x) || isNaN(y)) return sign(isNaN(x) ? 0 : 1, isNaN(y) ? 0 : 1);
  return a instanceof Decimal128 || b instanceof Decimal128 ? compareDecimals(a, b) : sign(x, y);
}

/** Whether a number is neither NaN nor infinite; a decimal beyond the doubles is finite. */
export const isFinite = (v: Num): boolean =>
  v instanceof Decimal128 ? /\d/.test(v.toString()) : Number.isFinite(toNumber(v));
/** Whether a number is zero; a decimal below the doubles is not. */
export const isZero = (v: Num): boolean => toNumber(v) === 0 && exact(v).coefficient === 0n;

/** Infinities compare as numbers do. */
function compareDecimals(a: Num, b: Num): number {
  if (!isFinite(a)) return isFinite(b) ? Math.sign(toNumber(a)) : sign(toNumber(a), toNumber(b));
  if (!isFinite(b)) return -Math.sign(toNumber(b));
  const [left, right] = align(exact(a), exact(b));
  return sign(left, right);
}

const DIGITS = 34;

function roundedDivide(n: bigint, by: bigint): bigint {
  const quotient = n / by;
  const rest = (n % by) * 2n;
  const size = (v: bigint): bigint => (v < 0n ? -v : v);
  const up = size(rest) > size(by) || (size(rest) === size(by) && quotient % 2n !== 0n);
  return up ? quotient + (n < 0n === by < 0n ? 1n : -1n) : quotient;
}

/** A decimal of at most 34 digits, half to even; `negative` is the sign of a zero. */
export function decimal({ coefficient, exponent }: Exact, negative = false): Decimal128 {
  const digits = String(coefficient < 0n ? -coefficient : coefficient).length;
  const drop = Math.max(0, digits - DIGITS, -6176 - exponent);
  const kept = drop === 0 ? coefficient : roundedDivide(coefficient, pow10(drop));
  if (digits + exponent > 6145) return Decimal128.fromString(coefficient < 0n ? '-Infinity' : 'Infinity');
  return Decimal128.fromString(`${kept === 0n && negative ? '-' : ''}${kept}E${exponent + drop}`);
}

/** Any number as a decimal; a double keeps the 15 digits it is sure of, as MongoDB does. */
export function toDecimal(v: Num): Decimal128 {
  if (v instanceof Decimal128) return v;
  if (typeof v === 'bigint') return Decimal128.fromString(String(v));
  const n = toNumber(v);
  if (!Number.isFinite(n)) return Decimal128.fromString(String(n));
  if (n === 0) return Decimal128.fromString(Object.is(n, -0) ? '-0' : '0');
  return Decimal128.fromString(kindOf(v) === INT ? String(n) : n.toPrecision(15));
}

export type Operation = 'add' | 'subtract' | 'multiply' | 'divide' | 'mod';
const onNumbers: Record<Operation, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  mod: (a, b) => a % b,
};
const onIntegers: Record<Exclude<Operation, 'divide'>, (a: bigint, b: bigint) => bigint> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  mod: (a, b) => a % b,
};

function onDecimals(operation: Operation, a: Num, b: Num): Decimal128 {
  const [x, y] = [toDecimal(a), toDecimal(b)];
  const rough = onNumbers[operation](toNumber(x), toNumber(y));
  if (operation === 'mod' && isFinite(x) && !isFinite(y) && !Number.isNaN(toNumber(y))) return x;
  if (!isFinite(x) || !isFinite(y)) return Decimal128.fromString(String(rough));
  const negative = Object.is(rough, -0);
  const [l, r] = [exact(x), exact(y)];
  if (operation === 'multiply')
    return decimal({ coefficient: l.coefficient * r.coefficient, exponent: l.exponent + r.exponent }, negative);
  if (operation === 'divide') return divideExact(l, r, negative);
  const [left, right, exponent] = align(l, r);
  return decimal({ coefficient: onIntegers[operation](left, right), exponent }, negative);
}

function divideExact(l: Exact, r: Exact, negative: boolean): Decimal128 {
  const extra = DIGITS + 2 + String(r.coefficient).length;
  const exponent = l.exponent - r.exponent;
  return short((l.coefficient * pow10(extra)) / r.coefficient, exponent - extra, exponent, negative);
}

/** A decimal without the zeros at its end, as far as the exponent its operation would like it to have. */
function short(coefficient: bigint, exponent: number, ideal: number, negative = false): Decimal128 {
  if (coefficient === 0n) return decimal({ coefficient, exponent: ideal }, negative);
  for (; exponent < ideal && coefficient % 10n === 0n; exponent++) coefficient /= 10n;
  return decimal({ coefficient, exponent }, negative);
}

/** The square root of a positive decimal, by Newton's method from the root of a double. */
export function root(x: Decimal128): Decimal128 {
  const { coefficient, exponent } = exact(x);
  const shift = 2 * DIGITS + 2 + Math.abs(exponent % 2);
  const square = coefficient * pow10(shift);
  let near = BigInt(Math.floor(Math.sqrt(Number(square))));
  for (let i = 0; i < 5; i++) near = (near + square / near) / 2n;
  return short(near, (exponent - shift) / 2, Math.floor(exponent / 2));
}

function onInt32(operation: Operation, a: number, b: number): Num | undefined {
  const result = onNumbers[operation](a, b);
  if (!Number.isSafeInteger(result)) return undefined;
  return isInt32(result) ? result : result === 0 ? 0 : BigInt(result);
}

/** Arithmetic with MongoDB's result types: decimal over double over long over int; integers widen instead of wrapping. */
export function calculate(operation: Operation, a: Num, b: Num): Num {
  const kind = Math.max(kindOf(a), kindOf(b));
  const divides = operation === 'divide' || operation === 'mod';
  if (divides && isZero(b)) return refuse('BadValue', `can't $${operation} by zero`);
  if (kind === DECIMAL) return onDecimals(operation, a, b);
  if (kind === DOUBLE || operation === 'divide') return double(onNumbers[operation](toNumber(a), toNumber(b)));
  const quick = kind === INT ? onInt32(operation, a as number, b as number) : undefined;
  return quick ?? integer(onIntegers[operation](BigInt(a as bigint), BigInt(b as bigint)), kind);
}
