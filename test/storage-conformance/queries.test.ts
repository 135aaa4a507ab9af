import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { eachCase, openStore, type Case, type Store } from './harness';

let store: Store;
beforeAll(async () => void (store = await openStore()));
afterAll(() => store.close());

interface QueryCase extends Case {
  readonly docs: Record<string, unknown>[];
  readonly filter: Record<string, unknown>;
  /** The positions in `docs` of those found. */
  readonly finds: number[];
}

const q = (
  title: string,
  docs: Record<string, unknown>[],
  filter: Record<string, unknown>,
  finds: number[],
  differs?: Case['differs'],
): QueryCase => ({ title, docs, filter, finds, ...(differs && { differs }) });

const numbers = [
  { v: new Int32(5) },
  { v: new Double(5) },
  { v: Long.fromNumber(5) },
  { v: Decimal128.fromString('5.0') },
  { v: 5.5 },
  { v: '5' },
];
const mixed = [{ v: null }, {}, { v: 1 }, { v: 'a' }, { v: { a: 1 } }, { v: [1, 2] }, { v: true }, { v: new Date(0) }];
const inventory = [
  { item: 'journal', qty: 25, size: { h: 14, w: 21, uom: 'cm' }, status: 'A', tags: ['blank', 'red'], dim: [14, 21] },
  { item: 'notebook', qty: 50, size: { h: 8.5, w: 11, uom: 'in' }, status: 'A', tags: ['red', 'blank'], dim: [14, 21] },
  {
    item: 'paper',
    qty: 100,
    size: { h: 8.5, w: 11, uom: 'in' },
    status: 'D',
    tags: ['red', 'blank', 'plain'],
    dim: [14, 21],
  },
  {
    item: 'planner',
    qty: 75,
    size: { h: 22.85, w: 30, uom: 'cm' },
    status: 'D',
    tags: ['blank', 'red'],
    dim: [22.85, 30],
  },
  { item: 'postcard', qty: 45, size: { h: 10, w: 15.25, uom: 'cm' }, status: 'A', tags: ['blue'], dim: [10, 15.25] },
];
const stock = [
  {
    item: 'journal',
    instock: [
      { warehouse: 'A', qty: 5 },
      { warehouse: 'C', qty: 15 },
    ],
  },
  { item: 'notebook', instock: [{ warehouse: 'C', qty: 5 }] },
  {
    item: 'paper',
    instock: [
      { warehouse: 'A', qty: 60 },
      { warehouse: 'B', qty: 15 },
    ],
  },
  {
    item: 'planner',
    instock: [
      { warehouse: 'A', qty: 40 },
      { warehouse: 'B', qty: 5 },
    ],
  },
  {
    item: 'postcard',
    instock: [
      { warehouse: 'B', qty: 15 },
      { warehouse: 'C', qty: 35 },
    ],
  },
];
const id = new ObjectId('65f000000000000000000001');

