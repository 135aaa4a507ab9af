import type { mongo } from 'mongoose';
import type { CommitOutcome } from '../turn/ports';
import type { Doc, Store } from './connect';
import { isDuplicateKey, isStoreAway, whileStoreIsThere } from './failures';
import type { CollectionName } from './models';
import { createSessionPool, type SessionPool } from './session-pool';

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

const pools = new WeakMap<Store, SessionPool>();

function poolOf(store: Store): SessionPool {
  const known = pools.get(store) ?? createSessionPool(store.connection.getClient());
  pools.set(store, known);
  return known;
}

/** The sessions this process runs its transactions in, from before the first one on. */
export const sessionsOf = (store: Store): mongo.ServerSessionId[] => poolOf(store).ids();

/**
 * Ends what a lost connection left open in the store. Nothing that writes to conversations may be tried before: it would
 * wait there for the locks of a transaction that nobody ends, and keep every connection waiting with it. Rejects with
 * AppError `Unavailable` while the store is away.
 */
export async function endLostTransactions(store: Store): Promise<void> {
  await poolOf(store).endLost((ids) =>
    whileStoreIsThere(async () => store.connection.db?.admin().command({ killSessions: ids })).catch(
      (error: unknown) => {
        // A server that does not know the command, or does not allow it, only makes us wait.
        if ((error as { code?: string }).code === 'Unavailable') throw error;
      },
    ),
  );
}

/** Runs `work` in one transaction, without a habit of retrying: a conflict is an answer here. */
export async function inTransaction(
  store: Store,
  work: (transaction: Transaction) => Promise<void>,
): Promise<CommitOutcome> {
  await endLostTransactions(store);
  const pool = poolOf(store);
  const session = pool.take();
  let lost = false;
  try {
    session.startTransaction({ writeConcern: { w: 'majority' } });
    await work(writer(store, session));
    await session.commitTransaction();
    return 'committed';
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
    if (isConflict(error)) return 'conflict';
    lost = true;
    throw error;
  } finally {
    await pool.give(session, lost);
  }
}
