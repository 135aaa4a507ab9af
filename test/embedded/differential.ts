import { MongoClient } from 'mongodb';
import { EmbeddedMongo } from '../../src/embedded';
import { differential } from './differential-run';

/** tsx test/embedded/differential.ts --commands 20000 --uri mongodb://… [--seed 1] */
async function main(): Promise<void> {
  const option = (name: string, otherwise: string): string =>
    process.argv[process.argv.indexOf(`--${name}`) + 1 || -1] ?? otherwise;
  const uri = process.argv.includes('--uri')
    ? option('uri', '')
    : (process.env.MONGODB_URI ?? process.env.MONGODB_TEST_START ?? '');
  const count = process.argv.includes('--commands') ? Number(option('commands', '')) : 20_000;
  const seed = process.argv.includes('--seed') ? Number(option('seed', '')) : 1;
  if (uri === '') throw new Error('--uri names the engine to compare with');
  const embedded = await EmbeddedMongo.create();
  const [left, right] = await Promise.all(
    [embedded.uri, uri].map((one) => MongoClient.connect(one, { promoteValues: false })),
  );
  if (!left || !right) return;
  try {
    const started = performance.now();
    const report = await differential(left, right, count, seed, `differential_${process.pid}`);
    console.log(
      `seed ${seed}: ${report.commands} commands, ${report.same} the same, ${((performance.now() - started) / 1000).toFixed(0)} s`,
    );
    for (const [reason, times] of report.known) console.log(`known, ${times} times: ${reason}`);
    for (const { step, command, left: l, right: r } of report.unknown.slice(0, 40))
      console.log(`UNKNOWN at ${step}: ${command}\n  embedded: ${l.slice(0, 600)}\n  other:    ${r.slice(0, 600)}`);
    console.log(`${report.unknown.length} unknown differences`);
    process.exitCode = report.unknown.length > 0 ? 1 : 0;
  } finally {
    await left.close();
    await right.close();
    await embedded.stop();
  }
}

void main();
