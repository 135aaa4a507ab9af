import type { mongo } from 'mongoose';
import type { Attempts } from '../intake/ports';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';

/** Failures count against somebody for this long, in milliseconds. */
const WINDOW = 3_600_000;

interface Failure {
  key: string;
  at: number;
}

/**
 * Failed look-ups. Every process keeps the last hour's failures of all processes in memory (there are few), so that
 * checking a count costs no command; `refresh` brings in what the others wrote.
 */
export function createAttempts(store: Store): Attempts & { refresh(now: Date): Promise<void> } {
  const attempts = store.collection('attempts') as unknown as mongo.Collection<Omit<Doc, '_id'>>;
  let failures: Failure[] = [];
  const seen = new Set<string>();
  let since = new Date(0);

  const highest = (keys: string[], now: Date): number => {
    const from = now.getTime() - WINDOW;
    const counts = keys.map((key) => failures.filter((one) => one.key === key && one.at >= from).length);
    return Math.max(0, ...counts);
  };

  function note(id: string, keys: string[], at: Date): void {
    if (seen.has(id)) return;
    seen.add(id);
    for (const key of keys) failures.push({ key, at: at.getTime() });
  }

  return {
    fail: (client, keys, at) =>
      whileStoreIsThere(async () => {
        const scoped = keys.map((key) => `${client}/${key}`);
        const { insertedId } = await attempts.insertOne({ client, schemaVersion: SCHEMA_VERSION, keys: scoped, at });
        note(String(insertedId), scoped, at);
        return highest(scoped, at);
      }),
    count: (client, keys, at) =>
      Promise.resolve(
        highest(
          keys.map((key) => `${client}/${key}`),
          at,
        ),
      ),
    refresh: (now) =>
      whileStoreIsThere(async () => {
        const oldest = new Date(now.getTime() - WINDOW);
        const from = since > oldest ? since : oldest;
        for (const doc of await attempts.find({ at: { $gte: from } }).toArray())
          note(String(doc._id), doc.keys as string[], doc.at as Date);
        failures = failures.filter(({ at }) => at >= oldest.getTime());
        if (!failures.length) seen.clear();
        // Others' clocks may be a little behind ours.
        since = new Date(now.getTime() - 30_000);
      }),
  };
}
