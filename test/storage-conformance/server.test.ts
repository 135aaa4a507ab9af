import { Timestamp } from 'bson';
import { type Collection, type Document, type MongoClient, MongoClient as Client } from 'mongodb';
import { codeOf, openStore, type Store, testUnless } from './harness';

let store: Store;
beforeAll(async () => void (store = await openStore()));
afterAll(() => store.close());

type Doc = Record<string, unknown>;
const at = (): Store => store;
const given = (action: () => Promise<unknown>): Promise<Doc> =>
  action().then(
    () => ({}),
    (error: unknown) => error as Doc,
  );
const docs = (c: Collection, filter: Doc = {}): Promise<Doc[]> =>
  c.find(filter, { promoteValues: true }).sort({ _id: 1 }).toArray();
const plain = { promoteValues: true };

describe('the logical clock', () => {
  test('every reply tells the time, and it goes on with a write', async () => {
    const before = await store.db.command({ ping: 1 });
    await store.fresh().insertOne({});
    const after = await store.db.command({ ping: 1 });
    expect(before['operationTime']._bsontype).toBe('Timestamp');
    expect(after['$clusterTime'].clusterTime.greaterThan(before['$clusterTime'].clusterTime)).toBe(true);
  });

  testUnless(
    'a snapshot session reads the moment of its first read, in every collection',
    { documentdb: 'takes no atClusterTime' },
    at,
    async () => {
      const [c, other] = [store.fresh(), store.fresh()];
      await c.insertOne({ _id: 1 as never, x: 1 });
      await other.insertOne({ _id: 1 as never, x: 1 });
      await store.client.withSession({ snapshot: true }, async (session) => {
        expect(await c.find({}, { session, ...plain }).toArray()).toEqual([{ _id: 1, x: 1 }]);
        await c.updateOne({ _id: 1 as never }, { $set: { x: 2 } });
        await other.updateOne({ _id: 1 as never }, { $set: { x: 2 } });
        expect(await other.distinct('x', {}, { session, ...plain })).toEqual([1]);
        expect(await c.aggregate([{ $match: { x: 1 } }], { session, ...plain }).toArray()).toHaveLength(1);
      });
      expect(await docs(c)).toEqual([{ _id: 1, x: 2 }]);
    },
  );

  testUnless(
    'at a moment nothing is written, counted or listed, and no forgotten moment is read',
    { documentdb: 'overlooks the level' },
    at,
    async () => {
      const c = store.fresh();
      const readConcern = { level: 'snapshot' };
      const { collectionName: name } = c;
      expect(await codeOf(() => store.db.command({ insert: name, documents: [{}], readConcern }))).toBe(72);
      expect(await codeOf(() => store.db.command({ listCollections: 1, readConcern }))).toBe(72);
      const atClusterTime = new Timestamp({ t: 1, i: 1 });
      expect(
        await codeOf(() => store.db.command({ find: name, readConcern: { level: 'snapshot', atClusterTime } })),
      ).toBe(239);
    },
  );
});

testUnless('a clock that tells no time is refused', { documentdb: 'overlooks it' }, at, async () => {
  await store.client.withSession(async (session) => {
    session.clusterTime = { clusterTime: { greaterThan: () => true } } as never;
    expect(await codeOf(() => store.db.command({ ping: 1 }, { session }))).toBe(14);
  });
});

