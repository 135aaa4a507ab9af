import { Long } from 'bson';
import { codeOf, openStore, testUnless, type Differs, type Store } from './harness';

let store: Store;
beforeAll(async () => void (store = await openStore()));
afterAll(() => store.close());

const fails = (command: Record<string, unknown>): Promise<number> => codeOf(() => store.db.command(command));

describe('indexes', () => {
  test('are listed as they were made', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1, b: -1 }, { unique: true, name: 'ab' });
    await c.createIndex({ c: 1 }, { sparse: true });
    await c.createIndex({ d: 1 }, { partialFilterExpression: { d: { $gt: 5 } } });
    await c.createIndex({ e: 1 }, { expireAfterSeconds: 60 });
    const indexes = await c.indexes();
    expect(indexes.map(({ name }) => name).sort()).toEqual(['_id_', 'ab', 'c_1', 'd_1', 'e_1']);
    expect(indexes.find(({ name }) => name === 'ab')).toMatchObject({ unique: true });
  });

  test('the same index again changes nothing', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1 });
    await c.createIndex({ a: 1 });
    expect(await c.indexes()).toHaveLength(2);
  });

  test('another index of the same name is refused', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1 }, { name: 'x' });
    expect(await codeOf(() => c.createIndex({ b: 1 }, { name: 'x' }))).toBe(86);
  });

  test('the same fields under another name are refused', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1 }, { name: 'x' });
    expect(await codeOf(() => c.createIndex({ a: 1 }, { name: 'y' }))).toBe(85);
  });

  test('a unique index over duplicates is refused and leaves nothing behind', async () => {
    const c = store.fresh();
    await c.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await codeOf(() => c.createIndex({ a: 1 }, { unique: true }))).toBe(11000);
    expect((await c.indexes()).map(({ name }) => name)).toEqual(['_id_']);
  });

  test('dropping: by name, all, never _id', async () => {
    const c = store.fresh();
    await c.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
    await c.dropIndex('a_1');
    expect(await codeOf(() => c.dropIndex('a_1'))).toBe(27);
    expect(await codeOf(() => c.dropIndex('_id_'))).toBe(72);
    await c.dropIndexes();
    expect(await c.indexes()).toHaveLength(1);
  });

  test('unique counts missing as null', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1 }, { unique: true });
    await c.insertOne({ b: 1 });
    expect(await codeOf(() => c.insertOne({ b: 2 }))).toBe(11000);
  });

  test('unique and sparse lets many go without', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1 }, { unique: true, sparse: true });
    await c.insertMany([{ b: 1 }, { b: 2 }]);
    expect(await codeOf(() => c.insertMany([{ a: 1 }, { a: 1 }]))).toBe(11000);
  });

  test('unique and partial asks only those inside', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { active: true } });
    await c.insertMany([
      { a: 1, active: true },
      { a: 1, active: false },
      { a: 1, active: false },
    ]);
    expect(await codeOf(() => c.insertOne({ a: 1, active: true }))).toBe(11000);
    expect(await codeOf(() => c.updateOne({ active: false }, { $set: { active: true } }))).toBe(11000);
  });

  testUnless(
    'unique over an array takes each element, and repetition within one document is fine',
    { documentdb: 'its unique indexes compare the array as a whole' },
    () => store,
    async () => {
      const c = store.fresh();
      await c.createIndex({ a: 1 }, { unique: true });
      await c.insertOne({ a: [1, 1, 2] });
      expect(await codeOf(() => c.insertOne({ a: [3, 2] }))).toBe(11000);
      expect(await codeOf(() => c.insertOne({ a: 3 }))).toBe(0);
    },
  );

  test('unique sees equal numbers of different types', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1 }, { unique: true });
    await c.insertOne({ a: 1 });
    expect(await codeOf(() => c.insertOne({ a: Long.fromNumber(1) }))).toBe(11000);
  });

  test('unique and compound', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1, b: 1 }, { unique: true });
    await c.insertMany([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ]);
    expect(await codeOf(() => c.insertOne({ a: 1, b: 2 }))).toBe(11000);
  });

  testUnless(
    'two arrays in one compound index are refused',
    { documentdb: 'indexes their combinations' },
    () => store,
    async () => {
      const c = store.fresh();
      await c.createIndex({ a: 1, b: 1 });
      expect(await codeOf(() => c.insertOne({ a: [1], b: [2] }))).toBe(171);
    },
  );

  test('an error names the key', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1, b: 1 }, { unique: true });
    await c.insertOne({ a: 'x', b: 1 });
    const error = await c.insertOne({ a: 'x', b: 1 }).catch((e: unknown) => e as Record<string, unknown>);
    expect(Number((error as { code: unknown }).code)).toBe(11000);
    expect(Object.keys((error as { keyPattern: object }).keyPattern)).toEqual(['a', 'b']);
    if (store.engine !== 'documentdb') expect((error as { keyValue: object }).keyValue).toMatchObject({ a: 'x' });
  });

  test('a text long beyond any key is found by its index', async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1 });
    const long = 'x'.repeat(5000);
    await c.insertMany([
      { _id: 1 as never, a: `${long}a` },
      { _id: 2 as never, a: `${long}b` },
      { _id: 3 as never, a: 'y' },
    ]);
    expect(Number((await c.findOne({ a: `${long}b` }))?.['_id'])).toBe(2);
    expect((await c.find().sort({ a: -1 }).toArray()).map(({ _id }) => Number(_id))).toEqual([3, 2, 1]);
  });
});

