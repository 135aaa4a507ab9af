import { accumulate } from './accumulators';
import { refuse } from '../values/errors';
import { isNumber } from '../values/numbers';
import { array, part, strict, table, whole } from './operands';
import { assign } from '../values/paths';
import type { Operator } from './scope';
import { sorter } from './sorting';
import { compare, bsonType, equal, isDoc, missing, truthy, type Doc, type Strings, type Value } from '../values/values';

/** The distinct values in MongoDB's order, as its set operators give them back. */
export function distinct(values: readonly Value[], strings?: Strings): Value[] {
  const sorted = [...values].sort((a, b) => compare(a, b, strings));
  return sorted.filter((v, i, all) => i === 0 || !equal(v, all[i - 1], strings));
}
const has = (values: readonly Value[], v: Value): boolean => values.some((w) => equal(v, w));

function slice(v: Value, a: Value, b: Value = undefined): Value {
  if (missing(v) || missing(a) || b === null) return null;
  const list = array(28724, v);
  const at = whole(a, 28725, 28726);
  const count = b === undefined ? undefined : whole(b, 28727, 28728);
  if (count !== undefined && count <= 0) return refuse(28729, 'Third argument to $slice must be positive');
  return part(list, at, count);
}

function range(a: Value, b: Value, by: Value = 1): Value {
  const [from, to, step] = [whole(a, 34443, 34444), whole(b, 34445, 34446), whole(by, 34447, 34448)];
  if (step === 0) return refuse(34449, '$range requires a non-zero step value');
  const out: number[] = [];
  for (let i = from; step > 0 ? i < to : i > to; i += step) out.push(i);
  return out;
}

function pairOf(pair: Value, asDoc: boolean): [Value, Value] {
  if (asDoc !== isDoc(pair))
    return refuse(asDoc ? 40391 : 40396, '$arrayToObject requires a consistent input format for its elements');
  if (isDoc(pair)) {
    if (Object.keys(pair).length !== 2) refuse(40392, "$arrayToObject requires an object keys of 'k' and 'v'");
    if (!('k' in pair && 'v' in pair)) refuse(40393, "$arrayToObject requires an object with keys 'k' and 'v'");
    return [pair['k'], pair['v']];
  }
  const list = array(40396, pair);
  return list.length === 2 ? (list as [Value, Value]) : refuse(40397, '$arrayToObject requires an array of size 2');
}

function toObject(v: Value): Value {
  const pairs = array(40386, v);
  const asDoc = isDoc(pairs[0]);
  if (pairs.length > 0 && !asDoc && !Array.isArray(pairs[0])) refuse(40398, 'Unrecognised input type format');
  const doc: Doc = {};
  for (const pair of pairs) {
    const [k, value] = pairOf(pair, asDoc);
    if (typeof k !== 'string') return refuse(asDoc ? 40394 : 40395, '$arrayToObject requires a string key');
    if (k.includes('\0')) refuse(asDoc ? 4940401 : 4940400, 'Key field cannot contain an embedded null byte');
    assign(doc, k, value);
  }
  return doc;
}

function toPairs(v: Value): Value {
  return isDoc(v)
    ? Object.entries(v).map(([k, value]) => ({ k, v: value }))
    : refuse(40390, '$objectToArray requires a document input');
}

/** Where a list of units stands in another, between two positions given in units; -1 when it does not. */
export function position(units: readonly Value[], wanted: readonly Value[], from: number, to: number): number {
  for (let i = from; i + wanted.length <= Math.min(to, units.length); i++)
    if (wanted.every((v, j) => equal(units[i + j], v))) return i;
  return -1;
}
export function bounds(given: Value[], notWhole: number, negative: number): [number, number] {
  const [from = 0, to = Infinity] = given.map((v) => whole(v, notWhole));
  return from >= 0 && to >= 0 ? [from, to] : refuse(negative, 'a position must be non-negative');
}

const set =
  (codes: readonly number[], f: (...sets: Value[][]) => Value): Operator =>
  (...args: Value[]) =>
    f(...args.map((v, i) => array(codes[Math.min(i, codes.length - 1)] ?? 0, v)));
