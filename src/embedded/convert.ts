import { Binary, Decimal128, ObjectId } from 'bson';
import { refuse } from './errors';
import {
  compareNumbers,
  DECIMAL,
  double,
  DOUBLE,
  exact,
  INT,
  integer,
  isNumber,
  kindOf,
  LONG,
  type Num,
  toDecimal,
  toNumber,
} from './numbers';
import { bsonType, truthy, type Value } from './values';

const fail = (v: Value, to: string): never =>
  refuse('ConversionFailure', `Failed to convert ${bsonType(v)[1]} to ${to} in $convert with no onError value`);

function toInteger(v: Num, kind: number, to: string): Num {
  const n = toNumber(v);
  if (!Number.isFinite(n)) return fail(v, to);
  const { coefficient, exponent } = exact(v);
  const whole = exponent >= 0 ? coefficient * 10n ** BigInt(exponent) : coefficient / 10n ** BigInt(-exponent);
  const fits = BigInt.asIntN(kind === INT ? 32 : 64, whole) === whole;
  return fits ? (kind === INT ? Number(whole) : whole) : fail(v, to);
}

function fromText(text: string, kind: number, to: string): Num {
  if (kind <= LONG) return /^[+-]?\d+$/.test(text) ? toInteger(integer(BigInt(text)), kind, to) : fail(text, to);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^[+-]?inf(inity)?$|^nan$/i.test(text)) return fail(text, to);
  return kind === DECIMAL ? Decimal128.fromString(text) : double(Number(text.replace(/inf(inity)?/i, 'Infinity')));
}

function toDouble(v: Num): Num {
  const near = toNumber(v);
  const fits = Number.isFinite(near) || !(v instanceof Decimal128) || compareNumbers(v, near) === 0;
  return fits ? double(near) : fail(v, 'double');
}

const asNumber = (v: Value, kind: number): Value => {
  if (typeof v === 'boolean') return Number(v);
  return v instanceof Date && kind !== INT ? BigInt(v.getTime()) : v;
};

const numeric =
  (kind: number, to: string) =>
  (v: Value): Value => {
    if (typeof v === 'string') return fromText(v, kind, to);
    const n = asNumber(v, kind);
    if (!isNumber(n)) return fail(v, to);
    if (kind <= LONG) return toInteger(n, kind, to);
    return kind === DECIMAL ? toDecimal(n) : toDouble(n);
  };

const plainNumber = (v: Num): string => String(kindOf(v) === DOUBLE ? toNumber(v) : v);

function toText(v: Value): Value {
  if (typeof v === 'string') return v;
  if (isNumber(v)) return plainNumber(v);
  if (typeof v === 'boolean') return String(v);
  if (v instanceof Date) return v.toISOString();
  if (v instanceof ObjectId) return v.toHexString();
  if (v instanceof Binary && v.sub_type === Binary.SUBTYPE_UUID) return v.toUUID().toString();
  return fail(v, 'string');
}

function toDate(v: Value): Value {
  if (v instanceof Date) return v;
  if (v instanceof ObjectId) return v.getTimestamp();
  if (isNumber(v) && kindOf(v) !== INT) return new Date(Math.trunc(toNumber(v)));
  const iso = typeof v === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(v);
  const date = new Date(iso ? (v.length > 10 && !/(Z|[+-]\d\d:?\d\d)$/.test(v) ? `${v}Z` : v) : NaN);
  return Number.isNaN(date.getTime()) ? fail(v, 'date') : date;
}

function toObjectId(v: Value): Value {
  if (v instanceof ObjectId) return v;
  return typeof v === 'string' && /^[0-9a-f]{24}$/i.test(v) ? new ObjectId(v) : fail(v, 'objectId');
}

const TARGETS: Record<string, (v: Value) => Value> = {
  int: numeric(INT, 'int'),
  long: numeric(LONG, 'long'),
  double: numeric(DOUBLE, 'double'),
  decimal: numeric(DECIMAL, 'decimal'),
  string: toText,
  bool: (v) => truthy(v),
  date: toDate,
  objectId: toObjectId,
};
const to =
  (type: string) =>
  (v: Value): Value =>
    v === null || v === undefined ? null : TARGETS[type]?.(v);

/** The type conversions; what MongoDB cannot convert either is refused with ConversionFailure. */
export const CONVERSIONS: Record<string, (v: Value) => Value> = {
  $toInt: to('int'),
  $toLong: to('long'),
  $toDouble: to('double'),
  $toDecimal: to('decimal'),
  $toString: to('string'),
  $toBool: to('bool'),
  $toDate: to('date'),
  $toObjectId: to('objectId'),
};
