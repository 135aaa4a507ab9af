import { EJSON } from 'bson';
import type { ClientSession, Db, MongoClient } from 'mongodb';
import { act, COLLECTION, dice, type Dice, type Doc, LANES, look, OTHER, type Step } from './differential-commands';
import { knownDifference } from './differential-known';

interface Side {
  readonly client: MongoClient;
  readonly db: Db;
  readonly sessions: ClientSession[];
}

export interface Report {
  readonly commands: number;
  readonly same: number;
  /** Differences that are known, by reason. */
  readonly known: Map<string, number>;
  readonly unknown: { step: number; command: string; left: string; right: string }[];
}

const text = (v: unknown): string => EJSON.stringify(v as Doc, { relaxed: false });

async function prepare(side: Side): Promise<void> {
  await side.db.dropDatabase();
  await side.db.createCollection(COLLECTION);
  await side.db.collection(COLLECTION).createIndexes([
    { key: { u: 1 }, unique: true, sparse: true, name: 'u' },
    { key: { s: 1, n: -1 }, name: 'sn' },
    { key: { list: 1 }, name: 'list' },
    { key: { a: 1 }, name: 'a' },
  ]);
  await side.db.collection<Doc>(OTHER).insertMany([
    { _id: 'red', hex: 'f00' },
    { _id: 'blue', hex: '00f' },
  ] as never);
}

/** What of a reply both engines have to agree on. */
function essence(reply: Doc, ordered: boolean): unknown {
  if ('cursor' in reply) return (reply['cursor'] as Doc)['firstBatch'];
  if ('values' in reply) return ordered ? reply['values'] : (reply['values'] as unknown[]).map(text).sort();
  const errors = (reply['writeErrors'] as Doc[] | undefined)?.map(({ index, code }) => ({
    index: Number(index),
    code: Number(code),
  }));
  const upserted = (reply['upserted'] as Doc[] | undefined)?.map(({ index, _id }) => ({ index: Number(index), _id }));
  const { n, nModified, value } = reply;
  return {
    n: n === undefined ? undefined : Number(n),
    nModified: nModified === undefined ? undefined : Number(nModified),
    value: value ?? null,
    upserted,
    errors,
  };
}

async function run(side: Side, { command, ordered, session, control }: Step): Promise<unknown> {
  const own = session === undefined ? undefined : side.sessions[session];
  try {
    if (control === 'start') return void own?.startTransaction({ readConcern: { level: 'snapshot' } });
    if (control === 'commit') return void (await own?.commitTransaction());
    if (control === 'abort') return void (await own?.abortTransaction());
    return essence(await side.db.command(command, own ? { session: own } : {}), ordered);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === undefined) throw error;
    return { refused: Number(code) };
  }
}

/** The commands, with transactions opened, interleaved and ended in between. */
function* commands(d: Dice): Generator<Step> {
  const open = new Set<number>();
  for (;;) {
    const lane = d.below(LANES);
    if (open.has(lane)) {
      if (d.chance(0.15)) {
        open.delete(lane);
        yield { command: {}, ordered: true, session: lane, control: d.chance(0.7) ? 'commit' : 'abort' };
      } else yield { ...(d.chance(0.5) ? look(d) : act(d, lane)), session: lane };
    } else if (d.chance(0.04)) {
      open.add(lane);
      yield { command: {}, ordered: true, session: lane, control: 'start' };
      yield { ...look(d), session: lane };
    } else if (open.size > 0) yield d.chance(0.5) ? look(d) : act(d, lane);
    else yield d.chance(0.5) ? look(d) : act(d);
  }
}

const contents = (side: Side): Promise<Doc[]> => side.db.collection<Doc>(COLLECTION).find().sort({ _id: 1 }).toArray();

/** Gives both sides the same documents again after a known difference, so that one does not breed many. */
async function level(left: Side, right: Side): Promise<void> {
  const docs = await contents(left);
  await right.db.collection(COLLECTION).deleteMany({});
  if (docs.length > 0) await right.db.collection<Doc>(COLLECTION).insertMany(docs as never);
}

/** A transaction whose statement failed is over on both sides. */
async function closeFailed(sides: Side[], session: number | undefined): Promise<void> {
  if (session === undefined) return;
  for (const side of sides) {
    const own = side.sessions[session];
    if (own?.inTransaction()) await own.abortTransaction().catch(() => undefined);
  }
}

/** Runs the same commands on both and compares every reply and, every so often, every document. */
export async function differential(
  leftClient: MongoClient,
  rightClient: MongoClient,
  count: number,
  seed: number,
  name: string,
): Promise<Report> {
  const side = (client: MongoClient): Side => ({
    client,
    db: client.db(name),
    sessions: Array.from({ length: LANES }, () => client.startSession()),
  });
  const [left, right] = [side(leftClient), side(rightClient)];
  await Promise.all([prepare(left), prepare(right)]);
  const report = { commands: 0, same: 0, known: new Map<string, number>(), unknown: [] as Report['unknown'] };
  const note = (step: Step, l: unknown, r: unknown): void => {
    const reason = knownDifference(step, l, r);
    if (reason !== undefined) report.known.set(reason, (report.known.get(reason) ?? 0) + 1);
    else
      report.unknown.push({
        step: report.commands,
        command: text(step.command),
        left: text({ v: l }),
        right: text({ v: r }),
      });
  };
  const opened = new Set<number>();
  for (const step of commands(dice(seed))) {
    if (report.commands >= count && opened.size === 0) break;
    if (step.control === 'start') opened.add(step.session as number);
    else if (step.control) opened.delete(step.session as number);
    if (step.session !== undefined && step.control !== 'start' && !left.sessions[step.session]?.inTransaction())
      continue;
    report.commands++;
    const [l, r] = await Promise.all([run(left, step), run(right, step)]);
    const agree = text({ v: l }) === text({ v: r });
    if (agree) report.same++;
    else note(step, l, r);
    const failed = [l, r].some((v) => text({ v }).includes('"refused"') || text({ v }).includes('"errors":['));
    if (failed || !agree) await closeFailed([left, right], step.session);
    if (opened.size > 0 || (agree && report.commands % 100 !== 0)) continue;
    const [a, b] = await Promise.all([contents(left), contents(right)]);
    if (text(a) === text(b)) continue;
    if (agree)
      note(
        { command: { compare: COLLECTION }, ordered: true },
        a.filter((doc, i) => text(doc) !== text(b[i])),
        b.filter((doc, i) => text(doc) !== text(a[i])),
      );
    await level(left, right);
  }
  for (const one of [left, right]) {
    for (const session of one.sessions) await session.endSession();
    await one.db.dropDatabase();
  }
  return report;
}
