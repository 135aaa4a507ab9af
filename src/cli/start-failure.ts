import type { Settings } from '../config';
import { NotAReplicaSet } from '../storage/connect';
import { isStoreAway } from '../storage/failures';
import { DataDirInUse } from '../storage/home/process-lock';
import { OtherStore } from '../storage/home/store-record';
import { NoSuchMongod } from '../storage/mongod/find';
import { addressOnly } from '../storage/resolve';

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/** Failures whose own message is already the sentence to print. */
const saysItself = (error: unknown): error is Error =>
  [DataDirInUse, OtherStore, NoSuchMongod, NotAReplicaSet].some((kind) => error instanceof kind);

/** Codes of the operating system for a folder that cannot be written. */
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST']);

const storeTrouble = (settings: Settings, error: unknown): string | undefined => {
  if (!settings.mongodbUri) return undefined;
  const address = addressOnly(settings.mongodbUri);
  if (isStoreAway(error)) {
    return `MONGODB_URI: nothing answers at ${address}. Start the database or correct the address; a replica set is needed.`;
  }
  const name = error instanceof Error ? error.name : '';
  return /^Mongo/.test(name)
    ? `MONGODB_URI: the server at ${address} refuses (${(error as Error).message}).`
    : undefined;
};

/** One sentence for the person who started us; undefined for what nobody foresaw. Credentials never appear in it. */
export function startFailure(error: unknown, settings: Settings): string | undefined {
  if (saysItself(error)) return error.message;
  const code = codeOf(error);
  const where = `${settings.host}:${settings.port}`;
  if (code === 'EADDRINUSE')
    return `${where} is taken by another program. Stop it, or set PORT to a free port (0 picks one).`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST ${settings.host} is not an address of this machine.`;
  if (code === 'EACCES' && (error as NodeJS.ErrnoException).syscall === 'listen')
    return `${where} is not open to this user. Set PORT to 1024 or higher.`;
  if (code && NOT_WRITABLE.has(code)) return `DATA_DIR ${settings.dataDir} cannot be written (${code}).`;
  return storeTrouble(settings, error);
}
