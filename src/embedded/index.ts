import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Where an embedded store listens, and how to stop it. */
export interface EmbeddedStore {
  readonly uri: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The folder of the data; without it the data live in a temporary folder that `stop` removes. */
  readonly path?: string;
  /** The port on loopback; without it any free one. */
  readonly port?: number;
  /** The compiled worker, where it does not lie beside this file. */
  readonly worker?: string | undefined;
}

type Report = { port: number } | { error: string } | { stopped: true };

/** The compiled worker when there is one; while developing, the source through tsx, which takes twice as long. */
function startWorker(folder: string, port: number, compiled = join(__dirname, 'worker.js')): Worker {
  const options = {
    workerData: { folder, port },
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 16 },
  };
  if (existsSync(compiled)) return new Worker(compiled, options);
  const source = JSON.stringify(join(__dirname, 'worker.ts'));
  return new Worker(`require('tsx/cjs'); require(${source})`, { ...options, eval: true, execArgv: [] });
}

/** What the worker says next; its failure or its end fail the wait. */
async function report(worker: Worker): Promise<Report> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    return await Promise.race([
      once(worker, 'message', { signal }).then(([said]) => said as Report),
      once(worker, 'exit', { signal }).then(([code]) => {
        throw new Error(`the embedded store ended with exit code ${String(code)}`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}

async function create({ path, port = 0, worker: compiled }: EmbeddedOptions = {}): Promise<EmbeddedStore> {
  const folder = path === undefined ? await mkdtemp(join(tmpdir(), 'embedded-mongo-')) : resolve(path);
  const discard = async (): Promise<void> => {
    if (path === undefined) await rm(folder, { recursive: true, force: true });
  };
  const worker = startWorker(folder, port, compiled);
  const started = await report(worker);
  if (!('port' in started)) {
    await worker.terminate();
    await discard();
    throw new Error('error' in started ? started.error : 'the embedded store did not start');
  }
  worker.unref();
  let stopping: Promise<void> | undefined;
  // A worker that fails is nobody's to handle: like any uncaught error it ends the process, which is of no use without a store.
  worker.once('exit', (code) => {
    if (!stopping) throw new Error(`the embedded store at port ${started.port} ended with exit code ${code}`);
  });
  return {
    uri: `mongodb://127.0.0.1:${started.port}/?replicaSet=rs0`,
    stop() {
      stopping ??= (async () => {
        worker.ref();
        worker.postMessage('stop');
        await report(worker).catch(() => undefined);
        await worker.terminate();
        await discard();
      })();
      return stopping;
    },
  };
}

/**
 * A durable store that speaks MongoDB's wire protocol, in a worker thread of this process, for trying, demonstrating,
 * small single-process installations and fast tests. Everything else is MongoDB's job.
 */
export const EmbeddedMongo = { create };
