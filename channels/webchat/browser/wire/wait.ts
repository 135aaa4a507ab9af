/** A pause that `hurry` ends early: used between tries, so that "try now" and "online again" need not wait. */
export interface Pause {
  for(ms: number): Promise<void>;
  hurry(): void;
}

export function createPause(): Pause {
  let end = () => {};
  return {
    for: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    hurry: () => end(),
  };
}

/** 0.5 s, 1 s, 2 s … at most 15 s, with up to a quarter added so that many chats do not return in the same instant. */
export const backoff = (failures: number): number =>
  Math.min(15_000, 500 * 2 ** Math.min(failures, 10)) * (1 + Math.random() / 4);
