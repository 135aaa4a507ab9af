import { Decimal128, Double, Int32, Long } from 'bson';

/** A seeded source of choices: the same seed gives the same commands. */
export interface Dice {
  below(n: number): number;
  chance(p: number): boolean;
  pick<T>(from: readonly T[]): T;
}
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { below, chance: (p) => next() < p, pick: (from) => from[below(from.length)] as never };
}

export type Doc = Record<string, unknown>;
export interface Step {
  /** The command both engines get; `$session` names a session it runs in. */
  readonly command: Doc;
  /** Whether the documents of the reply come in a defined order. */
  readonly ordered: boolean;
  readonly session?: number;
  readonly control?: 'start' | 'commit' | 'abort';
}

export const COLLECTION = 'things';
export const OTHER = 'others';
const IDS = 80;
/** Open transactions keep to ids of their own, so that neither engine has to choose who waits for whom. */
export const LANES = 3;

export function scalar(d: Dice): unknown {
  switch (d.below(12)) {
    case 0:
      return new Int32(d.below(10) - 3);
    case 1:
      return new Double(d.below(40) / 4 - 2);
    case 2:
      return Long.fromNumber(d.below(10));
    case 3:
      return Long.fromString('9007199254740993').add(d.below(3));
    case 4:
      return Decimal128.fromString(`${d.below(90) / 10}`);
    case 5:
      return d.pick(['', 'a', 'b', 'ab', 'B', 'é', 'zeta']);
    case 6:
      return null;
    case 7:
      return d.chance(0.5);
    case 8:
      return new Date(1767225600000 + d.below(20) * 86400000 * 9);
    case 9:
      return new Int32(2147483640 + d.below(8));
    default:
      return new Int32(d.below(6));
  }
}

const number = (d: Dice): unknown =>
  d.pick([
    new Int32(d.below(9) - 2),
    new Double(d.below(9) / 2),
    Long.fromNumber(d.below(9)),
    Decimal128.fromString(`${d.below(50) / 10}`),
  ]);
const small = (d: Dice): Int32 => new Int32(d.below(6));
const listOf = (d: Dice, make: (d: Dice) => unknown): unknown[] => Array.from({ length: d.below(4) }, () => make(d));
const item = (d: Dice): Doc => ({ k: d.pick(['x', 'y', 'z']), n: small(d) });

function fields(d: Dice): Doc {
  const doc: Doc = {};
  if (d.chance(0.8)) doc['a'] = scalar(d);
  if (d.chance(0.8)) doc['n'] = number(d);
  if (d.chance(0.7)) doc['s'] = d.pick(['red', 'green', 'blue']);
  if (d.chance(0.6)) doc['list'] = listOf(d, small);
  if (d.chance(0.6)) doc['items'] = listOf(d, item);
  if (d.chance(0.5)) doc['o'] = { x: small(d), y: { z: scalar(d) } };
  if (d.chance(0.4)) doc['u'] = new Int32(d.below(60));
  if (d.chance(0.6)) doc['at'] = new Date(1767225600000 + d.below(300) * 86400000);
  return doc;
}

const id = (d: Dice, lane?: number): Int32 =>
  new Int32(lane === undefined ? d.below(IDS) : d.below(Math.floor(IDS / LANES)) * LANES + lane);

function condition(d: Dice): Doc {
  switch (d.below(17)) {
    case 0:
      return { a: scalar(d) };
    case 1:
      return { a: { [d.pick(['$gt', '$gte', '$lt', '$lte', '$ne', '$eq'])]: scalar(d) } };
    case 2:
      return { n: { $gte: number(d), $lt: number(d) } };
    case 3:
      return { s: d.pick(['red', 'green', 'none']) };
    case 4:
      return { s: { $in: [d.pick(['red', 'green']), null] } };
    case 5:
      return { list: small(d) };
    case 6:
      return { list: { $all: [small(d)] } };
    case 7:
      return { list: { $size: d.below(4) } };
    case 8:
      return { items: { $elemMatch: { k: d.pick(['x', 'y']), n: { $gte: small(d) } } } };
    case 9:
      return { 'items.n': { $gt: small(d) } };
    case 10:
      return { 'o.x': { $lte: small(d) } };
    case 11:
      return { [d.pick(['a', 'u', 'o', 'o.y.z', 'items.k'])]: { $exists: d.chance(0.5) } };
    case 12:
      return { a: { $type: d.pick(['int', 'long', 'double', 'decimal', 'string', 'null', 'bool', 'date', 'number']) } };
    case 13:
      return { s: { $regex: d.pick(['^r', 'e', 'N$']), $options: d.pick(['', 'i']) } };
    case 14:
      return { at: { $gte: new Date(1767225600000 + d.below(300) * 86400000) } };
    case 15:
      return { n: { $not: { $gt: number(d) } } };
    default:
      return { $expr: { [d.pick(['$gt', '$lte', '$eq'])]: ['$n', '$o.x'] } };
  }
}

