import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import type { StoreKind } from '../../src/storage/home/store-record';
import type { StartedStore } from '../../src/storage/resolve';
import { testStoreKind } from './test-store-kind';

/** A database of its own on the store the tests run on. It can be handed to `buildApp` as its `store` as it is. */
export interface TestStore {
  uri: string;
  kind: StoreKind;
  alone: boolean;
  /** Removes the database; may come after the embedded store's own end. */
  drop(): Promise<void>;
  /** Nothing: the store outlives an app that was built on it. */
  stop(): Promise<void>;
}

let embedded: Promise<StartedStore & { path: string }> | undefined;

async function startEmbedded(): Promise<StartedStore & { path: string }> {
  // Loaded only where it is used: tests on a server must not pay for it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { EmbeddedMongo } = require('../../src/embedded') as typeof import('../../src/embedded');
  const path = mkdtempSync(join(tmpdir(), 'redress-embedded-'));
  return { ...(await EmbeddedMongo.create({ path, worker: process.env.REDRESS_TEST_WORKER })), path };
}

/** Stops the embedded store of this test file; done by itself under jest. */
export async function stopTestStore(): Promise<void> {
  const started = await embedded;
  embedded = undefined;
  await started?.stop();
  if (started) rmSync(started.path, { recursive: true, force: true });
}

if (typeof afterAll === 'function') afterAll(stopTestStore);

async function address(): Promise<{ uri: string; kind: StoreKind }> {
  if (process.env.REDRESS_TEST_MONGOD) return { uri: process.env.REDRESS_TEST_MONGOD, kind: 'mongod' };
  const store = await testStoreKind(process.env);
  if (store.kind === 'server') return store;
  embedded ??= startEmbedded();
  return { uri: (await embedded).uri, kind: 'embedded' };
}

/** The same address with another database. */
const withDatabase = (uri: string, name: string): string =>
  uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`);

/**
 * A fresh database on whatever the tests run on: MONGODB_URI, a mongod at hand, the embedded store. Only the second
 * database of the same file shares a server with the first: files and runs cannot meet.
 */
export async function testStore(): Promise<TestStore> {
  const { uri, kind } = await address();
  const own = withDatabase(uri, `redress_test_${process.pid}_${randomBytes(6).toString('hex')}`);
  return {
    uri: own,
    kind,
    alone: kind !== 'server',
    stop: () => Promise.resolve(),
    drop: async () => {
      // An embedded store ends with its test file, and its databases with it.
      if (kind === 'embedded' && !embedded) return;
      const client = await mongo.MongoClient.connect(own, { serverSelectionTimeoutMS: 5_000 });
      await client
        .db()
        .dropDatabase()
        .finally(() => client.close());
    },
  };
}
