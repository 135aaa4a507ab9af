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
  /** Share of the time the process was busy. */
  share: number;
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

/** Adds up the newest CPU profile in `folder` by module, the largest first; idle time is left out. */
export function profileShares(folder: string): { busy: number; shares: Share[] } {
  const [file] = readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .sort()
    .reverse();
  if (!file) throw new Error('the service left no profile');
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
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
