import type { mongo } from 'mongoose';
import { shapeOf } from '../domain/order-shape';
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
  /** What the client's order and tracking numbers look like: digits in them are no card's. */
  shapes(client: string): Promise<string[]>;
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
/** Shapes kept per client; a shop has a handful. */
const SHAPES = 200;

const shapesOf = (given: Order[]): string[] => {
  const numbers = given.flatMap(({ orderNo, shipments }) => [
    orderNo,
    ...shipments.flatMap(({ tracking }) => tracking ?? []),
  ]);
  return [...new Set(numbers.map(shapeOf))].slice(0, SHAPES);
};

/** The `orders` collection: the one implementation of the orders port. */
export function createOrders(store: Store): OrderStore {
  const orders = store.collection('orders');
  const clients = store.collection('clients');
  return {
    find: (client, orderNo) =>
      whileStoreIsThere(
        async () => ((await orders.findOne({ _id: `${client}/${orderNo}` }))?.order as Order | undefined) ?? null,
      ),
    save: (given) =>
      whileStoreIsThere(async () => {
        for (const client of new Set(given.map((order) => order.client))) {
          const shapes = shapesOf(given.filter((order) => order.client === client));
          const learnt = { $addToSet: { shapes: { $each: shapes } } } as unknown as mongo.UpdateFilter<Doc>;
          await clients.updateOne({ _id: client }, learnt, { upsert: true });
        }
        for (let i = 0; i < given.length; i += BATCH) {
          const writes = given.slice(i, i + BATCH).map(orderDoc);
          await orders.bulkWrite(
            writes.map((doc) => ({ replaceOne: { filter: { _id: doc._id }, replacement: doc, upsert: true } })),
            { ordered: false },
          );
        }
      }),
    count: () => whileStoreIsThere(async () => Number(await orders.countDocuments({}, { limit: 1 }))),
    shapes: (client) =>
      whileStoreIsThere(async () => ((await clients.findOne({ _id: client }))?.shapes as string[] | undefined) ?? []),
    samples: (client) =>
      whileStoreIsThere(async () => {
        const docs = await orders.find({ sample: true, client }).sort({ _id: 1 }).limit(200).toArray();
        return docs.map((doc) => doc.order as Order);
      }),
  };
}
