import { Decimal128, Double, Int32, Long } from 'bson';
import { canonical, codeOf, eachCase, openStore, type Case, type Store } from './harness';

let store: Store;
beforeAll(async () => void (store = await openStore()));
afterAll(() => store.close());

type Doc = Record<string, unknown>;
interface PipelineCase extends Case {
  readonly pipeline: Doc[];
  readonly gives: Doc[] | number;
}
const p = (title: string, pipeline: Doc[], gives: Doc[] | number, differs?: Case['differs']): PipelineCase => ({
  title,
  pipeline,
  gives,
  ...(differs && { differs }),
});
const l = (n: string): Long => Long.fromString(n);

const ORDERS = [
  { _id: 1, who: 'a', price: 10, at: new Date('2026-01-05'), tags: ['x', 'y'], cents: l('1000') },
  { _id: 2, who: 'b', price: 20.5, at: new Date('2026-01-09'), tags: ['y'], cents: l('2050') },
  { _id: 3, who: 'a', price: 5, at: new Date('2026-02-01'), tags: [], cents: l('500') },
  { _id: 4, who: 'c', price: null, at: new Date('2026-02-11'), cents: l('9007199254740993') },
];
const PEOPLE = [
  { _id: 'a', name: 'Ada' },
  { _id: 'b', name: 'Bob' },
];

