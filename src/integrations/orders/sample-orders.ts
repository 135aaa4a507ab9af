import type { Order } from '../../domain/order';
import { sampleOrder } from './sample-order';
import { LIMITS } from './sample-orders-limits';
import { UNUSUAL } from './sample-orders-unusual';
import { USUAL } from './sample-orders-usual';

/**
 * Orders to try the sandbox with, by number, dated relative to `now`. Each interesting one says in `sampleNote`
 * (English and Spanish) what it will show. What was captured is always what the order charged.
 */
export function sampleOrders(now: Date): Order[] {
  return [...USUAL, ...LIMITS, ...UNUSUAL].sort((a, b) => a.no - b.no).map((sample) => sampleOrder(sample, now));
}
