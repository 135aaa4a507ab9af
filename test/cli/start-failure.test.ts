import { mongo } from 'mongoose';
import { startFailure } from '../../src/cli/start-failure';
import { readSettings } from '../../src/config';

function settings(env: Record<string, string> = {}) {
  const read = readSettings({ DATA_DIR: '/data', ...env });
  if (!read.ok) throw new Error(read.problems.join());
  return read.settings;
}

const failing = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });
const corrupt = new mongo.MongoServerError({ code: 1, message: 'MDB_CORRUPTED' });

describe('what keeps a service from starting', () => {
  test.each<[string, Error, Record<string, string>, string]>([
    ['a store of our own that is damaged', corrupt, {}, 'DATA_DIR /data: the store in it refuses (MDB_CORRUPTED).'],
    [
      'a server that refuses',
      corrupt,
      { MONGODB_URI: 'mongodb://joe:hunter2@db/x?a=b' },
      'MONGODB_URI: the server at mongodb://db/x refuses (MDB_CORRUPTED).',
    ],
    [
      'servers that cannot be looked up',
      failing('ENOTFOUND', { syscall: 'querySrv' }),
      { MONGODB_URI: 'mongodb+srv://joe:hunter2@db/x' },
      'MONGODB_URI: nothing answers at mongodb+srv://db/x. Start the database or correct the address; a replica set is needed.',
    ],
    [
      'an address of another machine',
      failing('EADDRNOTAVAIL'),
      {},
      'HOST 127.0.0.1 is not an address of this machine.',
    ],
    [
      'a file of the data directory that is none',
      failing('EISDIR', { path: '/data/store.json' }),
      {},
      'DATA_DIR /data cannot be used: /data/store.json (EISDIR).',
    ],
    [
      'a data directory that cannot be written',
      failing('EACCES', { path: '/data/.store.json.1.ab' }),
      {},
      'DATA_DIR /data cannot be written (EACCES).',
    ],
    [
      'a data directory that cannot be made',
      failing('ENOENT', { path: '/data' }),
      {},
      'DATA_DIR /data cannot be written (ENOENT).',
    ],
  ])('is said in one sentence: %s', (_what, error, env, sentence) => {
    expect(startFailure(error, settings(env))).toBe(sentence);
  });

  test('is left to its own words where nobody foresaw it', () => {
    expect(startFailure(new Error('x'), settings())).toBeUndefined();
    expect(startFailure(failing('ENOENT', { path: '/elsewhere' }), settings())).toBeUndefined();
  });
});