describe('write concerns', () => {
  const differs = { documentdb: 'overlooks write concerns' };
  testUnless('a write is done also when its concern cannot be met', differs, at, async () => {
    const c = store.fresh();
    const command = { insert: c.collectionName, documents: [{ _id: 1 }] };
    expect(await codeOf(() => store.db.command({ ...command, writeConcern: { w: 50 } }))).toBe(100);
    expect(await codeOf(() => c.updateOne({}, { $set: { a: 1 } }, { writeConcern: { w: 'nowhere' as never } }))).toBe(
      79,
    );
    expect(await docs(c)).toEqual([{ _id: 1, a: 1 }]);
  });

  testUnless('a read takes none, and in a transaction only its end does', differs, at, async () => {
    const c = store.fresh();
    const concern = { writeConcern: { w: 1 } };
    expect(await codeOf(() => store.db.command({ find: c.collectionName, ...concern }))).toBe(72);
    await store.client.withSession(async (session) => {
      session.startTransaction();
      const command = { insert: c.collectionName, documents: [{}], ...concern };
      expect(await codeOf(() => store.db.command(command, { session }))).toBe(72);
      await session.abortTransaction();
    });
  });
});

describe('fail points', () => {
  const differs = { documentdb: 'has none', mongodb: 'has them only when started with enableTestCommands' };
  const arm = (name: string, mode: unknown, data: Doc = {}): Promise<Document> =>
    store.client.db('admin').command({ configureFailPoint: name, mode, data });
  let client: MongoClient;
  beforeAll(async () => void (client = await Client.connect(store.uri)));
  afterAll(() => client.close());
  const c = (): Collection => client.db().collection(store.fresh().collectionName);

  testUnless('a command fails as often as asked, with the label that lets the driver retry', differs, at, async () => {
    const collection = c();
    await arm('failCommand', { times: 2 }, { failCommands: ['insert'], errorCode: 189 });
    const error = await given(() => collection.insertOne({}));
    expect(error).toMatchObject({ code: 189, codeName: 'PrimarySteppedDown' });
    expect((error['errorLabels'] ?? [...(error['errorLabelSet'] as Set<string>)]) as string[]).toContain(
      'RetryableWriteError',
    );
    expect(await codeOf(() => collection.insertOne({}))).toBe(0);
    expect(await arm('failCommand', 'off')).toMatchObject({ count: 2 });
  });

  testUnless('a connection that breaks after the write: the retry does it once', differs, at, async () => {
    const collection = c();
    await collection.insertOne({ _id: 1 as never, n: 0 });
    await arm('onPrimaryTransactionalWrite', { times: 1 });
    await collection.updateOne({ _id: 1 as never }, { $inc: { n: 1 } });
    await arm('onPrimaryTransactionalWrite', { times: 1 }, { failBeforeCommitExceptionCode: 1 });
    await collection.findOneAndUpdate({ _id: 1 as never }, { $inc: { n: 1 } });
    expect(await docs(collection)).toEqual([{ _id: 1, n: 2 }]);
  });

  testUnless('a commit whose reply is lost commits once', differs, at, async () => {
    const collection = c();
    await arm('failCommand', { times: 1 }, { failCommands: ['commitTransaction'], closeConnection: true });
    await client.withSession((session) =>
      session.withTransaction(() => collection.insertOne({ _id: 1 as never }, { session })),
    );
    expect(await docs(collection)).toEqual([{ _id: 1 }]);
  });

  testUnless('only the client that is named is struck', differs, at, async () => {
    await arm('failCommand', 'alwaysOn', { failCommands: ['insert'], errorCode: 8, appName: 'somebody else' });
    expect(await codeOf(() => c().insertOne({}))).toBe(0);
    expect(await arm('failCommand', 'off')).toMatchObject({ count: 0 });
  });

  testUnless('a transaction that fails in passing is run again', differs, at, async () => {
    const collection = c();
    await arm('failCommand', { times: 1 }, { failCommands: ['update'], errorCode: 112 });
    await collection.insertOne({ _id: 1 as never, n: 0 });
    let runs = 0;
    await client.withSession((session) =>
      session.withTransaction(async () => {
        runs++;
        await collection.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session });
      }),
    );
    expect([runs, await docs(collection)]).toEqual([2, [{ _id: 1, n: 1 }]]);
  });

  testUnless('the time of a command can be over from the start', differs, at, async () => {
    await arm('maxTimeAlwaysTimeOut', 'alwaysOn');
    expect(await codeOf(() => c().find({}, { maxTimeMS: 1000 }).toArray())).toBe(50);
    await arm('maxTimeAlwaysTimeOut', 'off');
    expect(await codeOf(() => arm('noSuchPoint', 'off'))).not.toBe(0);
    expect(await codeOf(() => arm('failCommand', { sometimes: 1 }))).not.toBe(0);
  });
});

