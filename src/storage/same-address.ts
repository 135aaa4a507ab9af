import type { Store } from './connect';
import { isDuplicateKey, whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

/**
 * Addresses of one person on one channel that were seen together: gives the one their conversation is known by. The last
 * of them decides, once and for all: whoever asks with it first names the conversation, so that a message that comes again
 * finds the same one whatever else was learnt meanwhile.
 */
export function createSameAddress(store: Store) {
  const addresses = store.collection('addresses');

  /** What is stored under the key; `name` when nothing was. Two that ask at once get the same answer. */
  async function settle(client: string, key: string, name: string): Promise<string> {
    try {
      const born = { client, schemaVersion: SCHEMA_VERSION, known: name };
      await addresses.updateOne({ _id: key }, { $setOnInsert: born }, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return String((await addresses.findOne({ _id: key }))?.known ?? name);
  }

  return (client: string, channel: string, ids: string[]): Promise<string> =>
    whileStoreIsThere(async () => {
      const keyOf = (id: string): string => `${client}/${channel}/${id}`;
      const [first = '', deciding = first] = ids;
      const known = (await addresses.findOne({ _id: keyOf(deciding) }))?.known;
      if (known !== undefined) return String(known);
      const before = (await addresses.findOne({ _id: keyOf(first) }))?.known;
      const name = await settle(client, keyOf(deciding), String(before ?? first));
      if (deciding !== first) await settle(client, keyOf(first), name);
      return name;
    });
}
