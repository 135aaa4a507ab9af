import { Long } from 'bson';
import type { ClientSession } from 'mongodb';
import { codeOf, openStore, type Store } from './harness';

let store: Store;
beforeAll(async () => void (store = await openStore()));
afterAll(() => store.close());

const withSession = async (run: (session: ClientSession) => Promise<void>): Promise<void> => {
  const session = store.client.startSession();
  try {
    await run(session);
  } finally {
    await session.endSession();
  }
};
const n = async (c: ReturnType<Store['fresh']>, session?: ClientSession): Promise<number> =>
  Number((await c.findOne({ _id: 1 as never }, session ? { session } : {}))?.['n']);

describe('transactions', () => {
  test('commit makes everything visible at once', async () => {
    const [c, other] = [store.fresh(), store.fresh()];
    await c.insertOne({ _id: 1 as never, n: 1 });
    await other.insertOne({ _id: 0 as never });
    await withSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session });
      await other.insertMany([{ a: 1 }, { a: 2 }], { session });
      expect(await n(c, session)).toBe(2);
      expect(await n(c)).toBe(1);
      expect(Number(await other.countDocuments({ a: { $gt: 0 } }))).toBe(0);
      await session.commitTransaction();
    });
    expect(await n(c)).toBe(2);
    expect(Number(await other.countDocuments({ a: { $gt: 0 } }))).toBe(2);
  });

  test('abort leaves nothing', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    await withSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session });
      await c.deleteMany({}, { session });
      await c.insertOne({ _id: 2 as never }, { session });
      await session.abortTransaction();
    });
    expect(await c.find({}, { promoteValues: true }).toArray()).toEqual([{ _id: 1, n: 1 }]);
  });

  test('reads see the moment of the first one', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    await withSession(async (session) => {
      session.startTransaction({ readConcern: { level: 'snapshot' } });
      expect(await n(c, session)).toBe(1);
      await c.updateOne({ _id: 1 as never }, { $set: { n: 5 } });
      await c.insertOne({ _id: 2 as never });
      expect(await n(c, session)).toBe(1);
      expect(Number(await c.countDocuments({}, { session }))).toBe(1);
      await session.commitTransaction();
    });
  });

  test('a range and an index see the own writes', async () => {
    const c = store.fresh();
    await c.createIndex({ k: 1 });
    await c.insertMany([1, 3, 5].map((k) => ({ _id: k as never, k })));
    await withSession(async (session) => {
      session.startTransaction();
      await c.insertMany(
        [
          { _id: 2 as never, k: 2 },
          { _id: 6 as never, k: 6 },
        ],
        { session },
      );
      await c.deleteOne({ k: 3 }, { session });
      await c.updateOne({ k: 5 }, { $set: { k: 0 } }, { session });
      const up = await c
        .find({ k: { $gte: 0 } }, { session })
        .sort({ k: 1 })
        .toArray();
      expect(up.map(({ _id }) => Number(_id))).toEqual([5, 1, 2, 6]);
      const down = await c
        .find({ k: { $lt: 6 } }, { session })
        .sort({ k: -1 })
        .limit(2)
        .toArray();
      expect(down.map(({ _id }) => Number(_id))).toEqual([2, 1]);
      await session.abortTransaction();
    });
  });

  test('two writers of one document: the second gets a write conflict', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    await withSession(async (a) =>
      withSession(async (b) => {
        a.startTransaction();
        b.startTransaction();
        await n(c, b);
        await c.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session: a });
        if (store.engine === 'documentdb') await a.commitTransaction();
        const error = await c
          .updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session: b })
          .catch((e: unknown) => e as never);
        expect(Number((error as unknown as { code: unknown }).code)).toBe(112);
        expect(
          (error as unknown as { hasErrorLabel(label: string): boolean }).hasErrorLabel('TransientTransactionError'),
        ).toBe(true);
        if (a.inTransaction()) await a.commitTransaction();
        await b.abortTransaction();
      }),
    );
    expect(await n(c)).toBe(2);
  });

  test('a change after the snapshot is a write conflict too', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    await withSession(async (session) => {
      session.startTransaction({ readConcern: { level: 'snapshot' } });
      await n(c, session);
      await c.updateOne({ _id: 1 as never }, { $inc: { n: 1 } });
      expect(await codeOf(() => c.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session }))).toBe(112);
      await session.abortTransaction();
    });
  });

  test('withTransaction keeps every increment of ten writers', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 0 });
    const add = (): Promise<void> =>
      withSession(async (session) => {
        await session.withTransaction(async () => {
          const now = await n(c, session);
          await c.updateOne({ _id: 1 as never }, { $set: { n: now + 1 } }, { session });
        });
      });
    await Promise.all(Array.from({ length: 10 }, add));
    expect(await n(c)).toBe(10);
  });

  test('a duplicate key ends the transaction', async () => {
    const c = store.fresh();
    await c.createIndex({ k: 1 }, { unique: true });
    await c.insertOne({ k: 1 });
    await withSession(async (session) => {
      session.startTransaction();
      await c.insertOne({ k: 2 }, { session });
      const error = await c.insertOne({ k: 1 }, { session }).catch((e: unknown) => e as never);
      expect(Number((error as unknown as { code: unknown }).code)).toBe(11000);
      expect((error as { keyPattern?: unknown }).keyPattern).toBeDefined();
      expect(await codeOf(() => c.insertOne({ k: 3 }, { session }))).toBe(251);
      await session.abortTransaction().catch(() => undefined);
    });
    expect(Number(await c.countDocuments())).toBe(1);
  });

  test('two transactions inserting one unique key: one of them commits', async () => {
    const c = store.fresh();
    await c.createIndex({ k: 1 }, { unique: true });
    const insert = (): Promise<number> =>
      codeOf(() =>
        withSession(async (session) => void (await session.withTransaction(() => c.insertOne({ k: 1 }, { session })))),
      );
    const codes = await Promise.all([insert(), insert(), insert()]);
    expect(codes.filter((code) => code === 0)).toHaveLength(1);
    expect(Number(await c.countDocuments())).toBe(1);
  });

  test('a plain write waits for the transaction that is in its way', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    await withSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session });
      const plain = c.updateOne({ _id: 1 as never }, { $inc: { n: 10 } });
      await new Promise((done) => setTimeout(done, 100));
      await session.commitTransaction();
      await plain;
    });
    expect(await n(c)).toBe(12);
  });

  test('committing twice is committing once', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    await withSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session });
      await session.commitTransaction();
      await session.commitTransaction();
    });
    expect(await n(c)).toBe(2);
  });

  test('findOneAndUpdate, bulkWrite and aggregate take part', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    await withSession(async (session) => {
      session.startTransaction();
      await c.findOneAndUpdate({ _id: 1 as never }, { $inc: { n: 1 } }, { session });
      await c.bulkWrite(
        [
          { insertOne: { document: { _id: 2 as never, n: 5 } } },
          { updateOne: { filter: { _id: 2 as never }, update: { $inc: { n: 1 } } } },
        ],
        { session },
      );
      const [sum] = await c.aggregate([{ $group: { _id: null, n: { $sum: '$n' } } }], { session }).toArray();
      expect(Number(sum?.['n'])).toBe(8);
      await session.commitTransaction();
    });
    expect(Number(await c.countDocuments())).toBe(2);
  });

  test('a cursor opened in a transaction goes on in it', async () => {
    const c = store.fresh();
    await c.insertMany(Array.from({ length: 30 }, (_, k) => ({ k })));
    await withSession(async (session) => {
      session.startTransaction();
      const cursor = c.find({}, { session, batchSize: 10 });
      await cursor.next();
      await c.insertMany(Array.from({ length: 5 }, (_, k) => ({ k })));
      expect(await cursor.toArray()).toHaveLength(29);
      await session.commitTransaction();
    });
  });
});