describe('collections made in a transaction', () => {
  const names = async (): Promise<string[]> =>
    (await store.db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);

  test('are seen by others from the commit on, with their indexes', async () => {
    const { collectionName: name } = store.fresh();
    await store.client.withSession(async (session) => {
      session.startTransaction();
      await store.db.createCollection(name, { session });
      await store.db.createIndex(name, { a: 1 }, { unique: true, session });
      await store.db.collection(name).insertOne({ _id: 1 as never, a: 1 }, { session });
      expect(await store.db.collection(name).find({ a: 1 }, { session }).toArray()).toHaveLength(1);
      expect(await names()).not.toContain(name);
      await session.commitTransaction();
    });
    expect(await names()).toContain(name);
    expect(await codeOf(() => store.db.collection(name).insertOne({ a: 1 }))).toBe(11000);
  });

  test('are gone after its abort', async () => {
    const c = store.fresh();
    await store.client.withSession(async (session) => {
      session.startTransaction();
      await c.insertOne({}, { session });
      await session.abortTransaction();
    });
    expect(await names()).not.toContain(c.collectionName);
  });

  testUnless(
    'a collection from before gets no index there',
    { documentdb: 'builds it after the commit' },
    at,
    async () => {
      const c = store.fresh();
      await c.insertOne({});
      await store.client.withSession(async (session) => {
        session.startTransaction();
        expect(await codeOf(() => c.createIndex({ a: 1 }, { session }))).toBe(263);
        await session.abortTransaction();
      });
    },
  );
});

describe('views', () => {
  let base: Collection;
  let view: Collection;
  beforeAll(async () => {
    base = store.fresh();
    view = store.fresh();
    await base.insertMany([1, 2, 3, 4].map((n) => ({ _id: n as never, n, tags: ['x', `t${n % 2}`] })));
    await store.db.createCollection(view.collectionName, {
      viewOn: base.collectionName,
      pipeline: [{ $match: { n: { $gt: 1 } } }],
    });
  });

  test('are read like collections', async () => {
    const found = view.find({ n: { $lt: 4 } }, { ...plain, projection: { n: 1 }, sort: { n: -1 }, limit: 5 });
    expect(await found.toArray()).toEqual([
      { _id: 3, n: 3 },
      { _id: 2, n: 2 },
    ]);
    expect(Number(await view.countDocuments({ n: 2 }))).toBe(1);
    expect(Number(await view.estimatedDocumentCount())).toBe(3);
    expect((await view.distinct('tags')).sort()).toEqual(['t0', 't1', 'x']);
  });

  test('are joined, and can stand on a view', async () => {
    const above = store.fresh();
    await store.db.createCollection(above.collectionName, {
      viewOn: view.collectionName,
      pipeline: [{ $match: { n: { $lt: 3 } } }],
    });
    const from = above.collectionName;
    const joined = base.aggregate(
      [{ $lookup: { from, localField: 'n', foreignField: 'n', as: 'v' } }, { $match: { 'v.0': { $exists: true } } }],
      plain,
    );
    expect((await joined.toArray()).map(({ _id }) => _id as unknown)).toEqual([2]);
  });

  test('are listed as what they are', async () => {
    const [listed] = await store.db.listCollections({ name: view.collectionName }).toArray();
    expect(listed).toMatchObject({ type: 'view', options: { viewOn: base.collectionName } });
  });

  test('take no writes and no indexes', async () => {
    expect(await codeOf(() => view.insertOne({}))).toBe(166);
    expect(await codeOf(() => view.createIndex({ a: 1 }))).toBe(166);
  });

  test('are no place for results, and do not stand on themselves', async () => {
    expect(await codeOf(() => base.aggregate([{ $out: view.collectionName }]).toArray())).toBe(166);
    expect(await codeOf(() => view.rename('another'))).toBe(166);
    const circle = store.fresh().collectionName;
    expect(await codeOf(() => store.db.createCollection(circle, { viewOn: circle, pipeline: [] }))).toBe(5);
  });
});

