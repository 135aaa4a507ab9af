import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirInUse, lockDataDir } from '../../../src/storage/home/process-lock';
import { isRunning, ownMark, type ProcessMark } from '../../../src/storage/home/process-mark';
import { tempDir } from '../../helpers/temp-dir';

const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

const HOLDER = ['run-typescript.cjs', 'lock-holder.ts'].map((name) => join(__dirname, '../../helpers', name));

interface Holder {
  child: ChildProcess;
  said: string;
}

/** Another process that tries for the lock; resolves when it has said how that went. */
const anotherProcess = (dataDir: string): Promise<Holder> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [...HOLDER, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    child.stdout.once('data', (text: Buffer) => resolve({ child, said: String(text) }));
  });

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()));

const claimOf = ({ pid, began, realm, host }: ProcessMark): string =>
  [pid, began, realm, encodeURIComponent(host)].join('~');

function leaveClaim(dataDir: string, mark: ProcessMark, at = new Date()): string {
  mkdirSync(join(dataDir, 'lock'), { recursive: true });
  const path = join(dataDir, 'lock', claimOf(mark));
  writeFileSync(path, 'held');
  utimesSync(path, at, at);
  return path;
}

describe('the lock on a data directory', () => {
  test('names the process that holds it, and is free once that one is killed', async () => {
    const dataDir = tempDir();
    const { child, said } = await anotherProcess(dataDir);
    expect(said).toMatch(/held/);
    const refusal = await lockDataDir(dataDir).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DataDirInUse);
    expect((refusal as Error).message).toContain(`process ${child.pid}`);
    const gone = ended(child);
    child.kill('SIGKILL');
    await gone;
    const lock = await lockDataDir(dataDir);
    lock.release();
  });

  test('goes to exactly one of several that start at once', async () => {
    const dataDir = tempDir();
    const starters = await Promise.all(Array.from({ length: 5 }, () => anotherProcess(dataDir)));
    const holders = starters.filter(({ said }) => said.startsWith('held'));
    expect(holders).toHaveLength(1);
    for (const { said } of starters.filter((one) => one !== holders[0]))
      expect(said).toMatch(/refused .* is in use by process \d+/);
  });

  test('is not held by a process that merely got the number of a dead one', async () => {
    const dataDir = tempDir();
    const claim = leaveClaim(dataDir, { ...ownMark(), pid: process.ppid, began: '1' });
    const lock = await lockDataDir(dataDir);
    expect(existsSync(claim)).toBe(false);
    lock.release();
  });

  test('is held by an unseen process of another container for as long as it shows life', async () => {
    const dataDir = tempDir();
    const elsewhere = { ...ownMark(), pid: 1, realm: 'another', host: 'box-7' };
    leaveClaim(dataDir, elsewhere);
    await expect(lockDataDir(dataDir)).rejects.toThrow(/process 1 of box-7/);
    leaveClaim(dataDir, elsewhere, new Date(Date.now() - 60_000));
    const lock = await lockDataDir(dataDir);
    lock.release();
  });

  test('leaves nothing behind when it is released, and can be taken again', async () => {
    const dataDir = tempDir();
    for (let round = 0; round < 2; round++) {
      const lock = await lockDataDir(dataDir);
      expect(readdirSync(join(dataDir, 'lock'))).toHaveLength(1);
      lock.release();
      expect(readdirSync(join(dataDir, 'lock'))).toEqual([]);
    }
  });

  test('cannot be taken twice by one process either', async () => {
    const dataDir = tempDir();
    const lock = await lockDataDir(dataDir);
    await expect(lockDataDir(dataDir)).rejects.toThrow(`process ${process.pid}`);
    lock.release();
  });

  test('is not disturbed by files that are no claims', async () => {
    const dataDir = tempDir();
    mkdirSync(join(dataDir, 'lock'));
    writeFileSync(join(dataDir, 'lock', '.DS_Store'), '');
    const lock = await lockDataDir(dataDir);
    lock.release();
  });
});

describe('whether a marked process still runs', () => {
  test('this one does, and one that was never there does not', () => {
    const own = ownMark();
    expect(isRunning(own, own)).toBe(true);
    expect(isRunning({ ...own, pid: 4_194_303 + 1 }, own)).toBe(false);
  });

  test('a killed one does not, even while its parent has not yet collected it', async () => {
    const child = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    const zombie = Number(
      await new Promise<string>((resolve) => child.stdout.once('data', (text: Buffer) => resolve(String(text)))),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const own = ownMark();
    expect(isRunning({ ...own, pid: zombie, began: beganOf(zombie) }, own)).toBe(false);
  });

  test('cannot be known of another machine', () => {
    const own = ownMark();
    expect(isRunning({ ...own, realm: 'another' }, own)).toBe('unknown');
  });
});

function beganOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