const strictSet = (codes: readonly number[], f: (...sets: Value[][]) => Value): Operator => strict(set(codes, f));

const relation =
  (holds: (order: number) => boolean): Operator =>
  (a: Value, b: Value) =>
    holds(compare(a, b));

const setEquals = set([17044], (first = [], ...others) =>
  others.every((other) => equal(distinct(first), distinct(other))),
);

function overList(name: string): Operator {
  return (...args) => accumulate(name, args.length === 1 && Array.isArray(args[0]) ? args[0] : args);
}

/** Comparison, logic, arrays, sets and documents. */
export const VALUE_OPERATORS: Record<string, Operator> = {
  $eq: relation((o) => o === 0),
  $ne: relation((o) => o !== 0),
  $gt: relation((o) => o > 0),
  $gte: relation((o) => o >= 0),
  $lt: relation((o) => o < 0),
  $lte: relation((o) => o <= 0),
  $cmp: (a, b) => Math.sign(compare(a, b)),
  $not: (v) => !truthy(v),
  $size: (v) => array(17124, v).length,
  $isArray: (v) => Array.isArray(v),
  $isNumber: (v) => isNumber(v),
  $type: (v) => bsonType(v)[1],
  $slice: slice,
  $arrayElemAt: strict((v, at) => array(28689, v).at(whole(at, 28690, 28691))),
  $first: strictSet([28689], (list) => list?.[0]),
  $last: strictSet([28689], (list) => list?.at(-1)),
  $concatArrays: strictSet([28664], (...lists) => lists.flat()),
  $reverseArray: strictSet([34435], (list = []) => [...list].reverse()),
  $in: (v, list) => has(array(40081, list), v),
  $indexOfArray: (v, wanted, ...at) =>
    missing(v) ? null : position(array(40090, v), [wanted], ...bounds(at, 9711600, 9711601)),
  $range: range,
  $arrayToObject: strict(toObject),
  $objectToArray: strict(toPairs),
  $setUnion: strictSet([17043], (...sets) => distinct(sets.flat())),
  $setIntersection: strictSet([17047], (first = [], ...others) =>
    distinct(first.filter((v) => others.every((o) => has(o, v)))),
  ),
  $setDifference: strictSet([17048, 17049], (a = [], b = []) =>
    a.filter((v, i) => !has(b, v) && !has(a.slice(0, i), v)),
  ),
  $setEquals: (...args) =>
    args.length < 2 ? refuse(17045, '$setEquals needs at least two arguments') : setEquals(...args),
  $setIsSubset: set([17046, 17042], (a = [], b = []) => a.every((v) => has(b, v))),
  $anyElementTrue: (v) => array(17041, v).some(truthy),
  $allElementsTrue: (v) => array(17040, v).every(truthy),
  ...table('sum avg min max stdDevPop stdDevSamp mergeObjects', overList),
};

/** What an accumulator makes of the elements of an array, each with the other arguments. */
function accumulated(name: string, { input, ...rest }: Doc): Value {
  const list: Value[] = Array.isArray(input) || name.endsWith('N') ? array(5788200, input) : [input];
  const each = list.map((v) => ({ ...rest, input: v }));
  return accumulate(name, each);
}

function setField({ field, input, value }: Doc): Value {
  if (missing(input)) return null;
  if (!isDoc(input)) return refuse(4161105, '$setField requires an object as its input');
  const doc = { ...input };
  if (value === undefined) Reflect.deleteProperty(doc, String(field));
  else assign(doc, String(field), value);
  return doc;
}

/** The operators of this kind with named arguments. */
export const NAMED_VALUES: Record<string, (args: Doc) => Value> = {
  ...table('firstN lastN minN maxN median percentile', (name) => (args: Doc) => accumulated(name, args)),
  $setField: setField,
  $unsetField: setField,
  $sortArray: ({ input, sortBy }) => (missing(input) ? null : sorter(sortBy, 2942505)(array(2942504, input))),
  $getField({ field, input }) {
    if (typeof field !== 'string') return refuse(3041704, "$getField requires 'field' to evaluate to a String");
    return isDoc(input) && Object.hasOwn(input, field) ? input[field] : missing(input) ? input : undefined;
  },
};
