import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../bench/service-process';
import { withDatabase } from '../helpers/fresh-place';
import { createTcpProxy } from '../helpers/tcp-proxy';

/** A database that can be taken away and given back. */
export interface Engine {
  uri: string;
  /** How it is taken away, in words. */
  how: string;
  away(): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
}

/** A server that is reached through a proxy of ours: away means that every connection breaks and none can be opened. */
export async function proxiedEngine(uri: string): Promise<Engine> {
  const [, host = '127.0.0.1', port = '27017'] = /^mongodb:\/\/(?:[^@/]*@)?([^:,/?]+)(?::(\d+))?/.exec(uri) ?? [];
  const proxy = await createTcpProxy({ host, port: Number(port) });
  // A replica set would tell its own address, and the driver would go there past the proxy.
  const direct = withDatabase(uri, 'admin', { directConnection: 'true' }).replace(/replicaSet=[^&]*&?/, '');
  return {
    uri: direct.replace(/^(mongodb:\/\/(?:[^@/]*@)?)[^/]+/, `$1127.0.0.1:${proxy.port}`),
    how: 'every connection to it broken, none accepted',
    away: () => proxy.cut(),
    back: () => proxy.restore(),
    close: () => proxy.close(),
  };
}

const PATIENCE = 180_000;

async function startScript(script: string, port: number): Promise<{ child: ChildProcess; uri: string }> {
  const child = spawn(script, [String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const uri = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${script} named no address`)), PATIENCE);
    child.once('error', reject).once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const [found] = /mongodb:\/\/\S+/.exec(said) ?? [];
      if (found) resolve((clearTimeout(timer), found));
    });
  });
  return { child, uri: await uri };
}

/** An engine of our own, started by a script that says its address and serves until SIGTERM. */
export async function scriptedEngine(script: string): Promise<Engine> {
  const port = await freePort();
  let running: Awaited<ReturnType<typeof startScript>> | null = await startScript(script, port);
  const { uri } = running;
  const away = async (): Promise<void> => {
    if (!running) return;
    const gone = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    running = null;
    await gone;
  };
  return {
    uri,
    how: 'the engine stopped and started',
    away,
    back: async () => {
      running = await startScript(script, port);
    },
    close: away,
  };
}
