import { Binary, Timestamp } from 'bson';
import { refuse } from '../values/errors';
import type { Store, View } from './store';
import type { Ledger } from './transactions';
import { encode } from '../values/values';

/** A moment of the store as `readConcern: { level: 'snapshot' }` names it. */
export interface Snapshot {
  readonly time: Timestamp;
  readonly view: View;
}

/** The store's logical clock, and the moments of it that sessions still read at. */
export interface Moments {
  /** The time of the last commit: seconds of the start, then commits since. */
  now(): Timestamp;
  /** The present moment, or the one an earlier read was given. */
  at(time: Timestamp | undefined): Snapshot;
  /** What every reply says of the time, as fields to append. */
  stamp(): Buffer;
  /** Forgets moments nobody has read at for a minute: each keeps the file from using its old pages again. */
  sweep(now: number): void;
}

const LIFETIME = 60_000;
const UNSIGNED = { hash: new Binary(Buffer.alloc(20)), keyId: 0n };

/** No moment is kept at first; the clock goes on with every commit. */
export function openMoments(store: Store, ledger: Ledger): Moments {
  const kept = new Map<string, Snapshot & { used: number; close(): void }>();
  const start = Math.floor(Date.now() / 1000);
  const now = (): Timestamp => new Timestamp({ t: start, i: ledger.now() + 1 });
  let stamped = -1;
  let stamp: Buffer = Buffer.alloc(0);
  return {
    now,
    stamp() {
      if (stamped === ledger.now()) return stamp;
      stamped = ledger.now();
      const time = now();
      return (stamp = encode({ operationTime: time, $clusterTime: { clusterTime: time, signature: UNSIGNED } }));
    },
    at(time = now()) {
      const key = time.toString();
      let held = kept.get(key);
      if (!held) {
        if (!time.equals(now())) return refuse('SnapshotTooOld', `the snapshot of ${key} is no longer kept`);
        kept.set(key, (held = { time, used: 0, ...store.snapshot() }));
      }
      held.used = Date.now();
      return held;
    },
    sweep(at) {
      for (const [key, { used, close }] of kept) if (at - used > LIFETIME && kept.delete(key)) close();
    },
  };
}
