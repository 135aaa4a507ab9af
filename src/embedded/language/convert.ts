import { Binary, Decimal128, ObjectId, Timestamp } from 'bson';
import { MongoError, refuse } from '../values/errors';
import * as n from '../values/numbers';
import { strict } from './operands';
import type { Operator } from './scope';
import { bsonType, missing, truthy, TYPE_ALIASES, type Doc, type Value } from '../values/values';

const fail = (v: Value, to: string): never =>
  refuse('ConversionFailure', `Failed to convert ${bsonType(v)[1]} to ${to} in $convert with no onError value`);

function toInteger(v: n.Num, kind: number, to: string): n.Num {
  if (!n.isFinite(v)) return fail(v, to);
  const { coefficient, exponent } = n.exact(v);
  const whole = exponent >= 0 ? coefficient * 10n ** BigInt(exponent) : coefficient / 10n ** BigInt(-exponent);
  const fits = BigInt.asIntN(kind === n.INT ? 32 : 64, whole) === whole;
  return fits ? (kind === n.INT ? Number(whole) : whole) : fail(v, to);
}

function fromText(text: string, kind: number, to: string): n.Num {
  if (kind <= n.LONG) return /^[+-]?\d+$/.test(text) ? toInteger(n.integer(BigInt(text)), kind, to) : fail(text, to);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^[+-]?inf(inity)?$|^nan$/i.test(text)) return fail(text, to);
  if (kind === n.DECIMAL) return Decimal128.fromStringWithRounding(text);
  const near = Number(text.replace(/inf(inity)?/i, 'Infinity'));
  const lost = near === 0 && /[1-9]/.test(text.split(/e/i)[0] ?? '');
  return lost || (!Number.isFinite(near) && /^\W*[\d.]/.test(text)) ? fail(text, to) : n.double(near);
}

function toDouble(v: n.Num): n.Num {
  const near = n.toNumber(v);
  const fits = Number.isFinite(near) === n.isFinite(v) && (near === 0) === n.isZero(v);
  return fits ? n.double(near) : fail(v, 'double');
}

const numeric =
  (kind: number, to: string) =>
  (v: Value): Value => {
    if (typeof v === 'string') return fromText(v, kind, to);
    const x = typeof v === 'boolean' ? Number(v) : v instanceof Date && kind !== n.INT ? BigInt(v.getTime()) : v;
    if (!n.isNumber(x)) return fail(v, to);
    if (kind <= n.LONG) return toInteger(x, kind, to);
    return kind === n.DECIMAL ? n.toDecimal(x) : toDouble(x);
  };

function plainNumber(v: n.Num): string {
  const x = n.toNumber(v);
  return n.kindOf(v) === n.DOUBLE ? (Object.is(x, -0) ? '-0' : String(x)) : String(v);
}

function toText(v: Value): Value {
  if (typeof v === 'string') return v;
  if (n.isNumber(v)) return plainNumber(v);
  if (typeof v === 'boolean') return String(v);
  if (v instanceof ObjectId) return v.toHexString();
  if (v instanceof Binary && v.sub_type === Binary.SUBTYPE_UUID) return v.toUUID().toString();
  if (!(v instanceof Date)) return fail(v, 'string');
  const year = v.getUTCFullYear();
  return year >= 0 && year <= 9999 ? v.toISOString() : refuse(18537, 'only dates of the years 0-9999 have a text');
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:(?:T|[ \t]+)(\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(?:\s*(Z|[+-]\d\d(?::?\d\d)?))?$/i;

/** A date written as ISO 8601 has it, with the liberties MongoDB takes: spaces around its parts, short offsets. */
export function readDate(text: string): Date {
  const [, day, time = '00:00', zone = 'Z'] = DATE.exec(text.replace(/^[\s\0]+|[\s\0]+$/g, '')) ?? [];
  const offset = zone.replace(/^([+-]\d\d):?(\d\d)?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);
  const date = new Date(`${day}T${time}${offset.toUpperCase()}`);
  return Number.isNaN(date.getTime()) ? fail(text, 'date') : date;
}

function toDate(v: Value): Value {
  if (v instanceof Date) return v;
  if (v instanceof ObjectId) return v.getTimestamp();
  if (v instanceof Timestamp) return new Date(v.t * 1000);
  if (typeof v === 'string') return readDate(v);
  const date = new Date(n.isNumber(v) && n.kindOf(v) !== n.INT ? Math.trunc(n.toNumber(v)) : NaN);
  return Number.isNaN(date.getTime()) ? fail(v, 'date') : date;
}

function toObjectId(v: Value): Value {
  if (v instanceof ObjectId) return v;
  return typeof v === 'string' && /^[0-9a-f]{24}$/i.test(v) ? new ObjectId(v) : fail(v, 'objectId');
}

const TARGETS: Record<string, (v: Value) => Value> = {
  int: numeric(n.INT, 'int'),
  long: numeric(n.LONG, 'long'),
  double: numeric(n.DOUBLE, 'double'),
  decimal: numeric(n.DECIMAL, 'decimal'),
  string: toText,
  bool: (v) => truthy(v),
  date: toDate,
  objectId: toObjectId,
};

function typeNamed(to: Value): string {
  const number = n.isNumber(to) ? n.toNumber(to) : undefined;
  const [name] = [...TYPE_ALIASES].find(([alias, id]) => alias === to || id === number) ?? [];
  return name ?? refuse('BadValue', `Unknown type name or number: ${String(to)}`);
}

/** $convert: `onError` stands in for what cannot be converted, `onNull` for null. */
export function convert({ input, to, onError, onNull = null }: Doc): Value {
  if (missing(to)) return null;
  const type = typeNamed(to);
  if (missing(input)) return onNull;
  try {
    return Object.hasOwn(TARGETS, type) ? TARGETS[type]?.(input) : fail(input, type);
  } catch (error) {
    if (onError === undefined || !(error instanceof MongoError)) throw error;
    return onError;
  }
}

/** The type conversions; what MongoDB cannot convert either is refused with ConversionFailure. */
export const CONVERSIONS: Record<string, Operator> = Object.fromEntries(
  Object.entries(TARGETS).map(([type, run]) => [`$to${type[0]?.toUpperCase() ?? ''}${type.slice(1)}`, strict(run)]),
);
