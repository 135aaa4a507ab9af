import { Decimal128, Long } from 'bson';
import { codeOf, eachCase, openStore, type Case, type Store } from './harness';

let store: Store;
beforeAll(async () => void (store = await openStore()));
afterAll(() => store.close());

type Doc = Record<string, unknown>;
interface Refusal extends Case {
  readonly given: unknown;
  readonly code: number;
}
/** One case for each [what is given, the code it is refused with, what DocumentDB does otherwise]. */
const refusals = (title: string, rows: (readonly [given: unknown, code: number, documentdb?: string])[]): Refusal[] =>
  rows.map(([given, code, documentdb], at) => ({
    title: `${title} (${at + 1}): ${code}`,
    given,
    code,
    ...(documentdb !== undefined && { differs: { documentdb } }),
  }));
const dec = (n: string): Decimal128 => Decimal128.fromString(n);

const DOC = {
  s: 'text',
  n: 5,
  half: 1.5,
  nan: NaN,
  list: [3, 1, 2],
  o: { a: 1 },
  at: new Date(0),
  least: Long.MIN_VALUE,
};

const EXPRESSIONS: Refusal[] = [
  ...refusals('too few or too many arguments', [
    [{ $abs: [1, 2] }, 16020],
    [{ $mod: [5] }, 16020],
    [{ $eq: [1, 2, 3] }, 16020],
    [{ $round: [1, 2, 3] }, 28667],
    [{ $slice: ['$list'] }, 28667],
    [{ $indexOfCP: ['a'] }, 28667],
    [{ $substrCP: ['a', 0] }, 16020],
    [{ $toInt: [1, 2] }, 50723, 'refuses it with 16020'],
    [{ $ifNull: ['$n'] }, 1257300],
    [{ $setEquals: [[1]] }, 17045],
    [{ $cond: [true, 1] }, 16020],
  ]),
  ...refusals('arithmetic', [
    [{ $abs: '$s' }, 28765],
    [{ $abs: '$least' }, 28680],
    [{ $add: ['$at', '$nan'] }, 15],
    [{ $mod: ['$s', 2] }, 16611],
    [{ $mod: ['$n', { $literal: 0 }] }, 16610],
    [{ $pow: ['$s', 2] }, 28762],
    [{ $pow: [2, '$s'] }, 28763],
    [{ $round: '$s' }, 51081],
    [{ $round: ['$n', '$s'] }, 16004],
    [{ $round: ['$n', '$half'] }, 51082],
    [{ $round: ['$n', '$nan'] }, 31109],
    [{ $round: ['$n', 101] }, 51083],
    [{ $log: ['$s', 2] }, 28756],
    [{ $log: [2, '$s'] }, 28757],
    [{ $log: [-1, 2] }, 28758],
    [{ $log: [2, 1] }, 28759],
    [{ $ln: -1 }, 28766],
    [{ $log10: 0 }, 28761],
    [{ $asin: 2 }, 50989],
  ]),
  ...refusals('arrays', [
    [{ $arrayElemAt: ['$s', 0] }, 28689],
    [{ $arrayElemAt: ['$list', '$s'] }, 28690],
    [{ $arrayElemAt: ['$list', '$half'] }, 28691],
    [{ $slice: ['$s', 1] }, 28724],
    [{ $slice: ['$list', '$s'] }, 28725],
    [{ $slice: ['$list', 1, 0] }, 28729],
    [{ $range: ['$s', 1] }, 34443],
    [{ $range: [0, '$s'] }, 34445],
    [{ $concatArrays: ['$s'] }, 28664],
    [{ $reverseArray: '$s' }, 34435],
    [{ $arrayToObject: '$s' }, 40386],
    [{ $arrayToObject: [[1]] }, 40398],
    [{ $arrayToObject: [[['a']]] }, 40397],
    [{ $arrayToObject: [[{ k: 1, v: 2 }]] }, 40394],
    [{ $arrayToObject: [[['a', 1], { k: 'b', v: 1 }]] }, 40396],
    [{ $setUnion: ['$s', []] }, 17043],
    [{ $setDifference: [[], '$s'] }, 17049],
    [{ $allElementsTrue: ['$s'] }, 17040],
    [{ $indexOfArray: ['$s', 1] }, 40090],
    [{ $indexOfArray: ['$list', 1, '$half'] }, 9711600, 'keeps the code of older servers'],
  ]),
  ...refusals('named arguments', [
    [{ $map: 1 }, 16878],
    [{ $map: { input: [], in: 1, x: 1 } }, 16879],
    [{ $map: { in: 1 } }, 16880],
    [{ $map: { input: '$s', in: 1 } }, 16883],
    [{ $map: { input: [], as: 'Upper', in: 1 } }, 9],
    [{ $filter: [] }, 28646],
    [{ $filter: { input: [] } }, 28650],
    [{ $filter: { input: '$list', cond: true, limit: 0 } }, 327392],
    [{ $filter: { input: '$list', cond: true, limit: '$half' } }, 327391],
    [{ $reduce: { input: [], in: 1 } }, 40078],
    [{ $cond: { if: 1, then: 2 } }, 17082],
    [{ $cond: { if: 1, then: 2, else: 3, x: 4 } }, 17083],
    [{ $switch: { branches: [] } }, 40068],
    [{ $switch: { branches: [{ case: true }] } }, 40065],
    [{ $let: { vars: {} } }, 16877, 'refuses it with 16876'],
    [{ $zip: { inputs: [[1]], defaults: [1] } }, 34466],
    [{ $convert: { input: 1, to: 'array' } }, 241],
    [{ $convert: { input: 1, to: 'nothing' } }, 2],
    [{ $dateToString: { format: '%Y' } }, 18628],
    [{ $dateToString: { date: '$at', format: 5 } }, 18533],
    [{ $dateToParts: { date: '$at', x: 1 } }, 40520],
    [{ $dateFromParts: { month: 1 } }, 40516],
    [{ $dateFromString: { dateString: '1', x: 1 } }, 40541],
    [{ $dateAdd: { startDate: '$at', unit: 'day' } }, 5166402, 'accepts it'],
    [{ $dateAdd: { startDate: '$s', unit: 'day', amount: 1 } }, 5166403],
    [{ $dateAdd: { startDate: '$at', unit: 'days', amount: 1 } }, 9],
    [{ $dateAdd: { startDate: '$at', unit: 'day', amount: 1, timezone: 5 } }, 40517],
    [{ $dateTrunc: { date: '$at' } }, 5439010],
    [{ $year: { date: '$at', x: 1 } }, 40535],
    [{ $year: ['$at', '$at'] }, 40536],
  ]),
  ...refusals('text', [
    [{ $concat: ['a', '$n'] }, 16702],
    [{ $split: ['$n', '-'] }, 40085],
    [{ $split: ['a', ''] }, 40087],
    [{ $indexOfBytes: ['$n', 'a'] }, 40091],
    [{ $indexOfCP: ['a', '$n'] }, 40094],
    [{ $indexOfCP: ['a', 'a', '$s'] }, 40096],
    [{ $indexOfCP: ['a', 'a', -1] }, 40097],
    [{ $strLenBytes: '$n' }, 34473],
    [{ $trim: '$s' }, 50696],
    [{ $trim: { input: '$n' } }, 50699],
    [{ $trim: { input: 'a', chars: '$n' } }, 50700],
    [{ $regexMatch: { input: 'a' } }, 31023],
    [{ $regexMatch: { input: '$n', regex: 'a' } }, 51104],
    [{ $regexMatch: { input: 'a', regex: '[' } }, 51111],
    [{ $replaceOne: { input: 'a', find: 'a' } }, 51747],
    [{ $substrCP: ['a', -1, 1] }, 34455],
    [{ $substrBytes: ['é', 1, 1] }, 28656],
    ['$', 16872, 'accepts it'],
    ['$$', 9, 'accepts it'],
    ['$a..b', 15998, 'accepts it'],
    ['$a.$b', 16410, 'accepts it'],
  ]),
];

