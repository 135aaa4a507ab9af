import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Station } from '../../src/channel';
import type { Place } from '../helpers/fresh-place';

export const SECRET = 'prove-secret-0123456789';
export const STAFF_TOKEN = 'prove-staff-0123456789';

export type ServiceOrders = { arm: { station: Station; nth: number } | null } | { tell: 'passed' };
export type ServiceMessage =
  { ready: { url: string; storeUri: string } } | { passed: Partial<Record<Station, number>> };

export interface ServiceChild {
  url: string;
  /** Where its store can be reached, also when it is embedded. */
  storeUri: string;
  child: ChildProcess;
  /** Ends the process by SIGKILL when a turn reaches the station for the n-th time. */
  arm(station: Station, nth: number): void;
  disarm(): void;
  /** What it wrote to standard error, the last of it. */
  said(): string;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Where it keeps its data; a port and the variables of channels where the proof needs them. */
export interface ServiceGiven extends Pick<Place, 'dataDir' | 'mongodbUri'> {
  port?: number;
  channels?: Record<string, Record<string, string>>;
}

const STATIONS_FILE = 'test/prove/service.ts';

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Starts the service on a place; resolves when it takes messages. `mongodbUri` replaces the place's own address. */
export async function startServiceChild(
  compiled: (source: string) => string,
  { dataDir, mongodbUri, port, channels }: ServiceGiven,
): Promise<ServiceChild> {
  const given = JSON.stringify({ dataDir, mongodbUri, port, channels });
  const child = fork(compiled(STATIONS_FILE), [given], { execArgv: [], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said = (said + chunk).slice(-4_000)));
  const [message] = (await Promise.race([
    once(child, 'message'),
    gone(child).then(() => {
      throw new Error(`the service ended with ${child.exitCode ?? child.signalCode}: ${said}`);
    }),
  ])) as [ServiceMessage];
  if (!('ready' in message)) throw new Error('the service said something else first');
  const send = (orders: ServiceOrders): void => void (child.connected && child.send(orders));
  return {
    ...message.ready,
    child,
    arm: (station, nth) => send({ arm: { station, nth } }),
    disarm: () => send({ arm: null }),
    said: () => said,
    kill: async () => {
      child.kill('SIGKILL');
      await gone(child);
    },
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone(child);
      clearTimeout(timer);
    },
  };
}
