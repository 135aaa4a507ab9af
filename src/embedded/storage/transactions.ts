import type { Collection } from './catalog';
import { MongoError, writeConflict } from '../values/errors';
import type { Key } from '../values/key-string';
import type { Entry, Store, View, WriteView } from './store';

/** Thrown to a plain write that meets a record an open transaction has changed: it waits for that one and goes on. */
export class Blocked extends Error {
  constructor(readonly by: Transaction) {
    super('blocked by an open transaction');
  }
}

/** An open multi-document transaction: a snapshot, the writes so far, and the records nobody else may change meanwhile. */
export interface Transaction extends WriteView {
  readonly snapshotAt: number;
  readonly ended: Promise<void>;
  /** The collections it made, which nobody else sees before it commits. */
  readonly made: Map<string, Collection>;
  readonly touches: (collection: Key) => boolean;
  commit(beside: () => void): Promise<void>;
  abort(): void;
}

/** Where a key is, or would be, in a sorted list. */
function firstAt(sorted: Key[], key: Key): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as Key) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Merges a snapshot's entries with a transaction's own changes, keeping order, direction and limit. */
function merge(base: View, own: Map<Key, Buffer | null>, sorted: Key[], ...asked: Parameters<View['range']>): Entry[] {
  const [start, end, reverse, limit] = asked;
  const mine = sorted.slice(firstAt(sorted, start), firstAt(sorted, end));
  if (mine.length === 0) return base.range(start, end, reverse, limit);
  const entries = new Map(base.range(start, end, reverse, limit + mine.length));
  for (const key of mine) {
    const value = own.get(key);
    if (value) entries.set(key, value);
    else entries.delete(key);
  }
  const keys = [...entries.keys()].sort();
  if (reverse) keys.reverse();
  return keys.slice(0, limit).map((key) => [key, entries.get(key) as Buffer]);
}

/** Who holds what, what changed lately, and the one door through which writes reach the disk. */
export interface Ledger {
  begin(): Transaction;
  /** Runs a plain write serially against the latest state; returns once it is on disk. Waits for transactions in its way. */
  write<T>(action: (view: WriteView) => T): Promise<T>;
  /** Writes at a moment when no open transaction has changes below the prefix: indexes and collections change only then. */
  alone<T>(prefix: Key, action: (view: WriteView) => T): Promise<T>;
  /** The number of the last commit on disk. */
  now(): number;
}

/** Snapshot isolation over the store; `alongside` runs within every write and may add its own (the catalog does). */
export function openLedger(store: Store, alongside: () => void): Ledger {
  const holders = new Map<Key, Transaction>();
  const touched = new Map<Key, number>();
  const open = new Set<Transaction>();
  let [started, running, committed] = [0, 0, 0];

  async function write<T>(action: () => T): Promise<T> {
    const number = ++started;
    const result = await store.write(() => {
      running = number;
      const outcome = action();
      alongside();
      return outcome;
    });
    committed = Math.max(committed, number);
    forget();
    return result;
  }

  /** The keys touched last come last. */
  function touch(key: Key): void {
    if (touched.has(key)) touched.delete(key);
    touched.set(key, running);
  }

  /** Drops what no transaction, open or to come, can still collide with. */
  function forget(): void {
    const [oldest] = open;
    for (const [key, number] of touched) {
      if (number > (oldest?.snapshotAt ?? committed)) return;
      touched.delete(key);
    }
  }

  const direct: WriteView = {
    get: (key) => store.latest.get(key),
    range: (...asked) => store.latest.range(...asked),
    claim(key) {
      const holder = holders.get(key);
      if (holder) throw new Blocked(holder);
      touch(key);
    },
    put: (key, value) => store.put(key, value),
    remove: (key) => store.remove(key),
  };

  async function unblocked<T>(action: (view: WriteView) => T): Promise<T> {
    for (;;) {
      const outcome = await write(() => {
        try {
          return { result: action(direct) };
        } catch (error) {
          return { error };
        }
      });
      if ('result' in outcome) return outcome.result as T;
      if (!(outcome.error instanceof Blocked)) throw outcome.error;
      await outcome.error.by.ended;
    }
  }

  function begin(): Transaction {
    const snapshot = store.snapshot();
    const own = new Map<Key, Buffer | null>();
    const held = new Set<Key>();
    let sorted: Key[] = [];
    let finish = (): void => undefined;
    const end = (): void => {
      for (const key of held) holders.delete(key);
      open.delete(transaction);
      snapshot.close();
      forget();
      finish();
    };
    const transaction: Transaction = {
      snapshotAt: committed,
      made: new Map(),
      ended: new Promise((resolve) => (finish = resolve)),
      touches: (prefix) => [...own.keys()].some((key) => key.startsWith(prefix)),
      get(key) {
        const mine = own.get(key);
        return mine === undefined ? snapshot.view.get(key) : (mine ?? undefined);
      },
      range(...asked) {
        if (own.size === 0) return snapshot.view.range(...asked);
        if (sorted.length !== own.size) sorted = [...own.keys()].sort();
        return merge(snapshot.view, own, sorted, ...asked);
      },
      claim(key) {
        const holder = holders.get(key);
        if (holder === transaction) return;
        if (holder || (touched.get(key) ?? -1) > transaction.snapshotAt) throw writeConflict();
        holders.set(key, transaction);
        held.add(key);
      },
      put: (key, value) => void own.set(key, value),
      remove: (key) => void own.set(key, null),
      async commit(beside) {
        try {
          if (own.size === 0 && transaction.made.size === 0) return;
          await write(() => {
            beside();
            held.forEach(touch);
            for (const [key, value] of own) {
              if (value) store.put(key, value);
              else store.remove(key);
            }
          });
        } finally {
          end();
        }
      },
      abort: end,
    };
    open.add(transaction);
    return transaction;
  }

  return {
    begin,
    write: unblocked,
    alone: (prefix, action) =>
      unblocked((view) => {
        const busy = [...open].find((transaction) => transaction.touches(prefix));
        if (busy) throw new Blocked(busy);
        return action(view);
      }),
    now: () => committed,
  };
}

/** The refusal of a statement for a transaction that is not there (any more). */
export const noSuchTransaction = (number: bigint): MongoError =>
  new MongoError(
    'NoSuchTransaction',
    `Given transaction number ${number} does not match any in-progress transactions.`,
  );
