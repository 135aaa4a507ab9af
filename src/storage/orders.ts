import type { Order } from '../domain/order';
import type { Orders } from '../intake/ports';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

export interface OrderStore extends Orders {
  /** Writes orders, replacing those of the same number: loading the same file again changes nothing. */
  save(orders: Order[]): Promise<void>;
  count(): Promise<number>;
  samples(client: string): Promise<Order[]>;
}

const orderDoc = (order: Order): Doc => ({
  _id: `${order.client}/${order.orderNo}`,
  client: order.client,
  schemaVersion: SCHEMA_VERSION,
  orderNo: order.orderNo,
  ...(order.sampleNote ? { sample: true } : {}),
  order,
});

const BATCH = 500;

/** The `orders` collection: the one implementation of the orders port. */
export function createOrders(store: Store): OrderStore {
  const orders = store.collection('orders');
  return {
    find: (client, orderNo) =>
      whileStoreIsThere(
        async () => ((await orders.findOne({ _id: `${client}/${orderNo}` }))?.order as Order | undefined) ?? null,
      ),
    save: (given) =>
      whileStoreIsThere(async () => {
        for (let i = 0; i < given.length; i += BATCH) {
          const writes = given.slice(i, i + BATCH).map(orderDoc);
          await orders.bulkWrite(
            writes.map((doc) => ({ replaceOne: { filter: { _id: doc._id }, replacement: doc, upsert: true } })),
            { ordered: false },
          );
        }
      }),
    count: () => whileStoreIsThere(async () => Number(await orders.countDocuments({}, { limit: 1 }))),
    samples: (client) =>
      whileStoreIsThere(async () => {
        const docs = await orders.find({ sample: true, client }).sort({ _id: 1 }).limit(200).toArray();
        return docs.map((doc) => doc.order as Order);
      }),
  };
}