describe('validators', () => {
  const strict = async (level = 'strict'): Promise<Collection> => {
    const c = store.fresh();
    await c.insertOne({ _id: 0 as never, x: 'bad' });
    const options = { validator: { x: { $type: 'number' } }, validationLevel: level };
    await store.db.command({ collMod: c.collectionName, ...options });
    return c;
  };

  testUnless('say which document they refuse', { documentdb: 'does not say' }, at, async () => {
    const c = await strict();
    const error = await given(() => c.insertOne({ _id: 7 as never, x: 'y' }));
    expect(Number((error['errInfo'] as Doc)['failingDocumentId'])).toBe(7);
  });

  test('refuse a document they do not match', async () => {
    const c = await strict();
    expect(await codeOf(() => c.insertOne({ x: 'y' }))).toBe(121);
    expect(await codeOf(() => c.insertOne({ x: 1 }))).toBe(0);
    expect(await codeOf(() => c.updateOne({ _id: 0 as never }, { $set: { x: 'z' } }))).toBe(121);
    expect(await codeOf(() => c.findOneAndUpdate({ x: 1 }, { $set: { x: 'z' } }))).toBe(121);
  });

  test('can be bypassed, and let bad documents stay bad when moderate', async () => {
    const c = await strict('moderate');
    expect(await codeOf(() => c.insertOne({ x: 'y' }, { bypassDocumentValidation: true }))).toBe(0);
    expect(await codeOf(() => c.updateOne({ _id: 0 as never }, { $set: { z: 1 } }))).toBe(0);
    expect(await codeOf(() => c.insertOne({ x: 'y' }))).toBe(121);
  });
});

