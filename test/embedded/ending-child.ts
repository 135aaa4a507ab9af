import threads from 'node:worker_threads';

/** Opens an embedded store and ends its worker behind its back; says so on stdout if it outlives that. */
const workers: threads.Worker[] = [];
threads.Worker = class extends threads.Worker {
  constructor(...given: ConstructorParameters<typeof threads.Worker>) {
    super(...given);
    workers.push(this);
  }
};

async function main(): Promise<void> {
  // Loaded after the change above, so that it meets the changed class.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { EmbeddedMongo } = require('../../src/embedded') as typeof import('../../src/embedded');
  await EmbeddedMongo.create();
  setTimeout(() => process.exit(0), 10_000);
  await workers[0]?.terminate();
}
void main();
