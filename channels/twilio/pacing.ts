import { DeliveryError } from '../../src/errors';

export interface Pacing {
  /** Resolves when so many units of this sender may leave, in the order of asking. Rejects with DeliveryError once closed. */
  turn(sender: string, units: number): Promise<void>;
  close(): void;
}

/** Spaces what each sender sends: beyond its rate Twilio queues for hours, and then refuses (30001). */
export function createPacing(perSecond: number, now: () => number = () => performance.now()): Pacing {
  const freeAt = new Map<string, number>();
  const waiting = new Set<() => void>();
  let closed = false;

  const stopped = (): DeliveryError => new DeliveryError('closing', { retryable: true });

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(stopped());
      };
      const timer = setTimeout(() => {
        waiting.delete(stop);
        resolve();
      }, ms);
      waiting.add(stop);
    });

  return {
    turn: async (sender, units) => {
      if (closed) throw stopped();
      const start = Math.max(now(), freeAt.get(sender) ?? 0);
      freeAt.set(sender, start + (units * 1000) / perSecond);
      const ms = start - now();
      if (ms > 0) await pause(ms);
    },
    close: () => {
      closed = true;
      for (const stop of waiting) stop();
      waiting.clear();
    },
  };
}
