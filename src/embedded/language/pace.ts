import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { MongoError } from '../values/errors';

const SLICE = 1;
const COURTESY = 8;

/** How many commands are under way, long ones that pause left out. */
export const underWay = { commands: 0 };

/**
 * Lets others run: a long scan pauses every millisecond until what came meanwhile is done, commits included (at least
 * every eight milliseconds it goes on), and stops when its time is up.
 */
export class Pace {
  examined = 0;
  private since = performance.now();
  private readonly ends: number;
  constructor(maxTime = 0) {
    this.ends = maxTime > 0 ? this.since + maxTime : Infinity;
  }
  due(): boolean {
    return (++this.examined & 7) === 0 && performance.now() - this.since > SLICE;
  }
  async pause(): Promise<void> {
    underWay.commands--;
    await turn();
    for (let waited = 0; waited < COURTESY && underWay.commands > 0; waited++) await wait(1);
    underWay.commands++;
    this.since = performance.now();
    if (this.since > this.ends) throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit');
  }
}
