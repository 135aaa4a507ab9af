import { DeliveryError } from '../../../src/errors';
import type { SurfaceThread } from '../../../src/channel-desk';
import type { Logger } from '../../../src/logger';
import { createBringUp, type BringUpParts, type Pass } from './bring-up';
import { DANGER_WORDS } from './channel-guard';
import { LeaseLost, shownOf } from './thread-posts';

export interface Projector {
  /** Something changed: threads are looked at soon. */
  nudge(): void;
  start(): void;
  /** Lets what is under way end, and takes up nothing new. */
  stop(): Promise<void>;
}

/** Times in milliseconds. */
export interface Pace {
  every: number;
  /** A burst of messages is under way together: so long it is waited for. */
  settle: number;
  /** Until a thread of nobody's is tried again when enough of them are worked on. */
  later: number;
  /** Until a channel is looked at again in which nothing may be posted. */
  unsafe: number;
  /** After this long a send whose outcome is unknown has arrived or never will. */
  unknown: number;
}

const PACE: Pace = { every: 1_000, settle: 250, later: 1_500, unsafe: 30_000, unknown: 3_000 };

/** How long a thread is ours unless we say that we still work on it: so long it stands still when a process ends in the middle. */
const LEASE_MS = 15_000;
const HEARTBEAT_MS = 4_000;
/** Threads at a time; of those that nobody has taken only half, so that the others never wait for them. */
const MOST = 64;
const MOST_WAITING = 32;
const GONE_MS = 600_000;
const LONGEST_PAUSE_MS = 30_000;

interface Failing {
  times: number;
}

/** How long until a thread is tried again after a failure: as Slack says, else ever longer. */
function pauseAfter(error: unknown, { times }: Failing, pace: Pace): number {
  if (error instanceof DeliveryError && error.retryAfter !== undefined) return error.retryAfter;
  if (error instanceof DeliveryError && error.unknown) return pace.unknown;
  return Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** times);
}

/**
 * Keeps every thread at the desk true: what the desk says is behind is brought up to date, each thread by one process at a
 * time, those that somebody has taken before those that wait. While Slack is away threads lag; nothing is lost or doubled.
 */
export function createProjector(
  parts: BringUpParts & { logger: Logger; changed: () => void },
  pace: Pace = PACE,
): Projector {
  const { desk, logger } = parts;
  const bringUp = createBringUp(parts);
  const running = new Map<string, Promise<void>>();
  const failing = new Map<string, Failing>();
  const takenTwice = new Set<string>();
  const warned = new Set<string>();
  let waiting = 0;
  let looking = false;
  let again = false;
  let stopped = true;
  let timer: NodeJS.Timeout | null = null;
  let soon: NodeJS.Timeout | null = null;

  function warn(pass: Extract<Pass, { outcome: 'unsafe' }>): void {
    const { channel, danger } = pass;
    if (warned.has(`${channel}/${danger}`)) return;
    warned.add(`${channel}/${danger}`);
    logger.error({ channel, danger }, `nothing is posted at the desk: ${DANGER_WORDS[danger]}`);
  }

  const mended = (channel: string): void => {
    for (const key of warned) if (key.startsWith(`${channel}/`)) warned.delete(key);
  };

  /** Passes until nothing is left; how long the thread may rest then. */
  async function work(thread: SurfaceThread, admit: (taken: boolean) => boolean): Promise<number> {
    const shown = shownOf(thread);
    for (;;) {
      const pass = await bringUp(shown, admit);
      if (pass.outcome === 'unsafe') warn(pass);
      else if (shown.thread.place) mended(shown.thread.place.channel);
      if (pass.outcome === 'unsafe') return pace.unsafe;
      if (pass.outcome === 'gone') return GONE_MS;
      if (pass.outcome === 'later') return pace.later;
      if (pass.outcome === 'done' || stopped) return 0;
    }
  }

  async function run(thread: SurfaceThread): Promise<void> {
    const { handoffId } = thread;
    const { surfaces } = desk;
    const beat = setInterval(() => void surfaces.postpone(handoffId, LEASE_MS).catch(() => undefined), HEARTBEAT_MS);
    let counted = false;
    const admit = (taken: boolean): boolean => {
      if (taken || counted) return true;
      if (waiting >= MOST_WAITING) return false;
      waiting += 1;
      counted = true;
      return true;
    };
    let pause = 0;
    try {
      pause = await work(thread, admit);
      failing.delete(handoffId);
    } catch (error) {
      const failed = { times: (failing.get(handoffId)?.times ?? -1) + 1 };
      failing.set(handoffId, failed);
      pause = pauseAfter(error, failed, pace);
      const code = error instanceof DeliveryError ? error.code : error instanceof Error ? error.name : 'unknown';
      if (!(error instanceof LeaseLost)) logger.warn({ station: 'desk', code, pause }, 'a thread lags behind');
    } finally {
      clearInterval(beat);
      if (counted) waiting -= 1;
    }
    await surfaces.postpone(handoffId, pause).catch(() => undefined);
  }

  async function look(): Promise<void> {
    const free = MOST - running.size;
    if (free <= 0) return;
    for (const thread of await desk.surfaces.behind(free, LEASE_MS)) {
      const { handoffId } = thread;
      if (running.has(handoffId)) {
        takenTwice.add(handoffId);
        continue;
      }
      const ran = run(thread).finally(() => {
        running.delete(handoffId);
        // Its lease was taken anew while the run gave it back.
        if (takenTwice.delete(handoffId)) void desk.surfaces.postpone(handoffId, 0).catch(() => undefined);
        if (!stopped) nudge();
      });
      running.set(handoffId, ran);
    }
  }

  async function tick(): Promise<void> {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    await look().catch((error: unknown) =>
      logger.warn(
        { station: 'desk', code: error instanceof Error ? error.name : 'unknown' },
        'the desk cannot be read',
      ),
    );
    looking = false;
    if (!again) return;
    again = false;
    nudge();
  }

  function nudge(): void {
    if (stopped || soon) return;
    soon = setTimeout(() => {
      soon = null;
      parts.changed();
      void tick();
    }, pace.settle);
    soon.unref();
  }

  return {
    nudge,
    start: () => {
      stopped = false;
      timer = setInterval(() => void tick(), pace.every).unref();
      void tick();
    },
    stop: async () => {
      stopped = true;
      if (timer) clearInterval(timer);
      if (soon) clearTimeout(soon);
      await Promise.allSettled(running.values());
    },
  };
}
