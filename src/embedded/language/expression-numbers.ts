import { Decimal128 } from 'bson';
import { refuse } from '../values/errors';
import * as n from '../values/numbers';
import { strict, table } from './operands';
import type { Operator } from './scope';
import { bsonType, type Value } from '../values/values';

function need(name: string, v: Value, code: number | 'TypeMismatch' = 'TypeMismatch'): n.Num {
  return n.isNumber(v) ? v : refuse(code, `${name} only supports numeric types, not ${bsonType(v)[1]}`);
}

/** Moves a date by milliseconds, rounded away from zero. */
function moved(date: Date, by: n.Num): Date {
  const milliseconds = n.toNumber(by);
  const to = new Date(date.getTime() + Math.sign(milliseconds) * Math.round(Math.abs(milliseconds)));
  return Number.isNaN(to.getTime()) ? refuse('Overflow', 'date overflow') : to;
}

function add(...args: Value[]): Value {
  const dates = args.filter((v) => v instanceof Date);
  if (dates.length > 1) return refuse(16612, 'only one date allowed in an $add expression');
  let sum: n.Num = 0;
  for (const v of args) if (!(v instanceof Date)) sum = n.calculate('add', sum, need('$add', v));
  return dates[0] ? moved(dates[0] as Date, sum) : sum;
}

function subtract(a: Value, b: Value): Value {
  if (!(a instanceof Date)) return n.calculate('subtract', need('$subtract', a), need('$subtract', b));
  return b instanceof Date
    ? BigInt(a.getTime() - b.getTime())
    : moved(a, n.calculate('multiply', need('$subtract', b), -1));
}

function modulo(a: Value, b: Value): Value {
  const [x, y] = [need('$mod', a, 16611), need('$mod', b, 16611)];
  if (!n.isZero(y)) return n.calculate('mod', x, y);
  return refuse(Math.max(n.kindOf(x), n.kindOf(y)) === n.DECIMAL ? 5733415 : 16610, "can't $mod by zero");
}

/** A function of one number: null stays null; of a decimal it is a decimal with the digits a double is sure of. */
const unary = (name: string, f: (x: number) => number, outside = 0, allowed = (_: number) => true): Operator =>
  strict((v) => {
    const x = need(name, v, 28765);
    if (!allowed(n.toNumber(x))) return refuse(outside, `${name}'s argument is out of its domain`);
    const result = n.double(f(n.toNumber(x)));
    return n.kindOf(x) === n.DECIMAL ? n.toDecimal(result) : result;
  });

type Mode = 'floor' | 'ceil' | 'trunc' | 'round';
const AWAY: Record<Mode, (negative: boolean, twice: bigint, by: bigint, down: bigint) => boolean> = {
  trunc: () => false,
  floor: (negative) => negative,
  ceil: (negative) => !negative,
  round: (_, twice, by, down) => twice > by || (twice === by && down % 2n !== 0n),
};

function quotient(coefficient: bigint, by: bigint, mode: Mode): bigint {
  const [down, rest] = [coefficient / by, coefficient % by];
  const negative = coefficient < 0n;
  if (rest === 0n || !AWAY[mode](negative, (negative ? -rest : rest) * 2n, by, down)) return down;
  return negative ? down - 1n : down + 1n;
}

function toPlaces(v: n.Num, places: number, mode: Mode): n.Num {
  const kind = n.kindOf(v);
  if ((kind <= n.LONG && places >= 0) || !n.isFinite(v)) return v;
  const value = n.exact(kind === n.DOUBLE && places !== 0 ? Decimal128.fromString(String(n.toNumber(v))) : v);
  const drop = -places - value.exponent;
  if (drop <= 0) return v;
  const near = { coefficient: quotient(value.coefficient, 10n ** BigInt(drop), mode), exponent: -places };
  if (kind > n.LONG) return ofKind(near, kind, n.toNumber(v) < 0 || Object.is(n.toNumber(v), -0));
  const whole = n.integer(near.coefficient * 10n ** BigInt(-places), kind);
  return n.kindOf(whole) === n.DOUBLE ? refuse(51080, 'the rounded value does not fit a long') : whole;
}

function ofKind(value: { coefficient: bigint; exponent: number }, kind: number, negative: boolean): n.Num {
  if (kind === n.DECIMAL) return n.decimal(value, negative);
  const zero = negative && value.coefficient === 0n ? '-' : '';
  return n.double(Number(`${zero}${value.coefficient}e${value.exponent}`));
}

function placeOf(name: string, at: Value): number {
  if (!n.isNumber(at)) return refuse(16004, `${name}'s place must be a number, not ${bsonType(at)[1]}`);
  const places = n.toNumber(at);
  if (n.kindOf(at) === n.DOUBLE && !Number.isFinite(places)) refuse(31109, `${name}'s place is out of range`);
  if (!Number.isInteger(places)) refuse(51082, `${name} requires an integral place`);
  return places >= -20 && places <= 100 ? places : refuse(51083, `invalid place argument to ${name}`);
}

const rounded = (name: string, mode: Mode, code = 51081): Operator =>
  strict((v, at = 0) => toPlaces(need(name, v, code), placeOf(name, at), mode));

function absolute(v: Value): Value {
  const x = need('$abs', v, 28765);
  if (x === -(2n ** 63n)) return refuse(28680, "can't take $abs of long long min");
  return n.toNumber(x) < 0 || Object.is(n.toNumber(x), -0) ? n.calculate('multiply', x, -1) : x;
}