export function filter(d: Dice): Doc {
  switch (d.below(6)) {
    case 0:
      return { $or: [condition(d), condition(d)] };
    case 1:
      return { $and: [condition(d), condition(d)] };
    case 2:
      return { $nor: [condition(d)] };
    case 3:
      return {};
    default:
      return condition(d);
  }
}

function change(d: Dice): Doc {
  switch (d.below(19)) {
    case 0:
      return { $set: { a: scalar(d), 'o.w': small(d) } };
    case 1:
      return { $inc: { n: number(d) } };
    case 2:
      return { $mul: { n: number(d) } };
    case 3:
      return { $min: { n: number(d) } };
    case 4:
      return { $max: { n: number(d), a: scalar(d) } };
    case 5:
      return { $unset: { [d.pick(['a', 'o.x', 'list', 'u'])]: '' } };
    case 6:
      return { $rename: { s: 'label' } };
    case 7:
      return { $push: { list: small(d) } };
    case 8:
      return { $push: { list: { $each: [small(d), small(d)], $slice: new Int32(d.pick([-3, -1, 1, 2, 4])) } } };
    case 9:
      return { $push: { items: { $each: [item(d)], $sort: { n: 1, k: 1 } } } };
    case 10:
      return { $addToSet: { list: small(d) } };
    case 11:
      return { $addToSet: { list: { $each: [small(d), small(d)] } } };
    case 12:
      return { $pull: { list: d.pick([small(d), { $gte: small(d) }]) } };
    case 13:
      return { $pull: { items: { k: d.pick(['x', 'y']) } } };
    case 14:
      return { $pop: { list: d.pick([1, -1]) } };
    case 15:
      return { $set: { 'items.$[].seen': d.chance(0.5) } };
    case 16:
      return { $set: { u: new Int32(d.below(60)) } };
    case 17:
      return { $setOnInsert: { a: 'new' }, $inc: { n: small(d) }, $set: { s: d.pick(['red', 'blue']) } };
    default:
      return { $bit: { u: { [d.pick(['and', 'or', 'xor'])]: new Int32(d.below(16)) } } };
  }
}

function pipelineUpdate(d: Dice): Doc[] {
  return d.pick([
    [{ $set: { n: { $add: [{ $ifNull: ['$n', 0] }, small(d)] } } }],
    [{ $set: { label: { $concat: [{ $ifNull: ['$s', 'none'] }, '!'] } } }, { $unset: 'u' }],
    [{ $set: { a: { $cond: [{ $gt: ['$n', small(d)] }, 'high', 'low'] } } }],
  ]);
}

function update(d: Dice, lane?: number): Doc {
  const alone = lane !== undefined || d.chance(0.75);
  // A multi update that fails half-way stays half done on MongoDB: those that can fail go to one document only.
  const single = /\$\[\]|\$bit|"u"/;
  let changed = change(d);
  while (!alone && single.test(JSON.stringify(changed))) changed = change(d);
  const u = d.chance(0.1) ? pipelineUpdate(d) : d.chance(0.06) && alone ? fields(d) : changed;
  const q = alone ? { _id: id(d, lane), ...(d.chance(0.15) ? condition(d) : {}) } : filter(d);
  const keyed = alone && Object.keys(q).length === 1;
  return { q, u, ...(alone ? {} : { multi: true }), ...(keyed && d.chance(0.3) ? { upsert: true } : {}) };
}

const projections: Doc[] = [
  { a: 1 },
  { a: 0, items: 0 },
  { 'o.x': 1, s: 1 },
  { 'items.n': 1 },
  { list: { $slice: 2 }, a: 1 },
  { items: { $elemMatch: { k: 'x' } } },
  { total: { $add: ['$o.x', 1] }, s: 1 },
  {},
];
const sorts: Doc[] = [
  { _id: 1 },
  { a: 1, _id: 1 },
  { n: -1, _id: 1 },
  { s: 1, n: 1, _id: 1 },
  { list: 1, _id: 1 },
  { 'o.x': -1, _id: -1 },
  { at: 1, _id: 1 },
];

function find(d: Dice): Step {
  const command: Doc = { find: COLLECTION, filter: filter(d), sort: d.pick(sorts) };
  const projection = d.pick(projections);
  if (Object.keys(projection).length > 0 && d.chance(0.5)) command['projection'] = projection;
  if (d.chance(0.3)) command['limit'] = new Int32(1 + d.below(10));
  if (d.chance(0.2)) command['skip'] = new Int32(d.below(10));
  return { command: { ...command, batchSize: 1000 }, ordered: true };
}

