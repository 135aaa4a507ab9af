import type { DataDir } from './data-dir';

/** `server`: the one MONGODB_URI names; `mongod`: one that we run; `embedded`: our own engine. */
export type StoreKind = 'server' | 'mongod' | 'embedded';

export interface StoreRecord {
  kind: StoreKind;
  /** The port of our own mongod: its replica set keeps its address in its data. */
  port?: number;
}

/** Thrown when a data directory belongs to a store of another kind. */
export class OtherStore extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OtherStore';
  }
}

const FILE = 'store.json';

const KINDS: Record<StoreKind, string> = {
  server: 'the MongoDB server that MONGODB_URI names',
  mongod: 'a mongod run by this service',
  embedded: 'the embedded store',
};

const BACK: Record<StoreKind, string> = {
  server: 'set MONGODB_URI again',
  mongod: 'unset MONGODB_URI and name a mongod in MONGOMS_SYSTEM_BINARY',
  embedded: 'unset MONGODB_URI',
};

/** The sentence for somebody whose data directory holds another kind of store than the one at hand. */
export const otherStore = (path: string, recorded: StoreKind, wanted: StoreKind): OtherStore =>
  new OtherStore(
    `${path} was created with ${KINDS[recorded]}, and this start would use ${KINDS[wanted]}. To go on where it stands, ${BACK[recorded]}. ` +
      `To move, start once as before, copy the database from the old store to the new one with a MongoDB client ` +
      `(a running service leaves its address in ${path}/address.json), then start with a new DATA_DIR.`,
  );

/** What a data directory was created with; null for a new one. */
export function recordedStore(dir: DataDir): StoreRecord | null {
  const text = dir.read(FILE);
  if (text === null) return null;
  try {
    const record = JSON.parse(text) as Partial<StoreRecord>;
    if (record.kind && record.kind in KINDS)
      return { kind: record.kind, ...(record.port ? { port: record.port } : {}) };
  } catch {
    // Falls through to the sentence below.
  }
  throw new OtherStore(`${dir.path}/${FILE} cannot be read: it should say which store this folder was created with.`);
}

/** Records the store of a new data directory; one that is there already stays, and must be of the same kind. */
export function recordStore(dir: DataDir, record: StoreRecord): void {
  if (dir.create(FILE, `${JSON.stringify(record)}\n`)) return;
  const before = recordedStore(dir);
  if (before && before.kind !== record.kind) throw otherStore(dir.path, before.kind, record.kind);
}