describe('commands on the server, a database, a collection', () => {
  const run = (command: Doc, db = store.db): Promise<Document> => db.command(command, plain);

  test('collMod changes how long a TTL index keeps documents', async () => {
    const c = store.fresh();
    await c.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const index = { keyPattern: { at: 1 }, expireAfterSeconds: 120 };
    expect(await run({ collMod: c.collectionName, index })).toMatchObject({
      expireAfterSeconds_old: 60,
      expireAfterSeconds_new: 120,
    });
    expect((await c.indexes(plain)).at(-1)).toMatchObject({ expireAfterSeconds: 120 });
    expect(await codeOf(() => run({ collMod: 'nowhere', index }))).toBe(26);
  });

  test('stats and validate', async () => {
    const c = store.fresh();
    await c.insertMany([{ a: 1 }, { a: 2 }]);
    expect(await run({ collStats: c.collectionName })).toMatchObject({ count: 2, nindexes: 1 });
    expect(Number((await run({ dbStats: 1 }))['collections'])).toBeGreaterThan(0);
    expect(await run({ validate: c.collectionName })).toMatchObject({ valid: true });
  });

  testUnless('hostInfo', { documentdb: 'has no such command' }, at, async () => {
    expect((await run({ hostInfo: 1 }, store.client.db('admin')))['system']).toBeDefined();
  });

  testUnless(
    'an aggregation over a database begins with a source of its own',
    { documentdb: 'knows fewer sources' },
    at,
    async () => {
      const admin = store.client.db('admin');
      const [own] = await admin
        .aggregate([{ $currentOp: { localOps: true } }, { $match: { 'command.aggregate': 1 } }])
        .toArray();
      expect(own?.['command'].pipeline).toHaveLength(2);
      expect(await admin.aggregate([{ $listLocalSessions: {} }, { $limit: 1 }]).toArray()).toHaveLength(1);
      const made = store.db.aggregate([{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }], plain);
      expect(await made.toArray()).toEqual([{ a: 2 }]);
      expect(await codeOf(() => admin.aggregate([{ $match: {} }]).toArray())).toBe(73);
    },
  );

  testUnless(
    'explain knows three verbosities, and shows the stages',
    { documentdb: 'takes any word' },
    at,
    async () => {
      const c = store.fresh();
      await c.insertOne({ a: 1 });
      expect(await codeOf(() => c.find().explain('everything' as never))).toBe(2);
      expect((await c.find().explain('allPlansExecution'))['executionStats'].allPlansExecution).toEqual([]);
      const stages = [{ $project: { a: 1 } }, { $group: { _id: '$a' } }];
      expect(JSON.stringify(await c.aggregate(stages).explain('queryPlanner'))).toContain('queryPlanner');
    },
  );

  testUnless(
    'the Stable API: one version, and strictly only what belongs to it',
    { documentdb: 'overlooks both' },
    at,
    async () => {
      const api = { apiVersion: '1', apiStrict: true };
      expect(await codeOf(() => run({ ping: 1, ...api }))).toBe(0);
      expect(await codeOf(() => run({ distinct: 'c', key: 'a', ...api }))).toBe(323);
      expect(await codeOf(() => run({ ping: 1, apiVersion: '2' }))).toBe(322);
    },
  );

  testUnless('what needs Atlas says so', { documentdb: 'refuses it in words of its own' }, at, async () => {
    const c = store.fresh();
    await c.insertOne({});
    expect(await codeOf(() => c.createSearchIndex({ definition: {} }))).toBe(31082);
    expect(await codeOf(() => c.aggregate([{ $listSearchIndexes: {} }]).toArray())).toBe(31082);
  });

  test('any number but zero is true where a boolean is wanted', async () => {
    const c = store.fresh();
    await run({ createIndexes: c.collectionName, indexes: [{ key: { a: 1 }, name: 'a', unique: 1 }] });
    await c.insertOne({ a: 1 });
    expect(await codeOf(() => c.insertOne({ a: 1 }))).toBe(11000);
    const reply = await run({ listDatabases: 1, nameOnly: 1 }, store.client.db('admin'));
    expect(Object.keys(reply['databases'][0])).toEqual(['name']);
  });

  testUnless(
    'a clustered collection lists its index by _id as clustered',
    { documentdb: 'lists it like any other' },
    at,
    async () => {
      const c = store.fresh();
      const clusteredIndex = { key: { _id: 1 }, unique: true, name: 'by id' };
      await store.db.createCollection(c.collectionName, { clusteredIndex } as Document);
      expect(await c.indexes(plain)).toMatchObject([{ key: { _id: 1 }, name: 'by id', clustered: true }]);
    },
  );
});

test('a hint means nothing where there is no collection', async () => {
  const c = store.fresh();
  expect(await c.find({}, { hint: 'nowhere' }).toArray()).toEqual([]);
  expect(await c.distinct('a', {}, { hint: 'nowhere' } as object)).toEqual([]);
  expect(Number((await store.db.command({ count: c.collectionName, hint: 'nowhere' }))['n'])).toBe(0);
  await c.insertOne({});
  expect(await codeOf(() => c.find({}, { hint: 'nowhere' }).toArray())).toBe(2);
});

