import { DeliveryError } from '../../src/errors';
import { PRIORITIES, type Priority } from './client';

/** Time as the budget sees it; milliseconds. */
export interface Timer {
  now(): number;
  /** Calls `run` once, later; the returned function takes it back. */
  after(ms: number, run: () => void): () => void;
}

export interface Budget {
  /** Resolves when one call may leave, within its key by priority and then by age. Rejects with DeliveryError once closed. */
  turn(key: string, priority?: Priority): Promise<void>;
  /** Slack asked for a pause: nothing leaves under this key before. Other keys go on. */
  hold(key: string, ms: number): void;
  close(): void;
}

interface Waiting {
  rank: number;
  go: () => void;
  stop: () => void;
}

interface Line {
  tokens: number;
  /** When the tokens were counted. */
  at: number;
  heldUntil: number;
  /** Calls at once; one only, once Slack has said that it was too fast. */
  burst: number;
  calmSince: number;
  waiting: Waiting[];
  cancel: (() => void) | null;
}

/** Slack bears short bursts above its rate. */
const BURST = 5;
/** After being told off, bursts are given up for so long. */
const CALM_MS = 60_000;

export const realTimer: Timer = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A budget for each key: so many calls a second, a burst until Slack objects, and a queue in order of importance. */
export function createBudget(perSecond: number, timer: Timer = realTimer): Budget {
  const lines = new Map<string, Line>();
  const most = Math.max(BURST, perSecond);
  let closed = false;

  const stopped = (): DeliveryError => new DeliveryError('closing', { retryable: true });

  function lineOf(key: string): Line {
    const known = lines.get(key);
    if (known) return known;
    const line: Line = {
      tokens: most,
      at: timer.now(),
      heldUntil: 0,
      burst: most,
      calmSince: -Infinity,
      waiting: [],
      cancel: null,
    };
    lines.set(key, line);
    return line;
  }

  function refill(line: Line, now: number): void {
    if (line.burst < most && now - line.calmSince > CALM_MS) line.burst = most;
    line.tokens = Math.min(line.burst, line.tokens + ((now - line.at) / 1000) * perSecond);
    line.at = now;
  }

  /** Milliseconds until the next call may leave. */
  function waitOf(line: Line, now: number): number {
    if (line.heldUntil > now) return line.heldUntil - now;
    return line.tokens >= 1 - 1e-9 ? 0 : ((1 - line.tokens) / perSecond) * 1000;
  }

  function serve(key: string, line: Line): void {
    line.cancel?.();
    line.cancel = null;
    for (;;) {
      const now = timer.now();
      refill(line, now);
      if (!line.waiting.length) return void forgetIdle(key, line, now);
      const wait = waitOf(line, now);
      if (wait > 0) return void (line.cancel = timer.after(Math.ceil(wait), () => serve(key, line)));
      line.tokens -= 1;
      line.waiting.shift()?.go();
    }
  }

  function forgetIdle(key: string, line: Line, now: number): void {
    if (line.tokens >= most && line.heldUntil <= now) lines.delete(key);
  }

  function enter(line: Line, one: Waiting): void {
    const after = line.waiting.findIndex(({ rank }) => rank > one.rank);
    line.waiting.splice(after < 0 ? line.waiting.length : after, 0, one);
  }

  return {
    turn: (key, priority = 'reply') =>
      new Promise((resolve, reject) => {
        if (closed) return reject(stopped());
        const line = lineOf(key);
        enter(line, { rank: PRIORITIES.indexOf(priority), go: resolve, stop: () => reject(stopped()) });
        serve(key, line);
      }),
    hold: (key, ms) => {
      const line = lineOf(key);
      const now = timer.now();
      line.heldUntil = Math.max(line.heldUntil, now + ms);
      line.burst = 1;
      line.tokens = 1;
      line.at = line.heldUntil;
      line.calmSince = line.heldUntil;
      serve(key, line);
    },
    close: () => {
      closed = true;
      for (const line of lines.values()) {
        line.cancel?.();
        for (const one of line.waiting.splice(0)) one.stop();
      }
    },
  };
}
