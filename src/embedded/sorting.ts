import { refuse } from './errors';
import { isNumber, toNumber } from './numbers';
import { reach } from './paths';
import type { Sort } from './planner';
import { Pace } from './scan';
import { compare, isDoc, type Doc, type Value } from './values';

/** A sort document as fields and directions; $meta and anything but ±1 is refused. */
export function parseSort(spec: Value): Sort {
  if (spec === undefined || spec === null) return [];
  if (!isDoc(spec)) return refuse('TypeMismatch', 'Expected field sort to be of type object');
  return Object.entries(spec).map(([path, way]) => {
    const n = isNumber(way) ? toNumber(way) : 0;
    if (n !== 1 && n !== -1) return refuse('BadValue', `Illegal key in $sort specification: ${path}`);
    if (path === '' || (path.startsWith('$') && path !== '$natural'))
      return refuse('FailedToParse', `Illegal sort path: ${path}`);
    return [path, n];
  });
}

/** The value a document sorts by: of an array its least element (ascending) or its greatest; a missing field is null. */
function sortValue(doc: Doc, parts: readonly string[], way: number): Value {
  let best: Value;
  let any = false;
  const offer = (v: Value): void => {
    if (!any || compare(v, best) * way < 0) best = v;
    any = true;
  };
  reach(doc, parts, (v) => {
    if (!Array.isArray(v)) offer(v === undefined ? null : v);
    else if (v.length === 0) offer(undefined);
    else v.forEach(offer);
    return false;
  });
  return any ? best : null;
}

export interface Sorted<T> {
  readonly item: T;
  readonly values: Value[];
}

/** What a document is sorted by, computed once. */
export function sortKey(sort: Sort): (doc: Doc) => Value[] {
  const fields = sort.map(([path, way]) => [path.split('.'), way] as const);
  return (doc) => fields.map(([parts, way]) => sortValue(doc, parts, way));
}

export function comparator(sort: Sort): (a: Value[], b: Value[]) => number {
  return (a, b) => {
    for (let i = 0; i < sort.length; i++) {
      const order = compare(a[i], b[i]);
      if (order !== 0) return order * (sort[i]?.[1] ?? 1);
    }
    return 0;
  };
}

const RUN = 4096;

/** A stable merge sort in runs, so that a large one does not hold up everybody else. */
export async function sortRows<T>(rows: Sorted<T>[], sort: Sort, pace: Pace): Promise<Sorted<T>[]> {
  const order = comparator(sort);
  const by = (a: Sorted<T>, b: Sorted<T>): number => order(a.values, b.values);
  let runs: Sorted<T>[][] = [];
  for (let i = 0; i < rows.length; i += RUN) {
    runs.push(rows.slice(i, i + RUN).sort(by));
    if (rows.length > RUN) await pace.pause();
  }
  while (runs.length > 1) {
    const merged: Sorted<T>[][] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(await merge(runs[i] ?? [], runs[i + 1] ?? [], by, pace));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(a: T[], b: T[], by: (a: T, b: T) => number, pace: Pace): Promise<T[]> {
  const out: T[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    out.push(by(a[i] as T, b[j] as T) <= 0 ? (a[i++] as T) : (b[j++] as T));
    if (pace.due()) await pace.pause();
  }
  for (; i < a.length; i++) out.push(a[i] as T);
  for (; j < b.length; j++) out.push(b[j] as T);
  return out;
}
