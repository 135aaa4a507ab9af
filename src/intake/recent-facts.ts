import type { Cases, Orders } from './ports';

export interface RecentFacts {
  orders: Orders;
  cases: Cases;
  /** Reads again from now on: something was committed, or a commit found that the facts had changed. */
  forget(client: string, orderNo?: string): void;
}

/** How long what was read of an order may be used again, in milliseconds: the turns of one conversation, not its days. */
const FRESH_MS = 10_000;
const REMEMBERED = 1_000;

interface Kept {
  at: number;
  value: Promise<unknown>;
}

/**
 * Orders and their cases as read within the last seconds, so that the turns that follow each other in a conversation do
 * not read the same again. It never decides alone: units claimed meanwhile by another case make the commit a conflict.
 */
export function recentFacts(orders: Orders, cases: Cases, clock: () => Date): RecentFacts {
  const kept = new Map<string, Kept>();

  function once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const now = clock().getTime();
    const known = kept.get(key);
    if (known && now - known.at < FRESH_MS) return known.value as Promise<T>;
    const value = read();
    kept.delete(key);
    kept.set(key, { at: now, value });
    value.catch(() => kept.delete(key));
    sweep(now);
    return value;
  }

  /** The oldest come first: what is no longer fresh goes, and never more stays than we mean to keep. */
  function sweep(now: number): void {
    for (const [key, { at }] of kept) {
      if (now - at < FRESH_MS && kept.size <= REMEMBERED) return;
      kept.delete(key);
    }
  }

  const casesOf: Cases['byOrder'] = (client, orderNo) =>
    once(`cases ${client}/${orderNo}`, () => cases.byOrder(client, orderNo));

  return {
    orders: {
      find: (client, orderNo) => {
        // Whoever asks for an order asks next what became of it: both are read on one way.
        void casesOf(client, orderNo);
        return once(`order ${client}/${orderNo}`, () => orders.find(client, orderNo));
      },
    },
    cases: { ...cases, byOrder: casesOf },
    forget: (client, orderNo) => {
      if (orderNo === undefined) return kept.clear();
      kept.delete(`order ${client}/${orderNo}`);
      kept.delete(`cases ${client}/${orderNo}`);
    },
  };
}
