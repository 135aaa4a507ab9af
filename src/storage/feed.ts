import type { FeedItem, Outgoing } from '../channel';
import type { Feed } from '../turn/ports';
import { activityId } from '../domain/feed-id';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { fromInboxDoc } from './inbox';
import { after } from './positions';

interface Position {
  inSeq: number;
  outSeq: number;
}

/** A watermark is `inSeq.outSeq`: how far both directions have been seen. Anything else counts as the beginning. */
export function readWatermark(watermark: string | undefined): Position {
  const match = /^(\d{1,9})\.(\d{1,9})$/.exec(watermark ?? '');
  return { inSeq: Number(match?.[1] ?? 0), outSeq: Number(match?.[2] ?? 0) };
}

export const writeWatermark = ({ inSeq, outSeq }: Position): string => `${inSeq}.${outSeq}`;

const fromInbox = (doc: Doc): FeedItem => {
  const { activity, seq, at } = fromInboxDoc(doc);
  return { direction: 'in', id: activityId(activity, seq), seq, at, activity };
};

const fromOutbox = (doc: Doc): FeedItem => {
  const message = doc.message as Outgoing;
  return { direction: 'out', id: message.id, seq: message.seq, at: message.at, message };
};

/** The inbox number an item belongs to: its own, or that of the activity it answers. */
const turnOf = (item: FeedItem): number =>
  item.direction === 'in' ? item.seq : Number(/\|(\d+)$/.exec(item.message.replyToId)?.[1] ?? 0);

const byTurn = (a: FeedItem, b: FeedItem): number =>
  turnOf(a) - turnOf(b) || Number(a.direction === 'out') - Number(b.direction === 'out') || a.seq - b.seq;

/** Where one direction was cut off by the limit, nothing of the other beyond it may be shown yet. */
function page(incoming: FeedItem[], outgoing: FeedItem[], limit: number): FeedItem[] {
  const cut = (items: FeedItem[]): number =>
    items.length < limit ? Infinity : turnOf(items[items.length - 1] as FeedItem);
  const until = Math.min(cut(incoming), cut(outgoing));
  return [...incoming, ...outgoing].filter((item) => turnOf(item) <= until).sort(byTurn);
}

/** What a channel's customers read: admitted activities and committed messages of a thread. */
export function createFeed(store: Store): Feed {
  const inbox = store.collection('inbox');
  const outbox = store.collection('outbox');
  const conversations = store.collection('conversations');
  return {
    // Customers poll it: like a message of theirs, a poll is refused at once while the store is known to be away.
    read: (thread, watermark, limit) =>
      store.whileThere(async () => {
        const from = readWatermark(watermark);
        const [incoming, outgoing] = await Promise.all([
          inbox
            .find({ _id: after(thread, from.inSeq) })
            .sort({ _id: 1 })
            .limit(limit)
            .toArray(),
          outbox
            .find({ _id: after(thread, from.outSeq) })
            .sort({ _id: 1 })
            .limit(limit)
            .toArray(),
        ]);
        const items = page(incoming.map(fromInbox), outgoing.map(fromOutbox), limit);
        const reached = { ...from };
        for (const item of items) {
          if (item.direction === 'in') reached.inSeq = Math.max(reached.inSeq, item.seq);
          else reached.outSeq = Math.max(reached.outSeq, item.seq);
        }
        return { items, watermark: writeWatermark(reached) };
      }),
    grown: (positions) =>
      whileStoreIsThere(async () => {
        const known = new Map(positions.map((one) => [one.thread, one]));
        const projection = { outSeq: 1, handled: 1 };
        const now = await conversations.find({ _id: { $in: [...known.keys()] } }, { projection }).toArray();
        return now.filter((doc) => (doc.outSeq as number) > (known.get(doc._id)?.outSeq ?? 0)).map((doc) => doc._id);
      }),
  };
}
