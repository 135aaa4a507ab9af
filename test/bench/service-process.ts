import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

export const SECRET = 'bench-secret-0123456789';
export const ROOT = join(__dirname, '..', '..');

export interface ServiceProcess {
  url: string;
  child: ChildProcess;
  /** Milliseconds from spawning it until /health said ok. */
  startUp: number;
  memory(): Memory;
  /** Ends it with SIGTERM and waits; SIGKILL after 15 s. */
  stop(): Promise<void>;
}

/** Resident memory in MB; `anonymous` leaves out what is mapped from files. */
export interface Memory {
  rss: number;
  anonymous: number;
}

const megabytes = (text: string, field: string): number =>
  Math.round(Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1024);

export function memoryOf(pid: number): Memory {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return { rss: megabytes(rollup, 'Rss'), anonymous: megabytes(rollup, 'Anonymous') };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

export async function endChild(child: ChildProcess, patience = 15_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await gone;
  clearTimeout(timer);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function untilHealthy(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; await pause(5)) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}: ${said()}`);
    const ok = await fetch(`${url}/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
  }
  throw new Error(`the service did not come up: ${said()}`);
}

export interface ServiceOptions {
  /** MONGODB_URI, or a DATA_DIR whose embedded store is used. */
  mongodbUri?: string;
  dataDir: string;
  /** Arguments for node before the entry, such as --cpu-prof. */
  nodeArgs?: string[];
}

/** Runs the built service as a user would: `node dist/src/main.js` with nothing of ours in it. */
export async function startService({ mongodbUri, dataDir, nodeArgs = [] }: ServiceOptions): Promise<ServiceProcess> {
  const entry = join(ROOT, 'dist', 'src', 'main.js');
  if (!existsSync(entry)) throw new Error('there is no build: run `npm run build` first');
  const port = await freePort();
  const { PATH = '', HOME = '' } = process.env;
  const env = {
    PATH,
    HOME,
    PORT: String(port),
    DATA_DIR: dataDir,
    DIRECTLINE_SECRET: SECRET,
    STAFF_TOKEN: 'bench-staff-0123456789',
    SAMPLE_ORDERS: '0',
    LOG_LEVEL: 'info',
    ...(mongodbUri ? { MONGODB_URI: mongodbUri } : {}),
  };
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeArgs, entry], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said = (said + chunk).slice(-2_000)));
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child, () => said);
  return {
    url,
    child,
    startUp: Math.round(performance.now() - began),
    memory: () => memoryOf(child.pid as number),
    stop: () => endChild(child),
  };
}
