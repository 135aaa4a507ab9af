import type { Station } from '../../src/channel';
import { createCaller, type Caller } from '../helpers/direct-line-client';
import type { Place } from '../helpers/fresh-place';
import { startServiceChild, type ServiceChild } from './service-child';

/** A service that is started again whenever it ends. */
export interface PersistentService {
  /** The running process, as soon as there is one. */
  up(): Promise<{ url: string; storeUri: string; caller: Caller }>;
  arm(station: Station, nth: number): void;
  disarm(): void;
  /** How often it ended by SIGKILL. */
  kills(): number;
  stop(): Promise<void>;
}

interface Running {
  service: ServiceChild;
  caller: Caller;
}

/** Starts the service on `place`, and again within the second whenever it is killed, until `stop`. */
export async function createPersistentService(
  compiled: (source: string) => string,
  place: Pick<Place, 'dataDir' | 'mongodbUri'>,
): Promise<PersistentService> {
  let kills = 0;
  let stopping = false;
  let running: Promise<Running>;

  async function start(): Promise<Running> {
    const service = await startServiceChild(compiled, place);
    service.child.once('exit', (code, signal) => {
      if (stopping) return;
      if (signal === 'SIGKILL') kills += 1;
      else process.stderr.write(`the service ended by itself (${code ?? signal}): ${service.said()}\n`);
      running = start();
      running.catch(() => undefined);
    });
    return { service, caller: createCaller(service.url, { timeout: 15_000 }) };
  }

  running = start();
  await running;
  return {
    up: async () => {
      const { service, caller } = await running;
      return { url: service.url, storeUri: service.storeUri, caller };
    },
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
