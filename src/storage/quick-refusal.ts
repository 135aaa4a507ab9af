import { isStoreAway, unavailable } from './failures';

/** For what customers wait for. */
export interface QuickRefusal {
  /**
   * Runs `work` and names a store that is away as `Unavailable`, like `whileStoreIsThere`. The first to find it away
   * waits as long as the driver does, since most absences are shorter than that; from then on everything is refused at
   * once, until the store has answered a question of our own.
   */
  whileThere<T>(work: () => Promise<T>): Promise<T>;
  /** Asks no more. */
  close(): void;
}

/** Between two questions to a store that is away, in milliseconds; each of them waits as long as the driver does. */
const ASK_AGAIN = 200;

/** `ask` resolves when the store answered; any error but that of a store that is away is an answer, too. */
export function createQuickRefusal(ask: () => Promise<unknown>): QuickRefusal {
  let away = false;
  let closed = false;

  async function untilItAnswers(): Promise<void> {
    for (; !closed; await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN).unref())) {
      const absent = await ask().then(() => false, isStoreAway);
      if (!absent) return void (away = false);
    }
  }

  return {
    whileThere: async (work) => {
      if (away) throw unavailable();
      try {
        return await work();
      } catch (error) {
        if (!isStoreAway(error)) throw error;
        if (!away) {
          away = true;
          void untilItAnswers();
        }
        throw unavailable(error);
      }
    },
    close: () => void (closed = true),
  };
}
