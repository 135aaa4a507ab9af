import type { Store } from './connect';
import { isDuplicateKey, whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

/** Which message template is which at its provider. `key` names client, account and what is in it. */
export interface Contents {
  find(key: string): Promise<string | null>;
  /** Gives the id all processes use: the first one that was kept. */
  keep(key: string, sid: string): Promise<string>;
  forget(key: string): Promise<void>;
}

export function createContents(store: Store): Contents {
  const contents = store.collection('contents');
  const find = (key: string): Promise<string | null> =>
    whileStoreIsThere(async () => ((await contents.findOne({ _id: key }))?.sid as string | undefined) ?? null);
  return {
    find,
    keep: async (key, sid) => {
      const fields = { sid, schemaVersion: SCHEMA_VERSION };
      await whileStoreIsThere(() =>
        contents.updateOne({ _id: key }, { $setOnInsert: fields }, { upsert: true }).catch((error: unknown) => {
          if (!isDuplicateKey(error)) throw error;
        }),
      );
      return (await find(key)) ?? sid;
    },
    forget: (key) => whileStoreIsThere(async () => void (await contents.deleteOne({ _id: key }))),
  };
}
