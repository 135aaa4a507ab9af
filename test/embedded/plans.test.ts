import { type Collection, MongoClient } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';

type Filter = Record<string, unknown>;

describe('indexes are used', () => {
  let store: Awaited<ReturnType<typeof EmbeddedMongo.create>>;
  let client: MongoClient;
  let c: Collection;
  beforeAll(async () => {
    store = await EmbeddedMongo.create();
    client = await MongoClient.connect(store.uri);
    c = client.db('plans').collection('c');
    await c.createIndexes([
      { key: { status: 1, at: -1 }, name: 'status_at' },
      { key: { email: 1 }, name: 'email', unique: true, sparse: true },
      { key: { tags: 1 }, name: 'tags' },
      { key: { due: 1 }, name: 'due', partialFilterExpression: { state: 'open' } },
      { key: { 'customer.id': 1, n: 1 }, name: 'customer' },
      { key: { ref: 1 }, name: 'ref', partialFilterExpression: { ref: { $exists: true } } },
    ]);
    await c.insertMany(
      Array.from({ length: 500 }, (_, i) => ({
        _id: i as never,
        status: ['new', 'open', 'done'][i % 3],
        at: new Date(i * 1000),
        email: `e${i}`,
        tags: [`t${i % 7}`, 'all'],
        due: i % 50,
        state: i % 2 ? 'open' : 'closed',
        customer: { id: i % 25 },
        n: i,
        ...(i % 2 ? { ref: `r${i}` } : {}),
      })),
    );
  }, 60_000);
  afterAll(async () => {
    await client.close();
    await store.stop();
  });

  interface Plan {
    stage: string;
    inputStage?: Plan;
    indexName?: string;
  }
  const explain = async (
    filter: Filter,
    sort: Record<string, 1 | -1> = {},
  ): Promise<{ index: string | undefined; sorts: boolean; examined: number }> => {
    const { queryPlanner, executionStats } = await c.find(filter).sort(sort).explain('executionStats');
    const stages: Plan[] = [];
    for (let stage: Plan | undefined = queryPlanner.winningPlan; stage; stage = stage.inputStage) stages.push(stage);
    return {
      index: stages.at(-1)?.indexName,
      sorts: stages[0]?.stage === 'SORT',
      examined: Number(executionStats.totalDocsExamined),
    };
  };

  const CASES: [string, Filter, Record<string, 1 | -1>, string | undefined, boolean, number][] = [
    ['_id', { _id: 5 }, {}, '_id_', false, 1],
    ['a list of _ids', { _id: { $in: [1, 2, 3] } }, {}, '_id_', false, 3],
    ['an equality prefix and the order', { status: 'open' }, { at: -1 }, 'status_at', false, 167],
    ['the same backwards', { status: 'open' }, { at: 1 }, 'status_at', false, 167],
    [
      'equality, range and order',
      { status: 'open', at: { $gt: new Date(100_000), $lte: new Date(200_000) } },
      { at: -1 },
      'status_at',
      false,
      33,
    ],
    ['a unique key', { email: 'e7' }, {}, 'email', false, 1],
    ['an array element', { tags: 't3' }, {}, 'tags', false, 71],
    ['a partial index whose condition is asked', { state: 'open', due: { $lt: 5 } }, {}, 'due', false, 20],
    ['a partial index of what is there, asked for by name', { ref: { $in: ['r7', 'r9'] } }, {}, 'ref', false, 2],
    ['nothing, when what is missing is asked for too', { ref: { $in: ['r7', null] } }, {}, undefined, false, 500],
    ['a path into a document', { 'customer.id': 3 }, { n: 1 }, 'customer', false, 20],
    ['nothing, when only a later field is asked', { n: 5 }, {}, undefined, false, 500],
    ['nothing, when the partial condition is not asked', { due: { $lt: 5 } }, {}, undefined, false, 500],
    ['an index that filters but does not order', { status: 'open' }, { n: 1 }, 'status_at', true, 167],
    ['nothing, when a sparse index would leave documents out', {}, { email: 1 }, undefined, true, 500],
  ];
  test.each(CASES)('%s', async (_, filter, sort, index, sorts, examined) => {
    expect(await explain(filter, sort)).toEqual({ index, sorts, examined });
  });

  test('every plan gives what a scan gives', async () => {
    for (const [, filter, sort] of CASES) {
      const ids = async (hint?: Record<string, 1>): Promise<unknown[]> =>
        (
          await c
            .find(filter, hint ? { hint } : {})
            .sort({ ...sort, _id: 1 })
            .toArray()
        ).map(({ _id }) => _id);
      expect(await ids()).toEqual(await ids({ $natural: 1 }));
    }
  });

  test('updates and deletes tell their plan too', async () => {
    const { queryPlanner } = await client.db('plans').command({
      explain: { update: 'c', updates: [{ q: { email: 'e1' }, u: { $set: { n: 1 } } }] },
      verbosity: 'queryPlanner',
    });
    expect(JSON.stringify(queryPlanner)).toContain('"email"');
  });

  test('a hint is followed, an unknown one refused', async () => {
    expect(await c.find({ status: 'open' }, { hint: { _id: 1 } }).toArray()).toHaveLength(167);
    await expect(c.find({}, { hint: 'nobody' }).toArray()).rejects.toMatchObject({ code: 2 });
  });
});
