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

const kept = z.object({ directLineSecret: z.string(), staffToken: z.string(), shown: z.boolean().default(true) });

const toText = (secrets: KeptSecrets): string => `${JSON.stringify(secrets, null, 2)}\n`;

/** 24 random bytes: 192 bits, far beyond guessing, and 32 characters without padding. */
const generate = (): string => randomBytes(24).toString('base64url');

function parse(text: string, path: string): KeptSecrets {
  try {
    return kept.parse(JSON.parse(text));
  } catch (error) {
    const way = 'Delete it to have new secrets generated, or set DIRECTLINE_SECRET and STAFF_TOKEN.';
    throw new Error(`${path}/${FILE} cannot be read. ${way}`, { cause: error });
  }
}

/** The secrets generated for a data directory: the same ones at every start, whichever process was first. */
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