const STAGES: Refusal[] = [
  ...refusals('$project', [
    [{ $project: 1 }, 15969, 'refuses it with 40272'],
    [{ $project: { a: 0, b: 1 } }, 31253, 'gives the code of the other order'],
    [{ $project: { a: 0, b: { $add: [1] } } }, 31252, 'gives the code of the other order'],
    [{ $project: { a: 0, b: '$a' } }, 31310, 'gives the code of the other order'],
    [{ $project: { '': 1 } }, 40352, 'refuses it with 9'],
    [{ $project: { 'a.': 1 } }, 40353, 'refuses it with 9'],
    [{ $project: { '.a': 1 } }, 15998, 'refuses it with 9'],
    [{ $addFields: { a: 1, 'a.b': 1 } }, 40176, 'refuses it with 31249'],
  ]),
  ...refusals('$unwind', [
    [{ $unwind: 1 }, 15981],
    [{ $unwind: '' }, 28812],
    [{ $unwind: { path: 1 } }, 28808],
    [{ $unwind: { path: '$a', x: 1 } }, 28811],
    [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: 1 } }, 28809],
    [{ $unwind: { path: '$a', includeArrayIndex: '$i' } }, 28822],
    [{ $unwind: '$$ROOT' }, 16410],
  ]),
  ...refusals('$sort, $limit, $skip, $count, $sample', [
    [{ $sort: 1 }, 15973, 'refuses it with 2'],
    [{ $sort: { a: 'asc' } }, 15974, 'gives the code of find'],
    [{ $sort: { a: 0 } }, 15975, 'gives the code of find'],
    [{ $sort: { $a: 1 } }, 16410, 'accepts it'],
    [{ $limit: -1 }, 5107201],
    [{ $limit: 'a' }, 5107201],
    [{ $limit: 1.5 }, 5107201],
    [{ $skip: dec('NaN') }, 5107200],
    [{ $count: '' }, 40157, 'refuses it with 40156'],
    [{ $count: '$n' }, 40158],
    [{ $count: 'a.b' }, 40160],
    [{ $sample: 1 }, 28745],
    [{ $sample: { size: -1 } }, 28747],
    [{ $sample: { size: 1, x: 1 } }, 28748],
  ]),
  ...refusals('$group, $bucket, $facet', [
    [{ $group: { _id: 1, a: { $sum: 1, $max: 1 } } }, 40238],
    [{ $group: { _id: 1, $a: { $sum: 1 } } }, 40236],
    [{ $group: { _id: 1, a: { $sum: [1, 2] } } }, 40237, 'accepts it'],
    [{ $group: { _id: 1, a: { $count: 5 } } }, 9, 'refuses it with 14'],
    [{ $group: { _id: 1, a: { $lastN: { input: 1 } } } }, 5787906],
    [{ $bucket: 1 }, 40201],
    [{ $bucket: { groupBy: '$n' } }, 40198],
    [{ $bucket: { groupBy: '$n', boundaries: [1] } }, 40192],
    [{ $bucket: { groupBy: '$n', boundaries: [1, 'a'] } }, 40193],
    [{ $bucket: { groupBy: '$n', boundaries: [1, 3], default: 2 } }, 40199],
    [{ $facet: { a: 1 } }, 40170, 'refuses it with 14'],
    [{ $facet: { a: [1] } }, 40171, 'refuses it with 2'],
    [{ $facet: { a: [{ $facet: { b: [] } }] } }, 40600],
    [{ $facet: { a: [{ $limit: 0 }] } }, 15958],
    [{ $unset: [] }, 31119],
    [{ $unset: [1] }, 31120],
    [{ $replaceRoot: {} }, 40414],
    [{ $sortByCount: 'n' }, 40148, 'refuses it with 40147'],
  ]),
];