const CASES: QueryCase[] = [
  q('an int32 equals a double, a long and a decimal of the same value', numbers, { v: 5 }, [0, 1, 2, 3]),
  q('a long finds the same numbers', numbers, { v: Long.fromNumber(5) }, [0, 1, 2, 3]),
  q('a decimal finds the same numbers', numbers, { v: Decimal128.fromString('5') }, [0, 1, 2, 3]),
  q('a number is no string', numbers, { v: '5' }, [5]),
  q('$gt compares numbers of all types', numbers, { v: { $gt: Decimal128.fromString('5.2') } }, [4]),
  q(
    'longs beyond 2^53 stay apart',
    [{ v: Long.fromString('9007199254740993') }, { v: Long.fromString('9007199254740992') }],
    { v: Long.fromString('9007199254740993') },
    [0],
  ),
  q('null finds null and missing', mixed, { v: null }, [0, 1]),
  q('$exists: true finds null but not missing', mixed, { v: { $exists: true } }, [0, 2, 3, 4, 5, 6, 7]),
  q('$exists: false finds missing only', mixed, { v: { $exists: false } }, [1]),
  q('$ne: null finds everything that is there', mixed, { v: { $ne: null } }, [2, 3, 4, 5, 6, 7]),
  q('$gt stays within one type', mixed, { v: { $gt: 0 } }, [2, 5]),
  q('$lt on strings leaves other types out', mixed, { v: { $lt: 'b' } }, [3]),
  q('$gte null finds null and missing', mixed, { v: { $gte: null } }, [0, 1]),
  q('$in with null finds missing too', mixed, { v: { $in: [null, 1] } }, [0, 1, 2, 5]),
  q('$nin leaves missing in', mixed, { v: { $nin: [1, 'a'] } }, [0, 1, 4, 6, 7]),
  q('$not with $gt includes other types and missing', mixed, { v: { $not: { $gt: 0 } } }, [0, 1, 3, 4, 6, 7]),
  q('$type by alias', mixed, { v: { $type: 'bool' } }, [6]),
  q('$type looks into arrays', mixed, { v: { $type: 'int' } }, [2, 5]),
  q('$type array finds the array itself', mixed, { v: { $type: 'array' } }, [5]),
  q('$type number finds every numeric type', numbers, { v: { $type: 'number' } }, [0, 1, 2, 3, 4]),
  q('$type tells a double from an int', numbers, { v: { $type: ['double'] } }, [1, 4]),
  q('$type by number', numbers, { v: { $type: 18 } }, [2]),
  q('equality and comparison together', inventory, { status: 'A', qty: { $lt: 30 } }, [0]),
  q('$or', inventory, { $or: [{ status: 'D' }, { qty: { $lt: 30 } }] }, [0, 2, 3]),
  q('$and with the same field twice', inventory, { $and: [{ qty: { $gt: 30 } }, { qty: { $lt: 60 } }] }, [1, 4]),
  q('$nor', inventory, { $nor: [{ status: 'A' }, { qty: 100 }] }, [3]),
  q('implicit and with $or', inventory, { status: 'A', $or: [{ qty: { $lt: 30 } }, { item: /^p/ }] }, [0, 4]),
  q('an embedded document matches whole and in order', inventory, { size: { h: 14, w: 21, uom: 'cm' } }, [0]),
  q('an embedded document in another order does not match', inventory, { size: { w: 21, h: 14, uom: 'cm' } }, []),
  q('a dotted path reaches into a document', inventory, { 'size.uom': 'in' }, [1, 2]),
  q('dotted paths with operators', inventory, { 'size.h': { $lt: 15 }, 'size.uom': 'in', status: 'D' }, [2]),
  q('an array matches whole and in order', inventory, { tags: ['red', 'blank'] }, [1]),
  q('$all matches in any order', inventory, { tags: { $all: ['red', 'blank'] } }, [0, 1, 2, 3]),
  q('an element matches', inventory, { tags: 'red' }, [0, 1, 2, 3]),
  q('conditions on an array may be met by different elements', inventory, { dim: { $gt: 15, $lt: 20 } }, [0, 1, 2, 4]),
  q('$elemMatch asks one element to meet them all', inventory, { dim: { $elemMatch: { $gt: 22, $lt: 30 } } }, [3]),
  q('an element by position', inventory, { 'dim.1': { $gt: 25 } }, [3]),
  q('$size', inventory, { tags: { $size: 3 } }, [2]),
  q('a document in an array matches whole', stock, { instock: { warehouse: 'A', qty: 5 } }, [0]),
  q('a path through an array of documents', stock, { 'instock.qty': { $lte: 20 } }, [0, 1, 2, 3, 4]),
  q('a position and a path', stock, { 'instock.0.qty': { $lte: 20 } }, [0, 1, 4]),
  q('$elemMatch on documents', stock, { instock: { $elemMatch: { qty: 5, warehouse: 'A' } } }, [0]),
  q('$elemMatch with ranges', stock, { instock: { $elemMatch: { qty: { $gt: 10, $lte: 20 } } } }, [0, 2, 4]),
  q('two paths may be met by two elements', stock, { 'instock.qty': 5, 'instock.warehouse': 'A' }, [0, 3]),
  q(
    '$all with $elemMatch',
    stock,
    { instock: { $all: [{ $elemMatch: { warehouse: 'A' } }, { $elemMatch: { qty: 15 } }] } },
    [0, 2],
  ),
  q(
    'null through an array finds elements without the field',
    [{ a: [{ b: 1 }, { c: 2 }] }, { a: [{ b: 1 }] }],
    { 'a.b': null },
    [0],
  ),
  q('$ne on an array asks every element', [{ a: [1, 2] }, { a: [3] }], { a: { $ne: 1 } }, [1]),
  q('$regex with options', inventory, { item: { $regex: '^P', $options: 'i' } }, [2, 3, 4]),
  q('a regular expression inside $in', inventory, { item: { $in: [/^j/, 'paper'] } }, [0, 2]),
  q('$not with a regular expression', inventory, { item: { $not: /^p/ } }, [0, 1]),
  q('a multiline expression', [{ v: 'one\ntwo' }, { v: 'two\none' }], { v: new BSONRegExp('^two$', 'm') }, [0, 1]),
  q('$mod', inventory, { qty: { $mod: [50, 0] } }, [1, 2]),
  q('$mod truncates', [{ v: 5.9 }, { v: -5 }, { v: Long.fromNumber(10) }], { v: { $mod: [5, 0] } }, [0, 1, 2]),
  q('$bitsAllSet', [{ v: 0b101 }, { v: 0b100 }, { v: 0b111 }], { v: { $bitsAllSet: 0b101 } }, [0, 2]),
  q('$bitsAnyClear by position', [{ v: 0b101 }, { v: 0b011 }], { v: { $bitsAnyClear: [0, 1] } }, [0]),
  q(
    '$expr compares two fields',
    [
      { a: 1, b: 2 },
      { a: 3, b: 2 },
    ],
    { $expr: { $gt: ['$a', '$b'] } },
    [1],
  ),
  q('$expr with a long and a double', [{ a: Long.fromNumber(3), b: 2.5 }], { $expr: { $gt: ['$a', '$b'] } }, [0]),
  q('an ObjectId', [{ v: id }, { v: id.toHexString() }], { v: id }, [0]),
  q(
    'a binary by content and subtype',
    [{ v: new Binary(Buffer.from('ab'), 0) }, { v: new Binary(Buffer.from('ab'), 5) }],
    { v: new Binary(Buffer.from('ab'), 0) },
    [0],
  ),
  q(
    'a date range',
    [{ v: new Date(5) }, { v: new Date(10) }, { v: 7 }],
    { v: { $gt: new Date(5), $lte: new Date(10) } },
    [1],
  ),
  q('dates before 1970', [{ v: new Date(-5) }, { v: new Date(5) }], { v: { $lt: new Date(0) } }, [0]),
  q('booleans compare', [{ v: true }, { v: false }], { v: { $lt: true } }, [1]),
  q('NaN equals NaN only', [{ v: NaN }, { v: 0 }], { v: NaN }, [0]),
  q('NaN is not below a number', [{ v: NaN }, { v: 0 }], { v: { $lt: 1 } }, [1]),
  q('negative zero equals zero', [{ v: -0 }, { v: 0 }], { v: 0 }, [0, 1]),
  q(
    'a timestamp',
    [{ v: new Timestamp({ t: 5, i: 1 }) }, { v: new Timestamp({ t: 5, i: 2 }) }],
    { v: { $gt: new Timestamp({ t: 5, i: 1 }) } },
    [1],
  ),
  q('MinKey and MaxKey are values too', [{ v: new MinKey() }, { v: new MaxKey() }, { v: 1 }], { v: new MaxKey() }, [1]),
  q(
    'documents are ordered field by field',
    [{ v: { a: 1 } }, { v: { a: 2 } }, { v: { b: 0 } }],
    { v: { $gt: { a: 1 } } },
    [1, 2],
  ),
  q('a nested array is an element', [{ v: [[1, 2], 3] }, { v: [1, 2] }], { v: [1, 2] }, [0, 1]),
  q('an empty array is not null', [{ v: [] }, { v: null }], { v: null }, [1]),
  q('an empty array matches itself', [{ v: [] }, { v: null }], { v: [] }, [0]),
  q('$in an array value', [{ v: [1, 2] }, { v: 1 }], { v: { $in: [[1, 2]] } }, [0]),
  q('a deep path through two arrays', [{ a: [{ b: [{ c: 1 }] }] }, { a: [{ b: [{ c: 2 }] }] }], { 'a.b.c': 2 }, [1]),
  q('an empty filter finds everything', mixed, {}, [0, 1, 2, 3, 4, 5, 6, 7]),
  q('$comment changes nothing', inventory, { status: 'D', $comment: 'why' }, [2, 3]),
];

