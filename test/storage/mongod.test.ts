import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { silentLogger } from '../../src/logger';
import { findMongod } from '../../src/storage/mongod/find';
import { startMongod } from '../../src/storage/mongod/start';
import { tempDir } from '../helpers/temp-dir';

/** A script in place of the real binary, which cannot be had everywhere: it proves how we start one, not that one runs. */
const STAND_IN = join(__dirname, '../helpers/mongod-stand-in.cjs');

const noFetch = (): Promise<Response> => Promise.reject(new Error('out of reach'));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const OWNER = ['run-typescript.cjs', 'mongod-owner.ts'].map((name) => join(__dirname, '../helpers', name));

/** A process of its own that runs the stand-in; resolves when it listens. */
async function ownerProcess(dbPath: string, port?: number): Promise<{ child: ChildProcess; uri: string }> {
  const rest = port ? [String(port)] : [];
  const child = spawn(process.execPath, [...OWNER, STAND_IN, dbPath, ...rest], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const uri = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (text: Buffer) => done(String(text).trim()));
    child.once('exit', () => fail(new Error('the owner process ended')));
  });
  return { child, uri };
}

describe('a mongod to run', () => {
  test('is the one that is named, and one that cannot be run is an error that names the setting', async () => {
    expect(await findMongod({ binary: STAND_IN, searchPath: [] }, silentLogger)).toBe(STAND_IN);
    await expect(findMongod({ binary: join(tempDir(), 'mongod'), searchPath: [] }, silentLogger)).rejects.toThrow(
      /MONGOMS_SYSTEM_BINARY/,
    );
  });

  test('is otherwise the first executable one on the PATH', async () => {
    const [plain, real] = [tempDir(), tempDir()];
    writeFileSync(join(plain, 'mongod'), 'not executable', { mode: 0o644 });
    symlinkSync(STAND_IN, join(real, 'mongod'));
    expect(await findMongod({ searchPath: [tempDir(), plain, real] }, silentLogger)).toBe(join(real, 'mongod'));
  });

  test('is none where nothing is at hand and the download host cannot be reached', async () => {
    expect(await findMongod({ searchPath: [] }, silentLogger, { fetch: noFetch })).toBeUndefined();
  });

  test('is decided within 5 s where the download host says nothing at all', async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const { port } = silent.address() as { port: number };
    const began = performance.now();
    expect(
      await findMongod({ searchPath: [], downloadHost: `http://127.0.0.1:${port}` }, silentLogger),
    ).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5_000);
    silent.close();
  });
});

describe('a mongod of our own', () => {
  test('runs as a replica set of one on loopback, with its data in the folder given', async () => {
    const dbPath = join(tempDir(), 'mongod');
    const mongod = await startMongod({ binary: STAND_IN, dbPath });
    expect(mongod.uri).toBe(`mongodb://127.0.0.1:${mongod.port}/redress?replicaSet=rs0`);
    const said = JSON.parse(readFileSync(join(dbPath, 'arguments.json'), 'utf8')) as string[];
    expect(said.join(' ')).toContain(
      `--port ${mongod.port} --dbpath ${dbPath} --replSet rs0 --storageEngine wiredTiger --bind_ip 127.0.0.1`,
    );
    const client = await mongo.MongoClient.connect(mongod.uri, { serverSelectionTimeoutMS: 2_000 });
    expect(await client.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
    await client.close();
    await mongod.stop();
    expect(existsSync(join(dbPath, 'replica-set.json'))).toBe(true);
  });

  test('comes back on the same port with the same data', async () => {
    const dbPath = join(tempDir(), 'mongod');
    const first = await startMongod({ binary: STAND_IN, dbPath });
    await first.stop();
    // Another process, as in life: the library passes over ports that this one has just used.
    const { child, uri } = await ownerProcess(dbPath, first.port);
    expect(uri).toBe(first.uri);
    child.kill('SIGKILL');
  });

  test('says so when another program has taken its port', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as { port: number };
    await expect(startMongod({ binary: STAND_IN, dbPath: tempDir(), port })).rejects.toThrow(`port ${port}`);
    other.close();
  });

  test('that ends at once is an error', async () => {
    await expect(startMongod({ binary: '/bin/false', dbPath: tempDir() })).rejects.toThrow();
  });

  test('ends when the process that started it is killed', async () => {
    const dbPath = join(tempDir(), 'mongod');
    const { child } = await ownerProcess(dbPath);
    const mongod = Number(readFileSync(join(dbPath, 'mongod.pid'), 'utf8'));
    expect(isAlive(mongod)).toBe(true);
    child.kill('SIGKILL');
    for (let waited = 0; isAlive(mongod) && waited < 10_000; waited += 100) await pause(100);
    expect(isAlive(mongod)).toBe(false);
  });
});
