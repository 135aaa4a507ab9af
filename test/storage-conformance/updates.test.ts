import { Decimal128, Double, Int32, Long } from 'bson';
import { canonical, codeOf, eachCase, openStore, testUnless, type Case, type Store } from './harness';

let store: Store;
beforeAll(async () => void (store = await openStore()));
afterAll(() => store.close());

type Doc = Record<string, unknown>;
interface UpdateCase extends Case {
  readonly before: Doc;
  readonly update: Doc | Doc[];
  /** The document afterwards, or the error's code. */
  readonly after: Doc | number;
  readonly filter?: Doc;
  readonly arrayFilters?: Doc[];
}
const u = (
  title: string,
  before: Doc,
  update: Doc | Doc[],
  after: Doc | number,
  more: Partial<UpdateCase> = {},
): UpdateCase => ({ title, before, update, after, ...more });
const i = (n: number): Int32 => new Int32(n);
const d = (n: number): Double => new Double(n);
const l = (n: string): Long => Long.fromString(n);
const dec = (n: string): Decimal128 => Decimal128.fromString(n);

const CASES: UpdateCase[] = [
  u('$set adds and replaces', { a: 1 }, { $set: { a: 2, b: 'x' } }, { a: 2, b: 'x' }),
  u('$set creates the documents on the way', { a: 1 }, { $set: { 'b.c.d': 1 } }, { a: 1, b: { c: { d: 1 } } }),
  u('$set on an array position', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }),
  u('$set beyond the end fills with null', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }),
  u('$set through a number is refused', { a: 1 }, { $set: { 'a.b': 1 } }, 28),
  u(
    'new fields come in the order of their names',
    {},
    { $set: { c: 1, a: 1, b: 1 } },
    { a: 1, b: 1, c: 1 },
    { differs: { documentdb: 'adds fields in the order they are written' } },
  ),
  u('$unset removes', { a: 1, b: { c: 1, d: 1 } }, { $unset: { a: '', 'b.c': '' } }, { b: { d: 1 } }),
  u('$unset in an array leaves null', { a: [1, 2, 3] }, { $unset: { 'a.1': '' } }, { a: [1, null, 3] }),
  u('$inc keeps an int an int', { v: i(1) }, { $inc: { v: i(2) } }, { v: i(3) }),
  u('$inc of an int by a double gives a double', { v: i(1) }, { $inc: { v: d(2) } }, { v: d(3) }),
  u('$inc of a long by an int stays long', { v: l('1') }, { $inc: { v: i(2) } }, { v: l('3') }),
  u('$inc beyond int32 widens', { v: i(2147483647) }, { $inc: { v: i(1) } }, { v: l('2147483648') }),
  u('$inc of a long is exact', { v: l('9007199254740993') }, { $inc: { v: l('2') } }, { v: l('9007199254740995') }),
  u('$inc of a decimal', { v: dec('1.10') }, { $inc: { v: dec('2.205') } }, { v: dec('3.305') }),
  u('$inc of an int by a decimal', { v: i(1) }, { $inc: { v: dec('0.1') } }, { v: dec('1.1') }),
  u('$inc beyond 64 bits is refused', { v: l('9223372036854775807') }, { $inc: { v: i(1) } }, 2),
  u('$inc of a missing field sets it', {}, { $inc: { v: l('5') } }, { v: l('5') }),
  u('$inc of a string is refused', { v: 'x' }, { $inc: { v: 1 } }, 14),
  u('$inc by a string is refused', { v: 1 }, { $inc: { v: 'x' } }, 14),
  u('$mul of ints', { v: i(3) }, { $mul: { v: i(4) } }, { v: i(12) }),
  u('$mul of an int by a double', { v: i(3) }, { $mul: { v: 1.5 } }, { v: 4.5 }),
  u('$mul of a missing field sets zero of the same type', {}, { $mul: { v: l('4') } }, { v: l('0') }),
  u('$min takes the lesser', { v: 5 }, { $min: { v: 3 } }, { v: 3 }),
  u('$min keeps the lesser', { v: 2 }, { $min: { v: 3 } }, { v: 2 }),
  u('$max compares across numeric types', { v: l('5') }, { $max: { v: 5.5 } }, { v: 5.5 }),
  u('$max compares dates', { v: new Date(1) }, { $max: { v: new Date(2) } }, { v: new Date(2) }),
  u('$max sets a missing field', {}, { $max: { v: 2 } }, { v: 2 }),
  u('$rename', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }),
  u('$rename into a document', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }),
  u('$rename of nothing changes nothing', { a: 1 }, { $rename: { z: 'y' } }, { a: 1 }),
  u('$setOnInsert does nothing to what exists', { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }),
  u('$push appends', { v: [1] }, { $push: { v: 2 } }, { v: [1, 2] }),
  u('$push makes an array', {}, { $push: { v: { a: 1 } } }, { v: [{ a: 1 }] }),
  u('$push of an array pushes one element', { v: [] }, { $push: { v: [1, 2] } }, { v: [[1, 2]] }),
  u('$push with $each', { v: [1] }, { $push: { v: { $each: [2, 3] } } }, { v: [1, 2, 3] }),
  u('$push with $position', { v: [1, 2] }, { $push: { v: { $each: [9], $position: 1 } } }, { v: [1, 9, 2] }),
  u(
    '$push with $slice keeps the last',
    { v: [1, 2] },
    { $push: { v: { $each: [3, 4], $slice: -3 } } },
    { v: [2, 3, 4] },
  ),
  u(
    '$push with $sort on documents',
    { v: [{ s: 3 }] },
    { $push: { v: { $each: [{ s: 1 }, { s: 2 }], $sort: { s: 1 } } } },
    { v: [{ s: 1 }, { s: 2 }, { s: 3 }] },
  ),
  u(
    '$push with $sort and $slice',
    { v: [3, 1] },
    { $push: { v: { $each: [2], $sort: -1, $slice: 2 } } },
    { v: [3, 2] },
  ),
  u(
    '$push with $slice 0 leaves an empty list',
    {},
    { $push: { v: { $each: [1], $slice: 0 } } },
    { v: [] },
    { differs: { documentdb: 'makes no list' } },
  ),
  u('$push to a string is refused', { v: 'x' }, { $push: { v: 1 } }, 2),
  u('$addToSet adds once', { v: [1, 2] }, { $addToSet: { v: 2 } }, { v: [1, 2] }),
  u('$addToSet sees equal numbers of other types', { v: [i(1)] }, { $addToSet: { v: d(1) } }, { v: [i(1)] }),
  u('$addToSet with $each', { v: [1] }, { $addToSet: { v: { $each: [1, 2, 2, 3] } } }, { v: [1, 2, 3] }),
  u(
    '$addToSet of documents compares their order',
    { v: [{ a: 1, b: 2 }] },
    { $addToSet: { v: { b: 2, a: 1 } } },
    {
      v: [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    },
  ),
  u('$pop last', { v: [1, 2, 3] }, { $pop: { v: 1 } }, { v: [1, 2] }),
  u('$pop first', { v: [1, 2, 3] }, { $pop: { v: -1 } }, { v: [2, 3] }),
  u('$pull a value', { v: [1, 2, 1] }, { $pull: { v: 1 } }, { v: [2] }),
  u('$pull by condition', { v: [1, 5, 9] }, { $pull: { v: { $gte: 5 } } }, { v: [1] }),
  u(
    '$pull documents by a field',
    {
      v: [
        { a: 1, b: 1 },
        { a: 2, b: 1 },
      ],
    },
    { $pull: { v: { a: 1 } } },
    { v: [{ a: 2, b: 1 }] },
  ),
  u('$pull with $in', { v: ['a', 'b', 'c'] }, { $pull: { v: { $in: ['a', 'c'] } } }, { v: ['b'] }),
  u('$pullAll', { v: [1, 2, 3, 1] }, { $pullAll: { v: [1, 3] } }, { v: [2] }),
  u('$bit or', { v: i(0b1010) }, { $bit: { v: { or: i(0b0101) } } }, { v: i(15) }),
  u('$bit and with longs', { v: l('12') }, { $bit: { v: { and: l('10') } } }, { v: l('8') }),
  u(
    '$ changes the element the query matched',
    { v: [1, 5, 9] },
    { $set: { 'v.$': 0 } },
    { v: [1, 0, 9] },
    { filter: { v: { $gte: 5 } } },
  ),
  u(
    '$ on a document in an array',
    {
      v: [
        { k: 'a', n: 1 },
        { k: 'b', n: 1 },
      ],
    },
    { $inc: { 'v.$.n': 5 } },
    {
      v: [
        { k: 'a', n: 1 },
        { k: 'b', n: 6 },
      ],
    },
    { filter: { 'v.k': 'b' } },
  ),
  u(
    '$ with $elemMatch',
    {
      v: [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
      ],
    },
    { $set: { 'v.$.x': true } },
    {
      v: [
        { a: 1, b: 1 },
        { a: 1, b: 2, x: true },
      ],
    },
    { filter: { v: { $elemMatch: { a: 1, b: 2 } } } },
  ),
  u('$ without a match in the query is refused', { v: [1] }, { $set: { 'v.$': 0 } }, 2),
  u('$[] changes every element', { v: [1, 2] }, { $inc: { 'v.$[]': 10 } }, { v: [11, 12] }),
  u('$[] through documents', { v: [{ n: 1 }, { n: 2 }] }, { $mul: { 'v.$[].n': 2 } }, { v: [{ n: 2 }, { n: 4 }] }),
  u(
    '$[id] with arrayFilters',
    { v: [1, 5, 9] },
    { $set: { 'v.$[big]': 0 } },
    { v: [1, 0, 0] },
    { arrayFilters: [{ big: { $gte: 5 } }] },
  ),
  u(
    '$[id] on documents',
    {
      v: [
        { k: 'a', n: 1 },
        { k: 'b', n: 2 },
      ],
    },
    { $set: { 'v.$[e].n': 7 } },
    {
      v: [
        { k: 'a', n: 1 },
        { k: 'b', n: 7 },
      ],
    },
    { arrayFilters: [{ 'e.k': 'b' }] },
  ),
  u('$[id] without its filter is refused', { v: [1] }, { $set: { 'v.$[e]': 0 } }, 2),
  u('an arrayFilter nobody uses is refused', { v: [1] }, { $set: { v: 0 } }, 9, { arrayFilters: [{ e: 1 }] }),
  u('two changes to one path are refused', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40),
  u('a path and its parent are refused together', { a: {} }, { $set: { a: {}, 'a.b': 1 } }, 40),
  u('also with a name between them', { a: {} }, { $set: { a: {}, 'a-b': 1, 'a.b': 1 } }, 40),
  u(
    'a name that only begins alike is no conflict',
    { a: 1 },
    { $set: { a: 2, 'a-b': 3, ab: 4 } },
    { a: 2, 'a-b': 3, ab: 4 },
  ),
  u('_id cannot be changed', { a: 1 }, { $set: { _id: 9 } }, 66),
  u('an unknown operator is refused', { a: 1 }, { $foo: { a: 1 } }, 9),
  u('$currentDate sets a date', { a: 1 }, [{ $set: { isDate: { $eq: [{ $type: '$$NOW' }, 'date'] } } }], {
    a: 1,
    isDate: true,
  }),
  u(
    'a pipeline sees the document as it was',
    { a: 2, b: 3 },
    [{ $set: { c: { $multiply: ['$a', '$b'] } } }, { $unset: 'a' }],
    { b: 3, c: 6 },
  ),
  u('a pipeline with $replaceWith', { a: 2 }, [{ $replaceWith: { _id: '$_id', x: '$a' } }], { x: 2 }),
  u('a pipeline with $cond', { n: 5 }, [{ $set: { level: { $cond: [{ $gt: ['$n', 3] }, 'high', 'low'] } } }], {
    n: 5,
    level: 'high',
  }),
];

