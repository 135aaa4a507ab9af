import type { Settings } from './config';
import { sampleOrders } from './integrations/orders/sample-orders';
import type { OrderStore } from './storage/orders';
import type { ResolvedStore } from './storage/resolve';

/** Fills the orders once, so that a stranger has something to try: when asked to, or where the store is our own and empty. */
export async function addSampleOrders(
  orders: Pick<OrderStore, 'count' | 'save' | 'samples'>,
  { sampleOrders: asked }: Pick<Settings, 'sampleOrders'>,
  kind: ResolvedStore['kind'],
  now: Date,
): Promise<void> {
  if (!(asked ?? kind !== 'server')) return;
  const filled = asked ? (await orders.samples('default')).length > 0 : (await orders.count()) > 0;
  if (!filled) await orders.save(sampleOrders(now));
}
