import { lockDataDir } from '../../src/storage/home/process-lock';

/** A process that locks the data directory it is given, says how that went, and stays until it is killed. */
void lockDataDir(process.argv[2] ?? '').then(
  () => {
    process.stdout.write('held\n');
    setInterval(() => undefined, 1_000);
  },
  (error: Error) => {
    process.stdout.write(`refused ${error.message}\n`, () => process.exit(1));
  },
);
