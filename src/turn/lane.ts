import type { Passing } from '../channel';
import type { Logger } from '../logger';
import type { ConversationRecord, Conversations, Inbox, InboxEntry, TurnCommit } from './ports';
import { createBreath } from './breathe';
import { dropHandled, enqueue, newLane, nextEntry, type Lane } from './lane-queue';
import { createHold, MARGIN } from './lease';
import type { Save } from './saver';
import { stackOf } from './stack-of';

/** What a turn came to, before it is saved. */
export interface FinishedTurn {
  commit: Omit<TurnCommit, 'expects' | 'leaseUntil'>;
  /** What the log line of the turn says: identifiers and outcome, never words. */
  log: Record<string, string | number>;
}

export interface LaneParts {
  inbox: Inbox;
  conversations: Conversations;
  /** Stations 6 to 9 and 11: computes a turn; never throws for what the customer or a dialog did. */
  run: (record: ConversationRecord, entry: InboxEntry, hopeless: boolean) => Promise<FinishedTurn>;
  /** What to write for messages handed over since the last commit. */
  receipts: (record: ConversationRecord, deliveredTo: number) => Omit<TurnCommit, 'expects' | 'leaseUntil'>;
  save: Save;
  /** After the commit: the feed's followers and the outbox hear of it. */
  committed: (commit: TurnCommit, entry: InboxEntry | null) => void;
  /** Facts cached for this turn may be out of date. */
  conflicted: (record: ConversationRecord) => void;
  handled: (entry: InboxEntry) => void;
  /** For metrics: what a turn came to, and how long it took to its commit, in milliseconds. */
  turned: (outcome: string, ms: number) => void;
  instance: string;
  clock: () => Date;
  logger: Logger;
  /** Milliseconds a conversation stays with this process after its last turn. */
  leaseMs: number;
  /** Owners known to be gone: their leases need not be waited for. */
  dead: () => string[];
  at: Passing;
}

export interface Lanes {
  /** Takes an admitted entry into its lane. */
  offer(entry: InboxEntry): void;
  /** Makes sure that everything admitted to the thread so far gets handled, by whoever may. */
  nudge(thread: string): void;
  holds(thread: string): boolean;
  /** Nothing of the thread is queued, running or to be looked for here. */
  settled(thread: string): boolean;
  delivered(thread: string, outSeq: number): void;
  /** Commits outstanding receipts of idle lanes and forgets lanes that are done. */
  sweep(): void;
  /** Waits for running turns, then gives the leases back. */
  close(): Promise<void>;
  size(): number;
  /** How many have a turn in the works. */
  busy(): number;
}

/** How often a conversation held by another process is tried again, in milliseconds. */
const HELD_RETRY = 250;
const LONGEST_PAUSE = 2_000;
/** A turn that could not be saved this often, with the store there, is answered with an apology instead. */
const MISFITS = 6;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Station 5, queue: one turn at a time per conversation, in the order of admission, also across processes (a lease in the
 * store; the version check at commit is what makes it safe). A turn that meets a conflict is computed again from what is
 * stored; while the store is away a lane waits and goes on, since everything in it was acknowledged.
 */
