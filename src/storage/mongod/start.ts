import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';

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
  const { MongoMemoryReplSet } = await import('mongodb-memory-server');
  const port = await freePort(before ?? 0);
  mkdirSync(dbPath, { recursive: true, mode: 0o700 });
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary },
    replSet: { name: 'rs0', count: 1, ip: '127.0.0.1', storageEngine: 'wiredTiger' },
    instanceOpts: [{ port, dbPath, storageEngine: 'wiredTiger', launchTimeout: LAUNCH_MS }],
  });
  return { uri: set.getUri('redress'), port, stop: async () => void (await set.stop({ doCleanup: false })) };
}