describe('updates do what MongoDB documents', () => {
  eachCase(
    CASES,
    () => store,
    async ({ before, update, after, filter, arrayFilters }) => {
      const c = store.fresh();
      await c.insertOne({ _id: 1 as never, ...before });
      const run = (): Promise<unknown> =>
        c.updateOne({ _id: 1 as never, ...filter }, update, arrayFilters ? { arrayFilters } : {});
      if (typeof after === 'number') return void expect(await codeOf(run)).toBe(after);
      await run();
      expect(canonical(await c.findOne({}))).toEqual(canonical({ _id: 1, ...after }));
    },
  );
});

interface UpsertCase extends Case {
  readonly filter: Doc;
  readonly update: Doc;
  readonly gives: Doc;
}
describe('upserts make a document of the filter and the update', () => {
  const cases: UpsertCase[] = [
    {
      title: 'equalities become fields',
      filter: { _id: 1, a: 2 },
      update: { $set: { b: 3 } },
      gives: { _id: 1, a: 2, b: 3 },
    },
    {
      title: '$eq and $and too',
      filter: { $and: [{ _id: 1 }, { a: { $eq: 2 } }] },
      update: { $set: { b: 3 } },
      gives: { _id: 1, a: 2, b: 3 },
    },
    {
      title: 'other operators do not',
      filter: { _id: 1, n: { $gt: 5 } },
      update: { $inc: { m: 1 } },
      gives: { _id: 1, m: 1 },
    },
    {
      title: 'dotted paths become documents',
      filter: { _id: 1, 'a.b': 2 },
      update: { $set: { c: 1 } },
      gives: { _id: 1, a: { b: 2 }, c: 1 },
    },
    {
      title: '$setOnInsert counts here',
      filter: { _id: 1 },
      update: { $setOnInsert: { made: true }, $inc: { n: 1 } },
      gives: { _id: 1, made: true, n: 1 },
    },
    { title: '$push makes its array', filter: { _id: 1 }, update: { $push: { v: 1 } }, gives: { _id: 1, v: [1] } },
  ];
  eachCase(
    cases,
    () => store,
    async ({ filter, update, gives }) => {
      const c = store.fresh();
      const result = await c.updateOne(filter, update, { upsert: true });
      expect(result.upsertedCount).toBe(1);
      expect(await c.findOne({}, { promoteValues: true })).toEqual(gives);
    },
  );

  test('a replacement keeps only _id of the filter', async () => {
    const c = store.fresh();
    await c.replaceOne({ _id: 1 as never, a: 2 }, { b: 3 }, { upsert: true });
    expect(await c.findOne({}, { promoteValues: true })).toEqual({ _id: 1, b: 3 });
  });

  test('an upsert that matches changes and inserts nothing', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    const { matchedCount, modifiedCount, upsertedCount } = await c.updateOne(
      { _id: 1 as never },
      { $inc: { n: 1 } },
      { upsert: true },
    );
    expect([matchedCount, modifiedCount, upsertedCount].map(Number)).toEqual([1, 1, 0]);
  });
});

