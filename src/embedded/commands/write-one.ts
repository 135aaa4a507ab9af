import { ObjectId, Timestamp } from 'bson';
import type { Collection } from '../storage/catalog';
import { decode } from '../values/decode';
import type { Call } from './engine';
import { refuse } from '../values/errors';
import type { Filter } from '../language/filter';
import { insertRecord, replaceRecord, type Target } from '../storage/records';
import type { Row } from '../storage/scan';
import { checkId, idFirst, matchedElement, seedOf, type Update } from '../language/updates';
import { encode, isDoc, type Doc, type Value } from '../values/values';

const isEmptyTimestamp = (v: Value): boolean => v instanceof Timestamp && v.t === 0 && v.i === 0;

function checkNewId(id: Value): void {
  if (Array.isArray(id)) refuse('BadValue', "can't use an array for _id");
  if (isDoc(id) && Object.keys(id).some((name) => name.startsWith('$'))) {
    refuse('DollarPrefixedFieldName', '_id fields may not contain $-prefixed fields');
  }
}

/** What is stored of a document to insert: `_id` first (made here if there is none), empty timestamps filled in. */
export function prepared(given: Doc): [Doc, Buffer] {
  checkNewId(given['_id']);
  const doc = idFirst('_id' in given ? { ...given } : { _id: new ObjectId(), ...given });
  for (const name of Object.keys(doc)) {
    if (name !== '_id' && isEmptyTimestamp(doc[name]))
      doc[name] = new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  }
  return [doc, encode(doc)];
}

/** The same of a document that was sent: where nothing is to change its bytes stay, and only some fields are read. */
export function received(bytes: Buffer, fields: ReadonlySet<string> | undefined): [Doc, Buffer] {
  const doc = decode(bytes, 0, fields);
  const stays = bytes.toString('latin1', 5, 9) === '_id\0' && !Object.values(doc).some(isEmptyTimestamp);
  if (!stays) return prepared(decode(bytes));
  checkNewId(doc['_id']);
  return [doc, bytes];
}

/** Changes one row by an update; says whether anything changed. */
export function applyUpdate(
  target: Target,
  collection: Collection,
  row: Row,
  filter: Filter,
  update: Update,
  scope: Call['scope'],
): { from: Doc; to: Doc; changed: boolean } {
  const from = row.doc;
  const to = idFirst(
    update(decode(row.bytes), { inserting: false, matched: (path) => matchedElement(filter, from, path), scope }),
  );
  checkId(from, to);
  const bytes = encode(to);
  const changed = !bytes.equals(row.bytes);
  if (changed) replaceRecord(target, collection, row.number, from, to, bytes);
  return { from, to, changed };
}

/** Inserts what an upsert makes of its filter and its update. */
export function upsert(
  target: Target,
  collection: Collection,
  filter: Filter,
  update: Update,
  replaces: boolean,
  scope: Call['scope'],
): Doc {
  const seed = seedOf(filter, replaces);
  const made = update({ ...seed }, { inserting: true, matched: () => -1, scope });
  if ('_id' in seed && '_id' in made) checkId(seed, made);
  const [doc, bytes] = prepared('_id' in made || !('_id' in seed) ? made : { _id: seed['_id'], ...made });
  insertRecord(target, collection, doc, bytes);
  return doc;
}
