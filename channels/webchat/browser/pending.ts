export interface Pending {
  /** The service has admitted an activity: until its turn ends, work is going on. True when that turn has ended already. */
  admitted(id: string): boolean;
  /** A reply came; `last`: the turn is over. */
  replied(to: string, last: boolean): void;
  /** The service said itself that it is writing. */
  typing(): void;
  /** What was awaited will not come (a new conversation). */
  clear(): void;
}

/** A quick answer needs no sign that it is being written. */
const QUICK_MS = 350;
const SLOW_MS = 15_000;
/** After this the answer is taken as coming some other time, and nothing pretends to be at work. */
const GIVEN_UP_MS = 60_000;
/** How long one typing activity of the service counts. */
const TYPING_MS = 8_000;

/** Knows whether work is really going on, from the ids the service gave and the replies that name them. */
export function createPending(show: (state: 'idle' | 'typing' | 'slow') => void): Pending {
  const awaited = new Set<string>();
  const answered = new Set<string>();
  let timers: ReturnType<typeof setTimeout>[] = [];
  const rest = () => {
    timers.forEach(clearTimeout);
    timers = [];
    show('idle');
  };
  const later = (ms: number, action: () => void) => timers.push(setTimeout(action, ms));
  const work = () => {
    rest();
    later(QUICK_MS, () => show('typing'));
    later(SLOW_MS, () => show('slow'));
    later(GIVEN_UP_MS, () => {
      awaited.clear();
      rest();
    });
  };
  return {
    admitted(id) {
      if (answered.has(id)) return true;
      awaited.add(id);
      work();
      return false;
    },
    replied(to, last) {
      if (!last) return;
      answered.add(to);
      // Turns are taken in order: whatever was admitted before this one has been dealt with, even if in silence.
      if (awaited.has(to)) for (const id of [...awaited].slice(0, [...awaited].indexOf(to) + 1)) awaited.delete(id);
      if (awaited.size === 0) rest();
    },
    typing() {
      if (awaited.size > 0) return;
      rest();
      show('typing');
      later(TYPING_MS, rest);
    },
    clear() {
      awaited.clear();
      rest();
    },
  };
}
