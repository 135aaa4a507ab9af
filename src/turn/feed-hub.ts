import { threadKey, type FeedItem, type FeedPage, type Thread, type Watermark } from '../channel';
import type { Feed } from './ports';

interface Follower {
  thread: string;
  inSeq: number;
  outSeq: number;
  deliver: (page: FeedPage) => void;
  /** A read of the store is under way; what is published meanwhile is looked at afterwards. */
  reading: boolean;
  again: boolean;
  /** The last read failed: the next poll tries again. */
  stale: boolean;
  stopped: boolean;
}

export interface FeedHub {
  follow(thread: Thread, after: Watermark | undefined, deliver: (page: FeedPage) => void): () => void;
  /** The thread was opened here a moment ago: nobody has written to it yet, so a first reader need not look. */
  opened(thread: string): void;
  /** What this process itself made visible. */
  publish(thread: string, items: FeedItem[]): void;
  /** Looks whether other processes made something visible to the followers here. */
  poll(isLocal: (thread: string) => boolean): Promise<void>;
  followers(): number;
}

const PAGE = 200;
const NEW_THREADS = 5_000;

const isNext = (item: FeedItem, follower: Follower): boolean =>
  item.seq === (item.direction === 'in' ? follower.inSeq : follower.outSeq) + 1;
const isSeen = (item: FeedItem, follower: Follower): boolean =>
  item.seq <= (item.direction === 'in' ? follower.inSeq : follower.outSeq);

/** Hands the feed to whoever has it open: from memory where this process wrote it, from the store where it did not. */
export function createFeedHub(feed: Feed, delivered: (thread: string, outSeq: number) => void): FeedHub {
  const byThread = new Map<string, Set<Follower>>();
  const unwritten = new Set<string>();

  function hand(follower: Follower, items: FeedItem[]): void {
    if (!items.length || follower.stopped) return;
    for (const item of items) {
      if (item.direction === 'in') follower.inSeq = Math.max(follower.inSeq, item.seq);
      else follower.outSeq = Math.max(follower.outSeq, item.seq);
    }
    follower.deliver({ items, watermark: `${follower.inSeq}.${follower.outSeq}` });
    if (items.some(({ direction }) => direction === 'out')) delivered(follower.thread, follower.outSeq);
  }

  async function catchUp(follower: Follower): Promise<void> {
    if (follower.reading) {
      follower.again = true;
      return;
    }
    follower.reading = true;
    follower.stale = false;
    try {
      for (;;) {
        follower.again = false;
        const page = await feed.read(follower.thread, `${follower.inSeq}.${follower.outSeq}`, PAGE);
        hand(
          follower,
          page.items.filter((item) => !isSeen(item, follower)),
        );
        if (follower.stopped || (page.items.length < PAGE && !follower.again)) return;
      }
    } catch {
      // The store is away: the next publication or poll tries again, and the follower's position has not moved.
      follower.stale = true;
    } finally {
      follower.reading = false;
    }
  }

  function offer(follower: Follower, items: FeedItem[]): void {
    const ready: FeedItem[] = [];
    const ahead = { ...follower };
    for (const item of items) {
      if (isSeen(item, ahead)) continue;
      if (follower.reading || !isNext(item, ahead)) return void (hand(follower, ready), catchUp(follower));
      if (item.direction === 'in') ahead.inSeq = item.seq;
      else ahead.outSeq = item.seq;
      ready.push(item);
    }
    hand(follower, ready);
  }

  return {
    follow: (thread, after, deliver) => {
      const key = threadKey(thread);
      const [inSeq = 0, outSeq = 0] = /^\d{1,9}\.\d{1,9}$/.test(after ?? '')
        ? (after as string).split('.').map(Number)
        : [];
      const follower: Follower = {
        thread: key,
        inSeq,
        outSeq,
        deliver,
        reading: false,
        again: false,
        stale: false,
        stopped: false,
      };
      const all = byThread.get(key) ?? new Set();
      byThread.set(key, all.add(follower));
      if (!unwritten.delete(key) || inSeq + outSeq > 0) void catchUp(follower);
      return () => {
        follower.stopped = true;
        all.delete(follower);
        if (!all.size && byThread.get(key) === all) byThread.delete(key);
      };
    },
    opened: (thread) => {
      unwritten.add(thread);
      if (unwritten.size > NEW_THREADS) unwritten.delete(unwritten.values().next().value as string);
    },
    publish: (thread, items) => {
      unwritten.delete(thread);
      for (const follower of byThread.get(thread) ?? []) offer(follower, items);
    },
    poll: async (isLocal) => {
      for (const all of byThread.values()) for (const one of all) if (one.stale) void catchUp(one);
      const remote = [...byThread].filter(([thread]) => !isLocal(thread));
      if (!remote.length) return;
      const positions = remote.map(([thread, all]) => {
        const [first] = all;
        return { thread, outSeq: first?.outSeq ?? 0, inSeq: first?.inSeq ?? 0 };
      });
      for (const thread of await feed.grown(positions)) for (const one of byThread.get(thread) ?? []) void catchUp(one);
    },
    followers: () => byThread.size,
  };
}
