import { Decimal128, Double, Int32, Long, MinKey, Timestamp } from 'bson';
import { canonical, eachCase, openStore, type Case, type Store } from './harness';

let store: Store;
beforeAll(async () => void (store = await openStore()));
afterAll(() => store.close());

type Doc = Record<string, unknown>;
const i = (n: number): Int32 => new Int32(n);
const d = (n: number): Double => new Double(n);
const l = (n: string): Long => Long.fromString(n);
const dec = (n: string): Decimal128 => Decimal128.fromString(n);
const at = (text: string): Date => new Date(text);
const GREATEST = dec('9.999999999999999999999999999999999E+6144');

interface Corner extends Case {
  readonly docs: Doc[];
  readonly run: (c: ReturnType<Store['fresh']>) => Promise<unknown>;
  readonly gives: unknown;
}
const differs = (documentdb?: string): Pick<Case, 'differs'> =>
  documentdb === undefined ? {} : { differs: { documentdb } };

const e = (title: string, v: unknown, gives: unknown, documentdb?: string): Corner => ({
  title,
  docs: [{ nz: d(-0), dnz: dec('-0'), inf: d(Infinity), s: 'caféteria', on: at('2024-06-15T10:30:45.123Z') }],
  run: async (c) => (await c.aggregate([{ $replaceWith: { v } }]).toArray())[0]?.['v'],
  gives,
  ...differs(documentdb),
});
const p = (title: string, docs: Doc[], stage: Doc, gives: Doc[], documentdb?: string): Corner => ({
  title,
  docs,
  run: (c) => c.aggregate([stage]).toArray(),
  gives,
  ...differs(documentdb),
});
const u = (title: string, before: unknown, update: Doc, after: unknown, documentdb?: string): Corner => ({
  title,
  docs: [{ _id: i(1), v: before }],
  run: async (c) => {
    await c.updateOne({}, update);
    return (await c.findOne({}))?.['v'];
  },
  gives: after,
  ...differs(documentdb),
});
const f = (title: string, docs: Doc[], filter: Doc, ids: number[], documentdb?: string): Corner => ({
  title,
  docs,
  run: async (c) => (await c.find(filter).sort({ _id: 1 }).toArray()).map((doc) => doc._id as unknown),
  gives: ids.map(i),
  ...differs(documentdb),
});
const total = (op: string, vs: unknown[], gives: unknown, documentdb?: string): Corner => ({
  title: `${op} of ${vs.map(String).join(', ')}`,
  docs: vs.map((v) => ({ v })),
  run: async (c) => (await c.aggregate([{ $group: { _id: null, r: { [op]: '$v' } } }]).toArray())[0]?.['r'],
  gives,
  ...differs(documentdb),
});

