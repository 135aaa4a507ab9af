import { refuse } from '../values/errors';
import type { Index } from './catalog';
import { encodeDescending, encodeKey, type Key, MAX_KEY, shorten } from '../values/key-string';
import { isIndex } from '../values/paths';
import { isDoc, type Doc, type Value } from '../values/values';

/** What an empty array is in an index: below null, as MongoDB's "undefined" is. */
const EMPTY = undefined;

interface Cursor {
  readonly from: Value;
  readonly parts: readonly string[];
}

const step = (from: Value, part: string): Value => (isDoc(from) && Object.hasOwn(from, part) ? from[part] : undefined);

/** Walks every field of the index to its value or to the first array on its way. */
function advance({ from, parts }: Cursor): Cursor {
  let value = from;
  let at = 0;
  while (at < parts.length) {
    if (Array.isArray(value)) {
      const part = parts[at] as string;
      if (!isIndex(part) || Number(part) >= value.length) break;
      value = value[Number(part)];
    } else value = step(value, parts[at] as string);
    at++;
  }
  return { from: value, parts: parts.slice(at) };
}

interface Keys {
  readonly tuples: Value[][];
  readonly multikey: Set<number>;
}

/** Expands the (one) array that fields run through; two different arrays in one index are refused, as MongoDB does. */
function expand(cursors: Cursor[], into: Keys): void {
  const ahead = cursors.map(advance);
  const arrays = ahead.map(({ from }, i) => (Array.isArray(from) ? i : -1)).filter((i) => i >= 0);
  const first = ahead[arrays[0] ?? -1]?.from;
  if (!Array.isArray(first)) {
    into.tuples.push(ahead.map(({ from, parts }) => (parts.length > 0 || from === undefined ? null : from)));
    return;
  }
  if (arrays.some((i) => ahead[i]?.from !== first)) refuse('CannotIndexParallelArrays', 'cannot index parallel arrays');
  for (const i of arrays) into.multikey.add(i);
  const elements: Value[] = first.length > 0 ? first : [EMPTY];
  for (const element of elements) {
    const inner = ahead.map((cursor, i) =>
      arrays.includes(i)
        ? { from: cursor.parts.length > 0 && !isDoc(element) ? null : element, parts: cursor.parts }
        : cursor,
    );
    const leaf = inner.every((cursor) => cursor.parts.length === 0);
    if (leaf) into.tuples.push(inner.map(({ from }, i) => (from === undefined && !arrays.includes(i) ? null : from)));
    else
      expand(
        inner.map((cursor) => (cursor.parts.length === 0 ? { from: { v: cursor.from }, parts: ['v'] } : cursor)),
        into,
      );
  }
}

const present = (doc: Doc, path: string): boolean => {
  const { from, parts } = advance({ from: doc, parts: path.split('.') });
  if (Array.isArray(from) && parts.length > 0) return from.some((v) => isDoc(v) && present(v, parts.join('.')));
  return parts.length === 0 && from !== undefined;
};

/** The end mark keeps a key from being the beginning of another. */
export const END = '\x04';

export function fieldKey(index: Index, position: number, v: Value): Key {
  return (index.fields[position]?.[1] ?? 1) < 0 ? encodeDescending(v) : encodeKey(v);
}

export interface IndexKeys {
  readonly keys: Key[];
  /** The values behind each key, for the duplicate-key message. */
  readonly values: Value[][];
  readonly multikey: Set<number>;
  readonly shortened: boolean;
}
const NONE: IndexKeys = { keys: [], values: [], multikey: new Set(), shortened: false };

/** The values of an index's fields when no array is among them or on the way: the usual case, and a quick one. */
function plainValues(index: Index, doc: Doc): Value[] | undefined {
  const values: Value[] = [];
  for (const parts of index.parts) {
    let v: Value = doc;
    for (const part of parts) {
      v = step(v, part);
      if (Array.isArray(v)) return undefined;
    }
    values.push(v === undefined ? null : v);
  }
  return values;
}

const keyOf = (index: Index, values: Value[]): Key => {
  let key = index.prefix;
  for (let i = 0; i < values.length; i++) key += fieldKey(index, i, values[i]);
  return key + END;
};

/** The keys a document has in an index: none where the index is sparse or partial and leaves it out. */
export function keysOf(index: Index, doc: Doc): IndexKeys {
  if (index.covers && !index.covers(doc)) return NONE;
  if (index.sparse && !index.fields.some(([path]) => present(doc, path))) return NONE;
  const plain = plainValues(index, doc);
  const found: Keys = { tuples: plain ? [plain] : [], multikey: new Set() };
  if (!plain)
    expand(
      index.parts.map((parts) => ({ from: doc, parts })),
      found,
    );
  const byKey = new Map<Key, Value[]>();
  let shortened = false;
  for (const tuple of found.tuples) {
    const key = keyOf(index, tuple);
    shortened ||= key.length > MAX_KEY;
    byKey.set(shorten(key), tuple);
  }
  return { keys: [...byKey.keys()], values: [...byKey.values()], multikey: found.multikey, shortened };
}
