import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MongoClient } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';

export interface BurstReport {
  readonly bursts: number;
  readonly acknowledged: number;
  /** What went missing or was left half done; nothing, if all is well. */
  readonly lost: string[];
}

interface Acknowledged {
  plain: number[];
  transactions: number[];
}

/** Starts a writing process, kills it after a while, and gives what it had been told was written. */
function burst(path: string, from: number, milliseconds: number, root: string): Promise<Acknowledged> {
  const script = `require('tsx/cjs'); require(${JSON.stringify(resolve(__dirname, 'burst-child.ts'))})`;
  const child = spawn(process.execPath, ['-e', script, '--', path, String(from), root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    if (text === '') setTimeout(() => child.kill('SIGKILL'), milliseconds);
    text += chunk;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', () => {
      const lines = text.slice(0, text.lastIndexOf('\n')).split('\n');
      if (lines[0] !== 'ready') return fail(new Error(`the writing process did not start: ${text}`));
      const numbers = (kind: string): number[] =>
        lines.filter((line) => line.startsWith(`${kind} `)).map((line) => Number(line.slice(2)));
      done({ plain: numbers('p'), transactions: numbers('t') });
    });
  });
}

async function check(path: string, all: Acknowledged): Promise<string[]> {
  const store = await EmbeddedMongo.create({ path });
  const client = await MongoClient.connect(store.uri);
  try {
    const db = client.db('bursts');
    const ids = new Set(
      (await db.collection('plain').find().project({ _id: 1 }).toArray()).map(({ _id }) => Number(_id)),
    );
    const byIndex = new Set(
      (
        await db
          .collection('plain')
          .find({ k: { $gt: '' } })
          .hint({ k: 1 })
          .project({ k: 1 })
          .toArray()
      ).map(({ k }) => Number(String(k).slice(1))),
    );
    const parts = await db
      .collection('parts')
      .aggregate([{ $group: { _id: '$tx', n: { $sum: 1 } } }])
      .toArray();
    const whole = new Map(parts.map(({ _id, n }) => [Number(_id), Number(n)]));
    const counter = Number((await db.collection('counter').findOne({}))?.['n'] ?? 0);
    return [
      ...all.plain.filter((n) => !ids.has(n)).map((n) => `document ${n} is missing`),
      ...[...ids].filter((n) => !byIndex.has(n)).map((n) => `document ${n} is missing from its index`),
      ...[...byIndex].filter((n) => !ids.has(n)).map((n) => `the index has a document ${n} that does not exist`),
      ...all.transactions.filter((tx) => !whole.has(tx)).map((tx) => `transaction ${tx} is missing`),
      ...[...whole].filter(([, n]) => n !== 3).map(([tx, n]) => `transaction ${tx} has ${n} of 3 documents`),
      ...(counter === whole.size ? [] : [`the counter says ${counter} transactions, there are ${whole.size}`]),
    ];
  } finally {
    await client.close();
    await store.stop();
  }
}

/** Kills a writing process again and again and looks for every acknowledged write afterwards. `root` is the code under test. */
export async function killBursts(count: number, root = resolve(__dirname, '../../src/embedded')): Promise<BurstReport> {
  const path = mkdtempSync(join(tmpdir(), 'embedded-bursts-'));
  const all: Acknowledged = { plain: [], transactions: [] };
  const lost: string[] = [];
  try {
    for (let i = 0; i < count && lost.length === 0; i++) {
      const { plain, transactions } = await burst(path, (i + 1) * 1_000_000, 60 + ((i * 37) % 340), root);
      all.plain.push(...plain);
      all.transactions.push(...transactions);
      lost.push(...(await check(path, all)));
    }
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
  return { bursts: count, acknowledged: all.plain.length + all.transactions.length, lost };
}
