import type { Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

/**
 * Addresses of one person on one channel that were seen together: gives the one their conversation is known by, the first
 * that was ever seen. An address that is new is kept with those it came with.
 */
export function createSameAddress(store: Store) {
  const addresses = store.collection('addresses');
  return (client: string, channel: string, ids: string[]): Promise<string> =>
    whileStoreIsThere(async () => {
      const keys = ids.map((id) => `${client}/${channel}/${id}`);
      const known = new Map(
        (await addresses.find({ _id: { $in: keys } }).toArray()).map(({ _id, known: name }) => [_id, String(name)]),
      );
      const name = keys.map((key) => known.get(key)).find((one) => one !== undefined) ?? ids[0] ?? '';
      for (const key of keys.filter((one) => !known.has(one))) {
        const born = { client, schemaVersion: SCHEMA_VERSION, known: name };
        await addresses.updateOne({ _id: key }, { $setOnInsert: born }, { upsert: true });
      }
      return name;
    });
}
