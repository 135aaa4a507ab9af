import { BSONRegExp, MaxKey, MinKey } from 'bson';
import { after, type Index } from './catalog';
import type { Clause, Filter } from '../language/filter';
import { fieldKey } from './index-keys';
import { encodeKey, type Key } from '../values/key-string';
import { isNumber, toNumber } from '../values/numbers';
import { rank, type Value } from '../values/values';

const MOST_POINTS = 500;
const RANGE = new Set(['$gt', '$gte', '$lt', '$lte']);
const plainOperand = (v: Value): boolean => !Array.isArray(v) && !(v instanceof BSONRegExp) && v !== undefined;
const isNaNumber = (v: Value): boolean => isNumber(v) && Number.isNaN(toNumber(v));
const unordered = (v: Value): boolean => v === null || isNaNumber(v) || v instanceof MinKey || v instanceof MaxKey;

/** The values a condition allows, when it names them. */
export function pointsOf(clause: Clause): Value[] | undefined {
  if (clause.negated) return undefined;
  if (clause.operator === '$eq') return plainOperand(clause.operand) ? [clause.operand] : undefined;
  if (clause.operator !== '$in') return undefined;
  const values = clause.operand as Value[];
  return values.length <= MOST_POINTS && values.every(plainOperand) ? values : undefined;
}

/** Whether a condition is a range within one type. */
export function isRange({ operator, operand, negated }: Clause): boolean {
  return RANGE.has(operator) && !negated && plainOperand(operand) && !unordered(operand);
}

/** All of one type upwards; NaN, below all numbers, is in no range of numbers. */
function ascendingRange(type: number, clauses: Clause[]): [Key, Key] {
  let from = type === 30 ? encodeKey(NaN) + '\xff' : String.fromCharCode(type);
  let to = String.fromCharCode(type + 1);
  for (const { operator, operand } of clauses) {
    const key = encodeKey(operand);
    const bound = operator === '$gt' || operator === '$lte' ? key + '\xff' : key;
    if (operator.startsWith('$g')) from = bound > from ? bound : from;
    else to = bound < to ? bound : to;
  }
  return [from, to];
}

/** The same in a descending field, whose keys are flipped bit by bit. */
function descendingRange(index: Index, position: number, type: number, clauses: Clause[]): [Key, Key] {
  let from = String.fromCharCode(255 - type);
  let to = type === 30 ? fieldKey(index, position, NaN) : String.fromCharCode(256 - type);
  for (const { operator, operand } of clauses) {
    const key = fieldKey(index, position, operand);
    const bound = operator === '$lt' || operator === '$gte' ? key + '\xff' : key + '\x01';
    if (operator.startsWith('$l')) from = bound > from ? bound : from;
    else to = bound < to ? bound : to;
  }
  return [from, to];
}

const isDescending = (index: Index, position: number): boolean => (index.fields[position]?.[1] ?? 1) < 0;

function rangeOf(index: Index, position: number, clauses: Clause[]): [Key, Key] {
  const type = rank(clauses[0]?.operand);
  return isDescending(index, position)
    ? descendingRange(index, position, type, clauses)
    : ascendingRange(type, clauses);
}

/** What a filter asks of an index: the ranges to read, the conditions they settle, and how many fields are fixed. */
export interface Bounds {
  /** The beginnings of the keys wanted: whole keys when every field is fixed. */
  prefixes: Key[];
  ranges: [Key, Key][];
  readonly used: Set<Clause>;
  /** Fields bound to given values. */
  points: number;
  /** Fields, from the first, bound to exactly one value. */
  single: number;
  ranged: boolean;
  /** The ranges hold only what the used conditions accept. */
  safe: boolean;
}

function extend(index: Index, position: number, prefixes: Key[], values: Value[]): Key[] {
  const keys = [...new Set(values.map((v) => fieldKey(index, position, v)))];
  return prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
}

/** Binds a field to the values a condition names; gives the longer prefixes, or nothing if no condition does. */
function bindPoint(
  index: Index,
  position: number,
  clauses: Clause[],
  prefixes: Key[],
  bounds: Bounds,
): Key[] | undefined {
  const point = clauses.find((c) => pointsOf(c));
  const values = point && pointsOf(point);
  if (!values || values.length * prefixes.length > MOST_POINTS) return undefined;
  bounds.used.add(point);
  bounds.safe &&= !index.multikey.has(position) && values.every((v) => v !== null);
  if (values.length === 1 && bounds.single === bounds.points) bounds.single++;
  bounds.points++;
  return extend(index, position, prefixes, values);
}

/** Binds a field to a range; of an array only one condition, since different elements may meet different ones. */
function bindRange(index: Index, position: number, clauses: Clause[], prefixes: Key[], bounds: Bounds): void {
  const first = clauses.find(isRange);
  if (!first) return;
  const multikey = index.multikey.has(position);
  const ranges = multikey ? [first] : clauses.filter((c) => isRange(c) && rank(c.operand) === rank(first.operand));
  const [from, to] = rangeOf(index, position, ranges);
  for (const clause of ranges) bounds.used.add(clause);
  bounds.ranges = prefixes.map((prefix) => [prefix + from, prefix + to]);
  bounds.ranged = true;
  bounds.safe &&= !multikey;
}

/** Equalities from the first field on, then one range. Only one field that runs through an array can be bound. */
export function boundsOf(index: Index, filter: Filter): Bounds {
  const bounds: Bounds = { prefixes: [], ranges: [], used: new Set(), points: 0, single: 0, ranged: false, safe: true };
  let prefixes: Key[] = [index.prefix];
  let arrays = 0;
  for (const [position, [path]] of index.fields.entries()) {
    if (index.multikey.has(position) && arrays++ > 0) break;
    const clauses = filter.clauses.filter((c) => c.path === path);
    const longer = bindPoint(index, position, clauses, prefixes, bounds);
    if (!longer) {
      bindRange(index, position, clauses, prefixes, bounds);
      break;
    }
    prefixes = longer;
  }
  bounds.prefixes = prefixes;
  if (bounds.ranged) return bounds;
  const start = bounds.points > 0 && isDescending(index, bounds.points - 1) ? '\x01' : '';
  bounds.ranges = prefixes.map((prefix) =>
    bounds.points === 0 ? [prefix, after(prefix)] : [prefix + start, prefix + '\xff'],
  );
  return bounds;
}
