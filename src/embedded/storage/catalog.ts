import { UUID } from 'bson';
import { decode } from '../values/decode';
import { refuse } from '../values/errors';
import { type Key, uint } from '../values/key-string';
import type { Store, View } from './store';
import { type Doc, encode } from '../values/values';
import { compileFilter, type Test } from '../language/filter';

/** One index as the planner and the writer see it. */
export interface Index {
  readonly id: number;
  readonly prefix: Key;
  readonly name: string;
  readonly fields: [path: string, direction: 1 | -1][];
  /** The fields' paths in parts. */
  readonly parts: string[][];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Doc | undefined;
  readonly covers: Test | undefined;
  readonly expireAfterSeconds: number | undefined;
  /** The index as createIndexes described it. */
  readonly spec: Doc;
  /** Field positions under which an array has been seen. */
  readonly multikey: Set<number>;
  /** Whether a key was too long to keep whole: such an index finds but does not sort. */
  shortened: boolean;
  /** The commit from which on the index is complete; Infinity while it is being built. */
  since: number;
}

export interface Collection {
  readonly ns: string;
  readonly id: number;
  readonly uuid: UUID;
  readonly prefix: Key;
  readonly options: Doc;
  readonly indexes: Index[];
  lastRecord: number;
}

/** Which collections and indexes exist. Changes reach the disk with the next write. */
export interface Catalog {
  /** Stands in where a collection does not exist: it has no records and no indexes. */
  readonly empty: Collection;
  find(ns: string): Collection | undefined;
  all(): Collection[];
  create(ns: string, options: Doc): Collection;
  /** A collection nobody finds until it is adopted. */
  draft(ns: string, options: Doc): Collection;
  adopt(collection: Collection): void;
  rename(from: Collection, ns: string): void;
  drop(collection: Collection): void;
  addIndex(collection: Collection, spec: Doc, since: number): Index;
  dropIndex(collection: Collection, index: Index): void;
  changed(collection: Collection): void;
  /** Writes what changed; runs within every write. */
  flush(): void;
}

/** The end of everything that starts with this prefix; a last byte of 0xff cannot be counted up and carries. */
export function after(prefix: Key): Key {
  const stem = prefix.replace(/\xff+$/, '');
  return stem.slice(0, -1) + String.fromCharCode(stem.charCodeAt(stem.length - 1) + 1);
}
export const recordKey = (collection: Collection, record: number): Key => collection.prefix + uint(record, 6);
const ROW = 'c';
const LAST_ID = 'n';

function indexFrom(id: number, spec: Doc, since: number): Index {
  const partial = spec['partialFilterExpression'] as Doc | undefined;
  return {
    id,
    prefix: 'i' + uint(id, 4),
    name: String(spec['name']),
    fields: Object.entries(spec['key'] as Doc).map(([path, direction]) => [path, Number(direction) < 0 ? -1 : 1]),
    parts: Object.keys(spec['key'] as Doc).map((path) => path.split('.')),
    unique: spec['unique'] === true || spec['name'] === '_id_',
    sparse: spec['sparse'] === true,
    partial,
    covers: partial && compileFilter(partial),
    expireAfterSeconds: spec['expireAfterSeconds'] === undefined ? undefined : Number(spec['expireAfterSeconds']),
    spec,
    multikey: new Set(),
    shortened: false,
    since,
  };
}

function collectionFrom(ns: string, id: number, uuid: UUID, options: Doc): Collection {
  return { ns, id, uuid, prefix: 'd' + uint(id, 4), options, indexes: [], lastRecord: -1 };
}

function rowOf(collection: Collection): Buffer {
  const whole = collection.indexes.filter((index) => index.since !== Infinity);
  const indexes = whole.map(({ id, spec, multikey, shortened }) => ({
    id,
    spec,
    multikey: [...multikey],
    shortened,
  }));
  return encode({ id: collection.id, uuid: collection.uuid, options: collection.options, indexes });
}