describe('the reply counts what happened', () => {
  test('a change that changes nothing is matched, not modified', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, a: 1 });
    const { matchedCount, modifiedCount } = await c.updateOne({ _id: 1 as never }, { $set: { a: 1 } });
    expect([matchedCount, modifiedCount].map(Number)).toEqual([1, 0]);
  });

  test('updateMany changes all that match', async () => {
    const c = store.fresh();
    await c.insertMany(Array.from({ length: 10 }, (_, n) => ({ n, even: n % 2 === 0 })));
    const { matchedCount, modifiedCount } = await c.updateMany({ even: true }, { $set: { seen: true } });
    expect([matchedCount, modifiedCount].map(Number)).toEqual([5, 5]);
    expect(Number(await c.countDocuments({ seen: true }))).toBe(5);
  });

  test('a replacement keeps _id and drops the rest', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, a: 1, b: 2 });
    await c.replaceOne({ a: 1 }, { c: 3 });
    expect(await c.findOne({}, { promoteValues: true })).toEqual({ _id: 1, c: 3 });
  });

  testUnless(
    'updateMany with a replacement is refused',
    { documentdb: 'accepts it' },
    () => store,
    async () => {
      const c = store.fresh();
      const command = { update: c.collectionName, updates: [{ q: {}, u: { a: 1 }, multi: true }] };
      const code = await codeOf(async () => {
        const { writeErrors } = await store.db.command(command);
        throw writeErrors[0];
      });
      expect(code).toBe(9);
    },
  );

  test('deleteOne removes one, deleteMany the rest', async () => {
    const c = store.fresh();
    await c.insertMany(Array.from({ length: 5 }, () => ({ a: 1 })));
    expect(Number((await c.deleteOne({ a: 1 })).deletedCount)).toBe(1);
    expect(Number((await c.deleteMany({ a: 1 })).deletedCount)).toBe(4);
  });

  test('an unordered bulk goes on after a failure, an ordered one stops', async () => {
    const c = store.fresh();
    const docs = [{ _id: 1 as never }, { _id: 1 as never }, { _id: 2 as never }];
    expect(await codeOf(() => c.insertMany(docs, { ordered: false }))).toBe(11000);
    expect(Number(await c.countDocuments())).toBe(2);
    const other = store.fresh();
    expect(await codeOf(() => other.insertMany(docs, { ordered: true }))).toBe(11000);
    expect(Number(await other.countDocuments())).toBe(1);
  });
});

