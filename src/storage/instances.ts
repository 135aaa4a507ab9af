import type { Instances } from '../turn/ports';
import type { Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

/** The processes that serve this store, each with how far it has admitted and handled. */
export function createInstances(store: Store): Instances {
  const instances = store.collection('instances');
  return {
    beat: (instance, at, admitted, handledTo) =>
      whileStoreIsThere(async () => {
        const fields = { aliveAt: at, admitted, handledTo, schemaVersion: SCHEMA_VERSION };
        await instances.updateOne({ _id: instance }, { $set: fields }, { upsert: true });
      }),
    others: (instance) =>
      whileStoreIsThere(async () => {
        const docs = await instances.find({ _id: { $ne: instance } }).toArray();
        return docs.map((doc) => ({
          id: doc._id,
          aliveAt: doc.aliveAt as Date,
          admitted: doc.admitted as number,
          handledTo: doc.handledTo as number,
        }));
      }),
    forget: (instance) => whileStoreIsThere(async () => void (await instances.deleteOne({ _id: instance }))),
  };
}
