import type { Instances } from '../turn/ports';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { isRunning, ownMark, type ProcessMark } from './home/process-mark';
import { SCHEMA_VERSION } from './models';
import { sessionsOf } from './transaction';

/** The processes that serve this store, each with how far it has admitted and handled. */
export function createInstances(store: Store): Instances {
  const instances = store.collection('instances');
  const own = ownMark();

  /** Ends what a process that is gone left open on the server; it would end by itself after a minute. */
  async function endTransactions({ sessions }: Doc): Promise<void> {
    const open = (sessions as unknown[] | undefined) ?? [];
    if (open.length) await store.connection.db?.admin().command({ killSessions: open });
  }

  return {
    beat: (instance, at, admitted, handledTo) =>
      whileStoreIsThere(async () => {
        const fields = { aliveAt: at, admitted, handledTo, mark: own, sessions: sessionsOf(store) };
        await instances.updateOne(
          { _id: instance },
          { $set: { ...fields, schemaVersion: SCHEMA_VERSION } },
          { upsert: true },
        );
      }),
    others: (instance) =>
      whileStoreIsThere(async () => {
        const docs = await instances.find({ _id: { $ne: instance } }).toArray();
        return docs.map((doc) => ({
          id: doc._id,
          aliveAt: doc.aliveAt as Date,
          admitted: doc.admitted as number,
          handledTo: doc.handledTo as number,
          ended: doc.mark !== undefined && isRunning(doc.mark as ProcessMark, own) === false,
        }));
      }),
    bury: (instance) =>
      whileStoreIsThere(async () => {
        const doc = await instances.findOne({ _id: instance });
        // A server that does not know the command, or does not allow it, only makes us wait.
        if (doc) await endTransactions(doc).catch(() => undefined);
      }),
    forget: (instance) => whileStoreIsThere(async () => void (await instances.deleteOne({ _id: instance }))),
  };
}
