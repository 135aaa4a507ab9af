import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Long, UUID } from 'bson';
import { type Document, MongoClient } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';
import { killBursts } from './bursts';

describe('durability', () => {
  let path: string;
  beforeEach(() => void (path = mkdtempSync(join(tmpdir(), 'embedded-durability-'))));
  afterEach(() => rmSync(path, { recursive: true, force: true }));

  const withStore = async <T>(run: (client: MongoClient) => Promise<T>): Promise<T> => {
    const store = await EmbeddedMongo.create({ path });
    const client = await MongoClient.connect(store.uri);
    try {
      return await run(client);
    } finally {
      await client.close();
      await store.stop();
    }
  };

  test('what was acknowledged before SIGKILL is there afterwards, transactions whole or absent', async () => {
    const { acknowledged, lost } = await killBursts(3);
    expect(lost).toEqual([]);
    expect(acknowledged).toBeGreaterThan(0);
  }, 120_000);

  test('documents, indexes and what an index knows about arrays survive a restart', async () => {
    await withStore(async (client) => {
      const c = client.db('d').collection<{ _id: number; tags: unknown; k: number }>('c');
      await c.createIndex({ tags: 1 });
      await c.createIndex({ k: 1 }, { unique: true });
      await c.insertMany([
        { _id: 1, tags: ['a', 'b'], k: 1 },
        { _id: 2, tags: 'c', k: 2 },
      ]);
    });
    await withStore(async (client) => {
      const c = client.db('d').collection<{ _id: number; tags: unknown; k: number }>('c');
      expect(await c.find({ tags: { $gt: 'a', $lt: 'c' } }).toArray()).toEqual([{ _id: 1, tags: ['a', 'b'], k: 1 }]);
      await expect(c.insertOne({ _id: 3, tags: [], k: 2 })).rejects.toMatchObject({ code: 11000 });
      expect(
        await c
          .find({}, { projection: { _id: 1 } })
          .sort({ k: -1 })
          .toArray(),
      ).toEqual([{ _id: 2 }, { _id: 1 }]);
    });
  }, 60_000);

  test('a write that is retried after a restart is applied once', async () => {
    const id = { id: new UUID() };
    const command = { update: 'c', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }] };
    const sent: unknown[] = [];
    const body = (reply: Document): unknown => ({ ...reply, operationTime: 0, $clusterTime: 0 });
    for (const _ of ['first', 'again']) {
      const store = await EmbeddedMongo.create({ path });
      const client = await MongoClient.connect(store.uri, { serverSelectionTimeoutMS: 1000 });
      const session = client.startSession();
      Object.assign((session as unknown as { serverSession: object }).serverSession, { id });
      sent.push(body(await client.db('d').command({ ...command, txnNumber: Long.fromNumber(1) }, { session })));
      expect(await client.db('d').collection('c').find().toArray()).toEqual([{ _id: 1, n: 1 }]);
      // The store goes first: a client that says goodbye ends its sessions, and their record with them.
      await store.stop();
      await client.close();
    }
    expect(sent[1]).toEqual(sent[0]);
  }, 60_000);
});
