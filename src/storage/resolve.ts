import { join } from 'node:path';
import type { Logger } from '../logger';
import { openDataDir, type DataDir } from './home/data-dir';
import { leaveAddress } from './home/store-address';
import { otherStore, recordedStore, recordStore, type StoreKind, type StoreRecord } from './home/store-record';
import { findMongod, type MongodWishes } from './mongod/find';
import { startMongod } from './mongod/start';

/** A store that we started and have to stop. */
export interface StartedStore {
  uri: string;
  stop(): Promise<void>;
}

export interface ResolvedStore extends StartedStore {
  kind: StoreKind;
  /** True when no other process can be on this store. */
  alone: boolean;
  /** To be called once connected: records in the data directory which store it belongs to. Throws OtherStore. */
  remember(): void;
}

/** The part of the settings that decides about the store. */
export interface StoreWishes {
  mongodbUri?: string;
  dataDir: string;
  mongod?: MongodWishes;
}

export interface ResolveHooks {
  /** Starts the embedded store; handed in, since only the composition root knows it. */
  startEmbedded(options: { path: string }): Promise<StartedStore>;
  /** Where a mongod comes from; replaced in tests. */
  findMongod?: typeof findMongod;
  startMongod?: typeof startMongod;
}

interface Tools {
  logger: Logger;
  hooks: ResolveHooks;
}

/** The address with the database `redress`, unless it names one: the driver would otherwise take `test`. */
export const withDatabase = (uri: string): string =>
  uri.replace(
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?(\?.*)?$/,
    (_, host: string, options = '') => `${host}/redress${options as string}`,
  );

/** An address without user, password and options: fit for a log line. */
export const addressOnly = (uri: string): string => uri.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '');

function refuseOther(dir: DataDir, before: StoreRecord | null, wanted: StoreKind): void {
  if (before && before.kind !== wanted) throw otherStore(dir.path, before.kind, wanted);
}

function server(dir: DataDir, uri: string, before: StoreRecord | null): ResolvedStore {
  refuseOther(dir, before, 'server');
  return {
    uri: withDatabase(uri),
    kind: 'server',
    alone: false,
    remember: () => recordStore(dir, { kind: 'server' }),
    stop: () => Promise.resolve(),
  };
}

function own(dir: DataDir, record: StoreRecord, store: StartedStore): ResolvedStore {
  // Its files are in the directory now, so the record comes at once.
  recordStore(dir, record);
  const uri = withDatabase(store.uri);
  const forget = leaveAddress(dir, uri);
  return {
    uri,
    kind: record.kind,
    alone: true,
    remember: () => undefined,
    stop: async () => {
      forget();
      await store.stop();
    },
  };
}

/** Thrown when the mongod that was named, or that this directory's data belongs to, does not run. */
export class MongodDoesNotRun extends Error {
  constructor(binary: string, cause: unknown) {
    super(`The mongod ${binary} does not run: ${reasonOf(cause)}. MONGOMS_SYSTEM_BINARY can name another one.`, {
      cause,
    });
    this.name = 'MongodDoesNotRun';
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

/** Runs the mongod found; null when it does not run and nobody depends on it. */
async function run(
  dir: DataDir,
  binary: string,
  before: StoreRecord | null,
  named: boolean,
  { logger, hooks }: Tools,
): Promise<ResolvedStore | null> {
  try {
    const options = { binary, dbPath: join(dir.path, 'mongod'), ...(before?.port ? { port: before.port } : {}) };
    const { port, ...store } = await (hooks.startMongod ?? startMongod)(options);
    return own(dir, { kind: 'mongod', port }, store);
  } catch (error) {
    // A directory that holds a mongod's data must not go on with an empty store, nor may a binary that was named be passed over.
    if (before || named) throw new MongodDoesNotRun(binary, error);
    logger.warn({ binary, reason: reasonOf(error) }, 'this mongod does not run; the embedded store is used');
    return null;
  }
}

async function mongod(
  dir: DataDir,
  before: StoreRecord | null,
  wishes: StoreWishes,
  tools: Tools,
): Promise<ResolvedStore | null> {
  if (before?.kind === 'embedded') return null;
  if (before?.kind === 'server') throw otherStore(dir.path, 'server', 'embedded');
  const find = tools.hooks.findMongod ?? findMongod;
  const binary = await find(wishes.mongod ?? { searchPath: [] }, tools.logger);
  return binary ? run(dir, binary, before, wishes.mongod?.binary !== undefined, tools) : null;
}

/**
 * Decides which store this service runs on, in this order: the server that MONGODB_URI names; a mongod that we run; the
 * embedded store. A data directory keeps the kind it was created with; another one is refused (OtherStore). The caller
 * holds the directory's lock unless MONGODB_URI is set. Says its decision in one log line.
 */
export async function resolveStore(wishes: StoreWishes, logger: Logger, hooks: ResolveHooks): Promise<ResolvedStore> {
  const dir = openDataDir(wishes.dataDir);
  const before = recordedStore(dir);
  const decide = async (): Promise<ResolvedStore> => {
    if (wishes.mongodbUri) return server(dir, wishes.mongodbUri, before);
    const ours = await mongod(dir, before, wishes, { logger, hooks });
    if (ours) return ours;
    refuseOther(dir, before, 'embedded');
    return own(dir, { kind: 'embedded' }, await hooks.startEmbedded({ path: join(dir.path, 'embedded') }));
  };
  const store = await decide();
  logger.info({ store: store.kind, address: addressOnly(store.uri), dataDir: dir.path }, 'store chosen');
  return store;
}
