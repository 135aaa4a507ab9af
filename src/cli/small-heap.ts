import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap grow by two fifths between full collections instead of doubling: a turn's garbage lives long enough to be
 * promoted, and a service of 60 MB would otherwise take 300 before it looks.
 * Young garbage is cleared by the main thread alone: a team of threads that wait for each other takes processor time from
 * the database beside us, a tenth of the turns where there are two cores (docs/decisions/0008). For the same reason the
 * compiler puts less of one function into another (docs/decisions/0009).
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=40');
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
}
