import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { compileTests } from '../helpers/compiled';
import { freshPlace } from '../helpers/fresh-place';
import { startWorker } from './child';
import { captureWrites, countCommands, type Commands } from './commands';
import type { CountRequest, Counted } from './counting';
import { placeOf, runFloor } from './floor-run';
import { loadOrders, newHome, type Bench } from './home';
import type { LoadProgress, LoadRequest, LoadResult } from './load';
import { readOptions, USAGE, type BenchOptions } from './options';
import { runAgain, runFresh, runProfiled } from './our-run';
import { runPeer, type PeerResult } from './peer';
import { printCommands, printProfile, printSummary, type Measured } from './report';
import { say } from './say';

/** Commands are counted for at most so many seconds: their number per turn does not depend on it. */
const COUNT_SECONDS = 8;

async function runThePeer({ store, peer, seconds, conversations }: BenchOptions): Promise<PeerResult[]> {
  if (!peer) return [];
  const place = freshPlace(store);
  try {
    const results = await runPeer(peer, place.mongodbUri ?? '', seconds, conversations);
    for (const [i, at] of conversations.entries())
      say(`  peer at ${at}: ${Math.round(results[i]?.turnsPerSecond ?? NaN)} turns/s`);
    return results;
  } finally {
    await place.drop();
  }
}

async function counted(options: BenchOptions, compiled: Bench['compiled']) {
  say('counting commands');
  const place = freshPlace(options.store);
  const service = startWorker<CountRequest, Counted>(compiled('test/bench/counting.ts'));
  const seconds = Math.min(options.seconds, COUNT_SECONDS);
  try {
    await loadOrders(place, 0, options.conversations.length * seconds * 250 + 10);
    const { url } = await service.ask({ do: 'start', ...placeOf(place) });
    const load = startWorker<LoadRequest, LoadResult, LoadProgress>(compiled('test/bench/load.ts'));
    try {
      const writes = await captureWrites(service, load, url);
      const commands: Commands[] = [];
      for (const conversations of options.conversations)
        commands.push(await countCommands(service, load, { url, conversations, seconds }));
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
  const machine = { processors: cpus().length, node: process.version, load: loadavg()[0] ?? 0 };
  const compiled = await compileTests();
  const { writes, commands } = await counted(options, compiled);
  const bench: Bench = { options, compiled, writes };
  const measured: Measured = { options, machine, commands, ours: [], preloaded: [], floor: [], peer: [] };
  // The full log is filled once and then used by every run; all other places are fresh.
  const full = options.preload ? await newHome(bench, options.preload) : null;
  try {
    for (let run = 1; run <= options.runs; run++) {
      say(`run ${run} of ${options.runs}`);
      measured.ours.push(await runFresh(bench));
      if (options.floor) measured.floor.push(await runFloor(bench));
      if (options.peer) measured.peer.push(await runThePeer(options));
      if (!full) continue;
      say(`  with ${options.preload} entries in the log:`);
      measured.preloaded.push(await runAgain(bench, full));
    }
  } finally {
    await full?.place.drop();
  }
  if (options.profile) {
    say('profiling');
    measured.profile = await runProfiled(bench);
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