describe('what find shows besides', () => {
  testUnless('min and max bound the keys of the hinted index', { documentdb: 'overlooks them' }, at, async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1, b: -1 });
    await c.insertMany([1, 2, 3, 4].map((a) => ({ _id: a as never, a, b: a % 2 })));
    const hint = { a: 1, b: -1 } as const;
    const found = c.find({}, { ...plain, hint, min: { a: 2, b: 0 }, max: { a: 4, b: 0 } }).toArray();
    expect((await found).map(({ _id }) => _id as unknown)).toEqual([2, 3]);
    expect(await codeOf(() => c.find({}, { min: { a: 1 } }).toArray())).toBe(51173);
    expect(await codeOf(() => c.find({}, { hint, min: { b: 1 } }).toArray())).toBe(51174);
  });

  testUnless('the key of the index, and the number of the record', { documentdb: 'has neither' }, at, async () => {
    const c = store.fresh();
    await c.createIndex({ a: 1 });
    await c.insertOne({ _id: 7 as never, a: 1, b: 2 });
    const key = { ...plain, returnKey: true, showRecordId: true };
    expect(await c.find({ a: 1 }, key).toArray()).toEqual([{ a: 1 }]);
    const [shown] = await c.find({ a: 1 }, { ...plain, showRecordId: true }).toArray();
    expect(shown).toEqual({ _id: 7, a: 1, b: 2, $recordId: expect.any(Number) as number });
  });
});

describe('writes', () => {
  test('each failed statement of an unordered update answers for itself', async () => {
    const c = store.fresh();
    await c.createIndex({ b: 1 }, { unique: true });
    await c.insertMany([{ a: 1, b: 0 }, { b: 1 }]);
    const update = (a: number, b: number, upsert = false): object => ({
      updateOne: { filter: { a }, update: { $set: { b } }, upsert },
    });
    const error = await given(() =>
      c.bulkWrite([update(1, 1), update(2, 2, true), update(3, 3, true), update(1, 1)] as never, { ordered: false }),
    );
    expect((error['writeErrors'] as { index: number }[]).map(({ index }) => index)).toEqual([0, 3]);
    expect(Number((error['result'] as { upsertedCount: unknown }).upsertedCount)).toBe(2);
  });

  test('a pipeline that drops the _id leaves the document its own', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, t: { u: 1 } });
    await c.updateOne({ _id: 1 as never }, [{ $replaceRoot: { newRoot: '$t' } }, { $addFields: { foo: 1 } }]);
    expect(await docs(c)).toEqual([{ _id: 1, u: 1, foo: 1 }]);
  });

  test('$merge that may not find finds a duplicate key', async () => {
    const [c, into] = [store.fresh(), store.fresh()];
    await c.insertOne({ _id: 1 as never });
    await into.insertOne({ _id: 1 as never });
    const stage = { $merge: { into: into.collectionName, whenMatched: 'fail' } };
    expect(await codeOf(() => c.aggregate([stage]).toArray())).toBe(11000);
  });

  testUnless('$out reads nothing linearizable', { documentdb: 'overlooks the level' }, at, async () => {
    const readConcern = { level: 'linearizable' as const };
    const out = store.fresh().aggregate([{ $out: 'elsewhere' }], { readConcern });
    expect(await codeOf(() => out.toArray())).toBe(72);
  });

  test('a cursor has a positive number', async () => {
    const c = store.fresh();
    await c.insertMany([{}, {}, {}]);
    for (let i = 0; i < 8; i++) {
      const { cursor } = await store.db.command(
        { find: c.collectionName, batchSize: 1 },
        { useBigInt64: true, ...plain },
      );
      expect(cursor.id > 0n).toBe(true);
    }
  });

  test('no partial index is over what is absent', async () => {
    const partialFilterExpression = { a: { $exists: false } };
    expect(await codeOf(() => store.fresh().createIndex({ a: 1 }, { partialFilterExpression }))).toBe(67);
  });

  test('many collections: each is read whole', async () => {
    const many = Array.from({ length: 140 }, () => store.fresh());
    for (const c of many) await c.insertOne({ _id: 1 as never });
    for (const c of many) expect(await c.find().toArray()).toHaveLength(1);
  }, 60_000);
});
