import { after, type Catalog, type Collection, type Index, nextRecord, recordKey } from './catalog';
import { fromFilter } from '../language/dependencies';
import { MongoError, refuse } from '../values/errors';
import { compileFilter } from '../language/filter';
import { type IndexKeys, keysOf } from './index-keys';
import { fromKey, type Key, uint } from '../values/key-string';
import type { View, WriteView } from './store';
import { isDoc, type Doc, type Value } from '../values/values';

const MAX_BYTES = 16 * 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/** Where a write goes: a view that takes writes, the catalog, and the latest state for numbering records. */
export interface Target {
  readonly view: WriteView;
  readonly catalog: Catalog;
  readonly latest: View;
  /** Whether documents a validator refuses are taken all the same. */
  readonly bypass: boolean;
}

/** The refusal of a value a unique index already has. */
export function duplicateKey(collection: Collection, index: Index, values: Value[]): MongoError {
  const keyValue = Object.fromEntries(index.fields.map(([path], i) => [path, values[i] ?? null]));
  const keyPattern = Object.fromEntries(index.fields);
  const shown = Object.entries(keyValue).map(([path, v]) => `${path}: ${typeof v === 'string' ? `"${v}"` : String(v)}`);
  return new MongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.ns} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern, keyValue },
  );
}

/** Claims the unique keys a record is about to take and refuses when another record has one. */
function claimUnique(
  { view }: Target,
  collection: Collection,
  index: Index,
  { keys, values }: IndexKeys,
  record: Buffer,
): void {
  keys.forEach((key, i) => {
    view.claim(key);
    const owner = view.get(key);
    if (owner && !owner.equals(record)) throw duplicateKey(collection, index, values[i] ?? []);
  });
}

function remember({ catalog }: Target, collection: Collection, index: Index, { multikey, shortened }: IndexKeys): void {
  const known = index.multikey.size;
  for (const position of multikey) index.multikey.add(position);
  if (index.multikey.size === known && (index.shortened || !shortened)) return;
  index.shortened ||= shortened;
  catalog.changed(collection);
}

const put = (view: WriteView, index: Index, key: Key, record: Buffer, tail: Key): void =>
  index.unique ? view.put(key, record) : view.put(key + tail, NOTHING);
const remove = (view: WriteView, index: Index, key: Key, tail: Key): void =>
  view.remove(index.unique ? key : key + tail);

function checkSize(bytes: Buffer): void {
  if (bytes.length > MAX_BYTES)
    refuse('BSONObjectTooLarge', `object to insert too large. size in bytes: ${bytes.length}, max size: ${MAX_BYTES}`);
}

/** Refuses a document the collection's validator does not accept; a moderate one lets bad documents stay bad. */
function checkValid({ bypass }: Target, { options }: Collection, doc: Doc, from?: Doc): void {
  const { validator, validationLevel: level, validationAction: action } = options;
  if (!isDoc(validator) || bypass || level === 'off' || action === 'warn') return;
  const valid = compileFilter(validator);
  if (valid(doc) || (from && level === 'moderate' && !valid(from))) return;
  const details = {
    operatorName: Object.keys(validator)[0],
    specifiedAs: validator,
    reason: 'the document did not match',
  };
  throw new MongoError('DocumentValidationFailure', 'Document failed validation', {
    errInfo: { failingDocumentId: doc['_id'], details },
  });
}

/** The top-level fields an insert looks at: those of the indexes; undefined where any field may matter. */
export function indexedFields({ indexes, options }: Collection): ReadonlySet<string> | undefined {
  if ('validator' in options) return undefined;
  const fields = new Set<string>();
  for (const { parts, partial } of indexes) {
    for (const [name] of parts) fields.add(name as string);
    if (partial && !fromFilter(partial, fields)) return undefined;
  }
  return fields;
}

/** Adds a document (or what its indexes look at) with its index entries; nothing is written when a unique key is taken. */
export function insertRecord(target: Target, collection: Collection, doc: Doc, bytes: Buffer): void {
  checkSize(bytes);
  checkValid(target, collection, doc);
  const number = nextRecord(collection, target.latest);
  const tail = uint(number, 6);
  const record = fromKey(tail);
  const entries = collection.indexes.map((index) => [index, keysOf(index, doc)] as const);
  for (const [index, keys] of entries) if (index.unique) claimUnique(target, collection, index, keys, record);
  target.view.put(recordKey(collection, number), bytes);
  for (const [index, keys] of entries) {
    remember(target, collection, index, keys);
    for (const entry of keys.keys) put(target.view, index, entry, record, tail);
  }
}

/** Replaces a document and the index entries that change with it. */
export function replaceRecord(
  target: Target,
  collection: Collection,
  number: number,
  from: Doc,
  to: Doc,
  bytes: Buffer,
): void {
  checkSize(bytes);
  checkValid(target, collection, to, from);
  const tail = uint(number, 6);
  const record = fromKey(tail);
  const changes = collection.indexes
    .filter((index) => index.name !== '_id_')
    .map((index) => ({ index, old: keysOf(index, from).keys, next: keysOf(index, to) }));
  target.view.claim(recordKey(collection, number));
  for (const { index, old, next } of changes) {
    if (!index.unique) continue;
    for (const key of old) target.view.claim(key);
    claimUnique(target, collection, index, next, record);
  }
  target.view.put(recordKey(collection, number), bytes);
  for (const { index, old, next } of changes) {
    remember(target, collection, index, next);
    for (const key of old) {
      if (!next.keys.includes(key)) remove(target.view, index, key, tail);
    }
    for (const key of next.keys) if (!old.includes(key)) put(target.view, index, key, record, tail);
  }
}

/** Removes a document and its index entries. */
export function deleteRecord({ view }: Target, collection: Collection, number: number, doc: Doc): void {
  const tail = uint(number, 6);
  const entries = collection.indexes.map((index) => [index, keysOf(index, doc).keys] as const);
  view.claim(recordKey(collection, number));
  for (const [index, keys] of entries) if (index.unique) keys.forEach((key) => view.claim(key));
  view.remove(recordKey(collection, number));
  for (const [index, keys] of entries) for (const key of keys) remove(view, index, key, tail);
}

/** Adds one record to a new index; refuses a duplicate. */
export function indexRecord(target: Target, collection: Collection, index: Index, number: number, doc: Doc): void {
  const tail = uint(number, 6);
  const keys = keysOf(index, doc);
  if (index.unique) claimUnique(target, collection, index, keys, fromKey(tail));
  remember(target, collection, index, keys);
  for (const key of keys.keys) put(target.view, index, key, fromKey(tail), tail);
}

/** Removes everything below a prefix: a dropped collection's records or a dropped index's entries. */
export function clear(view: WriteView, prefix: Key): void {
  for (;;) {
    const entries = view.range(prefix, after(prefix), false, 1000);
    for (const [key] of entries) view.remove(key);
    if (entries.length < 1000) return;
  }
}
