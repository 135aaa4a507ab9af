import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder in which a service keeps what is its own. Files in it are readable by its owner only. */
export interface DataDir {
  path: string;
  /** The text of a file; null when it is not there. */
  read(name: string): string | null;
  /** Replaces a file whole: a reader sees the old text or the new one, never a part. */
  write(name: string, text: string): void;
  /** Writes a file that is not there yet; false when another process was first. */
  create(name: string, text: string): boolean;
  remove(name: string): void;
}

const OWNER_ONLY = 0o600;

const missing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
const exists = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';

/**
 * Makes a folder and those above it, one by one: Node's own `recursive` never comes back where a file system answers
 * "not there" although the folder above is, as those of the kernel do.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!exists(error) || !existsSync(path)) throw error;
  }
}

/** Opens `path` and creates it where it is missing, for its owner only. Throws when that is not allowed. */
export function openDataDir(path: string): DataDir {
  const root = resolve(path);
  makeFolder(root);

  function beside(name: string, text: string): string {
    const draft = join(root, `.${name}.${process.pid}.${randomBytes(4).toString('hex')}`);
    writeFileSync(draft, text, { mode: OWNER_ONLY });
    return draft;
  }

  return {
    path: root,
    read(name) {
      try {
        return readFileSync(join(root, name), 'utf8');
      } catch (error) {
        if (missing(error)) return null;
        throw Object.assign(error as Error, { path: join(root, name) });
      }
    },
    write: (name, text) => renameSync(beside(name, text), join(root, name)),
    create(name, text) {
      const draft = beside(name, text);
      try {
        // A link appears whole or not at all, and refuses an existing name: two processes cannot both be first.
        linkSync(draft, join(root, name));
        return true;
      } catch (error) {
        if (exists(error)) return false;
        throw error;
      } finally {
        rmSync(draft, { force: true });
      }
    },
    remove: (name) => rmSync(join(root, name), { force: true }),
  };
}
