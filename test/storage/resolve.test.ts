import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createLogger, silentLogger } from '../../src/logger';
import { openDataDir } from '../../src/storage/home/data-dir';
import { addressLeft } from '../../src/storage/home/store-address';
import { recordedStore, recordStore } from '../../src/storage/home/store-record';
import { addressOnly, resolveStore, withDatabase, type ResolveHooks } from '../../src/storage/resolve';
import { tempDir } from '../helpers/temp-dir';

const URI = 'mongodb://joe:hunter2@db.example:27017/shop?replicaSet=rs0';

/** Stores that only say where they would be, and note what was asked for. */
function stores(binary?: string) {
  const asked: string[] = [];
  const started = (uri: string) => ({ uri, stop: () => (asked.push('stop'), Promise.resolve()) });
  const hooks: ResolveHooks = {
    findMongod: () => (asked.push('find'), Promise.resolve(binary)),
    startMongod: ({ port = 40001 }) => (
      asked.push(`mongod on ${port}`),
      Promise.resolve({ ...started(`mongodb://127.0.0.1:${port}/redress`), port })
    ),
    startEmbedded: ({ path }) => (
      asked.push(`embedded in ${path}`),
      Promise.resolve(started('mongodb://127.0.0.1:50001/?replicaSet=rs0'))
    ),
  };
  return { hooks, asked };
}

const wishes = (dataDir: string, more = {}) => ({ dataDir, mongod: { searchPath: [] }, ...more });

describe('the store is', () => {
  test('the server that MONGODB_URI names, shared with others, and nothing is started', async () => {
    const dataDir = tempDir();
    const { hooks, asked } = stores('/usr/bin/mongod');
    const store = await resolveStore(wishes(dataDir, { mongodbUri: URI }), silentLogger, hooks);
    expect(store).toMatchObject({ kind: 'server', uri: URI, alone: false });
    expect(asked).toEqual([]);
    expect(recordedStore(openDataDir(dataDir))).toBeNull();
    store.remember();
    expect(recordedStore(openDataDir(dataDir))).toEqual({ kind: 'server' });
  });

  test('otherwise a mongod of our own, on the port it was created with', async () => {
    const dataDir = tempDir();
    const { hooks, asked } = stores('/usr/bin/mongod');
    const store = await resolveStore(wishes(dataDir), silentLogger, hooks);
    expect(store).toMatchObject({ kind: 'mongod', alone: true });
    expect(recordedStore(openDataDir(dataDir))).toEqual({ kind: 'mongod', port: 40001 });
    await store.stop();
    recordStore(openDataDir(dataDir), { kind: 'mongod' });
    await resolveStore(wishes(dataDir), silentLogger, hooks);
    expect(asked).toEqual(['find', 'mongod on 40001', 'stop', 'find', 'mongod on 40001']);
  });

  test('otherwise the embedded store, with a database of our name and an address for tools while it runs', async () => {
    const dataDir = tempDir();
    const { hooks, asked } = stores();
    const store = await resolveStore(wishes(dataDir), silentLogger, hooks);
    expect(store).toMatchObject({
      kind: 'embedded',
      alone: true,
      uri: 'mongodb://127.0.0.1:50001/redress?replicaSet=rs0',
    });
    expect(asked).toEqual(['find', `embedded in ${join(dataDir, 'embedded')}`]);
    expect(addressLeft(openDataDir(dataDir))).toBe(store.uri);
    await store.stop();
    expect(addressLeft(openDataDir(dataDir))).toBeNull();
    expect(existsSync(join(dataDir, 'address.json'))).toBe(false);
  });

  test('the embedded one again where it was embedded before, although a mongod is at hand now', async () => {
    const dataDir = tempDir();
    recordStore(openDataDir(dataDir), { kind: 'embedded' });
    const { hooks, asked } = stores('/usr/bin/mongod');
    expect(await resolveStore(wishes(dataDir), silentLogger, hooks)).toMatchObject({ kind: 'embedded' });
    expect(asked).not.toContain('find');
  });
});

describe('a data directory', () => {
  test.each([
    ['embedded', { mongodbUri: URI }],
    ['mongod', { mongodbUri: URI }],
    ['mongod', {}],
    ['server', {}],
  ] as const)('created with %s is refused for anything else: %j', async (kind, more) => {
    const dataDir = tempDir();
    recordStore(openDataDir(dataDir), { kind });
    const { hooks, asked } = stores();
    await expect(resolveStore(wishes(dataDir, more), silentLogger, hooks)).rejects.toThrow(/To move/);
    expect(asked.filter((one) => one !== 'find')).toEqual([]);
  });
});

describe('a mongod that does not run', () => {
  const broken = (): ResolveHooks => ({
    ...stores('/usr/bin/mongod').hooks,
    startMongod: () => Promise.reject(new Error('libssl is missing')),
  });

  test('gives way to the embedded store on a new data directory', async () => {
    expect(await resolveStore(wishes(tempDir()), silentLogger, broken())).toMatchObject({ kind: 'embedded' });
  });

  test('is an error where the data are its own', async () => {
    const dataDir = tempDir();
    recordStore(openDataDir(dataDir), { kind: 'mongod', port: 40001 });
    await expect(resolveStore(wishes(dataDir), silentLogger, broken())).rejects.toThrow(
      /mongod does not run: libssl is missing/,
    );
  });

  test('is an error where it was named', async () => {
    const named = { mongod: { binary: '/usr/bin/mongod', searchPath: [] } };
    await expect(resolveStore(wishes(tempDir(), named), silentLogger, broken())).rejects.toThrow(/does not run/);
  });
});

test('the choice is said in one log line that holds no password', async () => {
  const lines: string[] = [];
  const destination = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
  await resolveStore(wishes(tempDir(), { mongodbUri: URI }), createLogger('info', destination), stores().hooks);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ store: 'server', address: 'mongodb://db.example:27017/shop' });
  expect(lines[0]).not.toMatch(/hunter2|joe/);
});

test.each([
  ['mongodb://h:1', 'mongodb://h:1/redress'],
  ['mongodb://h:1/', 'mongodb://h:1/redress'],
  ['mongodb://h:1,i:2/?replicaSet=rs0', 'mongodb://h:1,i:2/redress?replicaSet=rs0'],
  ['mongodb+srv://u:p@h/shop?w=majority', 'mongodb+srv://u:p@h/shop?w=majority'],
  ['mongodb://h:1/shop', 'mongodb://h:1/shop'],
])('%s is opened as %s', (given, opened) => expect(withDatabase(given)).toBe(opened));

test.each([
  ['mongodb+srv://u:p%40x@h/shop?w=majority', 'mongodb+srv://h/shop'],
  ['mongodb://h:1', 'mongodb://h:1'],
])('%s is logged as %s', (given, logged) => expect(addressOnly(given)).toBe(logged));