/** The number the driver would give its next retryable write on this session. */
function nextNumber(session: ClientSession): Long {
  const { serverSession } = session as unknown as { serverSession: { txnNumber: number } };
  return Long.fromNumber((serverSession.txnNumber += 1));
}

describe('retryable writes', () => {
  test('a statement sent twice is applied once', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    await withSession(async (session) => {
      const command = {
        update: c.collectionName,
        updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
        txnNumber: nextNumber(session),
      };
      const first = await store.db.command(command, { session });
      const second = await store.db.command(command, { session });
      expect([first, second].map((reply) => Number(reply['nModified']))).toEqual([1, 1]);
    });
    expect(await n(c)).toBe(2);
  });

  test('an insert sent twice does not collide with itself', async () => {
    const c = store.fresh();
    await withSession(async (session) => {
      const command = {
        insert: c.collectionName,
        documents: [{ _id: 1 }, { _id: 2 }],
        txnNumber: nextNumber(session),
      };
      await store.db.command(command, { session });
      const again = await store.db.command(command, { session });
      expect([Number(again['n']), again['writeErrors']]).toEqual([2, undefined]);
    });
  });

  test('findAndModify sent twice gives the same document', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    await withSession(async (session) => {
      const command = {
        findAndModify: c.collectionName,
        query: { _id: 1 },
        update: { $inc: { n: 1 } },
        txnNumber: nextNumber(session),
      };
      const first = await store.db.command(command, { session });
      const second = await store.db.command(command, { session });
      expect([first, second].map((reply) => Number(reply['value'].n))).toEqual([1, 1]);
    });
    expect(await n(c)).toBe(2);
  });
});
