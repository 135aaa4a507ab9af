import { BSONRegExp, MaxKey, MinKey } from 'bson';
import { after, type Collection, type Index } from './catalog';
import { type Clause, type Filter, parseFilter } from './filter';
import { fieldKey } from './index-keys';
import { encodeKey, type Key, MAX_KEY } from './key-string';
import { isNumber, toNumber } from './numbers';
import { equal, rank, type Doc, type Value } from './values';

export type Sort = [path: string, direction: 1 | -1][];

/** How a query is served: ranges of one index (or of the records themselves), what is left to check and to sort. */
export interface Plan {
  readonly index: Index | undefined;
  readonly ranges: [from: Key, to: Key][];
  readonly reverse: boolean;
  /** The order of the ranges is the order asked for. */
  readonly sorted: boolean;
  /** Every record in the ranges passes the filter: no document needs reading to decide. */
  readonly exact: boolean;
}

const MOST_POINTS = 500;
const KEPT = MAX_KEY - 32;
const RANGE = new Set(['$gt', '$gte', '$lt', '$lte']);
const plainOperand = (v: Value): boolean => !Array.isArray(v) && !(v instanceof BSONRegExp) && v !== undefined;
const isNaNumber = (v: Value): boolean => isNumber(v) && Number.isNaN(toNumber(v));

function pointsOf(clause: Clause): Value[] | undefined {
  if (clause.negated) return undefined;
  if (clause.operator === '$eq') return plainOperand(clause.operand) ? [clause.operand] : undefined;
  if (clause.operator !== '$in') return undefined;
  const values = clause.operand as Value[];
  return values.length <= MOST_POINTS && values.every(plainOperand) ? values : undefined;
}

function isRange(clause: Clause): boolean {
  const v = clause.operand;
  return (
    RANGE.has(clause.operator) &&
    !clause.negated &&
    plainOperand(v) &&
    v !== null &&
    !isNaNumber(v) &&
    !(v instanceof MinKey || v instanceof MaxKey)
  );
}

/** Lower and upper bound of one field; a descending field has them the other way round, bit by bit. */
function rangeOf(index: Index, position: number, clauses: Clause[]): [Key, Key] {
  const descending = (index.fields[position]?.[1] ?? 1) < 0;
  const type = rank(clauses[0]?.operand);
  const lowest = type === 30 ? encodeKey(NaN) + '\xff' : String.fromCharCode(type);
  let [from, to] = descending
    ? [String.fromCharCode(255 - type), type === 30 ? fieldKey(index, position, NaN) : String.fromCharCode(256 - type)]
    : [lowest, String.fromCharCode(type + 1)];
  for (const { operator, operand } of clauses) {
    const key = fieldKey(index, position, operand);
    const beyond = key + '\xff';
    const lower = operator.startsWith('$gt') !== descending;
    const inclusive = operator.endsWith('e');
    const low = descending ? (inclusive ? key + '\x01' : beyond) : inclusive ? key : beyond;
    const high = descending ? (inclusive ? beyond : key + '\x01') : inclusive ? beyond : key;
    if (lower && low > from) from = low;
    if (!lower && high < to) to = high;
  }
  return [from, to];
}

function implies(clause: Clause, wanted: Clause): boolean {
  if (wanted.operator === '$exists' && !wanted.negated)
    return (
      !clause.negated &&
      clause.operand !== null &&
      (clause.operator === '$eq' || isRange(clause) || clause.operator === '$exists')
    );
  const points = pointsOf(clause);
  if (points && !wanted.negated && points.every((v) => v !== null)) return points.every((v) => wanted.accepts(v));
  if (clause.operator === wanted.operator && clause.negated === wanted.negated && equal(clause.operand, wanted.operand))
    return true;
  if (!isRange(clause) || !RANGE.has(wanted.operator) || clause.operator[1] !== wanted.operator[1]) return false;
  return (
    wanted.accepts(clause.operand) || (clause.operator === wanted.operator && equal(clause.operand, wanted.operand))
  );
}

/** Whether every document the query wants is in the index: partial and sparse ones leave some out. */
function complete(index: Index, partial: Filter | undefined, filter: Filter): boolean {
  if (partial) {
    if (partial.rest.length > 0) return false;
    if (!partial.clauses.every((wanted) => filter.clauses.some((c) => c.path === wanted.path && implies(c, wanted))))
      return false;
  }
  if (!index.sparse) return true;
  return filter.clauses.some(
    (c) =>
      index.fields.some(([path]) => path === c.path) &&
      (isRange(c) || (pointsOf(c)?.every((v) => v !== null) ?? false)),
  );
}

interface Bounds {
  ranges: [Key, Key][];
  used: Set<Clause>;
  points: number;
  /** Positions bound to exactly one value. */
  single: number;
  ranged: boolean;
  safe: boolean;
}

function extend(index: Index, position: number, prefixes: Key[], values: Value[]): Key[] {
  const keys = [...new Set(values.map((v) => fieldKey(index, position, v)))];
  return prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
}

