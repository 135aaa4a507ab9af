import type { Pace } from './pace';
import { refuse } from '../values/errors';
import { isNumber, toNumber } from '../values/numbers';
import { fieldPath, reach } from '../values/paths';
import { compare, isDoc, missing, type Doc, type Strings, type Value } from '../values/values';

/** The fields to sort by, each ascending (1) or descending (-1). */
export type Sort = [path: string, direction: 1 | -1][];

/** A sort document as fields and directions; `stage` refuses with the codes of $sort. $meta and anything but ±1 is refused. */
export function parseSort(spec: Value, stage = false): Sort {
  if (!stage && missing(spec)) return [];
  if (!isDoc(spec)) return refuse(stage ? 15973 : 'TypeMismatch', 'the sort must be an object');
  const fields = Object.entries(spec).map(([path, way]): Sort[number] => {
    if (!isNumber(way)) return refuse(stage ? 15974 : 'BadValue', `Illegal key in $sort specification: ${path}`);
    const n = toNumber(way);
    if (n !== 1 && n !== -1) return refuse(stage ? 15975 : 'BadValue', '$sort key ordering must be 1 or -1');
    if (stage || path !== '$natural') fieldPath(path);
    return [path, n];
  });
  if (stage && fields.length === 0) refuse(15976, '$sort stage must have at least one sort key');
  return fields.length <= 32 ? fields : refuse(13103, 'too many compound keys');
}

/** The value a document sorts by: of an array its least element (ascending) or its greatest; a missing field is null. */
function sortValue(doc: Doc, parts: readonly string[], way: number, strings?: Strings): Value {
  let best: Value;
  let any = false;
  const offer = (v: Value): void => {
    if (!any || compare(v, best, strings) * way < 0) best = v;
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

/** What a document is sorted by, computed once. */
export function sortKey(sort: Sort, strings?: Strings): (doc: Doc) => Value[] {
  const fields = sort.map(([path, way]) => [path.split('.'), way] as const);
  return (doc) => fields.map(([parts, way]) => sortValue(doc, parts, way, strings));
}

export function comparator(sort: Sort, strings?: Strings): (a: Value[], b: Value[]) => number {
  return (a, b) => {
    for (let i = 0; i < sort.length; i++) {
      const order = compare(a[i], b[i], strings);
      if (order !== 0) return order * (sort[i]?.[1] ?? 1);
    }
    return 0;
  };
}

/** What sorts the elements of an array: 1 or -1 over the whole element, or a sort of documents. */
export function sorter(spec: Value, code: number | 'BadValue'): (list: Value[]) => Value[] {
  if (isNumber(spec)) {
    const way = toNumber(spec);
    if (way !== 1 && way !== -1) refuse(code, 'The $sort element value must be either 1 or -1');
    return (list) => [...list].sort((a, b) => compare(a, b) * way);
  }
  if (!isDoc(spec) || Object.keys(spec).some((path) => path.split('.').includes('')) || Object.keys(spec).length === 0)
    return refuse(code, 'The $sort is invalid: use 1/-1 for the whole element, or {field:1/-1} for embedded fields');
  const sort = parseSort(spec);
  const [key, order] = [sortKey(sort), comparator(sort)];
  return (list) => {
    const rows = list.map((v) => ({ v, key: key(isDoc(v) ? v : {}) }));
    return rows.sort((a, b) => order(a.key, b.key)).map(({ v }) => v);
  };
}

export interface Sorted<T> {
  readonly item: T;
  readonly values: Value[];
}

const RUN = 4096;

/** A stable merge sort in runs, so that a large one does not hold up everybody else. */
export async function sortRows<T>(rows: Sorted<T>[], sort: Sort, pace: Pace, strings?: Strings): Promise<Sorted<T>[]> {
  const order = comparator(sort, strings);
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
