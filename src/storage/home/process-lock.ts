import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
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
  return { pid: Number(pid), began, realm, host: decodeURIComponent(host) };
}

function beatsStill(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs < SILENT_MS;
  } catch {
    return false;
  }
}

/** Another process's living claim. Claims of the dead are cleared away: their names are never used again. */
function livingClaim(folder: string, own: ProcessMark): { mark: ProcessMark; visible: boolean } | null {
  for (const name of readdirSync(folder)) {
    const mark = fromFileName(name);
    if (!mark || name === fileName(own)) continue;
    const running = isRunning(mark, own);
    const alive = running === 'unknown' ? beatsStill(join(folder, name)) : running;
    if (alive) return { mark, visible: running !== 'unknown' };
    rmSync(join(folder, name), { force: true });
  }
  return null;
}

const ATTEMPTS = 6;

/**
 * Makes this process the only one on a data directory, or throws DataDirInUse. Each starter first leaves a claim that
 * names itself and only then looks for others, so that of two at once at least one sees the other; whoever sees one
 * withdraws, waits a random moment and tries again, and gives up when it is still there. A claim counts only while its
 * process lives: no file has to be cleaned up after a SIGKILL.
 */
export async function lockDataDir(dataDir: string, own: ProcessMark = ownMark()): Promise<ProcessLock> {
  const folder = join(dataDir, 'lock');
  const claim = join(folder, fileName(own));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let attempt = 1; ; attempt++) {
    writeFileSync(claim, '', { mode: 0o600 });
    const other = livingClaim(folder, own);
    if (!other) break;
    rmSync(claim, { force: true });
    if (attempt === ATTEMPTS) throw new DataDirInUse(dataDir, other.mark, other.visible);
    await pause(10 + Math.random() * 40 * attempt);
  }
  const beat = setInterval(() => touch(claim), BEAT_MS).unref();
  const release = (): void => {
    clearInterval(beat);
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
      writeFileSync(claim, '', { mode: 0o600 });
    } catch {
      // The folder is gone: there is nothing left to protect.
    }
  }
}
