/**
 * How long a group waits for those that are expected, in milliseconds: about what a turn and the insert of its message
 * take under load, and a command or five are saved by going together. Measured: docs/decisions/0002.
 */
const PATIENCE = 20;

export interface Gathering {
  /** Resolves once everybody in sight is there, or patience has ended; at once if they are. One caller at a time. */
  all(): Promise<void>;
  /** Somebody more is there. */
  more(): void;
}

/** Lets a group grow to the size that is in sight. `complete` tells whether nobody else is expected. */
export function createGathering(complete: () => boolean, patience = PATIENCE): Gathering {
  let go: (() => void) | null = null;

  return {
    all: () => {
      if (complete()) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(() => go?.(), patience);
        go = () => {
          go = null;
          clearTimeout(timer);
          resolve();
        };
      });
    },
    more: () => {
      if (go && complete()) go();
    },
  };
}