const CASES: Corner[] = [
  e('a decimal zero keeps its sign when multiplied', { $multiply: [dec('0'), i(-1)] }, dec('-0')),
  e('the greatest decimal plus nothing is itself', { $add: [GREATEST, dec('0')] }, GREATEST),
  e(
    'half of the greatest decimal is no infinity',
    { $divide: [GREATEST, dec('2')] },
    dec('5.000000000000000000000000000000000E+6144'),
  ),
  e('a remainder by an infinite decimal is the number', { $mod: [i(10), dec('-Infinity')] }, dec('10')),
  e(
    'rounding keeps the sign of what becomes zero',
    [{ $round: [d(-0.5), i(0)] }, { $ceil: d(-0.5) }, { $round: [dec('-0.5'), i(0)] }],
    [d(-0), d(-0), dec('-0')],
  ),
  e('$pow of one to a great long is one', { $pow: [i(1), l('9223372036854775807')] }, l('1')),
  e(
    '$pow of a decimal is exact',
    { $eq: [{ $pow: [dec('2'), i(100)] }, dec('1267650600228229401496703205376')] },
    true,
  ),
  e('$sqrt of a decimal has 34 digits', { $sqrt: dec('2') }, dec('1.414213562373095048801688724209698')),
  e('$sqrt of a decimal square is exact', { $sqrt: dec('1E-6000') }, dec('1E-3000')),
  e('$log of a decimal is a decimal', { $type: { $log: [dec('100'), i(10)] } }, 'decimal'),
  e(
    'milliseconds are rounded away from zero',
    { $add: ['$on', d(-0.5)] },
    at('2024-06-15T10:30:45.122Z'),
    'rounds towards the future',
  ),
  e(
    '$toDecimal and $toString keep the sign of zero',
    [{ $toDecimal: '$nz' }, { $toString: '$nz' }],
    [dec('-0'), '-0'],
    'gives the decimal another exponent',
  ),
  e(
    '$toDouble refuses what would become zero',
    { $convert: { input: '1e-400', to: 'double', onError: 'lost' } },
    'lost',
  ),
  e(
    '$convert stands in for what cannot be converted, and for null',
    [
      { $convert: { input: 'x', to: 'int', onError: i(0) } },
      { $convert: { input: null, to: 'int', onNull: i(7) } },
      { $convert: { input: '12', to: i(16) } },
    ],
    [i(0), i(7), i(12)],
  ),
  e(
    '$toDate takes spaces, short offsets and timestamps',
    [
      { $toDate: ' 2018-03-20 11:00:06 +0500' },
      { $toDate: '2024-06-15T12:30:45+00' },
      { $toDate: new Timestamp({ t: 1_700_000_000, i: 1 }) },
    ],
    [at('2018-03-20T06:00:06Z'), at('2024-06-15T12:30:45Z'), at('2023-11-14T22:13:20Z')],
    'gives a timestamp the wrong second',
  ),
  e(
    '$dateToString with a missing format or zone is null',
    [{ $dateToString: { date: '$on', format: '$no' } }, { $dateToString: { date: '$on', timezone: '$no' } }],
    [null, null],
  ),
  e(
    '$dateFromParts of a week',
    { $dateFromParts: { isoWeekYear: i(2024), isoWeek: i(1), isoDayOfWeek: i(1) } },
    at('2024-01-01'),
  ),
  e(
    '$dateFromParts in a zone',
    { $dateFromParts: { year: i(2024), hour: i(5), timezone: '+05:00' } },
    at('2024-01-01'),
  ),
  e(
    '$dateToParts of a week',
    { $dateToParts: { date: '$on', iso8601: true } },
    {
      isoWeekYear: i(2024),
      isoWeek: i(24),
      isoDayOfWeek: i(6),
      hour: i(10),
      minute: i(30),
      second: i(45),
      millisecond: i(123),
    },
  ),
  e(
    '$dateFromString reads a format',
    { $dateFromString: { dateString: '15/06/2024', format: '%d/%m/%Y' } },
    at('2024-06-15'),
  ),
  e(
    'a day is added by the clocks of a zone',
    { $dateAdd: { startDate: at('2024-03-10T06:00:00Z'), unit: 'day', amount: i(1), timezone: 'America/New_York' } },
    at('2024-03-11T05:00:00Z'),
    'adds 24 hours',
  ),
  e(
    '$dateTrunc to the day of a zone',
    { $dateTrunc: { date: '$on', unit: 'day', timezone: 'America/New_York' } },
    at('2024-06-15T04:00:00Z'),
    'truncates to another day',
  ),
  e(
    'positions in text count characters or bytes',
    [{ $indexOfCP: ['$s', 't'] }, { $indexOfBytes: ['$s', 't'] }],
    [i(4), i(5)],
  ),
  e('$substrBytes with a negative count takes the rest', { $substrBytes: ['abc', i(1), i(-1)] }, 'bc'),
  e(
    '$zip keeps the types of numbers, and with null is null',
    [{ $zip: { inputs: [[l('1')], ['a']] } }, { $zip: { inputs: [[i(1)], null] } }],
    [[[l('1'), 'a']], null],
  ),
  e(
    'the first, the last, the least and the greatest of an array',
    [
      { $firstN: { n: i(2), input: [i(3), i(1), i(2)] } },
      { $lastN: { n: i(1), input: [i(3), i(1)] } },
      { $maxN: { n: i(1), input: [i(3), null] } },
      { $minN: { n: i(1), input: [i(3), i(1)] } },
    ],
    [[i(3), i(1)], [i(1)], [i(3)], [i(1)]],
  ),
  e('$sortArray by a field', { $sortArray: { input: [{ a: i(1) }, { a: i(2) }], sortBy: { a: -1 } } }, [
    { a: i(2) },
    { a: i(1) },
  ]),
  e(
    '$setField and $unsetField',
    [
      { $setField: { field: 'a', input: {}, value: i(1) } },
      { $unsetField: { field: 'a', input: { a: i(1), b: i(2) } } },
    ],
    [{ a: i(1) }, { b: i(2) }],
  ),
  e('trigonometry', [{ $sinh: i(0) }, { $atan2: [i(0), i(1)] }, { $acos: i(1) }], [d(0), d(0), d(0)]),
  e('sizes', [{ $bsonSize: { a: i(1) } }, { $binarySize: 'é' }], [i(12), i(2)]),
  e(
    'the parts of a timestamp',
    [{ $tsSecond: new Timestamp({ t: 5, i: 7 }) }, { $tsIncrement: new Timestamp({ t: 5, i: 7 }) }],
    [l('5'), l('7')],
  ),
  p(
    '$unwind leaves alone what its path cannot reach',
    [{ _id: 1, a: [{ b: i(1) }] }, { _id: 2, a: i(4) }, { _id: 3 }].map((doc) => ({ ...doc, _id: i(doc._id) })),
    { $unwind: { path: '$a.b', preserveNullAndEmptyArrays: true } },
    [{ _id: i(1), a: [{ b: i(1) }] }, { _id: i(2), a: i(4) }, { _id: i(3) }],
  ),
  p('a computed _id comes first', [{ _id: i(1), a: i(2) }], { $project: { a: 1, _id: 'x' } }, [{ _id: 'x', a: i(2) }]),
  p('_id may be kept beside what is left out', [{ _id: i(1), a: i(2), b: i(3) }], { $project: { _id: 1, a: 0 } }, [
    { _id: i(1), b: i(3) },
  ]),
  total('$avg', [dec('Infinity'), dec('-Infinity')], dec('NaN'), 'gives a double'),
  total('$sum', [dec('-0')], dec('0')),
  total('$concatArrays', [[i(1)], [i(2)]], [i(1), i(2)], 'does not know it'),
  total('$setUnion', [[i(1)], [i(1)]], [i(1)], 'does not know it'),
  u('$inc by zero leaves the sign of a zero', d(-0), { $inc: { v: d(0) } }, d(-0), 'adds them'),
  u('$inc of the greatest decimal by zero leaves it', GREATEST, { $inc: { v: dec('0') } }, GREATEST),
  u('$bit takes several operations', i(12), { $bit: { v: { and: i(10), or: i(1) } } }, i(9)),
  f(
    'everything is greater than MinKey, missing fields too',
    [{ _id: i(1), v: i(1) }, { _id: i(2) }],
    { v: { $gt: new MinKey() } },
    [1, 2],
    'passes over missing fields',
  ),
  f(
    'bits of a decimal at the end of 64',
    [{ _id: i(1), v: dec('9223372036854775807') }],
    { v: { $bitsAnySet: [63] } },
    [],
  ),
];

describe('corner values come out as MongoDB has them', () => {
  eachCase(
    CASES,
    () => store,
    async ({ docs, run, gives }) => {
      const c = store.fresh();
      await c.insertMany(docs.map((doc) => ({ ...doc })));
      expect(canonical(await run(c))).toEqual(canonical(gives));
    },
  );
});