function collectionOf(ns: string, row: Doc): Collection {
  const collection = collectionFrom(ns, row['id'] as number, row['uuid'] as UUID, row['options'] as Doc);
  for (const saved of row['indexes'] as Doc[]) {
    const index = indexFrom(saved['id'] as number, saved['spec'] as Doc, 0);
    for (const position of saved['multikey'] as number[]) index.multikey.add(position);
    index.shortened = saved['shortened'] === true;
    collection.indexes.push(index);
  }
  return collection;
}

/** Reads the catalog of an opened store. */
export function openCatalog(store: Store): Catalog {
  const collections = new Map<string, Collection>();
  const dirty = new Map<string, Collection | undefined>();
  const saved = store.latest.get(LAST_ID);
  let lastId = saved ? saved.readUInt32LE(0) : 0;
  for (const [key, value] of store.latest.range(ROW, after(ROW), false, 1e9)) {
    const ns = Buffer.from(key.slice(1), 'latin1').toString('utf8');
    const collection = collectionOf(ns, decode(value));
    collections.set(ns, collection);
  }

  const catalog: Catalog = {
    empty: collectionFrom('', 0, new UUID(), {}),
    find: (ns) => collections.get(ns),
    all: () => [...collections.values()],
    create(ns, options) {
      const collection = catalog.draft(ns, options);
      catalog.adopt(collection);
      return collection;
    },
    draft(ns, options) {
      const collection = collectionFrom(ns, ++lastId, new UUID(), options);
      catalog.addIndex(collection, { v: 2, key: { _id: 1 }, name: '_id_' }, 0);
      return collection;
    },
    adopt(collection) {
      collections.set(collection.ns, collection);
      catalog.changed(collection);
    },
    rename(from, ns) {
      collections.delete(from.ns);
      collections.set(ns, { ...from, ns });
      dirty.set(from.ns, undefined);
      dirty.set(ns, collections.get(ns));
    },
    drop(collection) {
      collections.delete(collection.ns);
      dirty.set(collection.ns, undefined);
    },
    addIndex(collection, spec, since) {
      const index = indexFrom(++lastId, spec, since);
      collection.indexes.push(index);
      catalog.changed(collection);
      return index;
    },
    dropIndex(collection, index) {
      collection.indexes.splice(collection.indexes.indexOf(index), 1);
      catalog.changed(collection);
    },
    changed(collection) {
      if (collections.get(collection.ns) === collection) dirty.set(collection.ns, collection);
    },
    flush() {
      if (dirty.size === 0) return;
      const id = Buffer.alloc(4);
      id.writeUInt32LE(lastId);
      store.put(LAST_ID, id);
      for (const [ns, collection] of dirty) {
        const key = ROW + Buffer.from(ns, 'utf8').toString('latin1');
        if (collection) store.put(key, rowOf(collection));
        else store.remove(key);
      }
      dirty.clear();
    },
  };
  return catalog;
}

/** The next record number of a collection: numbers only grow, so records keep the order of their insertion. */
export function nextRecord(collection: Collection, latest: View): number {
  if (collection.lastRecord < 0) {
    const [last] = latest.range(collection.prefix, after(collection.prefix), true, 1);
    collection.lastRecord = last ? fromRecordKey(last[0]) : 0;
  }
  return ++collection.lastRecord;
}
export const fromRecordKey = (key: Key): number => Buffer.from(key.slice(-6), 'latin1').readUIntBE(0, 6);

/** Refuses a namespace MongoDB would refuse. */
export function checkNamespace(database: string, name: unknown): string {
  if (typeof name !== 'string') return refuse('BadValue', 'collection name has invalid type');
  if (name === '' || name.startsWith('.') || name.includes('$') || name.includes('\0')) {
    return refuse('InvalidNamespace', `Invalid namespace specified '${database}.${name}'`);
  }
  return `${database}.${name}`;
}
