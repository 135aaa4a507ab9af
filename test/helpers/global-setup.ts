import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOnly } from '../../src/storage/resolve';
import { startMongod, type RunningMongod } from '../../src/storage/mongod/start';
import { testStoreKind } from './test-store-kind';

const running = globalThis as { redressMongod?: RunningMongod };

/** The embedded store's worker in one file, so that a hundred files that start a store need not each load its sources. */
async function compileWorker(): Promise<string> {
  const outfile = join(__dirname, '..', '..', 'node_modules', '.cache', `embedded-worker-${process.pid}.js`);
  const { build, stop } = await import('esbuild');
  const entryPoints = [join(__dirname, '..', '..', 'src', 'embedded', 'worker.ts')];
  await build({ entryPoints, outfile, bundle: true, packages: 'external', platform: 'node', target: 'node20' });
  await stop();
  return outfile;
}

/**
 * Decides once per run what the tests' store is, and says it. A mongod is started here, once for all workers; the embedded
 * store is started by the test files that need one.
 */
export default async function globalSetup(): Promise<void> {
  const store = await testStoreKind(process.env);
  if (store.kind === 'mongod') {
    running.redressMongod = await startMongod({
      binary: store.binary,
      dbPath: mkdtempSync(join(tmpdir(), 'redress-mongod-')),
    });
    process.env.REDRESS_TEST_MONGOD = running.redressMongod.uri;
  }
  if (store.kind === 'embedded') process.env.REDRESS_TEST_WORKER = await compileWorker();
  const where =
    store.kind === 'server'
      ? `the server at ${addressOnly(store.uri)}`
      : store.kind === 'mongod'
        ? store.binary
        : 'the embedded store';
  process.stderr.write(`\nTests that need a store use ${where}.\n`);
}

/** Ends the mongod that the setup started, if it did, and removes what it compiled. */
export async function globalTeardown(): Promise<void> {
  await running.redressMongod?.stop();
  if (process.env.REDRESS_TEST_WORKER) rmSync(process.env.REDRESS_TEST_WORKER, { force: true });
}
