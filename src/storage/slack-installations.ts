import type { Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

/** Where the Slack app is installed: a sealed record for each workspace or organisation. Implements a port of channels/slack. */
export interface SlackInstallations {
  save(key: string, sealed: string): Promise<void>;
  find(key: string): Promise<string | null>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

/** Installations of one client; a workspace belongs to the client that installed the app there last. */
export function createSlackInstallations(store: Store, client: string, clock: () => Date): SlackInstallations {
  const installations = store.collection('slack_installations');
  return {
    save: (key, sealed) =>
      whileStoreIsThere(async () => {
        await installations.updateOne(
          { _id: key },
          { $set: { client, schemaVersion: SCHEMA_VERSION, sealed, updatedAt: clock() } },
          { upsert: true },
        );
      }),
    find: (key) =>
      whileStoreIsThere(async () => {
        const doc = await installations.findOne({ _id: key, client });
        return doc ? (doc.sealed as string) : null;
      }),
    remove: (key) =>
      whileStoreIsThere(async () => {
        await installations.deleteOne({ _id: key, client });
      }),
    keys: () =>
      whileStoreIsThere(async () =>
        (await installations.find({ client }).project({ _id: 1 }).toArray()).map(({ _id }) => String(_id)),
      ),
  };
}
