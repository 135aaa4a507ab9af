import type { DeskNotice, DeskNotices } from '../intake/ports-people';
import type { Store } from './connect';
import { whileStoreIsThere } from './failures';

/** What the desk has not heard yet of people's records; it lies with the event it is about, and goes when it was told. */
export function createStaffNotices(store: Store): DeskNotices {
  const events = store.collection('staff_events');
  return {
    next: (at, leaseMs) =>
      whileStoreIsThere(async () => {
        const doc = await events.findOneAndUpdate(
          { tellAt: { $lte: at } },
          { $set: { tellAt: new Date(at.getTime() + leaseMs) } },
          { sort: { tellAt: 1 }, returnDocument: 'after' },
        );
        return doc && { id: doc._id, notice: doc.tell as DeskNotice, tried: doc.tellTried as number };
      }),
    told: (id) =>
      whileStoreIsThere(
        async () => void (await events.updateOne({ _id: id }, { $unset: { tell: '', tellAt: '', tellTried: '' } })),
      ),
    again: (id, at, tried) =>
      whileStoreIsThere(
        async () => void (await events.updateOne({ _id: id }, { $set: { tellAt: at, tellTried: tried } })),
      ),
  };
}
