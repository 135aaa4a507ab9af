import { after, type Collection, fromRecordKey, type Index } from '../storage/catalog';
import { sourceOf } from './cursors';
import { firstBatch, whole } from './batches';
import { checkCollation } from './collated';
import { decode } from '../values/decode';
import { type Call, collectionOf, docOf, isTrue, listOf, make, namespaceOf, write } from './engine';
import { refuse } from '../values/errors';
import { compileFilter } from '../language/filter';
import { operatorsIn } from '../language/operands';
import { isNumber, toNumber } from '../values/numbers';
import { clear, indexRecord, type Target } from '../storage/records';
import { Pace } from '../language/pace';
import type { Transaction } from '../storage/transactions';
import { encode, equal, isDoc, type Doc, type Value } from '../values/values';

const INDEX_OPTIONS =
  'v key name unique sparse background partialFilterExpression expireAfterSeconds ns collation hidden'.split(' ');
const PARTIAL = new Set(['$and', '$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in', '$or']);

function checkKey(key: Value): Doc {
  if (!isDoc(key) || Object.keys(key).length === 0) return refuse('CannotCreateIndex', 'Index keys cannot be empty.');
  for (const [path, way] of Object.entries(key)) {
    if (typeof way === 'string') return refuse('NotImplemented', `Unknown or unsupported index plugin '${way}'`);
    if (!isNumber(way) || toNumber(way) === 0)
      refuse('CannotCreateIndex', `Values in the index key pattern must be non-zero numbers: ${path}`);
    if (path === '' || path.split('.').some((part) => part === '' || part.startsWith('$')))
      refuse(
        path.includes('$**') ? 'NotImplemented' : 'CannotCreateIndex',
        `Index keys cannot contain the field '${path}'`,
      );
  }
  return key;
}

function checkPartial(filter: Value): void {
  const used = operatorsIn(docOf(filter, 'partialFilterExpression'));
  const bad = used.find(([name, v]) => !PARTIAL.has(name) || (name === '$exists' && !isTrue(v)));
  if (bad) refuse('CannotCreateIndex', `unsupported expression in partial index: ${bad[0]}`);
  compileFilter(filter as Doc);
}

function checkTtl(key: Doc, ttl: Value): void {
  if (ttl === undefined) return;
  const seconds = isNumber(ttl) ? toNumber(ttl) : -1;
  if (seconds < 0 || seconds > 0x7fffffff || Object.keys(key).length > 1) {
    refuse('CannotCreateIndex', 'TTL indexes are single-field indexes, expireAfterSeconds from 0 to 2^31-1');
  }
}

function checkOptions({ partialFilterExpression: partial, sparse, hidden, collation }: Doc): void {
  checkCollation(collation);
  if (hidden === true) refuse('NotImplemented', 'hidden indexes are not supported');
  if (partial === undefined) return;
  checkPartial(partial);
  if (sparse === true) refuse('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
}

/** An index description with its defaults filled in; what is not supported is refused. */
function normalized(given: Doc): Doc {
  const unknown = Object.keys(given).find((name) => !INDEX_OPTIONS.includes(name));
  if (unknown !== undefined)
    refuse('InvalidOptions', `The field '${unknown}' is not valid for an index specification.`);
  const key = checkKey(given['key']);
  const { name } = given;
  if (typeof name !== 'string' || name === '')
    return refuse('FailedToParse', "The 'name' field is a required property of an index specification");
  const flags = ['unique', 'sparse', 'hidden'].filter((option) => option in given);
  const wrong = flags.find((option) => typeof given[option] !== 'boolean' && !isNumber(given[option]));
  if (wrong !== undefined) refuse('TypeMismatch', `The field '${wrong}' is not convertible to bool`);
  given = { ...given, ...Object.fromEntries(flags.map((option) => [option, isTrue(given[option])])) };
  checkOptions(given);
  checkTtl(key, given['expireAfterSeconds']);
  const kept = ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'].filter(
    (option) => given[option] !== undefined && given[option] !== false,
  );
  return { v: 2, key, name, ...Object.fromEntries(kept.map((option) => [option, given[option]])) };
}

const optionsOf = ({ key: _key, name: _name, ...rest }: Doc): Doc => rest;

