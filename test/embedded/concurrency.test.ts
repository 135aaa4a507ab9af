import { MongoClient } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';
import { dice } from './differential-commands';

describe('many writers at once', () => {
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

  interface Account {
    _id: number;
    cents: number;
    touched: number;
  }

  test('transfers keep the sum, every reader sees it whole, indexes agree with documents', async () => {
    const accounts = client.db('bank').collection<Account>('accounts');
    await accounts.createIndex({ cents: 1 });
    await accounts.insertMany(Array.from({ length: 8 }, (_, _id) => ({ _id, cents: 1000, touched: 0 })));
    const d = dice(11);
    const plans = Array.from({ length: 6 }, () =>
      Array.from({ length: 25 }, () => ({ from: d.below(8), to: d.below(8), cents: 1 + d.below(50) })),
    );
    let transfers = 0;
    const worker = async (plan: (typeof plans)[number]): Promise<void> => {
      for (const { from, to, cents } of plan) {
        await client.withSession((session) =>
          session.withTransaction(async () => {
            const source = await accounts.findOne({ _id: from }, { session });
            await accounts.updateOne({ _id: from }, { $set: { cents: (source?.cents ?? 0) - cents } }, { session });
            await accounts.updateOne({ _id: to }, { $inc: { cents } }, { session });
          }),
        );
        transfers++;
      }
    };
    let running = true;
    const reader = async (): Promise<number[]> => {
      const sums: number[] = [];
      while (running) {
        const all = await accounts.find().toArray();
        sums.push(all.reduce((sum, { cents }) => sum + cents, 0));
      }
      return sums;
    };
    const toucher = async (): Promise<void> => {
      for (let i = 0; i < 40; i++) await accounts.updateOne({ _id: i % 8 }, { $inc: { touched: 1 } });
    };
    const reading = reader();
    await Promise.all([...plans.map(worker), toucher()]);
    running = false;
    expect(new Set(await reading)).toEqual(new Set([8000]));
    expect(transfers).toBe(150);
    const [natural, indexed] = [
      await accounts.find().sort({ _id: 1 }).toArray(),
      await accounts.find({ cents: { $gte: -1e9 } }, { hint: { cents: 1 } }).toArray(),
    ];
    expect(indexed.sort((a, b) => a._id - b._id)).toEqual(natural);
    expect(natural.reduce((sum, { touched }) => sum + touched, 0)).toBe(40);
  }, 120_000);

  test('a transaction older than an index starts over instead of missing documents', async () => {
    const c = client.db('old').collection<{ _id: number; k: number }>('c');
    await c.insertMany([
      { _id: 1, k: 1 },
      { _id: 2, k: 2 },
    ]);
    let attempts = 0;
    await client.withSession((session) =>
      session.withTransaction(async () => {
        attempts++;
        await c.findOne({ _id: 1 }, { session });
        if (attempts === 1) await c.createIndex({ k: 1 });
        expect(await c.findOne({ k: 2 }, { session })).toEqual({ _id: 2, k: 2 });
      }),
    );
    expect(attempts).toBe(2);
  }, 60_000);

  test('two transactions that make the same collection: the first one has made it', async () => {
    const c = client.db('made').collection<{ _id: number }>('twice');
    const [first, second] = [client.startSession(), client.startSession()];
    for (const session of [first, second]) session.startTransaction();
    await c.insertOne({ _id: 1 }, { session: first });
    await c.insertOne({ _id: 2 }, { session: second });
    await first.commitTransaction();
    const late = second.commitTransaction();
    await expect(late).rejects.toMatchObject({ code: 112, errorLabels: ['TransientTransactionError'] });
    expect(await c.find().toArray()).toEqual([{ _id: 1 }]);
    await Promise.all([first.endSession(), second.endSession()]);
  });

  test('an index built while others write misses nobody', async () => {
    const c = client.db('build').collection<{ _id: number; k: number }>('c');
    await c.insertMany(Array.from({ length: 3000 }, (_, _id) => ({ _id, k: _id % 100 })));
    let next = 3000;
    let building = true;
    const writer = async (): Promise<void> => {
      while (building) {
        const _id = next++;
        await c.insertOne({ _id, k: _id % 100 });
        await c.updateOne({ _id: _id % 3000 }, { $inc: { k: 100 } });
        await c.deleteOne({ _id: (_id * 7) % 3000 });
      }
    };
    const writers = [writer(), writer()];
    await c.createIndex({ k: 1 });
    building = false;
    await Promise.all(writers);
    const [natural, indexed] = [
      await c.find({}, { hint: { $natural: 1 } }).toArray(),
      await c.find({ k: { $gte: 0 } }, { hint: { k: 1 } }).toArray(),
    ];
    expect(indexed.sort((a, b) => a._id - b._id)).toEqual(natural.sort((a, b) => a._id - b._id));
  }, 120_000);
});
