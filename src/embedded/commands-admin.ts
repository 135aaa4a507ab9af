import { arch, cpus, totalmem, type } from 'node:os';
import { after, type Collection } from './catalog';
import { type Call, collectionOf, namespaceOf, readView } from './engine';
import { refuse } from './errors';
import type { View } from './store';
import type { Doc } from './values';

const EVERYTHING = 1e9;

/** hostInfo. */
export const hostInfo = (hostname: string): Doc => ({
  system: {
    currentTime: new Date(),
    hostname,
    cpuAddrSize: 64,
    memSizeMB: Math.round(totalmem() / 2 ** 20),
    numCores: cpus().length,
    cpuArch: arch(),
  },
  os: { type: type() },
  extra: {},
});

/** What currentOp and $currentOp show: the operation that asks. */
export const currentOperation = ({ name, database, body }: Call): Doc => ({
  type: 'op',
  desc: 'conn',
  active: true,
  op: 'command',
  ns: `${database}.$cmd.${name}`,
  command: body,
});

interface Size {
  readonly count: number;
  readonly size: number;
  readonly nindexes: number;
}

function sizeOf(view: View, collection: Collection): Size {
  const rows = view.range(collection.prefix, after(collection.prefix), false, EVERYTHING);
  return {
    count: rows.length,
    size: rows.reduce((sum, [, bytes]) => sum + bytes.length, 0),
    nindexes: collection.indexes.length,
  };
}

function measured<T>(call: Call, read: (view: View) => T): T {
  const reader = readView(call);
  try {
    return read(reader.view);
  } finally {
    reader.close();
  }
}

/** dbStats. */
export function dbStats(call: Call): Doc {
  const inside = call.engine.catalog.all().filter(({ ns }) => ns.startsWith(`${call.database}.`));
  const views = inside.filter(({ options }) => options['viewOn'] !== undefined).length;
  const sizes = measured(call, (view) => inside.map((collection) => sizeOf(view, collection)));
  const sum = (field: keyof Size): number => sizes.reduce((total, size) => total + size[field], 0);
  const [objects, dataSize] = [sum('count'), sum('size')];
  const avgObjSize = objects > 0 ? dataSize / objects : 0;
  const storage = {
    dataSize,
    storageSize: dataSize,
    indexes: sum('nindexes') - views,
    indexSize: 0,
    totalSize: dataSize,
  };
  return {
    db: call.database,
    collections: inside.length - views,
    views,
    objects,
    avgObjSize,
    ...storage,
    scaleFactor: 1,
  };
}

/** collStats: zeros for a collection that does not exist. */
export function collStats(call: Call): Doc {
  const collection = collectionOf(call) ?? call.engine.catalog.empty;
  const size = measured(call, (view) => sizeOf(view, collection));
  const indexSizes = Object.fromEntries(collection.indexes.map(({ name }) => [name, 0]));
  const avgObjSize = size.count > 0 ? { avgObjSize: Math.round(size.size / size.count) } : {};
  return {
    ns: namespaceOf(call),
    ...size,
    ...avgObjSize,
    storageSize: size.size,
    totalIndexSize: 0,
    indexSizes,
    capped: false,
  };
}

/** validate: the collection is there and can be read. */
export function validate(call: Call): Doc {
  const collection =
    collectionOf(call) ?? refuse('NamespaceNotFound', `Collection '${namespaceOf(call)}' does not exist to validate.`);
  const { count: nrecords } = measured(call, (view) => sizeOf(view, collection));
  const keys = collection.indexes.map(({ name }) => [name, { valid: true }] as const);
  const indexes = { nIndexes: keys.length, keysPerIndex: {}, indexDetails: Object.fromEntries(keys) };
  return {
    ns: collection.ns,
    nInvalidDocuments: 0,
    nrecords,
    ...indexes,
    valid: true,
    repaired: false,
    warnings: [],
    errors: [],
  };
}
