import type { mongo } from 'mongoose';
import { matchContact } from '../domain/contact-match';
import { shapeOf } from '../domain/order-shape';
import type { Order } from '../domain/order';
import type { Orders } from '../intake/ports';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';
import { createReadById } from './read-together';

export interface OrderStore extends Orders {
  /** Writes orders, replacing those of the same number: loading the same file again changes nothing. */
  save(orders: Order[]): Promise<void>;
  count(): Promise<number>;
  samples(client: string): Promise<Order[]>;
  /** Orders of whoever has this e-mail address or telephone number, at most 20. */
  ofContact(client: string, contact: { email?: string; phone?: string }): Promise<Order[]>;
  /** What the client's order and tracking numbers look like: digits in them are no card's. */
  shapes(client: string): Promise<string[]>;
}

/** The end of a telephone number, however its beginning is written. */
const PHONE_DIGITS = 8;

/** By these an order is looked for; whether it is theirs is for `matchContact` to say. */
const contactKeys = ({ email, phone }: { email?: string; phone?: string }): string[] => [
  ...(email ? [email.normalize('NFKC').trim().toLowerCase()] : []),
  ...(phone ? [phone.replace(/\D/g, '').slice(-PHONE_DIGITS)] : []),
];

const orderDoc = (order: Order): Doc => ({
  _id: `${order.client}/${order.orderNo}`,
  client: order.client,
  schemaVersion: SCHEMA_VERSION,
  orderNo: order.orderNo,
  ...(order.sampleNote ? { sample: true } : {}),
  contacts: contactKeys(order.contact),
  order,
});

const BATCH = 500;
const RECENT = 20;
/** Shapes kept per client; a shop has a handful. */
const SHAPES = 200;

const shapesOf = (given: Order[]): string[] => {
  const numbers = given.flatMap(({ orderNo, shipments }) => [
    orderNo,
    ...shipments.flatMap(({ tracking }) => tracking ?? []),
  ]);
  return [...new Set(numbers.map(shapeOf))].slice(0, SHAPES);
};

const plain = (text = ''): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** True when somebody would still be reached at the same e-mail and phone. */
const sameContact = (a: Order['contact'], b: Order['contact']): boolean =>
  plain(a.email) === plain(b.email) && plain(a.phone) === plain(b.phone);

/** The `orders` collection: the one implementation of the orders port. */
export function createOrders(store: Store, clock: () => Date = () => new Date()): OrderStore {
  const orders = store.collection('orders');
  const read = createReadById(orders);

  /** Notes on each order that its e-mail or phone is not the one we knew. */
  async function dated(batch: Order[]): Promise<Order[]> {
    const ids = batch.map(({ client, orderNo }) => `${client}/${orderNo}`);
    const projection = { 'order.contact': 1, 'order.contactChangedAt': 1 };
    const docs = await orders.find({ _id: { $in: ids } }, { projection }).toArray();
    const known = new Map(docs.map((doc) => [doc._id, doc.order as Pick<Order, 'contact' | 'contactChangedAt'>]));
    return batch.map((order, index) => {
      const before = known.get(ids[index] ?? '');
      if (!before) return order;
      const at = sameContact(before.contact, order.contact) ? before.contactChangedAt : clock();
      return at ? { ...order, contactChangedAt: at } : order;
    });
  }

  const clients = store.collection('clients');
  return {
    find: (client, orderNo) =>
      whileStoreIsThere(async () => ((await read(`${client}/${orderNo}`))?.order as Order | undefined) ?? null),
    save: (given) =>
      whileStoreIsThere(async () => {
        for (const client of new Set(given.map((order) => order.client))) {
          const shapes = shapesOf(given.filter((order) => order.client === client));
          const learnt = { $addToSet: { shapes: { $each: shapes } } } as unknown as mongo.UpdateFilter<Doc>;
          await clients.updateOne({ _id: client }, learnt, { upsert: true });
        }
        for (let i = 0; i < given.length; i += BATCH) {
          const batch = given.slice(i, i + BATCH);
          const writes = (await dated(batch)).map(orderDoc);
          await orders.bulkWrite(
            writes.map((doc) => ({ replaceOne: { filter: { _id: doc._id }, replacement: doc, upsert: true } })),
            { ordered: false },
          );
        }
      }),
    ofContact: (client, contact) =>
      whileStoreIsThere(async () => {
        const found = await orders
          .find({ client, contacts: { $in: contactKeys(contact) } })
          .limit(RECENT)
          .toArray();
        return found.map((doc) => doc.order as Order).filter((order) => matchContact(order, contact) === 'full');
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