describe('queries find what MongoDB documents', () => {
  eachCase(
    CASES,
    () => store,
    async ({ docs, filter, finds }) => {
      const c = store.fresh();
      await c.insertMany(docs.map((doc, i) => ({ _id: i as never, ...doc })));
      const found = await c.find(filter).project({ _id: 1 }).sort({ _id: 1 }).toArray();
      expect(found.map((doc) => Number(doc['_id']))).toEqual(finds);
    },
  );
});

describe('an index changes nothing but the time', () => {
  const indexed = CASES.filter(({ filter }) => 'v' in filter || 'qty' in filter || 'tags' in filter || 'dim' in filter);
  eachCase(
    indexed,
    () => store,
    async ({ docs, filter, finds }) => {
      const c = store.fresh();
      for (const [field] of Object.entries(filter))
        if (!field.startsWith('$')) await c.createIndex({ [field]: field.length % 2 ? 1 : -1 });
      await c.insertMany(docs.map((doc, i) => ({ _id: i as never, ...doc })));
      const found = await c.find(filter).project({ _id: 1 }).sort({ _id: 1 }).toArray();
      expect(found.map((doc) => Number(doc['_id']))).toEqual(finds);
    },
  );
});

describe('an index over two fields of one array', () => {
  const items = [
    {
      _id: 0,
      items: [
        { k: 'a', n: 1 },
        { k: 'b', n: 2 },
      ],
    },
    { _id: 1, items: [{ k: 'a', n: 2 }] },
    { _id: 2, items: [{ k: 'b', n: 1 }] },
    { _id: 3, items: [] },
    { _id: 4, other: 1 },
  ];
  const cases: [string, Record<string, unknown>, number[]][] = [
    ['finds documents whose elements meet the conditions apart', { 'items.k': 'a', 'items.n': 2 }, [0, 1]],
    ['finds documents with one element that meets both', { items: { $elemMatch: { k: 'a', n: 2 } } }, [1]],
    ['finds a range met by different elements', { 'items.n': { $gt: 1, $lt: 2 } }, [0]],
    ['finds documents without the field', { 'items.k': null }, [4]],
  ];
  test.each(cases)('%s', async (_, filter, ids) => {
    const c = store.fresh();
    await c.createIndex({ 'items.k': 1, 'items.n': 1 });
    await c.createIndex({ 'items.n': -1 });
    await c.insertMany(items as never);
    expect((await c.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => Number(_id))).toEqual(ids);
  });
});

