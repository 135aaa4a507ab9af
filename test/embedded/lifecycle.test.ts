import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { MongoClient } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';

const temporary = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('embedded-mongo-'));

describe('an embedded store', () => {
  let store: Awaited<ReturnType<typeof EmbeddedMongo.create>>;
  let client: MongoClient;
  beforeAll(async () => {
    store = await EmbeddedMongo.create();
    client = await MongoClient.connect(store.uri);
  }, 60_000);
  afterAll(async () => {
    await client.close();
    await store.stop();
  });

  test('listens on loopback and calls itself a replica set of one', async () => {
    const hello = await client.db('admin').command({ hello: 1 });
    expect(hello).toMatchObject({ setName: 'rs0', isWritablePrimary: true, maxWireVersion: 21 });
    expect(store.uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/\?replicaSet=rs0$/);
  });

  test('without a path leaves nothing behind', async () => {
    const before = temporary();
    const other = await EmbeddedMongo.create();
    const made = temporary().filter((name) => !before.includes(name));
    expect(made.length).toBeGreaterThan(0);
    await other.stop();
    expect(made.every((name) => !existsSync(join(tmpdir(), name)) || temporary().includes(name))).toBe(true);
  }, 60_000);

  test('refuses a folder that is already open', async () => {
    const path = mkdtempSync(join(tmpdir(), 'embedded-twice-'));
    const first = await EmbeddedMongo.create({ path });
    await expect(EmbeddedMongo.create({ path })).rejects.toThrow(/in use by process/);
    await first.stop();
    const second = await EmbeddedMongo.create({ path });
    await second.stop();
    rmSync(path, { recursive: true, force: true });
  }, 60_000);

  test('that ends unasked takes its process with it, which is of no use without a store', async () => {
    const child = spawn(process.execPath, ['-r', 'tsx/cjs', join(__dirname, 'ending-child.ts')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, said]).toEqual([1, expect.stringMatching(/the embedded store at port \d+ ended with exit code 1/)]);
  }, 60_000);

  test('refuses a port that is taken', async () => {
    const port = Number(/:(\d+)\//.exec(store.uri)?.[1]);
    await expect(EmbeddedMongo.create({ port })).rejects.toThrow(/EADDRINUSE/);
  }, 60_000);

  test('a heavy query stalls neither the main thread nor a small one', async () => {
    const c = client.db('heavy').collection<{ _id: number; n: number; text: string }>('c');
    for (let i = 0; i < 20; i++)
      await c.insertMany(Array.from({ length: 1000 }, (_, j) => ({ _id: i * 1000 + j, n: j, text: 'x'.repeat(200) })));
    const lag = monitorEventLoopDelay({ resolution: 5 });
    lag.enable();
    const heavy = c
      .aggregate([{ $sort: { text: 1, n: -1 } }, { $group: { _id: { $mod: ['$n', 7] }, n: { $sum: '$n' } } }])
      .toArray();
    let during = 0;
    let done = false;
    void heavy.then(() => (done = true));
    while (!done) {
      await c.findOne({ _id: during % 1000 });
      during++;
    }
    lag.disable();
    expect(await heavy).toHaveLength(7);
    expect(during).toBeGreaterThan(3);
  }, 60_000);

  test('a client that leaves in the middle of a command harms nobody', async () => {
    const guest = await MongoClient.connect(store.uri);
    const slow = guest
      .db('heavy')
      .collection('c')
      .find({ $expr: { $gt: [{ $strLenCP: { $ifNull: ['$text', ''] } }, 1000] } })
      .toArray()
      .catch(() => undefined);
    await guest.close(true);
    await slow;
    expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  test('64-bit integers come and go as bigint, through more than one batch', async () => {
    const wide = await MongoClient.connect(store.uri, { useBigInt64: true });
    const c = wide.db('wide').collection<{ n: bigint }>('c');
    await c.insertMany(Array.from({ length: 300 }, (_, i) => ({ n: 2n ** 60n + BigInt(i) })));
    await c.updateMany({}, { $inc: { n: 1n } });
    const found = await c.find().sort({ n: 1 }).batchSize(50).toArray();
    expect(found.map(({ n }) => n)).toEqual(Array.from({ length: 300 }, (_, i) => 2n ** 60n + BigInt(i) + 1n));
    await wide.close();
  });

  test('what is not supported is refused with a code and its name', async () => {
    const db = client.db('refused');
    const refused: [Record<string, unknown>, string][] = [
      [{ create: 'c', capped: true, size: 1000 }, 'NotImplemented'],
      [{ find: 'c', filter: { $expr: true }, collation: { locale: 'en' } }, 'NotImplemented'],
      [{ find: 'c', tailable: true }, 'BadValue'],
      [{ createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 't' }] }, 'NotImplemented'],
      [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 't', weights: {} }] }, 'InvalidOptions'],
      [{ aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {} }, 'Location40573'],
      [{ aggregate: 'c', pipeline: [{ $project: { a: { $function: {} } } }], cursor: {} }, 'Location31325'],
      [{ mapReduce: 'c' }, 'CommandNotFound'],
      [{ find: 'c', filter: { $where: '1' } }, 'BadValue'],
      [{ find: 'c', filter: { $text: { $search: 'x' } } }, 'BadValue'],
      [{ find: 'c', filter: { a: { $near: [0, 0] } } }, 'BadValue'],
      [{ insert: 'c', documents: [{}], writeConcern: { w: 3 } }, 'UnsatisfiableWriteConcern'],
    ];
    for (const [command, codeName] of refused) await expect(db.command(command)).rejects.toMatchObject({ codeName });
  });

  test('documents expire by their TTL index', async () => {
    await client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 1 });
    const c = client.db('ttl').collection('c');
    await c.createIndex({ at: 1 }, { expireAfterSeconds: 1 });
    await c.insertMany([{ at: new Date(Date.now() - 60_000) }, { at: new Date(Date.now() + 60_000) }, { at: 'never' }]);
    for (let i = 0; i < 60 && (await c.countDocuments()) > 2; i++) await new Promise((go) => setTimeout(go, 100));
    expect((await c.find().toArray()).map(({ at }) => typeof at)).toEqual(['object', 'string']);
  });
});
