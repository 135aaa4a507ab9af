import { basename, resolve, sep } from 'node:path';
import type { Settings } from '../config';
import { NotAReplicaSet } from '../storage/connect';
import { isStoreAway } from '../storage/failures';
import { StoreNotOpened } from '../open-store';
import { SecretsUnreadable } from '../storage/home/kept-secrets';
import { DataDirInUse } from '../storage/home/process-lock';
import { OtherStore } from '../storage/home/store-record';
import { NoSuchMongod } from '../storage/mongod/find';
import { addressOnly, MongodDoesNotRun } from '../storage/resolve';

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/** Failures whose own message is already the sentence to print. */
const saysItself = (error: unknown): error is Error =>
  [DataDirInUse, SecretsUnreadable, OtherStore, StoreNotOpened, NoSuchMongod, MongodDoesNotRun, NotAReplicaSet].some(
    (kind) => error instanceof kind,
  );

/** Codes of the operating system for a folder that cannot be written, from calls that name no file. */
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST']);

/** Something in the data directory, or on the way to it, is not what it has to be. */
function dataDirTrouble(settings: Settings, error: unknown): string | undefined {
  const { code, path } = error as NodeJS.ErrnoException;
  if (!code) return undefined;
  const root = resolve(settings.dataDir);
  // A file of a moment (its name begins with a dot) says nothing to anybody: then it is the folder.
  const inside = path !== undefined && resolve(path).startsWith(root + sep) && !basename(path).startsWith('.');
  if (inside) return `DATA_DIR ${settings.dataDir} cannot be used: ${resolve(path)} (${code}).`;
  const above = path !== undefined && (root + sep).startsWith(resolve(path) + sep);
  return above || NOT_WRITABLE.has(code) ? `DATA_DIR ${settings.dataDir} cannot be written (${code}).` : undefined;
}

/** The names of servers are looked up for `mongodb+srv:`, that of our own address to listen on it. */
const isLookUp = (error: unknown): boolean => /^query/.test((error as NodeJS.ErrnoException).syscall ?? '');

/** Empty where it is no trouble of the store. */
const storeTrouble = (settings: Settings, error: unknown): string => {
  const refuses = /^Mongo/.test(error instanceof Error ? error.name : '')
    ? `refuses (${(error as Error).message})`
    : '';
  if (!settings.mongodbUri) return refuses && `DATA_DIR ${settings.dataDir}: the store in it ${refuses}.`;
  const address = addressOnly(settings.mongodbUri);
  if (isStoreAway(error) || isLookUp(error)) {
    return `MONGODB_URI: nothing answers at ${address}. Start the database or correct the address; a replica set is needed.`;
  }
  return refuses && `MONGODB_URI: the server at ${address} ${refuses}.`;
};

/** One sentence for the person who started us; undefined for what nobody foresaw. Credentials never appear in it. */
export function startFailure(error: unknown, settings: Settings): string | undefined {
  if (saysItself(error)) return error.message;
  const code = codeOf(error);
  const where = `${settings.host}:${settings.port}`;
  if (code === 'EADDRINUSE')
    return `${where} is taken by another program. Stop it, or set PORT to a free port (0 picks one).`;
  if ((code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') && !isLookUp(error))
    return `HOST ${settings.host} is not an address of this machine.`;
  if (code === 'EACCES' && (error as NodeJS.ErrnoException).syscall === 'listen')
    return `${where} is not open to this user. Set PORT to 1024 or higher.`;
  return dataDirTrouble(settings, error) ?? (storeTrouble(settings, error) || undefined);
}
