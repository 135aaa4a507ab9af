import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './service-process';

interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  timeDeltas: number[];
}

export interface Share {
  module: string;
  /** Share of the time the thread was busy. */
  share: number;
}

/** One thread's time: how much of it was busy, and with what, the largest first. */
export interface ThreadProfile {
  /** `main`, or `worker` where the embedded store runs. */
  thread: string;
  busy: number;
  shares: Share[];
}

export interface Profile {
  threads: ThreadProfile[];
}

/** Where a function belongs: a package, a room of ours, a part of node, or what V8 calls by a name in brackets. */
function moduleOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string {
  if (!url) return functionName.startsWith('(') ? functionName : 'native code';
  const package_ = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (package_) return package_;
  if (url.startsWith('node:')) return url.replace(/^node:internal\/([^/]+).*/, 'node:$1');
  const own = url.replace(/^file:\/\//, '').replace(`${join(ROOT, 'dist')}/`, '');
  return own.replace(/^((?:src|channels)\/[^/]+|dialogs|locales)\/.*/, '$1');
}

/** Adds up one CPU profile by module; idle time is left out. */
function sharesIn({ nodes, samples, timeDeltas }: CpuProfile): Omit<ThreadProfile, 'thread'> {
  const modules = new Map(nodes.map(({ id, callFrame }) => [id, moduleOf(callFrame)]));
  const times = new Map<string, number>();
  let all = 0;
  for (const [i, id] of samples.entries()) {
    const name = modules.get(id) ?? '(unknown)';
    const time = timeDeltas[i] ?? 0;
    all += time;
    times.set(name, (times.get(name) ?? 0) + time);
  }
  const busy = all - (times.get('(idle)') ?? 0);
  times.delete('(idle)');
  const shares = [...times].map(([module, time]) => ({ module, share: time / busy }));
  return { busy: busy / all, shares: shares.sort((a, b) => b.share - a.share) };
}

/** Reads what node left in `folder`, one file per thread: CPU.date.time.process.thread.number.cpuprofile. */
export function profileShares(folder: string): Profile {
  const files = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  if (!files.length) throw new Error('the service left no profile');
  const threads = files.map((name) => ({
    thread: name.split('.')[4] === '0' ? 'main' : 'worker',
    ...sharesIn(JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile),
  }));
  return { threads: threads.sort((a, b) => a.thread.localeCompare(b.thread)) };
}
