import type { Station } from '../../src/channel';
import { createCaller, type Caller } from '../helpers/direct-line-client';
import { startServiceChild, type ServiceChild, type ServiceGiven } from './service-child';

/** A service that is started again whenever it ends. */
export interface PersistentService {
  /** The running process, as soon as there is one. */
  up(): Promise<{ url: string; storeUri: string; caller: Caller; since: number }>;
  /** Ends the running process by SIGKILL. */
  kill(): void;
  arm(station: Station, nth: number): void;
  disarm(): void;
  /** How often it ended by SIGKILL. */
  kills(): number;
  stop(): Promise<void>;
}

interface Running {
  service: ServiceChild;
  caller: Caller;
  /** `performance.now()` when it was ready. */
  since: number;
}

/** Starts the service on its place, and again within the second whenever it is killed, until `stop`. */
export async function createPersistentService(
  compiled: (source: string) => string,
  given: ServiceGiven,
): Promise<PersistentService> {
  let kills = 0;
  let stopping = false;
  let running: Promise<Running>;

  async function start(): Promise<Running> {
    const service = await startServiceChild(compiled, given);
    service.child.once('exit', (code, signal) => {
      if (stopping) return;
      if (signal === 'SIGKILL') kills += 1;
      else process.stderr.write(`the service ended by itself (${code ?? signal}): ${service.said()}\n`);
      running = start();
      running.catch(() => undefined);
    });
    return { service, caller: createCaller(service.url, { timeout: 15_000 }), since: performance.now() };
  }

  running = start();
  await running;
  return {
    up: async () => {
      const { service, caller, since } = await running;
      return { url: service.url, storeUri: service.storeUri, caller, since };
    },
    kill: () => void running.then(({ service }) => service.child.kill('SIGKILL')),
    arm: (station, nth) => void running.then(({ service }) => service.arm(station, nth)),
    disarm: () => void running.then(({ service }) => service.disarm()),
    kills: () => kills,
    stop: async () => {
      stopping = true;
      const last = await running.catch(() => undefined);
      last?.caller.close();
      await last?.service.stop();
    },
  };
}
