import { threadKey, type Outgoing } from '../channel';
import type { Outbox, OutboxEntry } from '../turn/ports';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { at as position } from './positions';

const entryOf = (doc: Doc): OutboxEntry => ({
  message: doc.message as Outgoing,
  attempts: (doc.attempts as number | undefined) ?? 0,
  fresh: doc.fresh === true,
});

/** Whoever takes it after this one cannot know what became of it. */
const taking = (until: Date) => ({ $set: { due: until }, $unset: { fresh: '' as const } });

/** Messages that a push channel has still to send. `due`: when somebody else may take them. */
export function createOutbox(store: Store): Outbox {
  const outbox = store.collection('outbox');
  return {
    takeDue: (at, until, limit) =>
      whileStoreIsThere(async () => {
        const due = await outbox
          .find({ due: { $lte: at } }, { projection: { due: 1 } })
          .sort({ due: 1, _id: 1 })
          .limit(limit)
          .toArray();
        const taken: OutboxEntry[] = [];
        for (const { _id, due: seen } of due) {
          const doc = await outbox.findOneAndUpdate({ _id, due: seen }, taking(until));
          if (doc) taken.push(entryOf(doc));
        }
        return taken.sort((a, b) =>
          a.message.conversation === b.message.conversation ? a.message.seq - b.message.seq : 0,
        );
      }),
    postpone: (message, attempts, until) =>
      whileStoreIsThere(async () => {
        const _id = position(threadKey(message), message.seq);
        await outbox.updateOne({ _id, due: { $exists: true } }, { $set: { attempts, due: until } });
      }),
    keep: (messages, until) =>
      whileStoreIsThere(async () => {
        const ids = messages.map((message) => position(threadKey(message), message.seq));
        await outbox.updateMany({ _id: { $in: ids }, due: { $lt: until } }, { $set: { due: until } });
      }),
    takeBack: (thread, seqs, until) =>
      whileStoreIsThere(async () => {
        const taken: OutboxEntry[] = [];
        for (const seq of seqs) {
          const _id = position(threadKey(thread), seq);
          const doc = await outbox.findOneAndUpdate({ _id, fresh: true }, taking(until));
          if (doc) taken.push(entryOf(doc));
        }
        return taken;
      }),
  };
}
