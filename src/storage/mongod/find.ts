import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../logger';

export interface MongodWishes {
  /** A binary that was named: it is used or start-up fails. */
  binary?: string;
  searchPath: string[];
  /** A mirror to download from. */
  downloadHost?: string;
}

export interface DownloadHooks {
  /** Milliseconds until a host that does not answer counts as out of reach; the decision as a whole stays under 5 s. */
  patience?: number;
  fetch?: typeof fetch;
}

/** Thrown when the binary that MONGOMS_SYSTEM_BINARY names cannot be run. */
export class NoSuchMongod extends Error {
  constructor(binary: string) {
    super(`MONGOMS_SYSTEM_BINARY names ${binary}, which is not a file that can be run. Name a mongod, or unset it.`);
    this.name = 'NoSuchMongod';
  }
}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const fromPath = (folders: string[]): string | undefined =>
  folders.map((folder) => join(folder, 'mongod')).find(isExecutable);

/** The binary in mongodb-memory-server's cache, of its default version. What it cannot tell of this system counts as "none". */
async function fromCache(): Promise<string | undefined> {
  const { DryMongoBinary } = await import('mongodb-memory-server');
  return DryMongoBinary.locateBinary({ version: '' }).catch(() => undefined);
}

/** Where mongodb-memory-server downloads from unless it is told otherwise. */
const DOWNLOAD_HOST = 'https://fastdl.mongodb.org';

async function answers(host: string, { patience = 3_000, fetch: ask = fetch }: DownloadHooks): Promise<boolean> {
  try {
    await ask(host, { method: 'HEAD', signal: AbortSignal.timeout(patience) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Downloads in a process of its own, because the progress is printed to standard output, which is for log lines here:
 * the child's output goes to our standard error.
 */
async function download(logger: Logger): Promise<string | undefined> {
  logger.info('no mongod at hand: downloading one, once');
  const library = JSON.stringify(require.resolve('mongodb-memory-server'));
  const program = `require(${library}).MongoBinary.getPath().then(() => process.exit(0), () => process.exit(1))`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 2, 2] });
  const code = await new Promise<number | null>((done) => child.once('error', () => done(1)).once('exit', done));
  if (code === 0) return fromCache();
  logger.warn('the download of mongod failed');
  return undefined;
}

/**
 * A mongod to run: the one named, one on the PATH, one in mongodb-memory-server's cache, or a download where its host
 * answers. Undefined when none can be had, decided within 5 s; a download that has begun takes what it takes.
 * Throws NoSuchMongod for a named one that cannot be run.
 */
export async function findMongod(
  wishes: MongodWishes,
  logger: Logger,
  hooks: DownloadHooks = {},
): Promise<string | undefined> {
  if (wishes.binary) {
    if (!isExecutable(wishes.binary)) throw new NoSuchMongod(wishes.binary);
    return wishes.binary;
  }
  const atHand = fromPath(wishes.searchPath) ?? (await fromCache());
  if (atHand) return atHand;
  return (await answers(wishes.downloadHost ?? DOWNLOAD_HOST, hooks)) ? download(logger) : undefined;
}