export function createLanes(parts: LaneParts): Lanes {
  const lanes = new Map<string, Lane>();
  const breath = createBreath();
  let closing = false;
  let busy = 0;

  function laneOf(thread: string): Lane {
    let lane = lanes.get(thread);
    if (!lane) {
      lane = newLane(thread);
      lanes.set(thread, lane);
    }
    return lane;
  }

  const now = (): number => parts.clock().getTime();

  const drop = (lane: Lane, handled: number): void => dropHandled(lane, handled, parts.handled);

  const hold = createHold({ ...parts, drop, later: (lane) => later(lane) });

  function later(lane: Lane): void {
    if (lane.retry || closing) return;
    lane.retry = setTimeout(() => {
      lane.retry = null;
      start(lane);
    }, HELD_RETRY);
  }

  async function commit(
    lane: Lane,
    record: ConversationRecord,
    what: FinishedTurn['commit'],
    entry: InboxEntry | null,
  ): Promise<boolean> {
    const leaseUntil = new Date(now() + parts.leaseMs);
    const turn: TurnCommit = { ...what, expects: record.version, leaseUntil };
    const outcome = await parts.save(turn);
    if (outcome === 'conflict') {
      parts.conflicted(record);
      lane.record = null;
      lane.failures += 1;
      lane.misfits += 1;
      return false;
    }
    if (entry) await parts.at('save');
    lane.record = { ...what.record, version: record.version + 1 };
    lane.leaseUntil = leaseUntil.getTime();
    lane.failures = 0;
    lane.misfits = 0;
    if (entry) parts.handled(entry);
    drop(lane, lane.record.handled);
    parts.committed(turn, entry);
    if (entry) await parts.at('deliver');
    return true;
  }

  /** One step of a lane; false when there is nothing (more) to do for now. */
  async function step(lane: Lane): Promise<boolean> {
    const record = await hold(lane);
    if (!record) return false;
    drop(lane, record.handled);
    const entry = await nextEntry(lane, record.handled, parts.inbox);
    if (entry) {
      const began = performance.now();
      await parts.at('queue');
      await breath();
      const turn = await parts.run(record, entry, lane.misfits > MISFITS);
      const done = await commit(lane, record, { ...turn.commit, ...withReceipts(lane, turn.commit) }, entry);
      const ms = Math.round(performance.now() - began);
      if (done) {
        parts.turned(String(turn.log.outcome), ms);
        parts.logger.info({ ...turn.log, station: 'save', ms }, 'turn');
      }
      return true;
    }
    if (lane.flush && record.version > 0 && lane.deliveredTo > record.deliveredTo) {
      lane.flush = false;
      await commit(lane, record, parts.receipts(record, lane.deliveredTo), null);
      return true;
    }
    return false;
  }

  /** What was handed over since the last commit is told in this one. */
  function withReceipts(lane: Lane, turn: FinishedTurn['commit']): Partial<FinishedTurn['commit']> {
    if (lane.deliveredTo <= turn.record.deliveredTo) return {};
    const receipts = parts.receipts(turn.record, Math.min(lane.deliveredTo, turn.record.outSeq - turn.outgoing.length));
    return { record: receipts.record, entries: [...turn.entries, ...receipts.entries] };
  }

  async function work(lane: Lane): Promise<void> {
    for (;;) {
      try {
        if (!(await step(lane))) return;
      } catch (error) {
        lane.record = null;
        lane.failures += 1;
        const away = (error as { code?: string }).code === 'Unavailable';
        if (!away) lane.misfits += 1;
        const err = { name: (error as Error).name, ...(away ? {} : { stack: stackOf(error) }) };
        parts.logger.warn({ station: 'queue', err, failures: lane.failures }, 'turn waits');
      }
      if (lane.failures) await pause(Math.min(LONGEST_PAUSE, 20 * 2 ** Math.min(lane.failures, 7)));
      if (closing && lane.failures) return;
    }
  }

  function start(lane: Lane): void {
    if (lane.running || lane.retry || closing) return;
    lane.running = true;
    busy += 1;
    void work(lane).finally(() => {
      lane.running = false;
      busy -= 1;
      if (lane.queue.length && !lane.retry) start(lane);
    });
  }

  return {
    offer: (entry) => {
      const lane = laneOf(entry.thread);
      enqueue(lane, entry);
      start(lane);
    },
    nudge: (thread) => {
      const lane = laneOf(thread);
      lane.nudged = true;
      start(lane);
    },
    holds: (thread) => {
      const lane = lanes.get(thread);
      return Boolean(lane && (lane.running || (lane.record && lane.leaseUntil > now())));
    },
    settled: (thread) => {
      const lane = lanes.get(thread);
      return !lane || !(lane.running || lane.retry || lane.queue.length || lane.nudged);
    },
    delivered: (thread, outSeq) => {
      const lane = lanes.get(thread);
      if (lane) lane.deliveredTo = Math.max(lane.deliveredTo, outSeq);
    },
    sweep: () => {
      for (const [thread, lane] of lanes) {
        if (lane.running || lane.retry || lane.queue.length) continue;
        if (lane.record && lane.deliveredTo > lane.record.deliveredTo && lane.leaseUntil - now() > MARGIN) {
          lane.flush = true;
          start(lane);
        } else if (lane.leaseUntil <= now()) lanes.delete(thread);
      }
    },
    close: async () => {
      closing = true;
      for (const lane of lanes.values()) if (lane.retry) clearTimeout(lane.retry);
      while ([...lanes.values()].some(({ running }) => running)) await pause(5);
      const held = [...lanes.values()].filter(({ record, leaseUntil }) => record && leaseUntil > now());
      for (let i = 0; i < held.length; i += 500) {
        const threads = held.slice(i, i + 500).map(({ thread }) => thread);
        // A store that is away now lets them end by themselves.
        await parts.conversations.release(threads, parts.instance).catch(() => undefined);
      }
    },
    size: () => lanes.size,
    busy: () => busy,
  };
}
