import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, ownMark, type ProcessMark } from './process-mark';

/** Thrown when another living process holds the data directory. */
export class DataDirInUse extends Error {
  constructor(
    readonly dataDir: string,
    readonly holder: ProcessMark,
    sameMachine: boolean,
  ) {
    const where = sameMachine
      ? `process ${holder.pid}`
      : `process ${holder.pid} of ${holder.host} (another machine or container)`;
    super(`${dataDir} is in use by ${where}. Stop that process first, or set DATA_DIR to another folder.`);
    this.name = 'DataDirInUse';
  }
}

export interface ProcessLock {
  release(): void;
}

/** How often a holder shows those who cannot see its process that it lives, and when they may take it for dead. */
const BEAT_MS = 5_000;
const SILENT_MS = 20_000;

const fileName = ({ pid, began, realm, host }: ProcessMark): string =>
  [pid, began, realm, encodeURIComponent(host)].join('~');

function fromFileName(name: string): ProcessMark | null {
  const [pid, began, realm, host] = name.split('~');
  if (!pid || !/^\d+$/.test(pid) || began === undefined || realm === undefined || host === undefined) return null;
  try {
    return { pid: Number(pid), began, realm, host: decodeURIComponent(host) };
  } catch {
    return null; // No claim of ours: whatever else lies in the folder.
  }
}

function beatsStill(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs < SILENT_MS;
  } catch {
    return false;
  }
}

interface Claim {
  name: string;
  mark: ProcessMark;
  visible: boolean;
  held: boolean;
}

const HELD = 'held';

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Other processes' living claims. Those of the dead are cleared away: their names are never used again. */
function livingClaims(folder: string, own: ProcessMark): Claim[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const mark = fromFileName(name);
    if (!mark || name === fileName(own)) return [];
    const running = isRunning(mark, own);
    const alive = running === 'unknown' ? beatsStill(path) : running;
    if (alive) return [{ name, mark, visible: running !== 'unknown', held: textOf(path) === HELD }];
    rmSync(path, { force: true });
    return [];
  });
}

/** Claims of this very process, which its own search passes over. */
const ownClaims = new Set<string>();

/** Tries before a starter that meets others again and again gives up: about a second. */
const ATTEMPTS = 20;

const goesFirst = (others: Claim[], name: string): Claim | undefined =>
  others.find(({ held }) => held) ?? others.find((other) => other.name < name);

/** Resolves when the claim stands alone; with the claim to yield to otherwise, its own withdrawn. */
async function contend(folder: string, own: ProcessMark): Promise<Claim | null> {
  const name = fileName(own);
  const claim = join(folder, name);
  for (let attempt = 1; ; attempt++) {
    writeFileSync(claim, '', { mode: 0o600 });
    const others = livingClaims(folder, own);
    if (!others.length) return null;
    const first = goesFirst(others, name);
    const over = first?.held || attempt === ATTEMPTS;
    if (first || over) rmSync(claim, { force: true });
    if (over) return first ?? others[0] ?? null;
    await pause(10 + Math.random() * 60);
  }
}

/**
 * Makes this process the only one on a data directory, or throws DataDirInUse. Each starter first leaves a claim that
 * names itself and only then looks for others, so that of two at once at least one sees the other. Who sees a claim
 * that is held, or an earlier name among those still trying, withdraws; who sees only later names waits for them to do
 * so. A claim counts only while its process lives: nothing has to be cleaned up after a SIGKILL.
 */
export async function lockDataDir(dataDir: string, own: ProcessMark = ownMark()): Promise<ProcessLock> {
  const folder = join(dataDir, 'lock');
  const claim = join(folder, fileName(own));
  if (ownClaims.has(claim)) throw new DataDirInUse(dataDir, own, true);
  ownClaims.add(claim);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const holder = await contend(folder, own);
  if (holder) {
    ownClaims.delete(claim);
    throw new DataDirInUse(dataDir, holder.mark, holder.visible);
  }
  writeFileSync(claim, HELD, { mode: 0o600 });
  const beat = setInterval(() => touch(claim), BEAT_MS).unref();
  const release = (): void => {
    clearInterval(beat);
    ownClaims.delete(claim);
    process.removeListener('exit', release);
    rmSync(claim, { force: true });
  };
  process.once('exit', release);
  return { release };
}

/** A claim whose folder was deleted under a running service is put back. */
function touch(claim: string): void {
  try {
    utimesSync(claim, new Date(), new Date());
  } catch {
    try {
      writeFileSync(claim, HELD, { mode: 0o600 });
    } catch {
      // The folder is gone: there is nothing left to protect.
    }
  }
}
