import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOrders } from '../../src/storage/orders';
import { compileTests } from '../helpers/compiled';
import { freshPlace, type Place } from '../helpers/fresh-place';
import { generatedOrder } from '../helpers/generated-orders';
import { startWorker } from './child';
import type { CountRequest, Counted } from './counting';
import { countDocuments } from './counts';
import type { FloorRequest, FloorResult } from './floor';
import type { LoadProgress, LoadRequest, LoadResult } from './load';
import { readOptions, USAGE, type BenchOptions } from './options';
import { runPeer, type PeerResult } from './peer';
import { profileShares } from './profile';
import { printCommands, printProfile, printSummary, type Measured, type OurRun } from './report';
import { SECRET, startService, type Memory, type ServiceProcess } from './service-process';
import { captureWrites, countCommands, type Commands, type Writes } from './commands';

/** More conversations than this per second are not expected of any store here: so many orders are prepared. */
const ORDERS_PER_SECOND = 400;
/** Turns after which memory is looked at. */
const TURNS_FOR_MEMORY = 10_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function loadOrders(place: Place, count: number): Promise<void> {
  const now = new Date();
  const orders = Array.from({ length: count }, (_, n) => generatedOrder(n, now));
  await place.open((store) => createOrders(store).save(orders));
}

interface Bench {
  options: BenchOptions;
  compiled: (source: string) => string;
  writes: Writes;
}

/** Where runs of ours take place, and what was seen there so far. */
interface Home {
  place: Place;
  preload: number;
  orders: number;
  results: LoadResult[];
}

/** A fresh place with orders for so many runs, and with `preload` entries in its log. */
async function newHome({ options, compiled, writes }: Bench, runs: number, preload: number): Promise<Home> {
  const place = freshPlace(options.store);
  const orders = runs * options.seconds * options.conversations.length * ORDERS_PER_SECOND;
  try {
    if (preload) await fillLog(place, compiled, writes, preload);
    await loadOrders(place, orders);
  } catch (error) {
    await place.drop();
    throw error;
  }
  return { place, preload, orders, results: [] };
}

/** One run of ours: every number of conversations in turn, then what was stored against what was seen. */
async function runOurs({ options, compiled }: Bench, home: Home): Promise<OurRun> {
  const prof = options.profile ? mkdtempSync(join(tmpdir(), 'redress-profile-')) : '';
  try {
    const nodeArgs = prof ? ['--cpu-prof', `--cpu-prof-dir=${prof}`] : [];
    const service = await startService({ ...home.place, nodeArgs });
    const { results, memory } = await drive(service, compiled, options, home).finally(() => service.stop());
    home.results.push(...results);
    const documents = await countDocuments(home.place, home.results, home.preload);
    const profile = prof ? profileShares(prof) : undefined;
    return { results, memory, startUp: service.startUp, documents, ...(profile ? { profile } : {}) };
  } finally {
    if (prof) rmSync(prof, { recursive: true, force: true });
  }
}

async function runOnFreshPlace(bench: Bench): Promise<OurRun> {
  const home = await newHome(bench, 1, 0);
  return runOurs(bench, home).finally(() => home.place.drop());
}

async function drive(
  service: ServiceProcess,
  compiled: Bench['compiled'],
  { conversations, seconds }: BenchOptions,
  { orders, results: earlier }: Home,
): Promise<{ results: LoadResult[]; memory: Memory & { turns: number } }> {
  const load = startWorker<LoadRequest, LoadResult, LoadProgress>(compiled('test/bench/load.ts'));
  const results: LoadResult[] = [];
  let memory: (Memory & { turns: number }) | undefined;
  let before = 0;
  const look = (turns: number): void => {
    if (!memory && turns >= TURNS_FOR_MEMORY) memory = { ...service.memory(), turns };
  };
  try {
    for (const at of conversations) {
      const firstOrder = [...earlier, ...results].at(-1)?.nextOrder ?? 0;
      const where = { url: service.url, secret: SECRET, firstOrder, lastOrder: orders - 1 };
      const request = { ...where, conversations: at, seconds };
      const result = await load.ask(request, ({ turns }) => look(before + turns));
      results.push(result);
      before += result.turns;
      // The record of the last deliveries is written about a second after them.
      await pause(2_500);
    }
    look(before);
    return { results, memory: memory ?? { ...service.memory(), turns: before } };
  } finally {
    await load.stop();
  }
}