const CASES: PipelineCase[] = [
  p(
    '$match, $sort, $limit',
    [{ $match: { price: { $gte: 5 } } }, { $sort: { price: -1 } }, { $limit: 2 }, { $project: { price: 1 } }],
    [
      { _id: 2, price: 20.5 },
      { _id: 1, price: 10 },
    ],
  ),
  p('$skip', [{ $sort: { _id: 1 } }, { $skip: 3 }, { $project: { who: 1 } }], [{ _id: 4, who: 'c' }]),
  p(
    '$group sums, counts and keeps types',
    [{ $group: { _id: '$who', total: { $sum: '$price' }, n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: 'a', total: 15, n: 2 },
      { _id: 'b', total: 20.5, n: 1 },
      { _id: 'c', total: 0, n: 1 },
    ],
  ),
  p(
    '$group over all with null',
    [{ $group: { _id: null, cents: { $sum: '$cents' } } }],
    [{ _id: null, cents: l('9007199254744543') }],
  ),
  p(
    '$group by month',
    [{ $group: { _id: { y: { $year: '$at' }, m: { $month: '$at' } }, n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: { y: 2026, m: 1 }, n: 2 },
      { _id: { y: 2026, m: 2 }, n: 2 },
    ],
  ),
  p(
    '$avg ignores what is no number',
    [{ $group: { _id: null, avg: { $avg: '$price' } } }],
    [{ _id: null, avg: 35.5 / 3 }],
  ),
  p(
    '$min and $max',
    [{ $group: { _id: null, low: { $min: '$price' }, high: { $max: '$cents' } } }],
    [{ _id: null, low: 5, high: l('9007199254740993') }],
  ),
  p(
    '$first and $last after $sort',
    [
      { $sort: { at: 1 } },
      { $group: { _id: '$who', first: { $first: '$_id' }, last: { $last: '$_id' } } },
      { $sort: { _id: 1 } },
      { $limit: 1 },
    ],
    [{ _id: 'a', first: 1, last: 3 }],
  ),
  p(
    '$push and $addToSet',
    [
      { $sort: { _id: 1 } },
      { $group: { _id: '$who', ids: { $push: '$_id' }, set: { $addToSet: '$who' } } },
      { $sort: { _id: 1 } },
      { $limit: 1 },
    ],
    [{ _id: 'a', ids: [1, 3], set: ['a'] }],
  ),
  p('$group with $count', [{ $group: { _id: null, n: { $count: {} } } }], [{ _id: null, n: 4 }]),
  p('$count', [{ $match: { who: 'a' } }, { $count: 'n' }], [{ n: 2 }]),
  p('$count of nothing gives nothing', [{ $match: { who: 'z' } }, { $count: 'n' }], [], { documentdb: 'counts zero' }),
  p('$sortByCount', [{ $sortByCount: '$who' }, { $limit: 1 }], [{ _id: 'a', count: 2 }]),
  p(
    '$unwind',
    [{ $unwind: '$tags' }, { $sort: { _id: 1, tags: 1 } }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 2, tags: 'y' },
    ],
  ),
  p(
    '$unwind keeps the empty ones when asked',
    [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
      { $match: { _id: { $gte: 3 } } },
      { $sort: { _id: 1 } },
      { $project: { tags: 1 } },
    ],
    [{ _id: 3 }, { _id: 4 }],
  ),
  p(
    '$unwind with an index',
    [{ $match: { _id: 1 } }, { $unwind: { path: '$tags', includeArrayIndex: 'at' } }, { $project: { at: 1 } }],
    [
      { _id: 1, at: l('0') },
      { _id: 1, at: l('1') },
    ],
  ),
  p(
    '$lookup by equality',
    [
      { $match: { _id: { $in: [1, 4] } } },
      { $sort: { _id: 1 } },
      { $lookup: { from: 'people', localField: 'who', foreignField: '_id', as: 'person' } },
      { $project: { person: 1 } },
    ],
    [
      { _id: 1, person: [{ _id: 'a', name: 'Ada' }] },
      { _id: 4, person: [] },
    ],
  ),
  p(
    '$lookup with a pipeline',
    [
      { $match: { _id: 2 } },
      {
        $lookup: {
          from: 'people',
          let: { w: '$who' },
          pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$w'] } } }, { $project: { _id: 0, name: 1 } }],
          as: 'person',
        },
      },
      { $project: { person: 1 } },
    ],
    [{ _id: 2, person: [{ name: 'Bob' }] }],
  ),
  p(
    '$project computes and renames',
    [{ $match: { _id: 1 } }, { $project: { _id: 0, w: '$who', twice: { $multiply: ['$price', 2] } } }],
    [{ w: 'a', twice: 20 }],
  ),
  p(
    '$project leaves out',
    [{ $match: { _id: 4 } }, { $project: { at: 0, cents: 0 } }],
    [{ _id: 4, who: 'c', price: null }],
  ),
  p(
    '$addFields adds within documents',
    [{ $match: { _id: 2 } }, { $project: { who: 1 } }, { $addFields: { 'a.b': '$who' } }],
    [{ _id: 2, who: 'b', a: { b: 'b' } }],
  ),
  p('$unset', [{ $match: { _id: 4 } }, { $unset: ['at', 'cents', 'price'] }], [{ _id: 4, who: 'c' }]),
  p('$replaceRoot', [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { w: '$who' } } }], [{ w: 'a' }]),
  p(
    '$facet',
    [{ $facet: { n: [{ $count: 'n' }], top: [{ $sort: { _id: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }] } }],
    [{ n: [{ n: 4 }], top: [{ _id: 4 }] }],
  ),
  p(
    '$bucket',
    [
      { $match: { price: { $ne: null } } },
      { $bucket: { groupBy: '$price', boundaries: [0, 10, 100], output: { n: { $sum: 1 } } } },
    ],
    [
      { _id: 0, n: 1 },
      { _id: 10, n: 2 },
    ],
  ),
  p(
    '$bucket with a default',
    [{ $bucket: { groupBy: '$price', boundaries: [0, 10], default: 'other' } }],
    [
      { _id: 0, count: 1 },
      { _id: 'other', count: 3 },
    ],
  ),
  p(
    '$unionWith',
    [
      { $match: { _id: 1 } },
      { $project: { _id: 1 } },
      { $unionWith: { coll: 'people', pipeline: [{ $project: { _id: 1 } }] } },
    ],
    [{ _id: 1 }, { _id: 'a' }, { _id: 'b' }],
  ),
  p('$sample gives as many as asked', [{ $sample: { size: 2 } }, { $count: 'n' }], [{ n: 2 }]),
  p(
    '$setWindowFields: a running sum',
    [
      {
        $setWindowFields: {
          partitionBy: '$who',
          sortBy: { at: 1 },
          output: { running: { $sum: '$price', window: { documents: ['unbounded', 'current'] } } },
        },
      },
      { $sort: { _id: 1 } },
      { $project: { running: 1 } },
    ],
    [
      { _id: 1, running: 10 },
      { _id: 2, running: 20.5 },
      { _id: 3, running: 15 },
      { _id: 4, running: 0 },
    ],
  ),
  p(
    '$setWindowFields: rank, number and neighbour',
    [
      { $setWindowFields: { sortBy: { who: 1 }, output: { rank: { $rank: {} }, dense: { $denseRank: {} } } } },
      {
        $setWindowFields: {
          sortBy: { _id: 1 },
          output: { n: { $documentNumber: {} }, before: { $shift: { output: '$_id', by: -1 } } },
        },
      },
      { $project: { rank: 1, dense: 1, n: 1, before: 1 } },
    ],
    [
      { _id: 1, rank: 1, dense: 1, n: 1, before: null },
      { _id: 2, rank: 3, dense: 2, n: 2, before: 1 },
      { _id: 3, rank: 1, dense: 1, n: 3, before: 2 },
      { _id: 4, rank: 4, dense: 3, n: 4, before: 3 },
    ],
  ),
  p(
    'equal keys of different numeric types are one group',
    [
      { $limit: 1 },
      { $project: { v: [new Int32(1), new Double(1), l('1'), Decimal128.fromString('1')] } },
      { $unwind: '$v' },
      { $group: { _id: '$v', n: { $sum: 1 } } },
      { $project: { _id: 0, n: 1 } },
    ],
    [{ n: 4 }],
  ),
  p(
    '$match with $expr',
    [{ $match: { $expr: { $eq: [{ $month: '$at' }, 2] } } }, { $sort: { _id: 1 } }, { $project: { _id: 1 } }],
    [{ _id: 3 }, { _id: 4 }],
  ),
  p('an unknown stage is refused', [{ $nonsense: {} }], 40324),
  p('a stage of two names is refused', [{ $match: {}, $limit: 1 }], 40323),
  p('an unknown accumulator is refused', [{ $group: { _id: null, x: { $nonsense: 1 } } }], 15952),
  p('$group without _id is refused', [{ $group: { n: { $sum: 1 } } }], 15955),
  p('$limit of zero is refused', [{ $limit: 0 }], 15958),
  p('mixed inclusion and exclusion is refused', [{ $project: { a: 1, b: 0 } }], 31254),
];

