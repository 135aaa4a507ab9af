import { createServer, type AddressInfo } from 'node:net';
import type { mongo } from 'mongoose';
import type { Random } from '../../helpers/seeded';
import type { PersistentService } from '../persistent-service';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What does not come about within this long is lost, in milliseconds. */
export const PATIENCE = 90_000;

/** What the customers, the desk and the verdict share: the service that is killed and started again, and its store. */
export interface Scene {
  service: PersistentService;
  /** The store, past the service; another connection after a restart on an embedded one. */
  db(): Promise<mongo.Db>;
  random: Random;
  /** The service has acknowledged the request that a step is about. */
  acknowledged(): void;
  /** Longest time from then, or from the restart after it, until what was to happen had happened, with its name. */
  slowest: { ms: number; what: string };
  note(line: string): void;
}

const NOTED_MS = 10_000;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Looks until something is found, whatever becomes of the service meanwhile. */
export async function until<T>(
  what: string,
  found: () => T | Promise<T>,
  patience = PATIENCE,
): Promise<NonNullable<T>> {
  for (const end = performance.now() + patience; performance.now() < end; await pause(100)) {
    const result = await Promise.resolve()
      .then(found)
      .catch(() => null);
    if (result) return result as NonNullable<T>;
  }
  throw new Error(`${what} never came about`);
}

/** As `until`, and keeps how long it took since the service was last able to do it. */
export async function measured<T>(scene: Scene, what: string, found: () => T | Promise<T>): Promise<NonNullable<T>> {
  const began = performance.now();
  const result = await until(what, found);
  const { since } = await scene.service.up();
  const ms = performance.now() - Math.max(began, since);
  if (ms > NOTED_MS) scene.note(`${what} took ${(ms / 1000).toFixed(1)} s`);
  if (ms > scene.slowest.ms) Object.assign(scene.slowest, { ms, what });
  return result;
}

/** Asks until somebody answers with less than 300; an answer that no repetition would change is thrown. */
export async function insist(
  scene: Scene,
  ask: () => Promise<{ status: number; json: unknown }>,
): Promise<{ status: number; json: unknown }> {
  for (const end = performance.now() + PATIENCE; performance.now() < end; await pause(100)) {
    await scene.service.up();
    const answer = await ask().catch(() => null);
    if (answer && answer.status < 300) {
      scene.acknowledged();
      return answer;
    }
    if (answer && answer.status < 500) throw new Error(`answered with ${answer.status} ${JSON.stringify(answer.json)}`);
  }
  throw new Error('the service did not answer in time');
}
