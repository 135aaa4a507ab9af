import { Decimal128 } from 'bson';
import { refuse } from './errors';
import type { Operator } from './scope';
import {
  calculate,
  DECIMAL,
  decimal,
  double,
  DOUBLE,
  exact,
  INT,
  integer,
  isNumber,
  kindOf,
  LONG,
  type Num,
  type Operation,
  toDecimal,
  toNumber,
} from './numbers';
import { bsonType, type Value } from './values';

const missing = (v: Value): boolean => v === null || v === undefined;

function need(name: string, v: Value): Num {
  return isNumber(v) ? v : refuse('TypeMismatch', `${name} only supports numeric types, not ${bsonType(v)[1]}`);
}

function add(...args: Value[]): Value {
  if (args.some(missing)) return null;
  const dates = args.filter((v) => v instanceof Date);
  if (dates.length > 1) return refuse(16612, 'only one date allowed in an $add expression');
  let sum: Num = 0;
  for (const v of args) if (!(v instanceof Date)) sum = calculate('add', sum, need('$add', v));
  return dates[0] ? new Date((dates[0] as Date).getTime() + Math.round(toNumber(sum))) : sum;
}

function subtract(a: Value, b: Value): Value {
  if (missing(a) || missing(b)) return null;
  if (!(a instanceof Date)) return calculate('subtract', need('$subtract', a), need('$subtract', b));
  if (b instanceof Date) return BigInt(a.getTime() - b.getTime());
  return new Date(a.getTime() - Math.round(toNumber(need('$subtract', b))));
}

const binary =
  (name: string, operation: Operation): Operator =>
  (a: Value, b: Value) => {
    if (missing(a) || missing(b)) return null;
    const [x, y] = [need(name, a), need(name, b)];
    if (operation === 'mod' && toNumber(y) === 0) return refuse(16610, "can't $mod by zero");
    return calculate(operation, x, y);
  };

/** A function of one number: null stays null, decimals become doubles only where MongoDB has no exact answer either. */
const unary =
  (name: string, f: (n: number) => number, allowed: (n: number) => boolean = () => true): Operator =>
  (v: Value) => {
    if (missing(v)) return null;
    const x = need(name, v);
    if (!allowed(toNumber(x))) return refuse(28714, `${name}'s argument is out of its domain`);
    const result = f(toNumber(x));
    return kindOf(x) === DECIMAL ? toDecimal(double(result)) : double(result);
  };

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

function toPlaces(v: Num, places: number, mode: Mode): Num {
  const kind = kindOf(v);
  const n = toNumber(v);
  if ((kind <= LONG && places >= 0) || !Number.isFinite(n)) return v;
  const value = exact(kind === DOUBLE && places !== 0 ? Decimal128.fromString(String(n)) : v);
  const drop = -places - value.exponent;
  if (drop <= 0) return v;
  const coefficient = quotient(value.coefficient, 10n ** BigInt(drop), mode);
  if (kind === DECIMAL) return decimal({ coefficient, exponent: -places });
  return kind === DOUBLE
    ? double(Number(`${coefficient}e${-places}`))
    : integer(coefficient * 10n ** BigInt(-places), kind);
}

const whole =
  (name: string, mode: Mode): Operator =>
  (v: Value, at: Value = 0) => {
    if (missing(v) || missing(at)) return null;
    const places = toNumber(need(name, at));
    if (!Number.isInteger(places) || places < -20 || places > 100)
      return refuse(51083, `invalid place argument to ${name}`);
    return toPlaces(need(name, v), places, mode);
  };

function absolute(v: Value): Value {
  if (missing(v)) return null;
  const x = need('$abs', v);
  return toNumber(x) < 0 || Object.is(x, -0) ? calculate('multiply', x, -1) : x;
}

function power(a: Value, b: Value): Value {
  if (missing(a) || missing(b)) return null;
  const [x, y] = [need('$pow', a), need('$pow', b)];
  const kind = Math.max(kindOf(x), kindOf(y));
  if (toNumber(x) === 0 && toNumber(y) < 0)
    return refuse(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (kind <= LONG && toNumber(y) >= 0 && toNumber(y) < 4096)
    return integer(BigInt(x as bigint) ** BigInt(y as bigint), kind);
  const result = double(toNumber(x) ** toNumber(y));
  return kind === DECIMAL ? toDecimal(result) : result;
}

function logarithm(v: Value, base: Value): Value {
  if (missing(v) || missing(base)) return null;
  const [x, b] = [toNumber(need('$log', v)), toNumber(need('$log', base))];
  if (x <= 0 || b <= 0 || b === 1) return refuse(28758, "$log's argument and base must be positive, the base not 1");
  return double(Math.log(x) / Math.log(b));
}

const bitwise =
  (name: string, start: bigint, f: (a: bigint, b: bigint) => bigint): Operator =>
  (...args: Value[]) => {
    if (args.some(missing)) return null;
    if (args.some((v) => !isNumber(v) || kindOf(v) > LONG))
      return refuse('TypeMismatch', `${name} only supports int and long operands.`);
    const kind = Math.max(INT, ...args.map((v) => kindOf(v as Num)));
    return integer(
      args.reduce((mask: bigint, v) => f(mask, BigInt(v as bigint)), start),
      kind,
    );
  };

const radians = Math.PI / 180;
/** Arithmetic over all four numeric types and dates. */
export const NUMBER_OPERATORS: Record<string, Operator> = {
  $add: add,
  $subtract: subtract,
  $multiply: (...args) =>
    args.some(missing)
      ? null
      : args.reduce((product: Num, v) => calculate('multiply', product, need('$multiply', v)), 1),
  $divide: binary('$divide', 'divide'),
  $mod: binary('$mod', 'mod'),
  $abs: absolute,
  $ceil: (v) => whole('$ceil', 'ceil')(v),
  $floor: (v) => whole('$floor', 'floor')(v),
  $trunc: whole('$trunc', 'trunc'),
  $round: whole('$round', 'round'),
  $pow: power,
  $log: logarithm,
  $exp: unary('$exp', Math.exp),
  $ln: unary('$ln', Math.log, (n) => !(n <= 0)),
  $log10: unary('$log10', Math.log10, (n) => !(n <= 0)),
  $sqrt: unary('$sqrt', Math.sqrt, (n) => !(n < 0)),
  $sin: unary('$sin', Math.sin, Number.isFinite),
  $cos: unary('$cos', Math.cos, Number.isFinite),
  $tan: unary('$tan', Math.tan, Number.isFinite),
  $degreesToRadians: unary('$degreesToRadians', (n) => n * radians),
  $radiansToDegrees: unary('$radiansToDegrees', (n) => n / radians),
  $bitAnd: bitwise('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: bitwise('$bitOr', 0n, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: (v) => (missing(v) ? null : bitwise('$bitNot', -1n, (a, b) => a ^ b)(v)),
};
