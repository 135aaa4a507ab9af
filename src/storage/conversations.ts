import type { mongo } from 'mongoose';
import type { Thread } from '../channel';
import type { Handoff } from '../domain/handoff';
import type { DialogState } from '../turn/form';
import type { Astray, ConversationRecord, Conversations } from '../turn/ports';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { endLostTransactions } from './transaction';

export const fromConversationDoc = (doc: Doc): ConversationRecord => ({
  thread: doc._id,
  place: { client: doc.client as string, channel: doc.channel as string, conversation: doc.conversation as string },
  version: doc.version as number,
  handled: doc.handled as number,
  outSeq: doc.outSeq as number,
  logSeq: doc.logSeq as number,
  deliveredTo: doc.deliveredTo as number,
  troubles: (doc.troubles as number | undefined) ?? 0,
  contact: doc.contact as ConversationRecord['contact'],
  locale: doc.locale as string,
  ...(doc.timeZone ? { timeZone: doc.timeZone as string } : {}),
  ...(doc.address ? { address: doc.address as Record<string, string> } : {}),
  state: (doc.state as DialogState | null | undefined) ?? null,
  handoff: (doc.handoff as Handoff | undefined) ?? null,
  ...(doc.lastInAt ? { lastInAt: doc.lastInAt as Date } : {}),
  ...(doc.remindAt ? { remindAt: doc.remindAt as Date } : {}),
  ...(doc.astray ? { astray: doc.astray as Astray[] } : {}),
});

const NOBODY = { owner: '', until: new Date(0) };

/** Who works on which conversation. A lease ends by itself, so that a process that died holds nothing up. */
export function createConversations(store: Store): Conversations {
  const conversations = store.collection('conversations');
  return {
    claim: (thread, { owner, at, until, dead }) =>
      whileStoreIsThere(async () => {
        await endLostTransactions(store);
        const free = { $or: [{ 'lease.owner': { $in: [owner, ...dead] } }, { 'lease.until': { $lte: at } }] };
        const take = { $set: { lease: { owner, until } }, $inc: { version: 1 } } as unknown as mongo.UpdateFilter<Doc>;
        const doc = await conversations.findOneAndUpdate({ _id: thread, ...free }, take, { returnDocument: 'after' });
        if (doc) return { outcome: 'yours', record: fromConversationDoc(doc) };
        const there = await conversations.findOne({ _id: thread }, { projection: { handled: 1 } });
        return there ? { outcome: 'held', handled: there.handled as number } : { outcome: 'missing' };
      }),
    release: (threads, owner) =>
      whileStoreIsThere(async () => {
        await conversations.updateMany({ _id: { $in: threads }, 'lease.owner': owner }, { $set: { lease: NOBODY } });
      }),
    remindable: (at, limit) =>
      whileStoreIsThere(async () => {
        const projection = { client: 1, channel: 1, conversation: 1, remindAt: 1 };
        const due = await conversations
          .find({ remindAt: { $lte: at } }, { projection })
          .limit(limit)
          .toArray();
        return due.map(({ client, channel, conversation, remindAt }) => ({
          place: { client, channel, conversation } as Thread,
          remindAt: remindAt as Date,
        }));
      }),
  };
}
