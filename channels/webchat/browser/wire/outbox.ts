import { ApiError, isEnded, isPassing } from './api';
import type { Memory } from './memory';
import { backoff, createPause } from './wait';

/** One message on its way to the service. `clientId` is what the service recognises a second copy of it by. */
export interface Letter {
  clientId: string;
  activity: Record<string, unknown>;
  photos: File[];
}

export type Delivery =
  | { kind: 'waiting' | 'sending' | 'sent' | 'delivered' }
  | { kind: 'progress'; share: number }
  | { kind: 'failed'; error: ApiError };

export interface OutboxPorts {
  /** Resolves with the admitted activity's id. Rejects with ApiError. */
  send(letter: Letter, progress: (share: number) => void): Promise<string>;
  /** False while there is nobody to send to: letters wait then, without counting as tries. */
  ready(): boolean;
  report(letter: Letter, delivery: Delivery, id?: string): void;
  /** The service no longer knows the conversation. */
  ended(): void;
}

export interface Outbox {
  put(letter: Letter): void;
  retry(clientId: string): void;
  /** Letters this tab had not been able to send before it was reloaded; photos cannot be kept. */
  leftover(): Letter[];
  /** Takes a letter out that turned out to have arrived. */
  arrived(clientId: string): void;
  wake(): void;
}

/** Tries while the connection stands, about half a minute in all; then the customer decides. */
const TRIES = 6;

/** Sends letters one after the other, in the order they were written; the same letter may safely be sent again. */
export function createOutbox(memory: Memory, ports: OutboxPorts): Outbox {
  const queue: Letter[] = [];
  const failed = new Map<string, Letter>();
  const pause = createPause();
  let busy = false;

  const save = () =>
    memory.write(
      'outbox',
      [...queue, ...failed.values()].filter((one) => one.photos.length === 0).map((one) => ({ ...one, photos: [] })),
    );
  const drop = (letter: Letter) => {
    const at = queue.indexOf(letter);
    if (at >= 0) queue.splice(at, 1);
    failed.delete(letter.clientId);
    save();
  };
  async function attempt(letter: Letter): Promise<void> {
    for (let tries = 1; queue.includes(letter); tries += 1) {
      if (!ports.ready()) return;
      ports.report(letter, { kind: 'sending' });
      try {
        const id = await ports.send(letter, (share) => ports.report(letter, { kind: 'progress', share }));
        drop(letter);
        ports.report(letter, { kind: 'sent' }, id);
        return;
      } catch (error) {
        const problem = error instanceof ApiError ? error : new ApiError(0, 'Unknown');
        if (await givesUp(letter, problem, tries)) return;
      }
    }
  }
  /** True when this run of the letter is over: it waits for the connection, or for the customer. */
  async function givesUp(letter: Letter, problem: ApiError, tries: number): Promise<boolean> {
    if (isEnded(problem) && tries === 1) {
      ports.ended();
      return true;
    }
    if (isPassing(problem) && tries < TRIES) {
      await pause.for(Math.max(backoff(tries), (problem.retryAfter ?? 0) * 1000));
      return false;
    }
    drop(letter);
    failed.set(letter.clientId, letter);
    save();
    ports.report(letter, { kind: 'failed', error: problem });
    return true;
  }
  async function pump() {
    if (busy) return;
    busy = true;
    while (queue[0] && ports.ready()) await attempt(queue[0]);
    busy = false;
    queue.forEach((letter) => ports.report(letter, { kind: 'waiting' }));
  }
  return {
    put(letter) {
      queue.push(letter);
      save();
      void pump();
    },
    retry(clientId) {
      const letter = failed.get(clientId);
      if (!letter) return;
      failed.delete(clientId);
      queue.push(letter);
      ports.report(letter, { kind: ports.ready() ? 'sending' : 'waiting' });
      void pump();
    },
    leftover: () => memory.read<Letter[]>('outbox') ?? [],
    arrived(clientId) {
      const letter = queue.find((one) => one.clientId === clientId) ?? failed.get(clientId);
      if (letter) drop(letter);
    },
    wake() {
      pause.hurry();
      void pump();
    },
  };
}
