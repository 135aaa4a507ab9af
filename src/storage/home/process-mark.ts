import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * What tells one process from every other, also from a later one with the same number: its pid, when it began, and in
 * which pid namespace of which boot of which machine. `began` and `realm` are empty where /proc does not exist.
 */
export interface ProcessMark {
  pid: number;
  /** Clock ticks between the machine's boot and the process's start (field 22 of /proc/PID/stat). */
  began: string;
  /** Boot id and pid namespace: processes of different realms cannot see each other. */
  realm: string;
  host: string;
}

const textOf = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return '';
  }
};

interface Stat {
  state: string;
  began: string;
}

/** The fields after the command name, which stands in parentheses and may itself hold spaces and parentheses. */
function statOf(pid: number): Stat | null {
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, began] = [fields[0], fields[19]];
  return stat && state && began ? { state, began } : null;
}

/** The mark of this process. */
export function ownMark(): ProcessMark {
  const boot = textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const namespace = textOf(() => readlinkSync('/proc/self/ns/pid'));
  return {
    pid: process.pid,
    began: statOf(process.pid)?.began ?? '',
    realm: `${boot}${namespace}`.replace(/[^a-z\d]/gi, ''),
    host: hostname(),
  };
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Zombies (Z) and dead tasks (X) hold nothing any more, although their number is still taken. */
const GONE = new Set(['Z', 'X']);

/**
 * Whether the marked process still runs, as seen from `own`; `unknown` for one of another machine, container or boot,
 * whose processes cannot be seen from here.
 */
export function isRunning(mark: ProcessMark, own: ProcessMark): boolean | 'unknown' {
  if (mark.realm !== own.realm || mark.host !== own.host) return 'unknown';
  if (!answers(mark.pid)) return false;
  const stat = statOf(mark.pid);
  // No /proc, or one that hides other users' processes: a number that answers must count as the one marked.
  if (!stat) return answers(mark.pid);
  return stat.began === mark.began && !GONE.has(stat.state);
}
