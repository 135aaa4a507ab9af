import { type Collection, checkNamespace } from './catalog';
import { sourceOf } from './cursors';
import { firstBatch, whole } from './commands-read';
import { type Call, collectionOf, docOf, namespaceOf, write } from './engine';
import { MongoError, refuse } from './errors';
import { compileFilter } from './filter';
import { clear } from './records';
import { encode, type Doc } from './values';

const CREATE_REFUSED = [
  'capped',
  'timeseries',
  'viewOn',
  'pipeline',
  'validator',
  'clusteredIndex',
  'encryptedFields',
  'changeStreamPreAndPostImages',
  'size',
  'max',
  'expireAfterSeconds',
  'validationLevel',
  'validationAction',
];

/** create. */
export async function create(call: Call): Promise<Doc> {
  const refused = CREATE_REFUSED.find((name) => name in call.body && call.body[name] !== false);
  if (refused !== undefined) refuse('NotImplemented', `create option '${refused}' is not supported`);
  const ns = namespaceOf(call);
  if (call.engine.catalog.find(ns)) refuse('NamespaceExists', `Collection ${ns} already exists.`);
  call.engine.catalog.create(ns, {});
  await write(call, () => undefined);
  return {};
}

async function dropCollection(call: Call, collection: Collection): Promise<void> {
  await call.engine.ledger.alone(collection.prefix, (view) => {
    call.engine.catalog.drop(collection);
    for (const prefix of [collection.prefix, ...collection.indexes.map((index) => index.prefix)]) clear(view, prefix);
  });
}

/** drop. */
export async function drop(call: Call): Promise<Doc> {
  const collection = collectionOf(call);
  if (!collection) return { ns: namespaceOf(call), nIndexesWas: 0 };
  await dropCollection(call, collection);
  return { ns: collection.ns, nIndexesWas: collection.indexes.length };
}

const inside = (call: Call): Collection[] =>
  call.engine.catalog.all().filter(({ ns }) => ns.startsWith(`${call.database}.`));

/** dropDatabase. */
export async function dropDatabase(call: Call): Promise<Doc> {
  for (const collection of inside(call)) await dropCollection(call, collection);
  return { dropped: call.database };
}

/** renameCollection, within or across databases. */
export async function renameCollection(call: Call): Promise<Doc> {
  const { renameCollection: from, to, dropTarget } = call.body;
  const { catalog, ledger } = call.engine;
  const source =
    catalog.find(String(from)) ?? refuse('NamespaceNotFound', `Source collection ${String(from)} does not exist`);
  const [database = '', ...name] = String(to).split('.');
  const ns = checkNamespace(database, name.join('.'));
  const target = catalog.find(ns);
  if (target && dropTarget !== true) refuse('NamespaceExists', 'target namespace exists');
  if (target) await dropCollection(call, target);
  await ledger.alone(source.prefix, () => catalog.rename(source, ns));
  return {};
}

/** listCollections. */
export function listCollections(call: Call): Promise<Buffer> {
  const test = compileFilter(docOf(call.body['filter'], 'filter'));
  const nameOnly = call.body['nameOnly'] === true;
  const rows: Doc[] = inside(call).map((collection) => {
    const name = collection.ns.slice(call.database.length + 1);
    const info = { readOnly: false, uuid: collection.uuid };
    return {
      name,
      type: 'collection',
      ...(!nameOnly && { options: collection.options, info, idIndex: collection.indexes[0]?.spec }),
    };
  });
  const cursor = docOf(call.body['cursor'], 'cursor');
  return firstBatch(
    call,
    `${call.database}.$cmd.listCollections`,
    sourceOf(rows.filter(test).map(encode)),
    whole(cursor['batchSize'], 'batchSize', 101),
  );
}

/** listDatabases. */
export function listDatabases({ engine, body }: Call): Doc {
  const names = new Set(engine.catalog.all().map(({ ns }) => ns.split('.')[0] as string));
  const test = compileFilter(docOf(body['filter'], 'filter'));
  const databases: Doc[] = [...names]
    .sort()
    .map((name) => (body['nameOnly'] === true ? { name } : { name, sizeOnDisk: 1n, empty: false }));
  return { databases: databases.filter(test), totalSize: BigInt(names.size) };
}

/** A refusal of the commands a transaction may not run. */
export const notInTransaction = (name: string): MongoError =>
  new MongoError('OperationNotSupportedInTransaction', `Cannot run '${name}' in a multi-document transaction.`);
