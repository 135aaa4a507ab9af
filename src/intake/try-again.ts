import { setTimeout as pause } from 'node:timers/promises';

/** What somebody else is writing at this moment is not there to be read yet: so many milliseconds before each further try. */
const WAITS_MS = [0, 10, 25, 60, 150, 300];

/** How often a change is tried while others keep changing the same record, within half a second or so. */
export const TRIES = WAITS_MS.length;

/** Lets whoever was quicker finish; the first try waits for nobody. */
export async function beforeTry(tried: number): Promise<void> {
  const wait = WAITS_MS[tried] ?? 0;
  if (wait > 0) await pause(wait + Math.random() * wait);
}
