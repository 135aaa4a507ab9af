import { parseSort, sortKey, sortRows } from '../language/sorting';
import type { Pace } from '../language/pace';
import type { Scope } from '../language/scope';
import type { Doc, Strings, Value } from '../values/values';

/** Documents in portions: a stage works on one portion at a time and pauses between them. */
export type Flow = AsyncIterable<Doc[]>;
export type Stage = (input: Flow) => Flow;

/** What stages need from outside: other collections, the variables of the command and its pace. */
export interface Surroundings {
  readonly pace: Pace;
  readonly scope: Omit<Scope, 'root'>;
  /** The documents of another collection of the database that pass a filter. */
  read(collection: string, filter: Doc): Promise<Doc[]>;
  /** The result of a pipeline over another collection (or over given documents). */
  run(collection: string | Doc[], pipeline: Value, vars?: Record<string, Value>): Promise<Doc[]>;
}

export type Stages = Record<string, (spec: Value, around: Surroundings) => Stage>;

export const PORTION = 256;

export async function* portions(docs: readonly Doc[]): Flow {
  for (let i = 0; i < docs.length; i += PORTION) yield docs.slice(i, i + PORTION);
}

/** All documents of a flow in one list. */
export async function gather(input: Flow): Promise<Doc[]> {
  const all: Doc[] = [];
  for await (const docs of input) for (const doc of docs) all.push(doc);
  return all;
}

/** A stage that turns each document into any number of documents. */
export function each(around: Surroundings, f: (doc: Doc) => Doc | Doc[] | undefined): Stage {
  return async function* (input) {
    for await (const docs of input) {
      const out: Doc[] = [];
      for (const doc of docs) {
        const result = f(doc);
        if (Array.isArray(result)) out.push(...result);
        else if (result) out.push(result);
        if (around.pace.due()) await around.pace.pause();
      }
      if (out.length > 0) yield out;
    }
  };
}

/** A stage that needs every document before it gives the first. */
export function whole(f: (docs: Doc[]) => Promise<Doc[]> | Doc[]): Stage {
  return async function* (input) {
    yield* portions(await f(await gather(input)));
  };
}

/** Sorts documents by a $sort specification. */
export async function sortDocs(docs: Doc[], spec: Value, pace: Pace, strings?: Strings): Promise<Doc[]> {
  const sort = parseSort(spec, true);
  const key = sortKey(sort, strings);
  const sorted = await sortRows(
    docs.map((item) => ({ item, values: key(item) })),
    sort,
    pace,
    strings,
  );
  return sorted.map(({ item }) => item);
}
