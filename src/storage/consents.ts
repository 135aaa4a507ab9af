import { threadKey } from '../channel';
import type { Consent, Consents } from '../intake/ports';
import type { Store } from './connect';
import { isDuplicateKey, whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';
import { createReadById } from './read-together';

/** Ids kept of a conversation: enough that no repeated message of the last days counts twice. */
const SEEN = 50;

/** Opt-outs, one document per conversation that ever said something about it. */
export function createConsents(store: Store): Consents {
  const consents = store.collection('consents');
  // Asked for with every message, in and out.
  const read = createReadById(consents);
  return {
    find: (place) =>
      whileStoreIsThere(async () => {
        const doc = await read(threadKey(place));
        return doc ? { optedOut: doc.optedOut as boolean, by: doc.by as Consent['by'], at: doc.at as Date } : null;
      }),
    change: (place, { id, optedOut, by, at }) =>
      whileStoreIsThere(async () => {
        const set = { client: place.client, schemaVersion: SCHEMA_VERSION, optedOut, by, at };
        const seen = { $push: { seen: { $each: [id], $slice: -SEEN } } } as Record<string, unknown>;
        try {
          await consents.updateOne(
            { _id: threadKey(place), at: { $lte: at }, seen: { $ne: id } },
            { $set: set, ...seen },
            { upsert: true },
          );
        } catch (error) {
          // It is there and did not fit: known already, or older than what is known.
          if (!isDuplicateKey(error)) throw error;
        }
      }),
  };
}
