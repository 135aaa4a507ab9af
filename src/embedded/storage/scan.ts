import { type Collection, fromRecordKey, type Index, recordKey } from './catalog';
import { decode } from '../values/decode';
import { type Filter, testOf } from '../language/filter';
import { type Key } from '../values/key-string';
import type { Plan } from './planner';
import type { Entry, View } from './store';
import type { Doc } from '../values/values';

export interface Row {
  readonly number: number;
  readonly bytes: Buffer;
  readonly doc: Doc;
}
/** Where a scan reads; a cursor gives it a fresh view for every batch. */
export interface Reader {
  view: View;
}

function* entriesOf(reader: Reader, [from, to]: [Key, Key], reverse: boolean, first: number): Generator<Entry> {
  let [start, end] = [from, to];
  for (let size = first; ; size = Math.min(size * 4, 256)) {
    const entries = reader.view.range(start, end, reverse, size);
    yield* entries;
    const last = entries.at(-1);
    if (entries.length < size || !last) return;
    if (reverse) end = last[0];
    else start = last[0] + '\0';
  }
}

function* recordsOf(reader: Reader, collection: Collection, plan: Plan, expected: number): Generator<[number, Buffer]> {
  if (plan.keys) return yield* byKeys(reader, collection, plan.keys);
  const ranges = plan.reverse ? [...plan.ranges].reverse() : plan.ranges;
  for (const range of ranges) {
    const entries = entriesOf(reader, range, plan.reverse, expected);
    if (plan.index) yield* throughIndex(reader, collection, plan.index, entries);
    else for (const [key, value] of entries) yield [fromRecordKey(key), value];
  }
}

function* byKeys(reader: Reader, collection: Collection, keys: Key[]): Generator<[number, Buffer]> {
  for (const key of keys) {
    const number = reader.view.get(key)?.readUIntBE(0, 6);
    const bytes = number === undefined ? undefined : reader.view.get(recordKey(collection, number));
    if (number !== undefined && bytes) yield [number, bytes];
  }
}

function* throughIndex(
  reader: Reader,
  collection: Collection,
  index: Index,
  entries: Iterable<Entry>,
): Generator<[number, Buffer]> {
  for (const [key, value] of entries) {
    const number = index.unique ? value.readUIntBE(0, 6) : fromRecordKey(key);
    const bytes = reader.view.get(recordKey(collection, number));
    if (bytes) yield [number, bytes];
  }
}

/** A document with an array may have several entries in an index: it is found once. */
function* once(records: Iterable<[number, Buffer]>): Generator<[number, Buffer]> {
  const seen = new Set<number>();
  for (const record of records) {
    if (!seen.has(record[0])) yield record;
    seen.add(record[0]);
  }
}

/** The rows a plan finds; `undefined` stands for a record examined and passed over, so that the caller can pause. */
export function* scan(
  reader: Reader,
  collection: Collection,
  plan: Plan,
  filter: Filter,
  expected = 64,
  only?: ReadonlySet<string>,
): Generator<Row | undefined> {
  const test = plan.exact ? undefined : testOf(filter);
  const records = recordsOf(reader, collection, plan, expected);
  for (const [number, bytes] of plan.index && plan.index.multikey.size > 0 ? once(records) : records) {
    let known: Doc | undefined;
    const row: Row = {
      number,
      bytes,
      get doc() {
        return (known ??= decode(bytes, 0, only));
      },
    };
    yield !test || test(row.doc) ? row : undefined;
  }
}
