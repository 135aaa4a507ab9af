import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '../helpers/temp-dir';
import { profileShares } from './profile';

const profile = (functions: [string, string, number][]) =>
  JSON.stringify({
    nodes: functions.map(([functionName, url], id) => ({ id, callFrame: { functionName, url } })),
    samples: functions.map((_, id) => id),
    timeDeltas: functions.map(([, , time]) => time),
  });

test('a profile tells every thread by itself, by module, idle time left out', () => {
  const folder = tempDir();
  writeFileSync(
    join(folder, 'CPU.20261121.101112.7.1.001.cpuprofile'),
    profile([
      ['put', '/app/node_modules/lmdb/index.js', 30],
      ['(idle)', '', 10],
    ]),
  );
  writeFileSync(
    join(folder, 'CPU.20261121.101112.7.0.002.cpuprofile'),
    profile([
      ['(idle)', '', 60],
      ['write', 'node:internal/streams/writable', 10],
      ['sign', '/app/node_modules/@scope/name/index.js', 30],
    ]),
  );
  expect(profileShares(folder).threads).toEqual([
    {
      thread: 'main',
      busy: 0.4,
      shares: [
        { module: '@scope/name', share: 0.75 },
        { module: 'node:streams', share: 0.25 },
      ],
    },
    { thread: 'worker', busy: 0.75, shares: [{ module: 'lmdb', share: 1 }] },
  ]);
});

test('no profile at all is said', () => expect(() => profileShares(tempDir())).toThrow('no profile'));