/** One value of every type, in MongoDB's order. */
const ORDER = [
  new MinKey(),
  null,
  -Infinity,
  new Int32(-1),
  0,
  0.5,
  Decimal128.fromString('0.6'),
  new Int32(1),
  Long.fromString('9007199254740993'),
  Infinity,
  '',
  'A',
  'a',
  'é',
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { a: 2 },
  new Binary(Buffer.from('b'), 0),
  new Binary(Buffer.from('aa'), 0),
  id,
  false,
  true,
  new Date(-1),
  new Date(1),
  new Timestamp({ t: 1, i: 1 }),
  new BSONRegExp('a', ''),
  new MaxKey(),
];

describe('sorting follows the order of BSON types', () => {
  for (const indexed of [false, true]) {
    for (const way of [1, -1] as const) {
      test(`${way > 0 ? 'ascending' : 'descending'}, ${indexed ? 'from an index' : 'without an index'}`, async () => {
        const c = store.fresh();
        if (indexed) await c.createIndex({ v: 1 });
        const docs = ORDER.map((v, i) => ({ _id: i as never, v }));
        await c.insertMany([...docs].sort((a, b) => ((Number(a._id) * 7) % 28) - ((Number(b._id) * 7) % 28)));
        const found = await c.find().sort({ v: way }).toArray();
        const expected = ORDER.map((_, i) => i);
        expect(found.map((doc) => Number(doc._id))).toEqual(way > 0 ? expected : expected.reverse());
      });
    }
  }

  test('an array sorts by its least element upwards and by its greatest downwards', async () => {
    const c = store.fresh();
    await c.insertMany([
      { _id: 0 as never, v: [5, 1] },
      { _id: 1 as never, v: 3 },
      { _id: 2 as never, v: [2, 4] },
    ]);
    expect((await c.find().sort({ v: 1 }).toArray()).map((doc) => Number(doc._id))).toEqual([0, 2, 1]);
    expect((await c.find().sort({ v: -1 }).toArray()).map((doc) => Number(doc._id))).toEqual([0, 2, 1]);
  });

  test('two fields, mixed directions, with skip and limit', async () => {
    const c = store.fresh();
    await c.insertMany(Array.from({ length: 20 }, (_, i) => ({ _id: i as never, a: i % 4, b: i })));
    const found = await c.find().sort({ a: 1, b: -1 }).skip(3).limit(4).toArray();
    expect(found.map((doc) => Number(doc._id))).toEqual([4, 0, 17, 13]);
  });
});

