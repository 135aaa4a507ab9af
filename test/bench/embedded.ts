import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { MongoClient } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';

/**
 * tsx test/bench/embedded.ts [documents=100000] [--uri mongodb://…]
 * What the embedded store has to reach with 100,000 documents, each figure beside its limit.
 */
interface Row {
  _id: number;
  customer: string;
  at: Date;
  amount: number;
  state: string;
  text: string;
}

const quantile = (times: number[], q: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * q)] ?? NaN;
const uriAt = process.argv.indexOf('--uri');
const documents = Number(process.argv[2]?.startsWith('--') ? 100_000 : (process.argv[2] ?? 100_000));

async function timed(action: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

async function repeat(times: number, action: (i: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) all.push(await timed(() => action(i)));
  return all;
}

function anonymousMegabytes(): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Math.round(Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

const results: [what: string, milliseconds: number, limit: number][] = [];
const note = (what: string, value: number, limit: number): void => void results.push([what, value, limit]);

async function measure(client: MongoClient): Promise<void> {
  const db = client.db('embedded_bench');
  await db.dropDatabase();
  const rows = db.collection<Row>('rows');
  await rows.createIndex({ customer: 1, at: -1 });
  await rows.createIndex({ state: 1 });
  const loading = await timed(async () => {
    for (let from = 0; from < documents; from += 1000) {
      const at = (i: number): Date => new Date(Date.UTC(2026, i % 12, 1 + (i % 28), i % 24));
      await rows.insertMany(
        Array.from({ length: 1000 }, (_, j) => from + j).map((i) => ({
          _id: i,
          customer: `customer-${i % 500}`,
          at: at(i),
          amount: (i % 997) + 0.25,
          state: ['new', 'open', 'done'][i % 3] ?? '',
          text: 'x'.repeat(400),
        })),
      );
    }
  });
  console.log(`${documents} documents in ${(loading / 1000).toFixed(1)} s`);
  const one = (i: number): Promise<unknown> => rows.findOne({ _id: (i * 7919) % documents });
  const page = (i: number): Promise<unknown> =>
    rows
      .find({ customer: `customer-${i % 500}` })
      .sort({ at: -1 })
      .limit(50)
      .toArray();
  const month = { $dateToString: { date: '$at', format: '%Y-%m' } };
  const group = (): Promise<unknown> =>
    rows.aggregate([{ $group: { _id: month, n: { $sum: 1 }, total: { $sum: '$amount' } } }]).toArray();
  const transaction = async (i: number): Promise<void> => {
    const session = client.startSession();
    await session.withTransaction(async () => {
      await rows.updateOne({ _id: (i * 104729) % documents }, { $inc: { amount: 1 } }, { session });
      await db.collection('log').insertOne({ i }, { session });
    });
    await session.endSession();
  };
  await repeat(200, one);
  await repeat(50, page);
  note('an indexed findOne, p50', quantile(await repeat(1000, one), 0.5), 1);
  note('an indexed page of 50, sorted, p50', quantile(await repeat(300, page), 0.5), 5);
  note('a committed transaction, p50', quantile(await repeat(200, transaction), 0.5), Infinity);
  await group();
  note('a monthly $group over all, best of three', Math.min(...(await repeat(3, group))), 1500);
  const meanwhile = async (action: (i: number) => Promise<unknown>): Promise<number[]> => {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      let done = false;
      const heavy = group().then(() => (done = true));
      for (let i = round * 1000; !done; i++) times.push(await timed(() => action(i)));
      await heavy;
    }
    return times;
  };
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  note('a findOne while it runs, p99', quantile(await meanwhile(one), 0.99), 50);
  note('a committed transaction while it runs, p99', quantile(await meanwhile(transaction), 0.99), 50);
  lag.disable();
  note('event loop lag of the main thread meanwhile, p99', lag.percentile(99) / 1e6 - 10, 50);
  await db.dropDatabase();
}

async function main(): Promise<void> {
  const store =
    uriAt > 0 ? { uri: process.argv[uriAt + 1] ?? '', stop: () => Promise.resolve() } : await EmbeddedMongo.create();
  const client = await MongoClient.connect(store.uri);
  await measure(client).finally(async () => {
    console.log(`anonymous memory of the process: ${anonymousMegabytes()} MB`);
    await client.close();
    await store.stop();
  });
  for (const [what, value, limit] of results)
    console.log(
      `${value <= limit ? 'ok  ' : 'OVER'} ${what}: ${value.toFixed(2)} ms${limit === Infinity ? '' : ` (limit ${limit})`}`,
    );
  process.exitCode = results.some(([, value, limit]) => value > limit) ? 1 : 0;
}

void main();