describe('collections and databases', () => {
  test('are listed once made and gone once dropped', async () => {
    const name = store.fresh().collectionName;
    await store.db.createCollection(name);
    expect(await store.db.listCollections({ name }).toArray()).toHaveLength(1);
    await store.db.collection(name).drop();
    expect(await store.db.listCollections({ name }).toArray()).toHaveLength(0);
  });

  testUnless(
    'a collection made twice is refused',
    { documentdb: 'takes the second as done' },
    () => store,
    async () => {
      const name = store.fresh().collectionName;
      await store.db.createCollection(name);
      expect(await codeOf(() => store.db.command({ create: name }))).toBe(48);
    },
  );

  test('a collection that does not exist reads as empty', async () => {
    const c = store.fresh();
    expect(await c.find().toArray()).toEqual([]);
    expect(Number(await c.countDocuments())).toBe(0);
    expect(await codeOf(() => c.indexes())).toBe(26);
  });

  test('only what inserts makes a collection', async () => {
    const c = store.fresh();
    await c.deleteMany({});
    await c.updateOne({ a: 1 }, { $set: { a: 2 } });
    expect(await c.findOneAndUpdate({ a: 1 }, { $set: { a: 2 } })).toBeNull();
    expect(await store.db.listCollections({ name: c.collectionName }).toArray()).toEqual([]);
    await c.updateOne({ a: 1 }, { $set: { a: 2 } }, { upsert: true });
    expect(await store.db.listCollections({ name: c.collectionName }).toArray()).toHaveLength(1);
  });

  test('renaming keeps documents and indexes', async () => {
    const [from, to] = [store.fresh(), store.fresh()];
    await from.createIndex({ a: 1 }, { unique: true });
    await from.insertOne({ a: 1 });
    await from.rename(to.collectionName);
    expect(Number(await to.countDocuments())).toBe(1);
    expect(await codeOf(() => to.insertOne({ a: 1 }))).toBe(11000);
  });
});

describe('cursors', () => {
  test('give everything, batch by batch', async () => {
    const c = store.fresh();
    await c.insertMany(Array.from({ length: 250 }, (_, n) => ({ n })));
    const found = await c.find().batchSize(40).toArray();
    expect(found.map(({ n }) => Number(n)).sort((a, b) => a - b)).toEqual(Array.from({ length: 250 }, (_, n) => n));
  });

  test('sorted and from an index too', async () => {
    const c = store.fresh();
    await c.createIndex({ n: 1 });
    await c.insertMany(Array.from({ length: 250 }, (_, n) => ({ n: (n * 7) % 250 })));
    expect((await c.find().sort({ n: -1 }).batchSize(40).toArray()).map(({ n }) => Number(n))).toEqual(
      Array.from({ length: 250 }, (_, n) => 249 - n),
    );
  });

  test('an aggregation comes in batches as well', async () => {
    const c = store.fresh();
    await c.insertMany(Array.from({ length: 250 }, (_, n) => ({ n })));
    expect(await c.aggregate([{ $match: {} }], { batchSize: 30 }).toArray()).toHaveLength(250);
  });

  test('a cursor that does not exist is refused', async () => {
    expect(await fails({ getMore: Long.fromNumber(12345), collection: 'x' })).toBe(43);
  });
});

describe('what is not known is refused', () => {
  const refused: [string, Record<string, unknown>, number[], Differs?][] = [
    ['an unknown command', { nonsense: 1 }, [59]],
    ['an unknown field of find', { find: 'x', nonsense: 1 }, [40415], { documentdb: 'refuses it with another code' }],
    ['an unknown query operator', { find: 'x', filter: { a: { $nonsense: 1 } } }, [2]],
    ['an unknown top-level operator', { find: 'x', filter: { $nonsense: 1 } }, [2]],
    ['$in without a list', { find: 'x', filter: { a: { $in: 1 } } }, [2]],
    ['$or without a list', { find: 'x', filter: { $or: {} } }, [2]],
    ['a bad regular expression', { find: 'x', filter: { a: { $regex: '(' } } }, [51091]],
    ['a filter that is no document', { find: 'x', filter: 1 }, [14]],
    ['a bad sort', { find: 'x', sort: { a: 2 } }, [2, 15975]],
    ['a negative skip', { find: 'x', skip: -1 }, [51024], { documentdb: 'refuses it with another code' }],
    ['an insert of nothing', { insert: 'x', documents: [] }, [16]],
    ['a bad name', { insert: '', documents: [{}] }, [73]],
    ['an aggregation without a cursor', { aggregate: 'x', pipeline: [] }, [9]],
  ];
  for (const [title, command, codes, differs = {}] of refused) {
    testUnless(
      title,
      differs,
      () => store,
      async () => expect(codes).toContain(await fails(command)),
    );
  }

  test('an array for _id', async () => {
    expect(await codeOf(() => store.fresh().insertOne({ _id: [1] as never }))).toBe(2);
  });

  test('the same _id twice', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never });
    expect(await codeOf(() => c.insertOne({ _id: 1 as never }))).toBe(11000);
  });
});
