import { threadKey, type Outgoing } from '../channel';
import type { Outbox } from '../turn/ports';
import type { Store } from './connect';
import { whileStoreIsThere } from './failures';
import { at as position } from './positions';

/** Messages that a push channel has still to send. */
export function createOutbox(store: Store): Outbox {
  const outbox = store.collection('outbox');
  return {
    due: (at, limit) =>
      whileStoreIsThere(async () => {
        const docs = await outbox
          .find({ due: { $lte: at } })
          .sort({ due: 1, _id: 1 })
          .limit(limit)
          .toArray();
        return docs.map((doc) => ({
          message: doc.message as Outgoing,
          attempts: (doc.attempts as number | undefined) ?? 0,
        }));
      }),
    record: (message, { status, providerId, code, attempts, nextAt }) =>
      whileStoreIsThere(async () => {
        const fields = { status, attempts, ...(providerId ? { providerId } : {}), ...(code ? { code } : {}) };
        const update = nextAt ? { $set: { ...fields, due: nextAt } } : { $set: fields, $unset: { due: '' as const } };
        await outbox.updateOne({ _id: position(threadKey(message), message.seq) }, update);
      }),
  };
}
