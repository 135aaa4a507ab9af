import { createOrders } from '../../src/storage/orders';
import { freshPlace, type Place } from '../helpers/fresh-place';
import { generatedOrder } from '../helpers/generated-orders';
import type { Writes } from './commands';
import { fillLog } from './floor-run';
import type { LoadResult } from './load';
import type { BenchOptions } from './options';

/** What every part of a bench run works with. */
export interface Bench {
  options: BenchOptions;
  /** The compiled file of a source under `test/`. */
  compiled: (source: string) => string;
  /** What one conversation writes. */
  writes: Writes;
}

/** Where runs of the service take place, and what was seen there so far. */
export interface Home {
  place: Place;
  /** Entries its log held before the first run. */
  preload: number;
  results: LoadResult[];
}

/** Saves orders `first` to `first + count - 1`, all of them inside every limit; saving one again changes nothing. */
export async function loadOrders(place: Place, first: number, count: number): Promise<void> {
  const now = new Date();
  const orders = Array.from({ length: count }, (_, n) => generatedOrder(first + n, now));
  await place.open((store) => createOrders(store).save(orders));
}

/** A fresh place with `preload` entries in its log. */
export async function newHome({ options, compiled, writes }: Bench, preload: number): Promise<Home> {
  const place = freshPlace(options.store);
  try {
    if (preload) await fillLog(place, compiled, writes, preload);
  } catch (error) {
    await place.drop();
    throw error;
  }
  return { place, preload, results: [] };
}