interface ProjectionCase extends Case {
  readonly doc: Record<string, unknown>;
  readonly projection: Record<string, unknown>;
  readonly filter?: Record<string, unknown>;
  readonly gives: Record<string, unknown>;
}
const whole = {
  _id: 1,
  a: 1,
  b: { c: 1, d: [1, 2, 3] },
  e: [
    { f: 1, g: 2 },
    { f: 3, g: 4 },
  ],
};

describe('projection shapes what find returns', () => {
  const cases: ProjectionCase[] = [
    { title: 'fields that are named, and _id', doc: whole, projection: { a: 1 }, gives: { _id: 1, a: 1 } },
    { title: 'without _id', doc: whole, projection: { a: 1, _id: 0 }, gives: { a: 1 } },
    { title: 'all but the fields that are named', doc: whole, projection: { b: 0, e: 0 }, gives: { _id: 1, a: 1 } },
    { title: 'a path into a document', doc: whole, projection: { 'b.c': 1 }, gives: { _id: 1, b: { c: 1 } } },
    { title: 'nested notation', doc: whole, projection: { b: { c: 1 } }, gives: { _id: 1, b: { c: 1 } } },
    {
      title: 'a path through an array',
      doc: whole,
      projection: { 'e.f': 1 },
      gives: { _id: 1, e: [{ f: 1 }, { f: 3 }] },
    },
    {
      title: 'all but a path through an array',
      doc: whole,
      projection: { 'e.f': 0, b: 0 },
      gives: { _id: 1, a: 1, e: [{ g: 2 }, { g: 4 }] },
    },
    {
      title: '$slice from the front',
      doc: whole,
      projection: { 'b.d': { $slice: 2 }, e: 0 },
      gives: { _id: 1, a: 1, b: { c: 1, d: [1, 2] } },
    },
    {
      title: '$slice with skip and limit',
      doc: { _id: 1, v: [1, 2, 3, 4] },
      projection: { v: { $slice: [-3, 2] } },
      gives: { _id: 1, v: [2, 3] },
    },
    {
      title: '$elemMatch keeps the first element that matches',
      doc: whole,
      projection: { e: { $elemMatch: { f: { $gt: 1 } } } },
      gives: { _id: 1, e: [{ f: 3, g: 4 }] },
    },
    {
      title: 'the positional operator keeps the element the query matched',
      doc: whole,
      filter: { 'e.f': 3 },
      projection: { 'e.$': 1 },
      gives: { _id: 1, e: [{ f: 3, g: 4 }] },
    },
    { title: 'a computed field', doc: whole, projection: { sum: { $add: ['$a', '$b.c'] } }, gives: { _id: 1, sum: 2 } },
    {
      title: 'a literal string is a field path only with a dollar',
      doc: whole,
      projection: { x: '$a', _id: 0 },
      gives: { x: 1 },
    },
    { title: 'fields that do not exist stay away', doc: whole, projection: { z: 1 }, gives: { _id: 1 } },
  ];
  eachCase(
    cases,
    () => store,
    async ({ doc, projection, filter, gives }) => {
      const c = store.fresh();
      await c.insertOne(doc as never);
      const found = await c.find(filter ?? {}, { projection, promoteValues: true }).toArray();
      expect(found).toEqual([gives]);
      expect(Object.keys(found[0] ?? {})).toEqual(Object.keys(gives));
    },
  );
});

test('types come back exactly as they were stored', async () => {
  const c = store.fresh();
  const doc = {
    _id: 1 as never,
    int: new Int32(7),
    double: new Double(7),
    long: Long.fromNumber(7),
    decimal: Decimal128.fromString('7.00'),
    negativeZero: new Double(-0),
    date: new Date(7),
    binary: new Binary(Buffer.from('x'), 128),
    oid: id,
    none: null,
    regex: new BSONRegExp('x', 'i'),
    min: new MinKey(),
    max: new MaxKey(),
    timestamp: new Timestamp({ t: 1, i: 2 }),
    nested: { a: [{}, []] },
  };
  await c.insertOne(doc);
  await c.updateOne({ _id: 1 as never }, { $set: { touched: true } });
  const raw = await c.findOne({}, { raw: true });
  const { serialize } = await import('bson');
  expect(Buffer.from(raw as never).toString('hex')).toBe(
    Buffer.from(serialize({ ...doc, touched: true })).toString('hex'),
  );
});
