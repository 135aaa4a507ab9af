import { refuse } from './errors';
import type { Operator } from './scope';
import { isNumber, toNumber } from './numbers';
import { assign } from './paths';
import { accumulate } from './accumulators';
import { compare, bsonType, equal, isDoc, truthy, type Doc, type Value } from './values';

const missing = (v: Value): boolean => v === null || v === undefined;

function array(name: string, v: Value): Value[] {
  return Array.isArray(v)
    ? v
    : refuse(28689, `The argument to ${name} must be an array, but was of type: ${bsonType(v)[1]}`);
}
function int(name: string, v: Value): number {
  const n = isNumber(v) ? toNumber(v) : NaN;
  return Number.isInteger(n) ? n : refuse(28690, `${name} requires a whole number, found ${bsonType(v)[1]}`);
}

/** The distinct values in MongoDB's order, as its set operators give them back. */
export function distinct(values: readonly Value[]): Value[] {
  return [...values].sort(compare).filter((v, i, all) => i === 0 || !equal(v, all[i - 1]));
}
const has = (values: readonly Value[], v: Value): boolean => values.some((w) => equal(v, w));

function slice(v: Value, a: Value, b: Value = undefined): Value {
  if (missing(v) || missing(a) || b === null) return null;
  const list = array('$slice', v);
  if (b === undefined) {
    const n = int('$slice', a);
    return n >= 0 ? list.slice(0, n) : list.slice(n);
  }
  const count = int('$slice', b);
  if (count <= 0) return refuse(28729, 'Third argument to $slice must be positive');
  const at = int('$slice', a);
  const from = at < 0 ? Math.max(0, list.length + at) : at;
  return list.slice(from, from + count);
}

function elementAt(v: Value, at: Value): Value {
  if (missing(v) || missing(at)) return null;
  return array('$arrayElemAt', v).at(int('$arrayElemAt', at));
}

function range(a: Value, b: Value, by: Value = 1): Value {
  const [from, to, step] = [int('$range', a), int('$range', b), int('$range', by)];
  if (step === 0) return refuse(34449, '$range requires a non-zero step value');
  const out: number[] = [];
  for (let i = from; step > 0 ? i < to : i > to; i += step) out.push(i);
  return out;
}

function toObject(v: Value): Value {
  if (missing(v)) return null;
  const doc: Doc = {};
  for (const pair of array('$arrayToObject', v)) {
    const [k, value] = Array.isArray(pair) ? pair : isDoc(pair) ? [pair['k'], pair['v']] : [];
    if (typeof k !== 'string') return refuse(40394, '$arrayToObject requires pairs of a string key and a value');
    assign(doc, k, value);
  }
  return doc;
}

function toPairs(v: Value): Value {
  if (missing(v)) return null;
  return isDoc(v)
    ? Object.entries(v).map(([k, value]) => ({ k, v: value }))
    : refuse(40390, '$objectToArray requires a document input');
}

function mergeObjects(...args: Value[]): Value {
  const doc: Doc = {};
  for (const v of args.length === 1 && Array.isArray(args[0]) ? args[0] : args) {
    if (missing(v)) continue;
    if (!isDoc(v)) return refuse(40400, '$mergeObjects requires object inputs');
    for (const [name, value] of Object.entries(v)) assign(doc, name, value);
  }
  return doc;
}

function indexOf(v: Value, wanted: Value, from: Value = 0, to: Value = undefined): Value {
  if (missing(v)) return null;
  const list = array('$indexOfArray', v).slice(0, to === undefined ? undefined : int('$indexOfArray', to));
  return list.findIndex((w, i) => i >= int('$indexOfArray', from) && equal(w, wanted));
}

const set =
  (name: string, f: (sets: Value[][]) => Value): Operator =>
  (...args: Value[]) =>
    args.some(missing) ? null : f(args.map((v) => array(name, v)));

const relation =
  (holds: (order: number) => boolean): Operator =>
  (a: Value, b: Value) =>
    holds(compare(a, b));

const accumulator =
  (name: string): Operator =>
  (...args: Value[]) =>
    accumulate(name, args.length === 1 && Array.isArray(args[0]) ? args[0] : args);

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
  $size: (v) =>
    Array.isArray(v)
      ? v.length
      : refuse(17124, `The argument to $size must be an array, but was of type: ${bsonType(v)[1]}`),
  $isArray: (v) => Array.isArray(v),
  $isNumber: (v) => isNumber(v),
  $type: (v) => bsonType(v)[1],
  $slice: slice,
  $arrayElemAt: elementAt,
  $first: (v) => (missing(v) ? null : array('$first', v)[0]),
  $last: (v) => (missing(v) ? null : array('$last', v).at(-1)),
  $concatArrays: (...args) => (args.some(missing) ? null : args.flatMap((v) => array('$concatArrays', v))),
  $reverseArray: (v) => (missing(v) ? null : [...array('$reverseArray', v)].reverse()),
  $in: (v, list) => (Array.isArray(list) ? has(list, v) : refuse(40081, '$in requires an array as a second argument')),
  $indexOfArray: indexOf,
  $range: range,
  $arrayToObject: toObject,
  $objectToArray: toPairs,
  $mergeObjects: mergeObjects,
  $setUnion: set('$setUnion', (sets) => distinct(sets.flat())),
  $setIntersection: set('$setIntersection', ([first = [], ...others]) =>
    distinct(first.filter((v) => others.every((o) => has(o, v)))),
  ),
  $setDifference: set('$setDifference', ([a = [], b = []]) => a.filter((v, i) => !has(b, v) && !has(a.slice(0, i), v))),
  $setEquals: set('$setEquals', ([first = [], ...others]) => others.every((o) => equal(distinct(first), distinct(o)))),
  $setIsSubset: set('$setIsSubset', ([a = [], b = []]) => a.every((v) => has(b, v))),
  $anyElementTrue: (v) => array('$anyElementTrue', v).some(truthy),
  $allElementsTrue: (v) => array('$allElementsTrue', v).every(truthy),
  $sum: accumulator('$sum'),
  $avg: accumulator('$avg'),
  $min: accumulator('$min'),
  $max: accumulator('$max'),
  $stdDevPop: accumulator('$stdDevPop'),
  $stdDevSamp: accumulator('$stdDevSamp'),
};
