import type { Catalog, Collection } from '../storage/catalog';
import { checkNamespace, openCatalog } from '../storage/catalog';
import type { Cursors } from './cursors';
import { openCursors } from './cursors';
import { refuse } from '../values/errors';
import { type FailPoints, openFailPoints } from './fail-points';
import type { Scope } from '../language/scope';
import type { Target } from '../storage/records';
import { isNumber, toNumber } from '../values/numbers';
import { Pace } from '../language/pace';
import { openSessions, type Session, type Sessions } from '../storage/sessions';
import { type Moments, openMoments, type Snapshot } from '../storage/snapshots';
import { openStore, type Store, type View, type WriteView } from '../storage/store';
import { type Ledger, openLedger, type Transaction } from '../storage/transactions';
import { isDoc, type Doc, type Value } from '../values/values';

/** Everything that lives as long as the server does. */
export interface Engine {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly cursors: Cursors;
  readonly moments: Moments;
  readonly failPoints: FailPoints;
  readonly parameters: { ttlMonitorSleepSecs: number };
}

export function openEngine(folder: string): Engine {
  const store = openStore(folder);
  const catalog = openCatalog(store);
  const ledger = openLedger(store, catalog.flush);
  return {
    store,
    catalog,
    ledger,
    sessions: openSessions(store, ledger, catalog),
    cursors: openCursors(),
    moments: openMoments(store, ledger),
    failPoints: openFailPoints(),
    parameters: { ttlMonitorSleepSecs: 60 },
  };
}

/** One command under way: what was asked, and the view and the session it works in. */
export interface Call {
  readonly engine: Engine;
  readonly name: string;
  readonly database: string;
  readonly body: Doc;
  readonly sequences: Map<string, Buffer[]>;
  readonly session: Session | undefined;
  readonly transaction: Transaction | undefined;
  /** Whether the statements are numbered, so that a retry can be recognized. */
  readonly retryable: boolean;
  readonly pace: Pace;
  readonly scope: Omit<Scope, 'root'>;
  /** The moment it reads at, where it names one. */
  readonly moment: Snapshot | undefined;
}

/** The collection a command names, as `database.name`. */
export const namespaceOf = (call: Call): string => checkNamespace(call.database, call.body[call.name]);
/** A collection as the command sees it: also one that its own transaction has made. */
export const find = ({ transaction, engine }: Call, ns: string): Collection | undefined =>
  transaction?.made.get(ns) ?? engine.catalog.find(ns);
export const collectionOf = (call: Call): Collection | undefined => find(call, namespaceOf(call));

/** Refuses a view where a collection is wanted. */
export function tableOnly(collection: Collection | undefined): Collection | undefined {
  if (collection?.options['viewOn'] !== undefined)
    refuse('CommandNotSupportedOnView', `Namespace ${collection.ns} is a view, not a collection`);
  return collection;
}

/** A view for reading: the transaction's, the moment's, or a snapshot of its own that has to be closed. */
export function readView(call: Call): { view: View; close(): void } {
  const view = call.transaction ?? call.moment?.view;
  return view ? { view, close: () => undefined } : call.engine.store.snapshot();
}

/** Writes: at once into the open transaction, else serially and on disk when the promise resolves. */
export async function write<T>(call: Call, action: (target: Target) => T): Promise<T> {
  const { catalog, store, ledger } = call.engine;
  const bypass = isTrue(call.body['bypassDocumentValidation']);
  const on = (view: WriteView): T => action({ view, catalog, latest: store.latest, bypass });
  return call.transaction ? on(call.transaction) : ledger.write(on);
}

/** Makes a collection: at once, or with the commit of the transaction. */
export function make({ engine: { catalog }, transaction }: Call, ns: string, options: Doc = {}): Collection {
  if (!transaction) return catalog.create(ns, options);
  const collection = catalog.draft(ns, options);
  transaction.made.set(ns, collection);
  return collection;
}

/** The collection a write goes to; one that does not exist yet is made only by what inserts. */
export const existing = (call: Call, inserts: boolean): Collection =>
  collectionOf(call) ?? (inserts ? make(call, namespaceOf(call)) : call.engine.catalog.empty);

/** MongoDB takes any number but zero for true. */
export const isTrue = (v: Value): boolean => v === true || (isNumber(v) && toNumber(v) !== 0);
export const docOf = (v: Value, name: string): Doc =>
  v === undefined
    ? {}
    : isDoc(v)
      ? v
      : refuse('TypeMismatch', `BSON field '${name}' is the wrong type, expected an object`);
export const listOf = (v: Value, name: string): Value[] =>
  Array.isArray(v) ? v : refuse('TypeMismatch', `BSON field '${name}' is the wrong type, expected an array`);
