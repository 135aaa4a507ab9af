import type { mongo } from 'mongoose';
import type { CommitOutcome } from '../turn/ports';
import type { Doc, Store } from './connect';
import { isDuplicateKey, isStoreAway } from './failures';
import type { CollectionName } from './models';

/** One statement of an `update` command. */
export interface UpdateStatement {
  q: Record<string, unknown>;
  u: Record<string, unknown>;
  upsert?: boolean;
  /** Every document that matches, not the first only. */
  multi?: boolean;
}

export interface Transaction {
  /** Inserts documents in order; nothing when there are none. */
  insert(collection: CollectionName, docs: Doc[]): Promise<void>;
  /** Runs the statements; each must match a document or create one, or the transaction is a conflict. */
  updateAll(collection: CollectionName, statements: UpdateStatement[]): Promise<void>;
  /** The same, but a statement that matches nothing is no conflict. */
  updateAny(collection: CollectionName, statements: UpdateStatement[]): Promise<void>;
}

/** What a write command answers. Numbers arrive as bigint where the server counts in 64 bits. */
interface WriteReply {
  n?: number | bigint;
  writeErrors?: { code: number }[];
}

/** Leaves the transaction: something is not as it was read. */
class Misfit extends Error {}

const DUPLICATE_KEY = 11_000;

/**
 * Write commands as they are: the driver's bulk interface measures and copies every document once more before it sends it,
 * which is a third of what a turn costs.
 */
function writer(store: Store, session: mongo.ClientSession): Transaction {
  const { db } = store.connection;
  if (!db) throw new Error('a transaction needs an open connection');

  async function run(command: Record<string, unknown>): Promise<number> {
    const reply = (await db?.command(command, { session, ignoreUndefined: true })) as WriteReply;
    const [refused] = reply.writeErrors ?? [];
    if (refused?.code === DUPLICATE_KEY) throw new Misfit();
    if (refused) throw new Error(`write error ${refused.code}`);
    return Number(reply.n ?? 0);
  }
  const update = (name: CollectionName, updates: UpdateStatement[]): Promise<number> =>
    updates.length ? run({ update: name, updates, ordered: true }) : Promise.resolve(0);

  return {
    insert: async (name, documents) => {
      if (documents.length) await run({ insert: name, documents, ordered: true });
    },
    updateAll: async (name, statements) => {
      if ((await update(name, statements)) !== statements.length) throw new Misfit();
    },
    updateAny: async (name, statements) => void (await update(name, statements)),
  };
}

/** True for what another transaction's commit caused: the same work may fit when it is done again. */
const isConflict = (error: unknown): boolean => {
  if (error instanceof Misfit || isDuplicateKey(error)) return true;
  const labelled = error as { hasErrorLabel?: (label: string) => boolean };
  return (labelled.hasErrorLabel?.('TransientTransactionError') ?? false) && !isStoreAway(error);
};

const used = new WeakMap<Store, Map<string, mongo.ServerSessionId>>();
const REMEMBERED = 8;

/**
 * The sessions this process ran its latest transactions in. If it dies in the middle of one, the server keeps what that one
 * touched locked for a minute, unless somebody ends the session.
 */
export const sessionsOf = (store: Store): mongo.ServerSessionId[] => [...(used.get(store)?.values() ?? [])];

function remember(store: Store, { id }: mongo.ClientSession): void {
  const known = used.get(store) ?? new Map<string, mongo.ServerSessionId>();
  used.set(store, known);
  if (!id) return;
  const key = id.id.toString('hex');
  known.delete(key);
  known.set(key, id);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
}

/** Runs `work` in one transaction, without a habit of retrying: a conflict is an answer here. */
export async function inTransaction(
  store: Store,
  work: (transaction: Transaction) => Promise<void>,
): Promise<CommitOutcome> {
  const session = store.connection.getClient().startSession();
  remember(store, session);
  try {
    session.startTransaction({ writeConcern: { w: 'majority' } });
    await work(writer(store, session));
    await session.commitTransaction();
    return 'committed';
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
    if (isConflict(error)) return 'conflict';
    throw error;
  } finally {
    await session.endSession();
  }
}
