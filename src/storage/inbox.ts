import { mongo } from 'mongoose';
import type { Activity } from '../channel';
import type { Inbox, InboxEntry, InboxInsert } from '../turn/ports';
import type { Doc, Store } from './connect';
import { isDuplicateKey, whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';
import { after, at } from './positions';

const keyOf = (entry: InboxEntry): string => `${entry.thread}|${entry.activity.providerId}`;

export const inboxDoc = (entry: InboxEntry): Doc => ({
  _id: at(entry.thread, entry.seq),
  client: entry.activity.client,
  schemaVersion: SCHEMA_VERSION,
  key: keyOf(entry),
  thread: entry.thread,
  seq: entry.seq,
  origin: entry.origin,
  n: entry.n,
  at: entry.at,
  activity: entry.activity,
});

export const fromInboxDoc = (doc: Doc): InboxEntry => ({
  thread: doc.thread as string,
  seq: doc.seq as number,
  origin: doc.origin as string,
  n: doc.n as number,
  at: doc.at as Date,
  activity: doc.activity as Activity,
});

/** Station 3's collection: unique on the provider's id and on the sequence number of the thread. */
export function createInbox(store: Store): Inbox {
  const inbox = store.collection('inbox');

  /** A duplicate may be refused for its number first: the provider's id decides which of the two it is. */
  async function refusal(entry: InboxEntry): Promise<InboxInsert> {
    const known = await inbox.findOne({ key: keyOf(entry) }, { projection: { seq: 1 } });
    return known ? { outcome: 'duplicate', seq: known.seq as number } : { outcome: 'taken' };
  }

  return {
    insert: (entries) =>
      store.whileThere(async () => {
        try {
          await inbox.insertMany(entries.map(inboxDoc), { ordered: true });
          return entries.map(() => ({ outcome: 'stored' as const }));
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          const stored = error instanceof mongo.MongoBulkWriteError ? error.insertedCount : 0;
          const refused = entries[stored];
          const reason = refused ? await refusal(refused) : undefined;
          return entries.map((_, i) =>
            i < stored ? { outcome: 'stored' } : i === stored && reason ? reason : { outcome: 'skipped' },
          );
        }
      }),
    lastSeq: (thread) =>
      store.whileThere(async () => {
        const [last] = await inbox
          .find({ _id: after(thread, 0) }, { projection: { seq: 1 } })
          .sort({ _id: -1 })
          .limit(1)
          .toArray();
        return (last?.seq as number | undefined) ?? 0;
      }),
    after: (thread, seq, limit) =>
      whileStoreIsThere(async () =>
        (
          await inbox
            .find({ _id: after(thread, seq) })
            .sort({ _id: 1 })
            .limit(limit)
            .toArray()
        ).map(fromInboxDoc),
      ),
    admittedBy: (origin, n, limit) =>
      whileStoreIsThere(async () =>
        (
          await inbox
            .find({ origin, n: { $gt: n } })
            .sort({ n: 1 })
            .limit(limit)
            .toArray()
        ).map(fromInboxDoc),
      ),
  };
}
