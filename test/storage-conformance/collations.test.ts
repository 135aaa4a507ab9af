import type { CollationOptions, Collection } from 'mongodb';
import { Int32 } from 'bson';
import { canonical, codeOf, eachCase, openStore, type Case, type Store } from './harness';

let store: Store;
beforeAll(async () => void (store = await openStore()));
afterAll(() => store.close());

type Doc = Record<string, unknown>;
const i = (n: number): Int32 => new Int32(n);
const words = ['PING', 'ping', 'pîng', 'a10', 'a9', 'co-op', 'coop'];
const en = (strength: number, more: Partial<CollationOptions> = {}): CollationOptions => ({
  locale: 'en_US',
  strength,
  ...more,
});

interface Collated extends Case {
  readonly run: (c: Collection) => Promise<unknown>;
  readonly gives: unknown;
}
const c = (title: string, run: Collated['run'], gives: unknown, documentdb?: string): Collated => ({
  title,
  run,
  gives,
  ...(documentdb !== undefined && { differs: { documentdb } }),
});
/** The words a filter finds, in the order of their insertion. */
const finds = (
  title: string,
  filter: Doc,
  collation: CollationOptions,
  gives: string[],
  documentdb?: string,
): Collated =>
  c(
    title,
    async (on) => (await on.find(filter, { collation }).sort({ _id: 1 }).toArray()).map((doc) => doc['w'] as unknown),
    gives,
    documentdb,
  );
const NO_OTHER = 'knows no collation in this place';

const cases: Collated[] = [
  finds('of the second strength does not tell capitals apart', { w: 'Ping' }, en(2), ['PING', 'ping']),
  finds('of the first strength does not tell accents apart either', { w: 'ping' }, en(1), ['PING', 'ping', 'pîng']),
  finds('of the third strength tells both apart', { w: 'Ping' }, en(3), []),
  finds('with caseLevel tells capitals apart but not accents', { w: 'ping' }, en(1, { caseLevel: true }), [
    'ping',
    'pîng',
  ]),
  finds('holds for $in', { w: { $in: ['A9', 'PÎNG'] } }, en(2), ['pîng', 'a9']),
  finds('holds for $ne', { w: { $ne: 'PINg' } }, en(1), ['a10', 'a9', 'co-op', 'coop']),
  finds('holds for ranges', { w: { $gt: 'COOP', $lte: 'PING' } }, en(2), ['PING', 'ping']),
  finds('can order digits as numbers', { w: { $lt: 'a10' } }, en(3, { numericOrdering: true }), ['a9']),
  finds('can pass over punctuation', { w: 'coop' }, en(3, { alternate: 'shifted' }), ['co-op', 'coop']),
  finds('does not touch a regular expression', { w: /^PING$/ }, en(1), ['PING']),
  c(
    'sorts, though an index has another order',
    async (on) => {
      await on.createIndex({ w: 1 });
      const sorted = on.find({}, { collation: en(3, { numericOrdering: true, caseFirst: 'upper' }) }).sort({ w: 1 });
      return (await sorted.toArray()).map((doc) => doc['w'] as unknown);
    },
    ['a9', 'a10', 'co-op', 'coop', 'PING', 'ping', 'pîng'],
  ),
  c('holds for count', (on) => on.countDocuments({ w: 'pINg' }, { collation: en(2) }), 2),
  c(
    'makes distinct values one',
    (on) => on.distinct('w', { w: /^p/i }, { collation: en(1) }).then((found) => found.length),
    1,
    NO_OTHER,
  ),
  c(
    'holds for $match and makes groups one',
    async (on) => {
      const stages = [{ $match: { w: 'PING' } }, { $group: { _id: '$w', n: { $sum: 1 } } }];
      return (await on.aggregate(stages, { collation: en(1) }).toArray()).map((doc) => doc['n'] as unknown);
    },
    [i(3)],
  ),
  c(
    'holds for updates, each with its own',
    async (on) => {
      await on.bulkWrite([
        { updateMany: { filter: { w: 'PinG' }, update: { $inc: { n: 1 } }, collation: en(2) } },
        { updateMany: { filter: { w: 'PinG' }, update: { $inc: { n: 10 } } } },
      ]);
      return (await on.find({ n: { $exists: true } }).toArray()).map((doc) => doc['n'] as unknown);
    },
    [i(1), i(1)],
    NO_OTHER,
  ),
  c('holds for deletes', async (on) => (await on.deleteMany({ w: 'PinG' }, { collation: en(1) })).deletedCount, 3),
  c(
    'holds for findOneAndUpdate and its sort',
    async (on) => {
      const options = { collation: en(2), sort: { _id: -1 as const }, projection: { _id: 0, w: 1 } };
      return on.findOneAndUpdate({ w: 'pinG' }, { $set: { found: true } }, options);
    },
    { w: 'ping' },
    NO_OTHER,
  ),
];

describe('a collation', () => {
  eachCase(
    cases,
    () => store,
    async ({ run, gives }) => {
      const on = store.fresh();
      await on.insertMany(words.map((w, id) => ({ _id: i(id) as never, w })));
      expect(canonical(await run(on))).toEqual(canonical(gives));
    },
  );

  const refused: [string, Doc, number, string?][] = [
    ['without a locale', { strength: 1 }, 40414],
    ['with an unknown locale', { locale: 'xx' }, 2],
    ['with a locale written otherwise', { locale: 'en-US' }, 2],
    ['with a locale that is no string', { locale: 1 }, 14],
    ['of a strength beyond five', { locale: 'en', strength: 6 }, 2, 'refuses it with another code'],
    ['of a strength that is no number', { locale: 'en', strength: 'high' }, 14],
    ['with an unknown word', { locale: 'en', caseFirst: 'Upper' }, 2],
    ['with a flag that is none', { locale: 'en', backwards: null }, 14],
    ['with an unknown field', { locale: 'en', Strength: 1 }, 40415],
  ];
  eachCase(
    refused.map(([title, collation, code, documentdb]) => ({
      title: `${title} is refused`,
      collation,
      code,
      ...(documentdb !== undefined && { differs: { documentdb } }),
    })),
    () => store,
    async ({ collation, code }) => {
      const on = store.fresh();
      await on.insertOne({ w: 'x' });
      const asked = { find: on.collectionName, filter: { w: 'x' }, collation };
      expect(await codeOf(() => store.db.command(asked))).toBe(code);
    },
  );

  test('the embedded store refuses what would not heed one', async () => {
    if (store.engine !== 'embedded') return;
    const on = store.fresh();
    const collation = en(2);
    for (const asked of [
      () => on.updateMany({}, { $pull: { w: 'x' } } as Doc, { collation }),
      () => on.updateMany({}, [{ $set: { w: 1 } }], { collation }),
      () => on.aggregate([{ $project: { same: { $eq: ['$w', 'x'] } } }], { collation }).toArray(),
      () => on.find({ $expr: { $eq: ['$w', 'x'] } }, { collation }).toArray(),
      () => on.createIndex({ w: 1 }, { collation }),
      () => store.db.createCollection(`${on.collectionName}x`, { collation }),
    ])
      expect(await codeOf(asked)).toBe(238);
  });
});