function boundsOf(index: Index, filter: Filter): Bounds {
  const bounds: Bounds = { ranges: [], used: new Set(), points: 0, single: 0, ranged: false, safe: true };
  let prefixes: Key[] = [index.prefix];
  let arrays = 0;
  for (const [position, [path]] of index.fields.entries()) {
    const multikey = index.multikey.has(position);
    if (multikey && arrays++ > 0) break;
    const clauses = filter.clauses.filter((c) => c.path === path);
    const point = clauses.find((c) => pointsOf(c));
    const values = point && pointsOf(point);
    if (point && values && values.length * prefixes.length <= MOST_POINTS) {
      bounds.used.add(point);
      bounds.safe &&= !multikey && values.every((v) => v !== null);
      prefixes = extend(index, position, prefixes, values);
      if (values.length === 1 && bounds.single === bounds.points) bounds.single++;
      bounds.points++;
      continue;
    }
    const first = clauses.find(isRange);
    if (!first) break;
    const ranges = multikey ? [first] : clauses.filter((c) => isRange(c) && rank(c.operand) === rank(first.operand));
    const [from, to] = rangeOf(index, position, ranges);
    for (const clause of ranges) bounds.used.add(clause);
    bounds.ranges = prefixes.map((prefix) => [prefix + from, prefix + to]);
    bounds.ranged = true;
    bounds.safe &&= !multikey;
    return bounds;
  }
  const descending = bounds.points > 0 && (index.fields[bounds.points - 1]?.[1] ?? 1) < 0;
  bounds.ranges = prefixes.map((prefix) =>
    bounds.points === 0 ? [prefix, after(prefix)] : [prefix + (descending ? '\x01' : ''), prefix + '\xff'],
  );
  return bounds;
}

/** 1 when the index gives the sort's order forwards, -1 backwards, 0 when it does not. */
function direction(index: Index, bounds: Bounds, sort: Sort): number {
  if (index.shortened || bounds.single < bounds.points) return 0;
  const fixed = new Set(
    index.fields
      .slice(0, bounds.single)
      .filter((_, i) => !index.multikey.has(i))
      .map(([path]) => path),
  );
  const wanted = sort.filter(([path]) => !fixed.has(path));
  let found = 0;
  for (const [i, [path, way]] of wanted.entries()) {
    const position = bounds.single + i;
    const field = index.fields[position];
    if (!field || field[0] !== path || index.multikey.has(position)) return 0;
    const same = field[1] === way ? 1 : -1;
    if (found !== 0 && found !== same) return 0;
    found = same;
  }
  return found === 0 ? 1 : found;
}

function clamp([from, to]: [Key, Key]): [Key, Key] {
  return [from.slice(0, KEPT), to.length > KEPT ? to.slice(0, KEPT) + '\xff' : to];
}

function planWith(index: Index, filter: Filter, sort: Sort): { plan: Plan; score: number } {
  const bounds = boundsOf(index, filter);
  const way = sort.length > 0 ? direction(index, bounds, sort) : 0;
  const short = !index.shortened && bounds.ranges.every(([from, to]) => from.length <= KEPT && to.length <= KEPT);
  const used = filter.clauses.length === bounds.used.size && filter.rest.length === 0;
  const ranges = short ? bounds.ranges : bounds.ranges.map(clamp);
  ranges.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const whole = index.unique && bounds.points === index.fields.length;
  const plan = {
    index,
    ranges,
    reverse: way < 0,
    sorted: way !== 0 || sort.length === 0,
    exact: short && used && bounds.safe,
  };
  return { plan, score: (whole ? 100 : 0) + bounds.points * 10 + (bounds.ranged ? 5 : 0) + (way !== 0 ? 4 : 0) };
}

/** The records themselves, in the order of their insertion. */
export function naturalPlan(collection: Collection, filter: Filter, sorted: boolean, reverse = false): Plan {
  const exact = filter.clauses.length === 0 && filter.rest.length === 0;
  return { index: undefined, ranges: [[collection.prefix, after(collection.prefix)]], reverse, sorted, exact };
}

const partials = new WeakMap<Doc, Filter>();
function partialOf(index: Index): Filter | undefined {
  if (!index.partial) return undefined;
  const known = partials.get(index.partial) ?? parseFilter(index.partial);
  partials.set(index.partial, known);
  return known;
}

/** The best way to serve a query: most equalities first, then a range, then the order; `hint` names an index to use. */
export function makePlan(collection: Collection, filter: Filter, sort: Sort, hint?: Index): Plan {
  if (hint) return planWith(hint, filter, sort).plan;
  let best = { plan: naturalPlan(collection, filter, sort.length === 0), score: 0 };
  for (const index of collection.indexes) {
    if (!complete(index, partialOf(index), filter)) continue;
    const candidate = planWith(index, filter, sort);
    if (candidate.score > best.score) best = candidate;
  }
  return best.plan;
}
