import { randomBytes } from 'node:crypto';
import type { DataDir } from './data-dir';

export interface Secrets {
  directLineSecret: string;
  staffToken: string;
}

export interface KeptSecrets {
  secrets: Secrets;
  /** True when they were generated now: the one time they are shown. */
  fresh: boolean;
}

const FILE = 'secrets.json';

/** 24 random bytes: 192 bits, far beyond guessing, and 32 characters without padding. */
const generate = (): string => randomBytes(24).toString('base64url');

function parse(text: string, path: string): Secrets {
  const broken = new Error(
    `${path}/${FILE} cannot be read. Delete it to have new secrets generated, or set DIRECTLINE_SECRET and STAFF_TOKEN.`,
  );
  let kept: Partial<Secrets>;
  try {
    kept = JSON.parse(text) as Partial<Secrets>;
  } catch {
    throw broken;
  }
  if (typeof kept.directLineSecret !== 'string' || typeof kept.staffToken !== 'string') throw broken;
  return { directLineSecret: kept.directLineSecret, staffToken: kept.staffToken };
}

/** The secrets generated for a data directory: the same ones at every start, whichever process was first. */
export function keptSecrets(dir: DataDir): KeptSecrets {
  const made = { directLineSecret: generate(), staffToken: generate() };
  const before = dir.read(FILE);
  if (before !== null) return { secrets: parse(before, dir.path), fresh: false };
  if (dir.create(FILE, `${JSON.stringify(made, null, 2)}\n`)) return { secrets: made, fresh: true };
  return { secrets: parse(dir.read(FILE) ?? '', dir.path), fresh: false };
}
