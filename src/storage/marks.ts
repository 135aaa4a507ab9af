import type { Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

/** Moments that must outlive the process, by name. */
export interface Marks {
  /** Null before the first one. */
  read(name: string): Promise<Date | null>;
  write(name: string, at: Date): Promise<void>;
}

export function createMarks(store: Store): Marks {
  const marks = store.collection('marks');
  return {
    read: (name) =>
      whileStoreIsThere(async () => ((await marks.findOne({ _id: name }))?.at as Date | undefined) ?? null),
    write: (name, at) =>
      whileStoreIsThere(async () => {
        await marks.updateOne({ _id: name }, { $set: { at, schemaVersion: SCHEMA_VERSION } }, { upsert: true });
      }),
  };
}
