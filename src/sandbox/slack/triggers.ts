import { secretPart } from './identifiers';
import { Refusal } from './shapes';

/** https://docs.slack.dev/interactivity/handling-user-interaction: a trigger opens one modal, within three seconds. */
const TRIGGER_LIVES_MS = 3_000;

export interface Triggers {
  issue(user: string): string;
  /** The person it was issued for, once; throws what Slack says otherwise. */
  use(trigger: unknown): string;
}

/** Triggers of one workspace. */
export function createTriggers(team: string, clock: () => Date): Triggers {
  const issued = new Map<string, { user: string; at: number; used: boolean }>();
  return {
    issue: (user) => {
      const id = `${String(issued.size + 1)}.${team.length}.${secretPart()}`;
      issued.set(id, { user, at: clock().getTime(), used: false });
      return id;
    },
    use: (trigger) => {
      const known = issued.get(String(trigger));
      if (!known) throw new Refusal('invalid_trigger_id');
      if (known.used) throw new Refusal('exchanged_trigger_id');
      if (clock().getTime() - known.at > TRIGGER_LIVES_MS) throw new Refusal('expired_trigger_id');
      known.used = true;
      return known.user;
    },
  };
}
