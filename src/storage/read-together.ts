import type { Doc } from './connect';

interface Waiting {
  id: string;
  resolve(doc: Doc | null): void;
  reject(error: unknown): void;
}

/** At most this many in one command. */
const MOST = 200;

/**
 * Reads by id that are wanted at the same moment share a command. Each read begins after it was asked for, so that nobody
 * gets what was true before.
 */
export function createReadTogether(read: (ids: string[]) => Promise<Doc[]>): (id: string) => Promise<Doc | null> {
  const waiting: Waiting[] = [];
  let busy = false;

  async function serve(batch: Waiting[]): Promise<void> {
    try {
      const found = new Map((await read([...new Set(batch.map(({ id }) => id))])).map((doc) => [doc._id, doc]));
      for (const { id, resolve } of batch) resolve(found.get(id) ?? null);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    while (waiting.length) await serve(waiting.splice(0, MOST));
    busy = false;
  }

  return (id) =>
    new Promise((resolve, reject) => {
      waiting.push({ id, resolve, reject });
      void run();
    });
}