async function withFloor<T>(
  place: Place,
  compiled: Bench['compiled'],
  work: (ask: (request: FloorRequest) => Promise<FloorResult | null>) => Promise<T>,
): Promise<T> {
  const floor = startWorker<FloorRequest, FloorResult | null>(compiled('test/bench/floor.ts'));
  try {
    await floor.ask({ do: 'open', ...placeOf(place) });
    const result = await work((request) => floor.ask(request));
    await floor.ask({ do: 'close' });
    return result;
  } finally {
    await floor.stop();
  }
}

const placeOf = ({ mongodbUri, dataDir }: Place): { mongodbUri?: string; dataDir: string } => ({
  dataDir,
  ...(mongodbUri === undefined ? {} : { mongodbUri }),
});

async function fillLog(place: Place, compiled: Bench['compiled'], writes: Writes, entries: number): Promise<void> {
  const began = performance.now();
  await place.open(() => Promise.resolve());
  await withFloor(place, compiled, (ask) => ask({ do: 'preload', entries, ...writes }));
  say(`  ${entries} log entries written in ${Math.round((performance.now() - began) / 1000)} s`);
}

/** The bare writer on a fresh place with the same collections and indexes. */
async function runFloor({ options, compiled, writes }: Bench): Promise<FloorResult[]> {
  const place = freshPlace(options.store);
  try {
    await place.open(() => Promise.resolve());
    return await withFloor(place, compiled, async (ask) => {
      const results: FloorResult[] = [];
      for (const conversations of options.conversations) {
        const request: FloorRequest = { do: 'run', conversations, seconds: options.seconds, ...writes };
        results.push((await ask(request)) as FloorResult);
      }
      return results;
    });
  } finally {
    await place.drop();
  }
}

async function runThePeer({ store, peer, seconds, conversations }: BenchOptions): Promise<PeerResult[]> {
  if (!peer) return [];
  if (store === 'embedded') throw new Error('--peer needs a store that two programs can reach: --store URI');
  const place = freshPlace(store);
  try {
    return await runPeer(peer, place.mongodbUri ?? '', seconds, conversations);
  } finally {
    await place.drop();
  }
}

async function counted(options: BenchOptions, compiled: Bench['compiled']) {
  const place = freshPlace(options.store);
  const service = startWorker<CountRequest, Counted>(compiled('test/bench/counting.ts'));
  try {
    await loadOrders(place, 20_000);
    const { url } = await service.ask({ do: 'start', ...placeOf(place) });
    const load = startWorker<LoadRequest, LoadResult, LoadProgress>(compiled('test/bench/load.ts'));
    try {
      const writes = await captureWrites(service, load, url);
      const commands: Commands[] = [];
      for (const conversations of options.conversations)
        commands.push(
          await countCommands(service, load, { url, conversations, seconds: Math.min(options.seconds, 8) }),
        );
      return { writes, commands };
    } finally {
      await load.stop();
    }
  } finally {
    await service.stop();
    await place.drop();
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (!options) return (say(USAGE), 0);
  const compiled = await compileTests();
  say('counting commands');
  const { writes, commands } = await counted(options, compiled);
  const bench = { options, compiled, writes };
  const measured: Measured = { options, commands, ours: [], preloaded: [], floor: [], peer: [] };
  // The full log is filled once and then used by every run; all other places are fresh.
  const full = options.preload ? await newHome(bench, options.runs, options.preload) : null;
  try {
    for (let run = 1; run <= options.runs; run++) {
      say(`run ${run} of ${options.runs}`);
      measured.ours.push(await runOnFreshPlace(bench));
      if (options.floor) measured.floor.push(await runFloor(bench));
      if (options.peer) measured.peer.push(await runThePeer(options));
      if (full) measured.preloaded.push(await runOurs(bench, full));
    }
  } finally {
    await full?.place.drop();
  }
  const problems = printSummary(measured);
  printCommands(commands, writes);
  printProfile(measured);
  if (options.json) writeFileSync(options.json, JSON.stringify(measured, null, 1));
  return problems.length ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