/** The index already there that this description means, if any; a contradiction is refused. */
function present(collection: Collection, spec: Doc): Index | undefined {
  const sameName = collection.indexes.find((index) => index.name === spec['name']);
  const samePlace = collection.indexes.find(
    (index) => equal(index.spec['key'], spec['key']) && equal(index.partial, spec['partialFilterExpression']),
  );
  if (isDoc(spec['key']) && equal(spec['key'], { _id: 1 })) return collection.indexes[0];
  if (sameName) {
    if (!equal(sameName.spec['key'], spec['key']))
      refuse('IndexKeySpecsConflict', `An existing index has the same name as the requested index: ${sameName.name}`);
    if (!equal(optionsOf(sameName.spec), optionsOf(spec)))
      refuse(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index but different options: ${sameName.name}`,
      );
    return sameName;
  }
  return samePlace
    ? refuse('IndexOptionsConflict', `Index already exists with a different name: ${samePlace.name}`)
    : undefined;
}

async function build(call: Call, collection: Collection, spec: Doc): Promise<void> {
  const { catalog, ledger, store } = call.engine;
  const index = await ledger.alone(collection.prefix, () => catalog.addIndex(collection, spec, Infinity));
  const pace = new Pace();
  let from = collection.prefix;
  const step = (target: Target): boolean => {
    const entries = store.latest.range(from, after(collection.prefix), false, 500);
    for (const [key, bytes] of entries) indexRecord(target, collection, index, fromRecordKey(key), decode(bytes));
    const last = entries.at(-1)?.[0];
    from = last === undefined ? from : last + '\0';
    return entries.length < 500;
  };
  try {
    while (!(await write(call, step))) await pace.pause();
    index.since = ledger.now() + 1;
    catalog.changed(collection);
    await write(call, () => undefined);
  } catch (error) {
    catalog.dropIndex(collection, index);
    await write(call, ({ view }) => clear(view, index.prefix));
    throw error;
  }
}

/** Within a transaction only a collection it has made itself, and left empty, gets indexes. */
function addWithin({ engine }: Call, { made, range }: Transaction, collection: Collection, spec: Doc): void {
  const { prefix, ns } = collection;
  if (made.get(ns) !== collection || range(prefix, after(prefix), false, 1).length > 0)
    refuse(
      'OperationNotSupportedInTransaction',
      `Cannot create new indexes on existing collection ${ns} in a transaction`,
    );
  engine.catalog.addIndex(collection, spec, 0);
}

/** createIndexes: builds over what is there, in steps; an index serves queries only once it is whole. */
export async function createIndexes(call: Call): Promise<Doc> {
  const specs = listOf(call.body['indexes'], 'createIndexes.indexes').map((v) => normalized(docOf(v, 'index')));
  if (specs.length === 0) refuse('BadValue', 'Must specify at least one index to create');
  const ns = namespaceOf(call);
  const known = collectionOf(call);
  const collection = known ?? make(call, ns);
  const before = collection.indexes.length;
  for (const spec of specs) {
    if (present(collection, spec)) continue;
    if (call.transaction) addWithin(call, call.transaction, collection, spec);
    else await build(call, collection, spec);
  }
  if (!known) await write(call, () => undefined);
  const note = collection.indexes.length === before ? { note: 'all indexes already exist' } : {};
  return {
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes.length,
    createdCollectionAutomatically: !known,
    ...note,
  };
}

const found = (call: Call): Collection =>
  collectionOf(call) ?? refuse('NamespaceNotFound', `ns does not exist: ${namespaceOf(call)}`);

/** listIndexes. */
export function listIndexes(call: Call): Promise<Buffer> {
  const { indexes, options } = found(call);
  const clustered = isDoc(options['clusteredIndex']) && { ...options['clusteredIndex'], clustered: true };
  const documents = indexes.map((index, i) => encode((i === 0 && clustered) || index.spec));
  const cursor = docOf(call.body['cursor'], 'cursor');
  return firstBatch(call, namespaceOf(call), sourceOf(documents), whole(cursor['batchSize'], 'batchSize', 101));
}

function named(collection: Collection, name: Value): Index[] {
  if (name === '*') return collection.indexes.slice(1);
  if (Array.isArray(name)) return name.flatMap((one) => named(collection, one));
  const index = collection.indexes.find((i) => (isDoc(name) ? equal(i.spec['key'], name) : i.name === name));
  if (!index) return refuse('IndexNotFound', `index not found with name [${String(name)}]`);
  return index.name === '_id_' ? refuse('InvalidOptions', 'cannot drop _id index') : [index];
}

/** dropIndexes. */
export async function dropIndexes(call: Call): Promise<Doc> {
  const { catalog, ledger } = call.engine;
  const collection = found(call);
  const nIndexesWas = collection.indexes.length;
  const indexes = named(collection, call.body['index']);
  await ledger.alone(collection.prefix, (view) => {
    for (const index of indexes) {
      catalog.dropIndex(collection, index);
      clear(view, index.prefix);
    }
  });
  return { nIndexesWas };
}
