import type { Logger } from '../logger';
import type { Inbox, InboxEntry, Instances } from './ports';

export interface WatchParts {
  instances: Instances;
  inbox: Inbox;
  instance: string;
  clock: () => Date;
  logger: Logger;
  progress: () => { admitted: number; handledTo: number };
  /** True when whoever was on this store before us is gone. A tool may still join us later (`npm run chat`). */
  alone: boolean;
  holds: (thread: string) => boolean;
  offer: (entry: InboxEntry) => void;
  nudge: (thread: string) => void;
  /** Nothing of the thread waits here any more. */
  settled: (thread: string) => boolean;
}

export interface Watch {
  /** One look at the other processes; called every so often, never twice at once. */
  look(): Promise<void>;
  /** Processes found dead since the start. */
  dead(): string[];
  leave(): Promise<void>;
}

/** A process that has not been heard of for this long is taken for dead, in milliseconds. */
const SILENCE = 12_000;
const BEAT = 1_000;
const READ = 500;
interface Other {
  admitted: number;
  heardAt: number;
  aliveAt: number;
  seen: number;
}

/**
 * Recovery and co-operation between processes. Each tells how far it has admitted and handled; what another live one
 * admitted for a conversation held here is taken into its lane, and what a dead one left unhandled is taken over. A process
 * wrongly taken for dead does no harm: the version check at commit lets only one of two finish a turn.
 */
export function createWatch(parts: WatchParts): Watch {
  const known = new Map<string, Other>();
  const gone = new Set<string>();
  /** Threads that a process left unhandled, by process. */
  const left = new Map<string, Set<string>>();
  const startedAt = parts.clock().getTime();
  let lastBeat = -Infinity;
  let lastLook = -Infinity;
  let told = { admitted: -1, handledTo: -1 };

  async function beat(now: number): Promise<void> {
    const progress = parts.progress();
    const changed = progress.admitted !== told.admitted || progress.handledTo !== told.handledTo;
    // Where nobody listens, once a second is enough.
    if (now - lastBeat < (changed && known.size ? BEAT / 4 : BEAT)) return;
    await parts.instances.beat(parts.instance, new Date(now), progress.admitted, progress.handledTo);
    lastBeat = now;
    told = progress;
  }

  /** Everything `origin` admitted after `n`, in order. */
  async function* admittedAfter(origin: string, n: number): AsyncGenerator<InboxEntry> {
    for (let from = n; ;) {
      const entries = await parts.inbox.admittedBy(origin, from, READ);
      yield* entries;
      const last = entries[entries.length - 1];
      if (!last || entries.length < READ) return;
      from = last.n;
    }
  }

  async function follow(id: string, other: Other): Promise<void> {
    for await (const entry of admittedAfter(id, other.seen)) {
      other.seen = entry.n;
      if (parts.holds(entry.thread)) parts.offer(entry);
    }
  }

  /** Its entry stays until all it left is handled: should this process end meanwhile, the next one finds it again. */
  async function takeOver(id: string, handledTo: number): Promise<void> {
    const waiting = left.get(id);
    if (waiting) {
      if (![...waiting].every(parts.settled)) return;
      await parts.instances.forget(id);
      left.delete(id);
      known.delete(id);
      return;
    }
    gone.add(id);
    await parts.instances.bury(id);
    const threads = new Set<string>();
    for await (const entry of admittedAfter(id, handledTo)) threads.add(entry.thread);
    left.set(id, threads);
    for (const thread of threads) parts.nudge(thread);
    parts.logger.info({ station: 'queue', recovered: threads.size }, 'took over from a process that ended');
  }

  function isGone(other: Other, aliveAt: number, ended: boolean, now: number): boolean {
    if (ended || (parts.alone && aliveAt < startedAt)) return true;
    return now - other.heardAt > SILENCE || now - aliveAt > SILENCE;
  }

  return {
    look: async () => {
      const now = parts.clock().getTime();
      await beat(now);
      // Alone, it is enough to look now and then whether somebody came.
      if (!known.size && now - lastLook < BEAT) return;
      lastLook = now;
      for (const { id, aliveAt, admitted, handledTo, ended } of await parts.instances.others(parts.instance)) {
        const other = known.get(id) ?? { admitted: handledTo, heardAt: now, aliveAt: 0, seen: handledTo };
        known.set(id, other);
        if (aliveAt.getTime() !== other.aliveAt) Object.assign(other, { aliveAt: aliveAt.getTime(), heardAt: now });
        if (isGone(other, aliveAt.getTime(), ended, now)) {
          await takeOver(id, handledTo);
          continue;
        }
        // Heard of again: whatever was thought of it before.
        left.delete(id);
        gone.delete(id);
        if (admitted > other.seen) await follow(id, other);
      }
    },
    dead: () => [...gone],
    leave: async () => {
      const { admitted, handledTo } = parts.progress();
      if (handledTo >= admitted) await parts.instances.forget(parts.instance);
      else await parts.instances.beat(parts.instance, parts.clock(), admitted, handledTo);
    },
  };
}
