import { after, type Collection, type Index } from './catalog';
import { type Clause, type Filter, parseFilter } from '../language/filter';
import { END } from './index-keys';
import { type Key, MAX_KEY, shorten } from '../values/key-string';
import { type Bounds, boundsOf, isRange, pointsOf } from './planner-bounds';
import { equal, type Doc } from '../values/values';
import type { Sort } from '../language/sorting';

export type { Sort } from '../language/sorting';

/** How a query is served: ranges of one index (or of the records themselves), what is left to check and to sort. */
export interface Plan {
  readonly index: Index | undefined;
  readonly ranges: [from: Key, to: Key][];
  /** Where every field of a unique index is fixed: the keys themselves, each of one record at most. */
  readonly keys?: Key[];
  readonly reverse: boolean;
  /** The order of the ranges is the order asked for. */
  readonly sorted: boolean;
  /** Every record in the ranges passes the filter: no document needs reading to decide. */
  readonly exact: boolean;
}

const KEPT = MAX_KEY - 32;

const asks = (clause: Clause): boolean => clause.operator === '$eq' || clause.operator === '$exists' || isRange(clause);
const sameClause = (a: Clause, b: Clause): boolean =>
  a.operator === b.operator && a.negated === b.negated && equal(a.operand, b.operand);

/** A range inside another that is open to the same side. */
const isWithin = (clause: Clause, wanted: Clause): boolean =>
  isRange(clause) && isRange(wanted) && clause.operator[1] === wanted.operator[1] && wanted.accepts(clause.operand);

/** Whether what meets one condition is sure to meet another (of a partial index) on the same path. */
function implies(clause: Clause, wanted: Clause): boolean {
  if (sameClause(clause, wanted)) return true;
  if (clause.negated || wanted.negated || clause.operand === null) return false;
  const points = pointsOf(clause);
  const isThere = wanted.operator === '$exists';
  if (isThere && asks(clause)) return true;
  if (points) return points.every((v) => v !== null && (isThere || wanted.accepts(v)));
  return !isThere && isWithin(clause, wanted);
}

const bindsValue = (c: Clause): boolean => isRange(c) || (pointsOf(c)?.every((v) => v !== null) ?? false);

/** Whether every document the query wants is in the index: partial and sparse ones leave some out. */
function complete(index: Index, partial: Filter | undefined, filter: Filter): boolean {
  const inside = (wanted: Clause): boolean => filter.clauses.some((c) => c.path === wanted.path && implies(c, wanted));
  if (partial && (partial.rest.length > 0 || !partial.clauses.every(inside))) return false;
  return !index.sparse || filter.clauses.some((c) => index.fields.some(([path]) => path === c.path) && bindsValue(c));
}

/** 1 when the index gives the sort's order forwards, -1 backwards, 0 when it does not. */
function direction(index: Index, bounds: Bounds, sort: Sort): number {
  if (index.shortened || bounds.single < bounds.points) return 0;
  const fixed = index.fields.filter((_, i) => i < bounds.single && !index.multikey.has(i)).map(([path]) => path);
  const wanted = sort.filter(([path]) => !fixed.includes(path));
  const ways = wanted.map(([path, way], i) => {
    const position = bounds.single + i;
    const field = index.fields[position];
    return field?.[0] === path && !index.multikey.has(position) ? field[1] * way : 0;
  });
  const [first = 1] = ways;
  return ways.every((way) => way === first) ? first : 0;
}

function clamp([from, to]: [Key, Key]): [Key, Key] {
  return [from.slice(0, KEPT), to.length > KEPT ? to.slice(0, KEPT) + '\xff' : to];
}

interface Candidate {
  readonly plan: Plan;
  readonly score: number;
}

/** A whole unique key beats everything; otherwise each fixed field counts most, then a range, then the order. */
function scoreOf(index: Index, { points, ranged }: Bounds, sorts: boolean): number {
  const whole = index.unique && points === index.fields.length ? 100 : 0;
  return whole + points * 10 + (ranged ? 5 : 0) + (sorts ? 4 : 0);
}

function planWith(index: Index, filter: Filter, sort: Sort): Candidate {
  const bounds = boundsOf(index, filter);
  const way = sort.length > 0 ? direction(index, bounds, sort) : 0;
  const short = !index.shortened && bounds.ranges.every(([from, to]) => from.length <= KEPT && to.length <= KEPT);
  const settled = filter.clauses.length === bounds.used.size && filter.rest.length === 0;
  const ranges = short ? bounds.ranges : bounds.ranges.map(clamp);
  ranges.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const sorted = way !== 0 || sort.length === 0;
  const whole = index.unique && bounds.points === index.fields.length;
  const keys = whole ? { keys: bounds.prefixes.map((prefix) => shorten(prefix + END)).sort() } : {};
  const plan = { index, ranges, ...keys, reverse: way < 0, sorted, exact: short && settled && bounds.safe };
  return { plan, score: scoreOf(index, bounds, way !== 0) };
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
    if (index.since === Infinity || !complete(index, partialOf(index), filter)) continue;
    const candidate = planWith(index, filter, sort);
    if (candidate.score > best.score) best = candidate;
  }
  return best.plan;
}
