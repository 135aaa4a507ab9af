import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorker } from './child';
import { countDocuments, type DocumentCount } from './counts';
import { loadOrders, newHome, type Bench, type Home } from './home';
import type { LoadProgress, LoadRequest, LoadResult } from './load';
import type { BenchOptions } from './options';
import { profileShares, type Profile } from './profile';
import { say } from './say';
import { SECRET, startService, type Memory, type ServiceProcess } from './service-process';

/** More conversations than this per second are not expected of any store here: so many orders are prepared. */
const ORDERS_PER_SECOND = 250;
/** A conversation's turns (test/helpers/generated-orders.ts). */
const TURNS_EACH = 4;
/** The record of the last deliveries is written about a second after them. */
const SETTLE_MS = 2_500;
/** Seconds of one more load where memory is to be looked at after more turns than were measured. */
const MORE_SECONDS = 5;

export interface OurRun {
  results: LoadResult[];
  memory: Memory & { turns: number };
  /** Milliseconds until /health said ok. */
  startUp: number;
  documents: DocumentCount[];
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Every number of conversations in turn, then more until memory can be looked at. */
async function drive(
  service: ServiceProcess,
  { compiled }: Bench,
  { conversations, seconds, memoryAfter }: BenchOptions,
  [firstOrder, lastOrder]: [number, number],
): Promise<{ results: LoadResult[]; beyond: LoadResult[]; memory: OurRun['memory'] }> {
  const load = startWorker<LoadRequest, LoadResult, LoadProgress>(compiled('test/bench/load.ts'));
  const all: LoadResult[] = [];
  let memory: OurRun['memory'] | undefined;
  const turns = (): number => all.reduce((sum, one) => sum + one.turns, 0);
  const look = (now: number): void => {
    if (!memory && memoryAfter && now >= memoryAfter) memory = { ...service.memory(), turns: now };
  };
  const measure = async (at: number, length: number): Promise<LoadResult> => {
    const first = all.at(-1)?.nextOrder ?? firstOrder;
    const request = { url: service.url, secret: SECRET, firstOrder: first, lastOrder, conversations: at };
    const before = turns();
    const result = await load.ask({ ...request, seconds: length }, (progress) => look(before + progress.turns));
    all.push(result);
    await pause(SETTLE_MS);
    look(turns());
    return result;
  };
  try {
    for (const at of conversations) {
      const { turnsPerSecond } = await measure(at, seconds);
      say(`  service at ${at}: ${Math.round(turnsPerSecond)} turns/s`);
    }
    while (memoryAfter && turns() < memoryAfter && (all.at(-1)?.nextOrder ?? 0) < lastOrder)
      await measure(conversations.at(-1) ?? 1, MORE_SECONDS);
  } finally {
    await load.stop();
  }
  const results = all.slice(0, conversations.length);
  return { results, beyond: all.slice(results.length), memory: memory ?? { ...service.memory(), turns: turns() } };
}

/** One run of the service: what was measured, and what was stored against what was seen. */
async function run(bench: Bench, options: BenchOptions, home: Home, nodeArgs: string[] = []): Promise<OurRun> {
  const first = home.results.at(-1)?.nextOrder ?? 0;
  const spare = Math.ceil(options.memoryAfter / TURNS_EACH) * 2;
  const count = options.seconds * options.conversations.length * ORDERS_PER_SECOND + spare;
  await loadOrders(home.place, first, count);
  const service = await startService({ ...home.place, nodeArgs });
  const { results, beyond, memory } = await drive(service, bench, options, [first, first + count - 1]).finally(() =>
    service.stop(),
  );
  home.results.push(...results, ...beyond);
  const documents = await countDocuments(home.place, home.results, home.preload);
  return { results, memory, startUp: service.startUp, documents };
}

/** A run where others ran before, so that its log is as full as it was made. */
export const runAgain = (bench: Bench, home: Home): Promise<OurRun> =>
  run(bench, { ...bench.options, memoryAfter: 0 }, home);

/** A run on a fresh place. */
export async function runFresh(bench: Bench): Promise<OurRun> {
  const home = await newHome(bench, 0);
  return run(bench, bench.options, home).finally(() => home.place.drop());
}

/** A run of its own, since looking costs time: where the service's processor time goes at 16 conversations, or the most. */
export async function runProfiled(bench: Bench): Promise<Profile & { conversations: number }> {
  const most = bench.options.conversations.includes(16) ? 16 : Math.max(...bench.options.conversations);
  const folder = mkdtempSync(join(tmpdir(), 'redress-profile-'));
  const home = await newHome(bench, 0);
  try {
    const options = { ...bench.options, conversations: [most], memoryAfter: 0 };
    await run(bench, options, home, ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
    return { conversations: most, ...profileShares(folder) };
  } finally {
    await home.place.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}
