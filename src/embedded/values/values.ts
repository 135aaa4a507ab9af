import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId } from 'bson';
import { serialize, Timestamp } from 'bson';
import { compareNumbers, isNumber, kindOf, type Num } from './numbers';

/** A BSON value in memory; `undefined` is a missing field. */
export type Value = unknown;
export type Doc = Record<string, Value>;

type Type = [number: number, alias: string];
/** The types that are no numbers: their place in MongoDB's order, their number and alias, and what holds them here. */
const TYPES: [rank: number, type: Type, holder?: unknown][] = [
  [1, [-1, 'minKey'], MinKey],
  [15, [0, 'missing']],
  [20, [10, 'null']],
  [60, [2, 'string']],
  [60, [14, 'symbol'], BSONSymbol],
  [70, [3, 'object']],
  [80, [4, 'array'], Array],
  [90, [5, 'binData'], Binary],
  [100, [7, 'objectId'], ObjectId],
  [110, [8, 'bool']],
  [120, [9, 'date'], Date],
  [130, [17, 'timestamp'], Timestamp],
  [140, [11, 'regex'], BSONRegExp],
  [160, [13, 'javascript'], Code],
  [160, [15, 'javascriptWithScope']],
  [240, [127, 'maxKey'], MaxKey],
];
const RANKS = new Map<unknown, number>(TYPES.map(([place, , holder]) => [holder, place]));
for (const holder of [Double, Decimal128]) RANKS.set(holder, 30);
const PRIMITIVES: Record<string, number> = { undefined: 15, number: 30, bigint: 30, string: 60, boolean: 110 };
export const OBJECT_RANK = 70;
export const ARRAY_RANK = 80;

/** The place of a value's type in MongoDB's order across types; numbers share one, strings and symbols another. */
export function rank(v: Value): number {
  const primitive = PRIMITIVES[typeof v];
  if (primitive !== undefined) return primitive;
  if (v === null) return 20;
  return RANKS.get((v as object).constructor) ?? OBJECT_RANK;
}

export const missing = (v: Value): boolean => v === null || v === undefined;

/** Whether a value is an embedded document (not an array, date, id or any other BSON type). */
export const isDoc = (v: Value): v is Doc => typeof v === 'object' && v !== null && rank(v) === OBJECT_RANK;

/** An order of strings. */
export type Strings = (a: string, b: string) => number;

/** Bytewise UTF-8 order, which differs from JavaScript's only where surrogates meet the last private characters. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const high = (c: number): number => (c >= 0xd800 && c <= 0xdfff ? c + 0x10000 : c);
    return high(x) - high(y);
  }
  return a.length - b.length;
}

function compareLists(a: readonly Value[], b: readonly Value[], strings: Strings): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compare(a[i], b[i], strings);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareDocs(a: Doc, b: Doc, strings: Strings): number {
  const [x, y] = [Object.keys(a), Object.keys(b)];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const [k, l] = [x[i] as string, y[i] as string];
    const order = rank(a[k]) - rank(b[l]) || compareStrings(k, l) || compare(a[k], b[l], strings);
    if (order !== 0) return order;
  }
  return x.length - y.length;
}

const bytes = (v: Binary): Buffer => Buffer.from(v.buffer.buffer, v.buffer.byteOffset, v.position);
const compareBinaries = (a: Binary, b: Binary): number =>
  a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(bytes(a), bytes(b));
const regexText = (v: Value): string => `${(v as BSONRegExp).pattern}\0${(v as BSONRegExp).options}`;

const BY_RANK: Record<number, (a: Value, b: Value, strings: Strings) => number> = {
  30: (a, b) => compareNumbers(a as Num, b as Num),
  60: (a, b, strings) => strings(String(a), String(b)),
  70: (a, b, strings) => compareDocs(a as Doc, b as Doc, strings),
  80: (a, b, strings) => compareLists(a as Value[], b as Value[], strings),
  90: (a, b) => compareBinaries(a as Binary, b as Binary),
  100: (a, b) => Buffer.compare((a as ObjectId).id, (b as ObjectId).id),
  110: (a, b) => Number(a) - Number(b),
  120: (a, b) => (a as Date).getTime() - (b as Date).getTime(),
  130: (a, b) => (a as Timestamp).t - (b as Timestamp).t || (a as Timestamp).i - (b as Timestamp).i,
  140: (a, b) => compareStrings(regexText(a), regexText(b)),
  160: (a, b) => compareStrings((a as Code).code, (b as Code).code) || compare((a as Code).scope, (b as Code).scope),
};

/** MongoDB's comparison across all BSON types; a missing value comes before null. `strings` is the order a collation gives. */
export function compare(a: Value, b: Value, strings: Strings = compareStrings): number {
  if (typeof a === 'string' && a === b) return 0;
  const order = rank(a) - rank(b);
  return order !== 0 ? order : (BY_RANK[rank(a)]?.(a, b, strings) ?? 0);
}
export const equal = (a: Value, b: Value, strings?: Strings): boolean => compare(a, b, strings) === 0;

/** The numeric types, in the order of their kinds. */
const NUMERIC_TYPES: Type[] = [
  [16, 'int'],
  [18, 'long'],
  [1, 'double'],
  [19, 'decimal'],
];
const ALL_TYPES = [...NUMERIC_TYPES, ...TYPES.map(([, type]) => type)];
export const TYPE_ALIASES = new Map<string, number>(ALL_TYPES.map(([number, alias]) => [alias, number]));

/** BSON type number and alias of a value, as $type knows them. */
export function bsonType(v: Value): Type {
  if (isNumber(v)) return NUMERIC_TYPES[kindOf(v)] as Type;
  if (v instanceof BSONSymbol) return [14, 'symbol'];
  if (v instanceof Code && v.scope) return [15, 'javascriptWithScope'];
  return (TYPES.find(([place]) => place === rank(v)) as (typeof TYPES)[number])[1];
}

/** MongoDB's truth: everything but false, null, missing and zero. */
export const truthy = (v: Value): boolean =>
  isNumber(v) ? compareNumbers(v, 0) !== 0 : v !== false && v !== null && v !== undefined;

/** A document as BSON bytes. */
export function encode(doc: Doc): Buffer {
  const raw = serialize(doc, { ignoreUndefined: true });
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
}
