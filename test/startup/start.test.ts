import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { openDataDir } from '../../src/storage/home/data-dir';
import { recordStore } from '../../src/storage/home/store-record';
import { tempDir } from '../helpers/temp-dir';

/** Building and starting a process takes its time on a busy machine. */
jest.setTimeout(60_000);

const START = join(__dirname, '../../scripts/start.mjs');
const children: ChildProcess[] = [];

interface Run {
  child: ChildProcess;
  out: () => string;
  err: () => string;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts what `npm start` starts, in an environment that holds nothing but what is given. */
function start(env: Record<string, string>, ...args: string[]): Run {
  const child = spawn(process.execPath, [START, ...args], {
    env: { PATH: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return watched(child, child.stderr, child.stdout);
}

function watched(child: ChildProcess, err: Readable, out?: Readable): Run {
  children.push(child);
  const said = { out: '', err: '' };
  out?.on('data', (text: Buffer) => (said.out += String(text)));
  err.on('data', (text: Buffer) => (said.err += String(text)));
  const ended = new Promise<number | NodeJS.Signals | null>((done) =>
    child.once('close', (code, signal) => done(signal ?? code)),
  );
  return { child, out: () => said.out, err: () => said.err, ended };
}

/** Resolves with the service's address once it says that it runs. */
async function running(run: Run): Promise<string> {
  let over = false;
  void run.ended.then(() => (over = true));
  for (;;) {
    const url = /Chat page\s+(http:\S+?)\/\s/.exec(run.err())?.[1];
    if (url && run.err().includes('Ctrl-C')) return url;
    if (over) throw new Error(`it did not start: ${run.err()}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}

async function kill(run: Run, signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
  run.child.kill(signal);
  return run.ended;
}

beforeAll(() => {
  execFileSync(process.execPath, [join(__dirname, '../../scripts/build.mjs')]);
});

afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

test('several wrong settings are all named at once, and nothing is started', async () => {
  const dataDir = join(tempDir(), 'data');
  const run = start({
    DATA_DIR: dataDir,
    PORT: 'many',
    LOG_LEVEL: 'loud',
    STAFF_TOKEN: 'short',
    MONGODB_URI: 'redis://x',
  });
  expect(await run.ended).toBe(1);
  for (const name of ['PORT', 'LOG_LEVEL', 'STAFF_TOKEN', 'MONGODB_URI']) expect(run.err()).toContain(`- ${name} must`);
  expect(run.err()).toContain('4 settings');
  expect(run.out()).toBe('');
  expect(() => readdirSync(dataDir)).toThrow(/ENOENT/);
});

test('a service starts without any setting, its lock ends with it, and its secrets are shown once', async () => {
  const env = { DATA_DIR: tempDir(), PORT: '0' };
  const first = start(env);
  const url = await running(first);
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'ok', store: { kind: 'embedded' } });
  const [secret] = /(?<=STAFF_TOKEN\s+)\S+/.exec(first.err()) ?? [];
  expect(readFileSync(join(env.DATA_DIR, 'secrets.json'), 'utf8')).toContain(`"${secret}"`);
  expect(first.out()).not.toContain(secret);

  const second = start(env);
  expect(await second.ended).toBe(1);
  expect(second.err()).toMatch(new RegExp(`in use by process ${first.child.pid}\\.`));
  expect(second.err().trim().split('\n')).toHaveLength(1);

  await kill(first, 'SIGKILL');
  const third = start(env);
  await running(third);
  expect(third.err()).not.toMatch(/STAFF_TOKEN/);
  expect(await kill(third, 'SIGTERM')).toBe(0);
  expect(readdirSync(join(env.DATA_DIR, 'lock'))).toEqual([]);
});

test('Ctrl-C ends a service in order, also when the terminal and npm both deliver it', async () => {
  const run = start({ DATA_DIR: tempDir(), PORT: '0' });
  await running(run);
  run.child.kill('SIGINT');
  expect(await kill(run, 'SIGINT')).toBe(0);
});

test('a service goes on, and ends in order, when its log lines find the disk full', async () => {
  const child = spawn(process.execPath, [START], {
    env: { PATH: '', DATA_DIR: tempDir(), PORT: '0' },
    stdio: ['pipe', openSync('/dev/full', 'w'), 'pipe'],
  });
  const run = watched(child, child.stderr as Readable);
  const url = await running(run);
  await new Promise((next) => setTimeout(next, 1_000));
  expect((await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) })).status).toBe(200);
  expect(await kill(run, 'SIGTERM')).toBe(0);
});

test('a data directory of another store is refused with a way to move', async () => {
  const [embedded, server] = [tempDir(), tempDir()];
  recordStore(openDataDir(embedded), { kind: 'embedded' });
  recordStore(openDataDir(server), { kind: 'server' });
  const onServer = start({ DATA_DIR: embedded, PORT: '0', MONGODB_URI: 'mongodb://127.0.0.1:1/x' });
  const onOwn = start({ DATA_DIR: server, PORT: '0' });
  expect([await onServer.ended, await onOwn.ended]).toEqual([1, 1]);
  expect(onServer.err()).toMatch(/created with the embedded store, .*unset MONGODB_URI.*To move/);
  expect(onOwn.err()).toMatch(/created with the MongoDB server .*set MONGODB_URI again.*To move/);
  expect(readdirSync(join(server, 'lock'))).toEqual([]);
});

test('a port that is taken is said in one sentence', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as { port: number };
  const run = start({ DATA_DIR: tempDir(), PORT: String(port) });
  expect(await run.ended).toBe(1);
  expect(run.err()).toMatch(new RegExp(`^127.0.0.1:${port} is taken by another program.*\n$`));
  other.close();
});

test('a database that does not answer is named without its password, and leaves the data directory free', async () => {
  const dataDir = tempDir();
  const run = start({
    DATA_DIR: dataDir,
    PORT: '0',
    MONGODB_URI: 'mongodb://joe:hunter2@127.0.0.1:1/x?replicaSet=rs0',
  });
  expect(await run.ended).toBe(1);
  expect(run.err()).toMatch(/^MONGODB_URI: nothing answers at mongodb:\/\/127\.0\.0\.1:1\/x\..*\n$/);
  expect(run.err() + run.out()).not.toContain('hunter2');
  expect(readdirSync(dataDir)).not.toContain('store.json');
});

test('a data directory that cannot be made is said in one sentence', async () => {
  const file = join(tempDir(), 'data');
  writeFileSync(file, '');
  const run = start({ DATA_DIR: join(file, 'inside'), PORT: '0' });
  expect(await run.ended).toBe(1);
  expect(run.err()).toMatch(/^DATA_DIR .* cannot be written \(\w+\)\.\n$/);
});

test.each([
  [
    'a folder in place of a file',
    'secrets.json',
    'folder',
    /^DATA_DIR .* cannot be used: .*secrets\.json \(EISDIR\)\.$/,
  ],
  [
    'a file in place of a folder',
    'embedded',
    'file',
    /^The embedded store in .*embedded cannot be opened \(EEXIST.*\)\.$/,
  ],
  ['secrets that are none', 'secrets.json', 'file', /secrets\.json cannot be read\. Delete it/],
])('%s in the data directory is said in one sentence', async (_what, name, kind, sentence) => {
  const dataDir = tempDir();
  if (kind === 'folder') mkdirSync(join(dataDir, name));
  else writeFileSync(join(dataDir, name), '');
  const run = start({ DATA_DIR: dataDir, PORT: '0' });
  expect(await run.ended).toBe(1);
  expect(run.err().trim()).toMatch(sentence);
});

test('a program that is no mongod, and a server nobody can look up, are said in one sentence', async () => {
  const other = start({ DATA_DIR: tempDir(), PORT: '0', MONGOMS_SYSTEM_BINARY: '/bin/true' });
  const unknown = start({ DATA_DIR: tempDir(), PORT: '0', MONGODB_URI: 'mongodb+srv://joe:hunter2@nowhere.invalid/x' });
  expect([await other.ended, await unknown.ended]).toEqual([1, 1]);
  expect(other.err().trim()).toMatch(
    /^The mongod \/bin\/true does not run: .*MONGOMS_SYSTEM_BINARY can name another one\.$/,
  );
  expect(unknown.err().trim()).toMatch(/^MONGODB_URI: nothing answers at mongodb\+srv:\/\/nowhere\.invalid\/x\..*$/);
});

test('a data directory where the system makes no folders is said in one sentence, and not tried for ever', async () => {
  const run = start({ DATA_DIR: '/proc/none/such', PORT: '0' });
  expect(await run.ended).toBe(1);
  expect(run.err()).toMatch(/^DATA_DIR \/proc\/none\/such cannot be written \(\w+\)\.\n$/);
});

test('the terminal is the same bot over the same store, also beside a running service', async () => {
  const env = { DATA_DIR: tempDir(), PORT: '0', LANG: 'en_US.UTF-8' };
  const alone = start(env, 'chat');
  alone.child.stdin?.end('I want a refund\n');
  expect(await alone.ended).toBe(0);
  expect(alone.out()).toMatch(/1\. Ask for a refund[\s\S]*order number/);

  const service = start(env);
  await running(service);
  const beside = start(env, 'chat');
  beside.child.stdin?.end('1\n');
  expect(await beside.ended).toBe(0);
  expect(beside.out()).toMatch(/1\. Ask for a refund[\s\S]*order number/);
  expect(await kill(service, 'SIGTERM')).toBe(0);
});
