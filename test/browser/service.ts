import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Service {
  url: string;
  /** The generated staff token, for what the shop does in the meantime. */
  staffToken: string;
  close(): Promise<void>;
}

const START_MS = 30_000;

/** A port that was free a moment ago: the service's own address has to be known before it starts. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The built service as a stranger starts it: no configuration but a port and a data directory of its own. */
export async function startService(env: Record<string, string> = {}): Promise<Service> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'redress-browser-'));
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { PATH, HOME, PORT: String(await freePort()), DATA_DIR: dataDir, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the service did not start: ${said}`)), START_MS);
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /Chat page\s+(http:\/\/\S+?)\/?\s/.exec(said)?.[1];
      if (!address || !/STAFF_TOKEN\s+\S+\n/.test(said)) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`the service ended with ${String(code)}: ${said}`)));
  });
  return {
    url,
    staffToken: /STAFF_TOKEN\s+(\S+)/.exec(said)?.[1] ?? '',
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