const month = { $dateToString: { date: '$at', format: '%Y-%m' } };
function aggregate(d: Dice): Step {
  const match = { $match: filter(d) };
  const pipelines: Doc[][] = [
    [
      match,
      { $group: { _id: '$s', n: { $sum: 1 }, total: { $sum: '$n' }, low: { $min: '$a' }, high: { $max: '$n' } } },
      { $sort: { _id: 1 } },
    ],
    [match, { $match: { at: { $type: 'date' } } }, { $group: { _id: month, n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [match, { $unwind: '$list' }, { $group: { _id: '$list', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      match,
      { $sort: { _id: 1 } },
      { $project: { s: 1, twice: { $multiply: ['$o.x', 2] }, size: { $size: { $ifNull: ['$list', []] } } } },
    ],
    [
      match,
      { $sort: { _id: 1 } },
      { $limit: 7 },
      { $addFields: { first: { $arrayElemAt: ['$list', 0] }, kind: { $type: '$a' } } },
      { $project: { items: 0 } },
    ],
    [
      match,
      { $sort: { _id: 1 } },
      { $lookup: { from: OTHER, localField: 's', foreignField: '_id', as: 'color' } },
      { $project: { color: 1 } },
    ],
    [
      match,
      { $sort: { _id: 1 } },
      {
        $project: {
          names: { $map: { input: { $ifNull: ['$items', []] }, in: '$$this.k' } },
          big: { $filter: { input: { $ifNull: ['$list', []] }, cond: { $gte: ['$$this', small(d)] } } },
        },
      },
    ],
    [match, { $count: 'n' }, { $match: { n: { $gt: 0 } } }],
    [match, { $group: { _id: { s: '$s', y: { $year: '$at' } }, ids: { $sum: '$_id' } } }, { $sort: { _id: 1 } }],
  ];
  const [from] = pipelines;
  const chosen = d.pick(pipelines) ?? from;
  const dated = JSON.stringify(chosen).includes('"$year"')
    ? [{ $match: { at: { $type: 'date' } } }, ...chosen]
    : chosen;
  return { command: { aggregate: COLLECTION, pipeline: dated, cursor: { batchSize: 1000 } }, ordered: true };
}

/** A command that only looks. */
export function look(d: Dice): Step {
  switch (d.below(8)) {
    case 0:
      return { command: { count: COLLECTION, query: filter(d) }, ordered: true };
    case 1:
      return {
        command: { distinct: COLLECTION, key: d.pick(['s', 'list', 'items.k']), query: condition(d) },
        ordered: false,
      };
    case 2:
    case 3:
    case 4:
      return aggregate(d);
    default:
      return find(d);
  }
}

/** A command that changes documents; in a lane only those that belong to it. */
export function act(d: Dice, lane?: number): Step {
  const ordered = true;
  switch (d.below(10)) {
    case 0:
    case 1:
    case 2: {
      const documents = Array.from({ length: 1 + d.below(lane === undefined ? 3 : 1) }, () => ({
        _id: id(d, lane),
        ...fields(d),
      }));
      if (lane !== undefined) for (const doc of documents) delete (doc as Doc)['u'];
      return { command: { insert: COLLECTION, documents, ordered: d.chance(0.7) }, ordered };
    }
    case 3: {
      const alone = lane !== undefined || d.chance(0.9);
      return {
        command: {
          delete: COLLECTION,
          deletes: [
            alone
              ? { q: { _id: id(d, lane) }, limit: 1 }
              : { q: { $and: [condition(d), { n: { $lt: 0 } }] }, limit: 0 },
          ],
        },
        ordered,
      };
    }
    case 4: {
      const u = change(d);
      const safe = lane !== undefined && 'u' in ((u['$set'] as Doc | undefined) ?? {}) ? { $inc: { n: small(d) } } : u;
      return {
        command: {
          findAndModify: COLLECTION,
          query: { _id: id(d, lane) },
          update: safe,
          new: d.chance(0.5),
          ...(d.chance(0.2) ? { upsert: true } : {}),
        },
        ordered,
      };
    }
    default: {
      const updates = Array.from({ length: 1 + d.below(3) }, () => update(d, lane));
      if (lane !== undefined)
        for (const one of updates) if (JSON.stringify(one['u']).includes('"u"')) one['u'] = { $inc: { n: small(d) } };
      return { command: { update: COLLECTION, updates, ordered: d.chance(0.7) }, ordered };
    }
  }
}
