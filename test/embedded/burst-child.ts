import { writeSync } from 'node:fs';
import { MongoClient } from 'mongodb';

/** Writes as fast as it can until it is killed, telling on stdout what has been acknowledged. */
async function main(): Promise<void> {
  const [path = '', from = '0', root = '../../src/embedded'] = process.argv.slice(-3);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { EmbeddedMongo } = require(root) as typeof import('../../src/embedded');
  const { uri } = await EmbeddedMongo.create({ path });
  const client = await MongoClient.connect(uri);
  const db = client.db('bursts');
  const plain = db.collection<{ _id: number; k: string; pad: string }>('plain');
  const parts = db.collection<{ tx: number; part: number }>('parts');
  await plain.createIndex({ k: 1 }, { unique: true });
  await parts.createIndex({ tx: 1, part: 1 }, { unique: true });
  let next = Number(from);
  writeSync(1, 'ready\n');
  const plainWriter = async (): Promise<void> => {
    for (;;) {
      const n = (next += 1);
      await plain.insertOne({ _id: n, k: `k${n}`, pad: 'x'.repeat(n % 2000) });
      writeSync(1, `p ${n}\n`);
    }
  };
  const transactionWriter = async (): Promise<void> => {
    for (;;) {
      const tx = (next += 1);
      const session = client.startSession();
      await session.withTransaction(async () => {
        await parts.insertMany(
          Array.from({ length: 3 }, (_, part) => ({ tx, part })),
          { session },
        );
        await db
          .collection<{ _id: string; n: number }>('counter')
          .updateOne({ _id: 'n' }, { $inc: { n: 1 } }, { upsert: true, session });
      });
      await session.endSession();
      writeSync(1, `t ${tx}\n`);
    }
  };
  await Promise.all([plainWriter(), plainWriter(), plainWriter(), transactionWriter(), transactionWriter()]);
}

void main();
