import { type Collection, checkNamespace } from '../storage/catalog';
import { sourceOf } from './cursors';
import { firstBatch, whole } from './batches';
import { checkPipeline } from './aggregate';
import { checkCollation } from './collated';
import { type Call, collectionOf, docOf, find, isTrue, listOf, make, namespaceOf, tableOnly, write } from './engine';
import { refuse } from '../values/errors';
import { compileFilter } from '../language/filter';
import { clear } from '../storage/records';
import { encode, equal, isDoc, type Doc, type Value } from '../values/values';

const REFUSED = ['capped', 'timeseries', 'encryptedFields', 'size', 'max', 'expireAfterSeconds'];
const KEPT = ['viewOn', 'pipeline', 'validator', 'validationLevel', 'validationAction', 'clusteredIndex'];

/** The options a collection keeps; what is not supported is refused. */
function optionsOf(call: Call): Doc {
  const { body } = call;
  checkCollation(body['collation']);
  const images = body['changeStreamPreAndPostImages'];
  const refused = REFUSED.find((name) => name in body && body[name] !== false);
  if (refused !== undefined || (isDoc(images) && images['enabled'] === true))
    refuse('NotImplemented', `option '${refused ?? 'changeStreamPreAndPostImages'}' is not supported`);
  const options: Doc = Object.fromEntries(KEPT.filter((name) => name in body).map((name) => [name, body[name]]));
  compileFilter(docOf(options['validator'], 'validator'));
  if (isDoc(options['clusteredIndex'])) options['clusteredIndex'] = { v: 2, ...options['clusteredIndex'] };
  return options['viewOn'] === undefined ? options : { ...options, ...viewOptions(call, options) };
}

function viewOptions(call: Call, { viewOn, pipeline = [] }: Doc): Doc {
  const below = (name: Value): Value => find(call, `${call.database}.${String(name)}`)?.options['viewOn'] as Value;
  for (let on: Value = viewOn; on !== undefined; on = below(on))
    if (on === call.body[call.name]) refuse('GraphContainsCycle', 'View cycle detected');
  checkPipeline(call, listOf(pipeline, 'pipeline'));
  return { viewOn, pipeline };
}

/** create: a collection, a view, a collection with a validator. */
export async function create(call: Call): Promise<Doc> {
  const options = optionsOf(call);
  const ns = namespaceOf(call);
  if (collectionOf(call)) refuse('NamespaceExists', `Collection ${ns} already exists.`);
  make(call, ns, options);
  await write(call, () => undefined);
  return {};
}

/** collMod: a view's pipeline, a collection's validator, the time a TTL index keeps documents. */
export async function collMod(call: Call): Promise<Doc> {
  const collection = collectionOf(call) ?? refuse('NamespaceNotFound', `ns does not exist: ${namespaceOf(call)}`);
  const { index: change } = call.body;
  Object.assign(collection.options, optionsOf(call));
  const changed = isDoc(change) ? changeIndex(collection, change) : {};
  call.engine.catalog.changed(collection);
  await write(call, () => undefined);
  return changed;
}

function changeIndex(collection: Collection, { name, keyPattern, expireAfterSeconds, ...others }: Doc): Doc {
  const other = Object.keys(others)[0];
  if (other !== undefined) refuse('NotImplemented', `collMod of the index option '${other}' is not supported`);
  const index = collection.indexes.find((i) => i.name === name || equal(i.spec['key'], keyPattern));
  if (!index) return refuse('IndexNotFound', 'cannot find the index to modify');
  const old = index.spec['expireAfterSeconds'];
  const spec = { ...index.spec, expireAfterSeconds };
  Object.assign(index, { spec, expireAfterSeconds: whole(expireAfterSeconds, 'expireAfterSeconds', 0) });
  return { ...(old !== undefined && { expireAfterSeconds_old: old }), expireAfterSeconds_new: expireAfterSeconds };
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
    tableOnly(catalog.find(String(from))) ??
    refuse('NamespaceNotFound', `Source collection ${String(from)} does not exist`);
  const [database = '', ...name] = String(to).split('.');
  const ns = checkNamespace(database, name.join('.'));
  const target = catalog.find(ns);
  if (target && !isTrue(dropTarget)) refuse('NamespaceExists', 'target namespace exists');
  if (target) await dropCollection(call, target);
  await ledger.alone(source.prefix, () => catalog.rename(source, ns));
  return {};
}

/** listCollections. */
export function listCollections(call: Call): Promise<Buffer> {
  const test = compileFilter(docOf(call.body['filter'], 'filter'));
  const nameOnly = isTrue(call.body['nameOnly']);
  const rows: Doc[] = inside(call).map((collection) => {
    const name = collection.ns.slice(call.database.length + 1);
    const info = { readOnly: false, uuid: collection.uuid };
    const type = collection.options['viewOn'] === undefined ? 'collection' : 'view';
    const more = type === 'view' ? { info: { readOnly: true } } : { info, idIndex: collection.indexes[0]?.spec };
    return { name, type, ...(!nameOnly && { options: collection.options, ...more }) };
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
    .map((name) => (isTrue(body['nameOnly']) ? { name } : { name, sizeOnDisk: 1n, empty: false }));
  return { databases: databases.filter(test), totalSize: BigInt(names.size) };
}