const UPDATES: Refusal[] = refusals('an update', [
  [{ $set: { $: 1 } }, 2],
  [{ $set: { 'list.$.a.$': 1 } }, 2],
  [{ $set: { 's.$[]': 1 } }, 2, 'refuses it with 28'],
  [{ $set: { 'list.$[e]': 1 } }, 2],
  [{ $rename: { s: '' } }, 56],
  [{ $rename: { s: 's' } }, 2, 'refuses it with 40'],
  [{ $rename: { s: 'a.$[e]' } }, 2],
  [{ $bit: { n: {} } }, 9, 'refuses it with 2'],
  [{ $bit: { n: { not: 1 } } }, 9, 'refuses it with 2'],
  [{ $bit: { n: { and: 1.5 } } }, 2],
  [{ $currentDate: { at: 1 } }, 2],
  [{ $currentDate: { at: { $type: 'date', x: 1 } } }, 2, 'accepts it'],
  [{ $addToSet: { list: { $each: [1], $slice: 1 } } }, 2],
  [{ $push: { list: { $each: [], $sort: {} } } }, 2],
  [{ $push: { list: { $each: [], $sort: { 'a.': 1 } } } }, 2],
]);

const FILTERS: Refusal[] = refusals('a filter', [
  [{ list: { $size: Long.MAX_VALUE } }, 2, 'accepts it'],
  [{ list: { $size: 2 ** 40 } }, 2, 'accepts it'],
]);

const onDoc =
  (run: (c: ReturnType<Store['fresh']>, given: never) => Promise<unknown>) =>
  async ({ given, code }: Refusal): Promise<void> => {
    const c = store.fresh();
    await c.insertOne({ ...DOC });
    expect(await codeOf(() => run(c, given as never))).toBe(code);
  };
const ofStore = (): Store => store;

describe('an expression that is wrong is refused with the code of what is wrong', () =>
  eachCase(
    EXPRESSIONS,
    ofStore,
    onDoc((c, v) => c.aggregate([{ $project: { v } }]).toArray()),
  ));
describe('a stage that is wrong is refused with the code of what is wrong', () =>
  eachCase(
    STAGES,
    ofStore,
    onDoc((c, stage) => c.aggregate([stage]).toArray()),
  ));
describe('an update that is wrong is refused with the code of what is wrong', () =>
  eachCase(
    UPDATES,
    ofStore,
    onDoc((c, update) => c.updateOne({ n: 5 }, update as Doc)),
  ));
describe('a filter that is wrong is refused with the code of what is wrong', () =>
  eachCase(
    FILTERS,
    ofStore,
    onDoc((c, filter) => c.find(filter).toArray()),
  ));