/** A decimal raised to a whole power, or one over it, exactly to 34 digits; undefined for any other exponent. */
function decimalPower(x: n.Num, y: number): n.Num | undefined {
  if (!Number.isInteger(y) || Math.abs(y) > 4096 || !n.isFinite(x)) return undefined;
  let product: n.Num = Decimal128.fromString('1');
  for (let i = 0; i < Math.abs(y); i++) product = n.calculate('multiply', product, x);
  return y < 0 ? n.calculate('divide', Decimal128.fromString('1'), product) : product;
}

/** Beyond 63 only the powers of -1, 0 and 1 fit 64 bits, and those repeat. */
function integerPower(x: n.Num, y: n.Num, kind: number): n.Num {
  const by = n.toNumber(y) < 64 ? BigInt(y as bigint) : 2n - (BigInt(y as bigint) % 2n);
  return n.integer(BigInt(x as bigint) ** by, kind);
}

function power(a: Value, b: Value): Value {
  const [x, y] = [need('$pow', a, 28762), need('$pow', b, 28763)];
  const [base, exponent, kind] = [n.toNumber(x), n.toNumber(y), Math.max(n.kindOf(x), n.kindOf(y))];
  if (n.isZero(x) && exponent < 0) return refuse(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (kind <= n.LONG && exponent >= 0 && (exponent < 64 || Math.abs(base) <= 1)) return integerPower(x, y, kind);
  if (kind === n.DECIMAL) return decimalPower(x, exponent) ?? n.toDecimal(base ** exponent);
  return n.double(base ** exponent);
}

function logarithm(v: Value, base: Value): Value {
  const [x, b] = [need('$log', v, 28756), need('$log', base, 28757)];
  if (n.toNumber(x) <= 0) return refuse(28758, "$log's argument must be a positive number");
  if (n.toNumber(b) <= 0 || n.toNumber(b) === 1) return refuse(28759, "$log's base must be a positive number not 1");
  const result = n.double(Math.log(n.toNumber(x)) / Math.log(n.toNumber(b)));
  return n.kindOf(x) === n.DECIMAL || n.kindOf(b) === n.DECIMAL ? n.toDecimal(result) : result;
}

const sqrt = unary('$sqrt', Math.sqrt, 28714, (x) => !(x < 0));
const exactRoot = (v: Value): boolean => v instanceof Decimal128 && n.isFinite(v) && n.compareNumbers(v, 0) > 0;

const bitwise = (name: string, start: bigint, f: (a: bigint, b: bigint) => bigint): Operator =>
  strict((...args) => {
    if (args.some((v) => !n.isNumber(v) || n.kindOf(v) > n.LONG))
      return refuse('TypeMismatch', `${name} only supports int and long operands.`);
    const kind = Math.max(n.INT, ...args.map((v) => n.kindOf(v as n.Num)));
    const mask = args.reduce<bigint>((so, v) => f(so, BigInt(v as bigint)), start);
    return n.integer(mask, kind);
  });

const within =
  (low: number, high: number) =>
  (x: number): boolean =>
    Number.isNaN(x) || (x >= low && x <= high);
const finite = within(-Number.MAX_VALUE, Number.MAX_VALUE);
/** Trigonometry as JavaScript has it, with the domain outside of which MongoDB refuses. */
const trigonometry = (names: string, allowed?: (x: number) => boolean): Record<string, Operator> =>
  table(names, (name) => unary(name, Math[name.slice(1) as 'sin'], 50989, allowed));
const positive = (x: number): boolean => !(x <= 0);

/** Arithmetic over all four numeric types and dates. */
export const NUMBER_OPERATORS: Record<string, Operator> = {
  $add: strict(add),
  $subtract: strict(subtract),
  $multiply: strict((...args) =>
    args.reduce<n.Num>((product, v) => n.calculate('multiply', product, need('$multiply', v)), 1),
  ),
  $divide: strict((a, b) => n.calculate('divide', need('$divide', a), need('$divide', b))),
  $mod: strict(modulo),
  $abs: strict(absolute),
  $ceil: rounded('$ceil', 'ceil', 28765),
  $floor: rounded('$floor', 'floor', 28765),
  $trunc: rounded('$trunc', 'trunc'),
  $round: rounded('$round', 'round'),
  $pow: strict(power),
  $log: strict(logarithm),
  $exp: unary('$exp', Math.exp),
  $ln: unary('$ln', Math.log, 28766, positive),
  $log10: unary('$log10', Math.log10, 28761, positive),
  $sqrt: (v) => (exactRoot(v) ? n.root(v as Decimal128) : sqrt(v)),
  $degreesToRadians: unary('$degreesToRadians', (x) => (x * Math.PI) / 180),
  $radiansToDegrees: unary('$radiansToDegrees', (x) => (x * 180) / Math.PI),
  $atan2: strict((y, x) =>
    n.double(Math.atan2(n.toNumber(need('$atan2', y, 51044)), n.toNumber(need('$atan2', x, 51045)))),
  ),
  ...trigonometry('sin cos tan', finite),
  ...trigonometry('asin acos atanh', within(-1, 1)),
  ...trigonometry('acosh', within(1, Infinity)),
  ...trigonometry('atan sinh cosh tanh asinh'),
  $bitAnd: bitwise('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: bitwise('$bitOr', 0n, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: bitwise('$bitNot', -1n, (a, b) => a ^ b),
};
