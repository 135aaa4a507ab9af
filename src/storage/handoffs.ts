import { threadKey, type Thread } from '../channel';
import type { Handoff } from '../domain/handoff';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { createReadById } from './read-together';

export interface HandoffFilter {
  team?: string;
  /** The owner's. */
  staffId?: string;
}

/** Reads of handoffs; they are written by the turns of their conversations alone. */
export interface Handoffs {
  find(id: string): Promise<Handoff | null>;
  /** Those that are not closed, the longest waiting first. */
  open(client: string, filter: HandoffFilter, limit: number): Promise<Handoff[]>;
  /** Open and closed ones of a conversation, newest first. */
  ofConversation(place: Thread, limit: number): Promise<Handoff[]>;
  /** Closed in a span of time, oldest first: what reports count. */
  closedBetween(client: string, from: Date, to: Date, limit: number): Promise<Handoff[]>;
  /** Ids of those who have one. */
  owners(client: string): Promise<string[]>;
  /** Those for which something is to happen by itself, the longest overdue first. */
  due(at: Date, limit: number): Promise<Handoff[]>;
}

const OPEN = ['waiting', 'claimed', 'parked'];

export const fromHandoffDoc = (doc: Doc): Handoff => doc.handoff as Handoff;

export function createHandoffs(store: Store): Handoffs {
  const handoffs = store.collection('handoffs');
  const list = async (filter: Record<string, unknown>, sort: Record<string, 1 | -1>, limit: number) =>
    (await handoffs.find(filter).sort(sort).limit(limit).toArray()).map(fromHandoffDoc);
  // Everybody who waits for what became of an order looks here.
  const read = createReadById(handoffs);
  return {
    find: (id) =>
      whileStoreIsThere(async () => {
        const doc = await read(id);
        return doc ? fromHandoffDoc(doc) : null;
      }),
    open: (client, { team, staffId }, limit) =>
      whileStoreIsThere(() => {
        const filter = {
          ...(team === undefined ? {} : { team }),
          ...(staffId === undefined ? {} : { owner: staffId }),
        };
        return list({ client, status: { $in: OPEN }, ...filter }, { askedAt: 1 }, limit);
      }),
    ofConversation: (place, limit) =>
      whileStoreIsThere(() => list({ thread: threadKey(place) }, { askedAt: -1 }, limit)),
    closedBetween: (client, from, to, limit) =>
      whileStoreIsThere(() =>
        list({ client, status: 'closed', closedAt: { $gte: from, $lt: to } }, { closedAt: 1 }, limit),
      ),
    owners: (client) =>
      whileStoreIsThere(async () => {
        const owned = { client, status: { $in: ['claimed', 'parked'] } };
        const found = await handoffs.aggregate([{ $match: owned }, { $group: { _id: '$owner' } }]).toArray();
        return found.flatMap(({ _id }) => (typeof _id === 'string' ? [_id] : []));
      }),
    due: (at, limit) => whileStoreIsThere(() => list({ dueAt: { $lte: at } }, { dueAt: 1 }, limit)),
  };
}