describe('pipelines give what MongoDB documents', () => {
  eachCase(
    CASES,
    () => store,
    async ({ pipeline, gives }) => {
      const c = store.fresh();
      await c.insertMany(ORDERS as never);
      const people = store.db.collection('people');
      if (Number(await people.countDocuments()) === 0) await people.insertMany(PEOPLE as never);
      const run = (): Promise<Doc[]> => c.aggregate(pipeline).toArray();
      if (typeof gives === 'number') return void expect(await codeOf(run)).toBe(gives);
      expect(canonical(await run())).toEqual(canonical(gives));
    },
  );

  test('$merge writes into another collection, $out replaces one', async () => {
    const [from, to] = [store.fresh(), store.fresh()];
    await from.insertMany([
      { _id: 1 as never, a: 1 },
      { _id: 2 as never, a: 2 },
    ]);
    await to.insertOne({ _id: 1 as never, b: 1 });
    await from.aggregate([{ $merge: { into: to.collectionName } }]).toArray();
    expect(await to.find({}, { promoteValues: true }).sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, b: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    await from.aggregate([{ $match: { _id: 2 } }, { $out: to.collectionName }]).toArray();
    expect(await to.find({}, { promoteValues: true }).toArray()).toEqual([{ _id: 2, a: 2 }]);
  });

  test('$out over a unique key that repeats leaves the target as it was', async () => {
    const [from, to] = [store.fresh(), store.fresh()];
    await from.insertMany([
      { _id: 1 as never, k: 1 },
      { _id: 2 as never, k: 1 },
    ]);
    await to.createIndex({ k: 1 }, { unique: true });
    await to.insertOne({ _id: 9 as never, k: 9 });
    expect(await codeOf(() => from.aggregate([{ $out: to.collectionName }]).toArray())).toBe(11000);
    expect(await to.find({}, { promoteValues: true }).toArray()).toEqual([{ _id: 9, k: 9 }]);
    await from.deleteOne({ _id: 2 as never });
    await from.aggregate([{ $out: to.collectionName }]).toArray();
    expect(await to.find({}, { promoteValues: true }).toArray()).toEqual([{ _id: 1, k: 1 }]);
    expect(await to.indexes()).toHaveLength(2);
  });

  test('distinct gives each value once, of arrays each element', async () => {
    const c = store.fresh();
    await c.insertMany([{ v: 1 }, { v: [1, 2] }, { v: Long.fromNumber(2) }, { v: 'a' }, {}]);
    expect((await c.distinct('v')).map(String).sort()).toEqual(['1', '2', 'a']);
  });

  test('count with skip and limit', async () => {
    const c = store.fresh();
    await c.insertMany(Array.from({ length: 10 }, (_, n) => ({ n })));
    expect(Number(await c.countDocuments({ n: { $gte: 2 } }, { skip: 1, limit: 3 }))).toBe(3);
    expect(Number(await c.estimatedDocumentCount())).toBe(10);
  });
});
