import { threadKey, type Activity, type Outgoing } from '../channel';

type Settle = (answers: Outgoing[] | null) => void;

/** Those who wait for the answers to an activity, in an HTTP response that is still open. */
export interface WaitingRoom {
  /** `answers` resolves with null after `patience` milliseconds, or when the one who waits leaves. */
  wait(activity: Activity, patience: number): { answers: Promise<Outgoing[] | null>; leave(): void };
  /** There are no answers: nobody need wait any longer. */
  dismiss(activity: Activity): void;
  /** True when somebody took the answers. */
  hand(activity: Activity, answers: Outgoing[]): boolean;
}

const keyOf = (activity: Activity): string => `${threadKey(activity)}|${activity.providerId}`;

/** A copy that arrives while the first one waits has a wait of its own, takes no answers and sends nobody away. */
export function createWaitingRoom(): WaitingRoom {
  const waiting = new Map<string, Set<Settle>>();

  const those = (activity: Activity): Settle[] => [...(waiting.get(keyOf(activity)) ?? [])];

  return {
    wait: (activity, patience) => {
      const key = keyOf(activity);
      const here = waiting.get(key) ?? new Set();
      waiting.set(key, here);
      let leave: () => void = () => undefined;
      const answers = new Promise<Outgoing[] | null>((resolve) => {
        const settle: Settle = (given) => {
          clearTimeout(timer);
          here.delete(settle);
          if (!here.size && waiting.get(key) === here) waiting.delete(key);
          resolve(given);
        };
        const timer = setTimeout(() => settle(null), patience);
        leave = () => settle(null);
        here.add(settle);
      });
      return { answers, leave: () => leave() };
    },
    dismiss: (activity) => those(activity).forEach((settle) => settle(null)),
    hand: (activity, answers) => {
      const [first, ...copies] = those(activity);
      first?.(answers);
      for (const settle of copies) settle(null);
      return first !== undefined;
    },
  };
}
