/** A clock that can be moved forward, never back: what was written stays in the past. */
export interface MovableClock {
  now(): Date;
  /** Milliseconds it is ahead of the real one. */
  ahead(): number;
  advance(ms: number): void;
}

export function createMovableClock(real: () => Date): MovableClock {
  let ahead = 0;
  return {
    now: () => new Date(real().getTime() + ahead),
    ahead: () => ahead,
    advance: (ms) => {
      ahead += Math.max(0, ms);
    },
  };
}
