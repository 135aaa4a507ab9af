import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import type { Key } from '../values/key-string';

export type Entry = [key: Key, value: Buffer];

/** What can be read at one point in time; a range is `start` included to `end` excluded, in either direction. */
export interface View {
  get(key: Key): Buffer | undefined;
  range(start: Key, end: Key, reverse: boolean, limit: number): Entry[];
}

/** A view that takes writes: `claim` announces a record or unique key about to change and settles who may. */
export interface WriteView extends View {
  claim(key: Key): void;
  put(key: Key, value: Buffer): void;
  remove(key: Key): void;
}

interface Snapshot {
  view: View;
  close(): void;
}

/** LMDB behind three promises: reads see one moment, writes are serial, and `write` resolves when they are on disk. */
export interface Store {
  /** The latest committed state; inside `write`, the state being written. */
  readonly latest: View;
  put(key: Key, value: Buffer): void;
  remove(key: Key): void;
  snapshot(): Snapshot;
  write<T>(action: () => T): Promise<T>;
  close(): Promise<void>;
}

type Data = RootDatabase<Buffer, Key>;

/** Keys go to and from LMDB's own buffers without one in between. */
const keyEncoder = {
  writeKey(key: Key, target: Buffer, start: number): number {
    if (start + key.length > target.length) throw new RangeError('no room for the key');
    return start + target.write(key, start, 'latin1');
  },
  readKey: (source: Buffer, start: number, end: number): Key => source.toString('latin1', start, end),
};

function view(data: Data, transaction?: ReturnType<Data['useReadTransaction']>): View {
  const at = transaction ? { transaction } : {};
  return {
    get: (key) => data.get(key, at),
    range(start, end, reverse, limit) {
      if (start >= end) return [];
      const bounds = reverse
        ? { start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true }
        : { start, end };
      const entries: Entry[] = [];
      for (const { key, value } of data.getRange({ ...bounds, limit, ...at })) entries.push([key, value]);
      return entries;
    },
  };
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** When a process started, so that a reused pid does not look like the one that wrote the lock (Linux only). */
function started(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')')).split(' ');
    return fields[1] === 'Z' ? 'ended' : (fields[20] ?? '');
  } catch {
    return '';
  }
}

function refuseLiving(folder: string, file: string): void {
  const [pid = '', start = ''] = existsSync(file) ? readFileSync(file, 'utf8').split(' ') : [];
  if (pid === '' || !alive(Number(pid)) || started(Number(pid)) !== start) return;
  throw new Error(`${folder} is in use by process ${pid}: one process per embedded store`);
}

/** One process and one server per folder: a second one is refused, what a dead process left behind is taken over. */
function lock(folder: string): () => void {
  const file = join(folder, 'owner.pid');
  const me = `${process.pid} ${started(process.pid)}`;
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, me, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error;
      refuseLiving(folder, file);
      rmSync(file, { force: true });
    }
  }
}

/**
 * Actions asked for in the same turn of the event loop share one commit and one sync. Both are done in place: a thread of
 * LMDB's own costs more in the handing over than a sync takes (measured: 3.3 against 4.2 ms a commit, docs/decisions/0010).
 * An action that throws has changed nothing yet; a commit that fails fails them all.
 */
function openWriting(data: Data): Store['write'] {
  let waiting: { run(): void; settle(): void; reject(error: unknown): void }[] = [];
  function commit(): void {
    const actions = waiting;
    waiting = [];
    try {
      data.transactionSync(() => actions.forEach((action) => action.run()));
      actions.forEach((action) => action.settle());
    } catch (error) {
      actions.forEach((action) => action.reject(error));
    }
  }
  return <T>(action: () => T) =>
    new Promise<T>((resolve, reject) => {
      let settle = (): void => undefined;
      const run = (): void => {
        try {
          const result = action();
          settle = () => resolve(result);
        } catch (error) {
          settle = () => reject(error as Error);
        }
      };
      if (waiting.length === 0) setImmediate(commit);
      waiting.push({ run, settle: () => settle(), reject });
    });
}

/** Opens (or creates) the store in a folder; refuses a folder that another live process has open. */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  const unlock = lock(folder);
  const root: Data = open({
    path: join(folder, 'data.mdb'),
    encoding: 'binary',
    keyEncoder,
    noMemInit: true,
    overlappingSync: false,
    maxReaders: 1000,
  });
  return {
    latest: view(root),
    put: (key, value) => void root.put(key, value),
    remove: (key) => void root.remove(key),
    snapshot() {
      const transaction = root.useReadTransaction();
      return { view: view(root, transaction), close: () => transaction.done() };
    },
    write: openWriting(root),
    async close() {
      await root.close();
      unlock();
    },
  };
}
