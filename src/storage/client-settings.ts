import { clientSettings, defaultSettings, type ClientSettings } from '../domain/client-settings';
import type { Actor } from '../domain/log-entry';
import type { ClientSettingsStore, StoredSettings } from '../intake/ports-settings';
import type { Doc, Store } from './connect';
import { isDuplicateKey, whileStoreIsThere } from './failures';

/** One of them that was stored before it had its present shape has its default; the others hold. */
function readSettings(stored: unknown): ClientSettings {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const read = Object.entries(clientSettings.shape).flatMap(([name, one]) => {
    const parsed = one.safeParse(given[name]);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return { ...defaultSettings(), ...Object.fromEntries(read) };
}

const fromDoc = (doc: Doc | null): StoredSettings => ({
  version: Number(doc?.settingsVersion ?? 0),
  settings: readSettings(doc?.settings),
  changed: (doc?.settingsChanged as { at: Date; by: Actor } | undefined) ?? null,
});

/** The settings within the `clients` collection, beside what is learnt of a client. */
export function createClientSettings(store: Store): ClientSettingsStore {
  const clients = store.collection('clients');
  return {
    read: (client) => whileStoreIsThere(async () => fromDoc(await clients.findOne({ _id: client }))),
    write: (client, expects, settings, changed) =>
      whileStoreIsThere(async () => {
        const asRead = expects === 0 ? { settingsVersion: { $exists: false } } : { settingsVersion: expects };
        const set = { settings, settingsVersion: expects + 1, settingsChanged: changed };
        try {
          const { matchedCount, upsertedCount } = await clients.updateOne(
            { _id: client, ...asRead },
            { $set: set },
            { upsert: expects === 0 },
          );
          return Number(matchedCount) + Number(upsertedCount) > 0;
        } catch (error) {
          // The upsert met a record that has settings by now.
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      }),
  };
}
