import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

export interface MongodOptions {
  binary: string;
  dbPath: string;
  /** The port of earlier starts; a free one is taken without it. */
  port?: number;
}

export interface RunningMongod {
  uri: string;
  port: number;
  stop(): Promise<void>;
}

/** Milliseconds a mongod may take until it listens: recovery after a crash reads its journal first. */
const LAUNCH_MS = 60_000;

/** The version it reports. Rejects for whatever cannot be run or is no mongod, before anything is started. */
async function versionOf(binary: string): Promise<string> {
  const { stdout } = await promisify(execFile)(binary, ['--version'], { timeout: 10_000 });
  const version = /^\s*db version v?(\d+\.\d+\.\d+)/im.exec(stdout)?.[1];
  if (!version) throw new Error('it does not say its version as a mongod does');
  return version;
}

/** Resolves with the port when it is free on loopback; 0 asks for any free one. */
const freePort = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(
        new Error(
          `port ${port}, which the mongod of this DATA_DIR uses, is taken by another program: stop that one first`,
        ),
      ),
    );
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });

/**
 * Runs a mongod as a replica set of one on loopback, with its data kept. The port stays the same from start to start,
 * because the replica set keeps its own address in its data. When this process dies, a small process of
 * mongodb-memory-server's ends the mongod too.
 */
export async function startMongod({ binary, dbPath, port: before }: MongodOptions): Promise<RunningMongod> {
  const version = await versionOf(binary);
  const { MongoMemoryReplSet } = await import('mongodb-memory-server');
  const port = await freePort(before ?? 0);
  mkdirSync(dbPath, { recursive: true, mode: 0o700 });
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary, version },
    replSet: { name: 'rs0', count: 1, ip: '127.0.0.1', storageEngine: 'wiredTiger' },
    instanceOpts: [{ port, dbPath, storageEngine: 'wiredTiger', launchTimeout: LAUNCH_MS }],
  });
  const uri = set.getUri('redress');
  const stop = async (): Promise<void> => void (await set.stop({ doCleanup: false }));
  // The library takes another port when somebody was faster, which the replica set in the data would never agree to.
  if (!uri.includes(`:${port}/`)) {
    await stop();
    throw new Error(`port ${port} was taken while the mongod started`);
  }
  return { uri, port, stop };
}
