import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { silentLogger } from '../../src/logger';
import { openStore } from '../../src/open-store';
import { connectStore, type Store } from '../../src/storage/connect';

/** A place for one service to keep its data: a database on a server, or a data directory with an embedded store in it. */
export interface Place {
  mongodbUri?: string;
  dataDir: string;
  /** Opens the store from here; only while no service runs on an embedded one. */
  open<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** Removes everything. */
  drop(): Promise<void>;
}

/** The same address with another database, and with `more` options. */
export function withDatabase(uri: string, name: string, more: Record<string, string> = {}): string {
  const [, head = '', query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?\??(.*)$/.exec(uri) ?? [];
  const options = new URLSearchParams(query);
  for (const [option, value] of Object.entries(more)) options.set(option, value);
  const text = options.toString();
  return `${head}/${name}${text ? `?${text}` : ''}`;
}

/** Makes a fresh place on the store named: `embedded`, or a server's address. */
export function freshPlace(store: string): Place {
  const dataDir = mkdtempSync(join(tmpdir(), 'redress-place-'));
  const name = `redress_${process.pid}_${randomBytes(5).toString('hex')}`;
  const server = store === 'embedded' ? undefined : withDatabase(store, name);
  return {
    ...(server === undefined ? {} : { mongodbUri: server }),
    dataDir,
    open: async (work) => {
      const wishes = { dataDir, mongod: { searchPath: [] }, ...(server === undefined ? {} : { mongodbUri: server }) };
      const resolved = await openStore(wishes, silentLogger);
      try {
        const opened = await connectStore(resolved.uri);
        try {
          return await work(opened);
        } finally {
          await opened.close();
        }
      } finally {
        await resolved.stop();
      }
    },
    drop: async () => {
      if (server !== undefined) {
        const client = await mongo.MongoClient.connect(server, { serverSelectionTimeoutMS: 5_000 });
        await client
          .db()
          .dropDatabase()
          .finally(() => client.close());
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
