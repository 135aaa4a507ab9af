import type { Collection, Index } from '../storage/catalog';
import { applyUpdate, upsert } from './write-one';
import { type Call, isTrue, tableOnly, write } from './engine';
import { refuse } from '../values/errors';
import { parseFilter } from '../language/filter';
import { check, unknownName } from '../language/operands';
import { makePlan } from '../storage/planner';
import type { Key } from '../values/key-string';
import { clear, duplicateKey, insertRecord, type Target } from '../storage/records';
import { scan } from '../storage/scan';
import { compileUpdate, idFirst } from '../language/updates';
import { encode, isDoc, type Doc, type Value } from '../values/values';
import { ObjectId } from 'bson';

function namespace(call: Call, spec: Value): string {
  const [database, name] = isDoc(spec) ? [spec['db'] ?? call.database, spec['coll']] : [call.database, spec];
  if (typeof name !== 'string' || typeof database !== 'string')
    return refuse(16990, '$out and $merge need the name of a collection');
  return `${database}.${name}`;
}

const prefixesOf = (collection: Collection): Key[] => [
  collection.prefix,
  ...collection.indexes.map((index) => index.prefix),
];

/** Replaces a collection by one with the same indexes and the new documents, all at once or not at all. */
async function replaceAll(call: Call, ns: string, docs: Doc[]): Promise<void> {
  const { catalog, ledger, store } = call.engine;
  const old = tableOnly(catalog.find(ns)) ?? catalog.create(ns, {});
  await ledger.alone(old.prefix, (view) => {
    const fresh = catalog.create(`${ns}.$out`, old.options);
    const remove = (collection: Collection): void => {
      for (const prefix of prefixesOf(collection)) clear(view, prefix);
      catalog.drop(collection);
    };
    try {
      for (const index of old.indexes.slice(1)) catalog.addIndex(fresh, index.spec, ledger.now() + 1);
      for (const doc of docs)
        put({ view, catalog, latest: store.latest, bypass: isTrue(call.body['bypassDocumentValidation']) }, fresh, doc);
    } catch (error) {
      remove(fresh);
      throw error;
    }
    remove(old);
    catalog.rename(fresh, ns);
  });
}

function put(to: Target, collection: Collection, given: Doc): void {
  const doc = idFirst('_id' in given ? given : { _id: new ObjectId(), ...given });
  insertRecord(to, collection, doc, encode(doc));
}

async function merge(call: Call, spec: Value, docs: Doc[]): Promise<void> {
  const given: Doc = isDoc(spec) ? spec : { into: spec };
  const { into, on = '_id', whenMatched = 'merge', whenNotMatched = 'insert' } = given;
  const unknown = unknownName(given, 'into', 'on', 'whenMatched', 'whenNotMatched');
  const ways = /^(merge|replace|keepExisting|fail) (insert|discard|fail)$/.test(`${whenMatched} ${whenNotMatched}`);
  check(
    [unknown !== undefined, 40415, `BSON field '$merge.${unknown}' is an unknown field.`],
    [on !== '_id', 'NotImplemented', "$merge supports only on: '_id'"],
    [!ways, 'NotImplemented', '$merge: this whenMatched or whenNotMatched is not supported'],
  );
  const { catalog } = call.engine;
  const ns = namespace(call, into);
  const collection = tableOnly(catalog.find(ns)) ?? catalog.create(ns, {});
  let at = 0;
  await write(call, (to) => {
    for (; at < docs.length; at++)
      mergeOne(call, to, collection, docs[at] as Doc, String(whenMatched), String(whenNotMatched));
  });
}

function mergeOne(call: Call, to: Target, collection: Collection, doc: Doc, matched: string, notMatched: string): void {
  const filter = parseFilter({ _id: doc['_id'] ?? null });
  const { update, replaces } = compileUpdate(matched === 'replace' ? doc : { $set: doc }, undefined);
  for (const row of scan({ view: to.view }, collection, makePlan(collection, filter, []), filter, 1)) {
    if (!row) continue;
    if (matched === 'fail') throw duplicateKey(collection, collection.indexes[0] as Index, [doc['_id']]);
    if (matched !== 'keepExisting') applyUpdate(to, collection, row, filter, update, call.scope);
    return;
  }
  if (notMatched === 'fail')
    refuse(13113, '$merge could not find a matching document in the target collection for at least one document');
  if (notMatched === 'insert') upsert(to, collection, filter, update, replaces, call.scope);
}

/** The last stage of a pipeline that writes: $out or $merge. */
export async function writeOut(call: Call, name: '$out' | '$merge', spec: Value, docs: Doc[]): Promise<void> {
  const { readConcern } = call.body;
  if (isDoc(readConcern) && readConcern['level'] === 'linearizable')
    refuse('InvalidOptions', `${name} cannot be used with a 'linearizable' read concern level`);
  if (call.transaction) refuse('OperationNotSupportedInTransaction', `${name} cannot be used in a transaction`);
  if (name === '$out') await replaceAll(call, namespace(call, spec), docs);
  else await merge(call, spec, docs);
}
