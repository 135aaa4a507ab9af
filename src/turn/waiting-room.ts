import { threadKey, type Activity, type Outgoing } from '../channel';

/** Those who wait for the answers to an activity, in an HTTP response that is still open. */
export interface WaitingRoom {
  /** Resolves with the answers, or with null after `patience` milliseconds. */
  wait(activity: Activity, patience: number): Promise<Outgoing[] | null>;
  leave(activity: Activity): void;
  /** True when somebody took the answers. */
  hand(activity: Activity, answers: Outgoing[]): boolean;
}

const keyOf = (activity: Activity): string => `${threadKey(activity)}|${activity.providerId}`;

export function createWaitingRoom(): WaitingRoom {
  const waiting = new Map<string, (answers: Outgoing[] | null) => void>();
  return {
    wait: (activity, patience) =>
      new Promise((resolve) => {
        const key = keyOf(activity);
        const settle = (answers: Outgoing[] | null): void => {
          clearTimeout(timer);
          waiting.delete(key);
          resolve(answers);
        };
        const timer = setTimeout(() => settle(null), patience);
        waiting.set(key, settle);
      }),
    leave: (activity) => waiting.get(keyOf(activity))?.(null),
    hand: (activity, answers) => {
      const settle = waiting.get(keyOf(activity));
      settle?.(answers);
      return settle !== undefined;
    },
  };
}
