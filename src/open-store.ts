import { chmodSync, mkdirSync } from 'node:fs';
import type { Logger } from './logger';
import { openDataDir } from './storage/home/data-dir';
import { lockDataDir } from './storage/home/process-lock';
import { resolveStore, type ResolvedStore, type StartedStore, type StoreWishes } from './storage/resolve';

/** Thrown when the files of the embedded store cannot be opened or made. */
export class StoreNotOpened extends Error {
  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : 'unknown';
    super(`The embedded store in ${path} cannot be opened (${reason}).`, { cause });
    this.name = 'StoreNotOpened';
  }
}

/** Loaded only when it is chosen: a service on a MongoDB server never pays for it. */
async function startEmbedded(options: { path: string }): Promise<StartedStore> {
  // `import()` would need the ending .js here, which test runners do not find beside a .ts file.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { EmbeddedMongo } = require('./embedded') as typeof import('./embedded');
  try {
    // The data directory may be a volume that others may look into; what customers said is its owner's alone.
    mkdirSync(options.path, { recursive: true });
    chmodSync(options.path, 0o700);
    return await EmbeddedMongo.create(options);
  } catch (error) {
    throw new StoreNotOpened(options.path, error);
  }
}

/**
 * Opens the store this service is to run on. Without MONGODB_URI its data directory is locked first, until `stop`.
 * Rejects with DataDirInUse when another process has it, OtherStore when it belongs to a store of another kind,
 * StoreNotOpened when the embedded store's files cannot be used.
 */
export async function openStore(wishes: StoreWishes, logger: Logger): Promise<ResolvedStore> {
  const lock = wishes.mongodbUri ? null : await lockDataDir(openDataDir(wishes.dataDir).path);
  try {
    const store = await resolveStore(wishes, logger, { startEmbedded });
    return {
      ...store,
      stop: async () => {
        await store.stop();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}
