import type { mongo } from 'mongoose';
import type { Doc } from './connect';

interface Waiting<T> {
  key: string;
  resolve(found: T | null): void;
  reject(error: unknown): void;
}

/** At most this many in one command. */
const MOST = 200;

/**
 * Reads that are wanted at the same moment share a command: `read` gets their keys, each once, and answers what it found
 * under them. Each read begins after it was asked for, so that nobody gets what was true before.
 */
export function createReadTogether<T>(
  read: (keys: string[]) => Promise<Map<string, T>>,
): (key: string) => Promise<T | null> {
  const waiting: Waiting<T>[] = [];
  let busy = false;

  async function serve(batch: Waiting<T>[]): Promise<void> {
    try {
      const found = await read([...new Set(batch.map(({ key }) => key))]);
      for (const { key, resolve } of batch) resolve(found.get(key) ?? null);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function run(): Promise<void> {
    while (waiting.length) await serve(waiting.splice(0, MOST));
    busy = false;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (busy) return;
      busy = true;
      // Who asks in this tick of the event loop comes along.
      setImmediate(() => void run());
    });
}

/** The same for documents of a collection by their id. */
export const createReadById = (
  collection: mongo.Collection<Doc>,
  projection?: Record<string, 1>,
): ((id: string) => Promise<Doc | null>) =>
  createReadTogether(async (ids) => {
    const docs = await collection.find({ _id: { $in: ids } }, projection ? { projection } : {}).toArray();
    return new Map(docs.map((doc) => [doc._id, doc]));
  });
