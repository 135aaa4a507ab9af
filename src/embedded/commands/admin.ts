import { arch, cpus, totalmem, type } from 'node:os';
import { after, type Collection } from '../storage/catalog';
import { type Call, collectionOf, namespaceOf, readView } from './engine';
import { refuse } from '../values/errors';
import type { Doc } from '../values/values';

/** hostInfo. */
export const hostInfo = (hostname: string): Doc => ({
  system: { hostname, memSizeMB: Math.round(totalmem() / 2 ** 20), numCores: cpus().length, cpuArch: arch() },
  os: { type: type() },
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

const STEP = 500;

/** How many documents there are and their bytes, counted in steps. */
async function sizeOf(call: Call, collection: Collection): Promise<{ count: number; size: number }> {
  const { view, close } = readView(call);
  let [count, size, from] = [0, 0, collection.prefix];
  try {
    for (;;) {
      const rows = view.range(from, after(collection.prefix), false, STEP);
      for (const [, bytes] of rows) size += bytes.length;
      count += rows.length;
      const last = rows.at(-1);
      if (!last || rows.length < STEP) return { count, size };
      from = last[0] + '\0';
      await call.pace.pause();
    }
  } finally {
    close();
  }
}

/** dbStats. */
export async function dbStats(call: Call): Promise<Doc> {
  const inside = call.engine.catalog.all().filter(({ ns }) => ns.startsWith(`${call.database}.`));
  const tables = inside.filter(({ options }) => options['viewOn'] === undefined);
  let [objects, dataSize, indexes] = [0, 0, 0];
  for (const table of tables) {
    const { count, size } = await sizeOf(call, table);
    [objects, dataSize, indexes] = [objects + count, dataSize + size, indexes + table.indexes.length];
  }
  const [collections, avgObjSize] = [tables.length, objects > 0 ? dataSize / objects : 0];
  const storage = { dataSize, storageSize: dataSize, indexes, indexSize: 0, totalSize: dataSize, scaleFactor: 1 };
  return { db: call.database, collections, views: inside.length - collections, objects, avgObjSize, ...storage };
}

/** collStats: zeros for a collection that does not exist. */
export async function collStats(call: Call): Promise<Doc> {
  const collection = collectionOf(call) ?? call.engine.catalog.empty;
  const { count, size } = await sizeOf(call, collection);
  const indexSizes = Object.fromEntries(collection.indexes.map(({ name }) => [name, 0]));
  const nindexes = collection.indexes.length;
  return {
    ns: namespaceOf(call),
    count,
    size,
    storageSize: size,
    nindexes,
    totalIndexSize: 0,
    indexSizes,
    capped: false,
  };
}

/** validate: the collection is there, and every document of it could be read. */
export async function validate(call: Call): Promise<Doc> {
  const collection =
    collectionOf(call) ?? refuse('NamespaceNotFound', `Collection '${namespaceOf(call)}' does not exist to validate.`);
  const { count: nrecords } = await sizeOf(call, collection);
  const nIndexes = collection.indexes.length;
  return { ns: collection.ns, nrecords, nIndexes, nInvalidDocuments: 0, valid: true, warnings: [], errors: [] };
}
