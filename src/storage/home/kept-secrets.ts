import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { DataDir } from './data-dir';

export interface KeptSecrets {
  directLineSecret: string;
  staffToken: string;
  /** False until somebody has been shown them: a start that failed midway does not count. */
  shown: boolean;
}

const FILE = 'secrets.json';

/** Shorter than what is generated here, but no shorter than what the environment must give. */
const secret = z.string().min(16);
const kept = z.object({ directLineSecret: secret, staffToken: secret, shown: z.boolean().default(true) });

/** The file of secrets is there and does not hold them: new ones would lock out whoever has the old ones. */
export class SecretsUnreadable extends Error {
  constructor(path: string, cause: unknown) {
    const way = 'Delete it to have new secrets generated, or set DIRECTLINE_SECRET and STAFF_TOKEN.';
    super(`${path}/${FILE} cannot be read. ${way}`, { cause });
    this.name = 'SecretsUnreadable';
  }
}

const toText = (secrets: KeptSecrets): string => `${JSON.stringify(secrets, null, 2)}\n`;

/** 24 random bytes: 192 bits, far beyond guessing, and 32 characters without padding. */
const generate = (): string => randomBytes(24).toString('base64url');

function parse(text: string, path: string): KeptSecrets {
  try {
    return kept.parse(JSON.parse(text));
  } catch (error) {
    throw new SecretsUnreadable(path, error);
  }
}

/** The secrets generated for a data directory: the same ones at every start, whichever process was first. Throws SecretsUnreadable. */
export function keptSecrets(dir: DataDir): KeptSecrets {
  const before = dir.read(FILE);
  if (before !== null) return parse(before, dir.path);
  const made = { directLineSecret: generate(), staffToken: generate(), shown: false };
  return dir.create(FILE, toText(made)) ? made : parse(dir.read(FILE) ?? '', dir.path);
}

/** Records that the secrets were printed, so that they are printed once. */
export function noteShown(dir: DataDir): void {
  dir.write(FILE, toText({ ...keptSecrets(dir), shown: true }));
}
