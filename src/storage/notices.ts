import type { Notice } from '../domain/notice';
import type { Notices } from '../notify/ports';
import type { Doc, Store } from './connect';
import { isDuplicateKey, whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';
import type { UpdateStatement } from './transaction';

const fromDoc = (doc: Doc): Notice => ({
  id: doc._id,
  client: doc.client as string,
  caseNo: doc.caseNo as string,
  kind: doc.kind as Notice['kind'],
  version: doc.version as number,
  at: doc.at as Date,
  dueAt: doc.dueAt as Date,
  missed: (doc.missed as string[] | undefined) ?? [],
});

/** Adds a notice, or to the one that waits: it keeps its time, and tells the latest. */
export const noticeUpdate = ({ id, missed, dueAt, at, ...rest }: Notice): UpdateStatement => ({
  q: { _id: id },
  u: {
    $set: { ...rest, schemaVersion: SCHEMA_VERSION },
    $setOnInsert: { dueAt, at },
    $addToSet: { missed: { $each: missed } },
  },
  upsert: true,
});

/** What customers are still to be told of their cases. */
export function createNotices(store: Store): Notices {
  const notices = store.collection('notices');
  return {
    takeDue: (at, until, limit) =>
      whileStoreIsThere(async () => {
        const due = await notices
          .find({ dueAt: { $lte: at } })
          .sort({ dueAt: 1 })
          .limit(limit)
          .toArray();
        const taken: Notice[] = [];
        for (const { _id, dueAt } of due) {
          const doc = await notices.findOneAndUpdate({ _id, dueAt }, { $set: { dueAt: until } });
          if (doc) taken.push(fromDoc(doc));
        }
        return taken;
      }),
    put: (notice) =>
      whileStoreIsThere(async () => {
        const { q, u } = noticeUpdate(notice);
        const write = () => notices.updateOne(q, u, { upsert: true });
        // Somebody else made it at the same moment: then there is one to add to.
        await write().catch((error: unknown) => (isDuplicateKey(error) ? write() : Promise.reject(error as Error)));
      }),
    done: ({ id, version }) =>
      whileStoreIsThere(async () => void (await notices.deleteOne({ _id: id, version: { $lte: version } }))),
    postpone: ({ id }, until) =>
      whileStoreIsThere(async () => void (await notices.updateOne({ _id: id }, { $set: { dueAt: until } }))),
  };
}
