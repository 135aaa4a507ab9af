import { freshPlace, type Place } from '../helpers/fresh-place';
import { startWorker } from './child';
import type { Writes } from './commands';
import type { FloorRequest, FloorResult } from './floor';
import type { Bench } from './home';
import { say } from './say';

type Ask = (request: FloorRequest) => Promise<FloorResult | null>;

/** Lets the bare writer work on a place, in a process of its own. */
async function withFloor<T>(place: Place, compiled: Bench['compiled'], work: (ask: Ask) => Promise<T>): Promise<T> {
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

/** The part of a place that another process can be told. */
export const placeOf = ({ mongodbUri, dataDir }: Place): { mongodbUri?: string; dataDir: string } => ({
  dataDir,
  ...(mongodbUri === undefined ? {} : { mongodbUri }),
});

/** Writes so many log entries like those of real conversations. */
export async function fillLog(
  place: Place,
  compiled: Bench['compiled'],
  writes: Writes,
  entries: number,
): Promise<void> {
  say(`filling a log with ${entries} entries`);
  const began = performance.now();
  await place.open(() => Promise.resolve());
  await withFloor(place, compiled, (ask) => ask({ do: 'preload', entries, ...writes }));
  say(`  done in ${Math.round((performance.now() - began) / 1000)} s`);
}

/** The floor: the bare writer on a fresh place with the same collections and indexes. */
export async function runFloor({ options, compiled, writes }: Bench): Promise<FloorResult[]> {
  const place = freshPlace(options.store);
  try {
    await place.open(() => Promise.resolve());
    return await withFloor(place, compiled, async (ask) => {
      const results: FloorResult[] = [];
      for (const conversations of options.conversations) {
        const request: FloorRequest = { do: 'run', conversations, seconds: options.seconds, ...writes };
        const result = (await ask(request)) as FloorResult;
        say(`  floor at ${conversations}: ${Math.round(result.turnsPerSecond)} turns/s`);
        results.push(result);
      }
      return results;
    });
  } finally {
    await place.drop();
  }
}