describe('findAndModify', () => {
  test('gives the document before, or after', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, n: 1 });
    expect(await c.findOneAndUpdate({ _id: 1 as never }, { $inc: { n: 1 } }, { promoteValues: true } as never)).toEqual(
      { _id: 1, n: 1 },
    );
    expect(
      await c.findOneAndUpdate({ _id: 1 as never }, { $inc: { n: 1 } }, {
        returnDocument: 'after',
        promoteValues: true,
      } as never),
    ).toEqual({ _id: 1, n: 3 });
  });

  test('takes the first in the order asked for', async () => {
    const c = store.fresh();
    await c.insertMany([
      { _id: 1 as never, p: 3 },
      { _id: 2 as never, p: 1 },
      { _id: 3 as never, p: 2 },
    ]);
    const taken = await c.findOneAndUpdate(
      { taken: { $exists: false } },
      { $set: { taken: true } },
      { sort: { p: 1 } },
    );
    expect(Number(taken?.['_id'])).toBe(2);
  });

  test('removes and gives what it removed', async () => {
    const c = store.fresh();
    await c.insertMany([{ _id: 1 as never }, { _id: 2 as never }]);
    expect(Number((await c.findOneAndDelete({}, { sort: { _id: -1 } }))?.['_id'])).toBe(2);
    expect(Number(await c.countDocuments())).toBe(1);
  });

  test('upserts, and gives null before and the document after', async () => {
    const c = store.fresh();
    expect(await c.findOneAndUpdate({ _id: 1 as never }, { $set: { a: 1 } }, { upsert: true })).toBeNull();
    const after = await c.findOneAndUpdate(
      { _id: 2 as never },
      { $set: { a: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    expect(Number(after?.['_id'])).toBe(2);
  });

  test('projects what it gives', async () => {
    const c = store.fresh();
    await c.insertOne({ _id: 1 as never, a: 1, b: 2 });
    const given = await c.findOneAndUpdate(
      {},
      { $set: { b: 3 } },
      { projection: { b: 1, _id: 0 }, returnDocument: 'after' },
    );
    expect(Number(given?.['b'])).toBe(3);
    expect(Object.keys(given ?? {})).toEqual(['b']);
  });

  test('tells in lastErrorObject whether something was there', async () => {
    const c = store.fresh();
    const result = await c.findOneAndUpdate(
      { _id: 1 as never },
      { $set: { a: 1 } },
      { upsert: true, includeResultMetadata: true },
    );
    expect(result.lastErrorObject?.['updatedExisting']).toBe(false);
    expect(Number(result.lastErrorObject?.['upserted'])).toBe(1);
  });
});
