import { DeliveryError } from '../../../src/errors';
import type { SlackClient } from '../client';
import type { ChannelFacts, Members } from './channel-members';

/** Why nothing may be posted in a channel: what the operator must change. */
export type Danger =
  | 'not_found'
  | 'public'
  | 'shared'
  /** Guests, or people of another workspace. */
  | 'guests';

export interface ChannelGuard {
  /** Null: safe to post. Rejects with DeliveryError while Slack cannot be asked and nothing recent is known. */
  danger(slack: SlackClient, channel: string): Promise<Danger | null>;
  /** Somebody came or changed: look again before the next post. */
  forget(team?: string, channel?: string): void;
}

/** A verdict is looked at anew after this long; while Slack is away the last one holds for as long again, twice over. */
const FRESH_MS = 4 * 60_000;
const STALE_MS = 3 * FRESH_MS;

interface Verdict {
  at: number;
  danger: Danger | null;
}

const NOT_FOUND = ['channel_not_found', 'not_in_channel', 'is_archived'];

/** Private, with nobody else's workspace in it: everything else could show a customer's words to strangers. */
const ofChannel = ({ isPrivate, shared }: ChannelFacts): Danger | null =>
  shared ? 'shared' : isPrivate ? null : 'public';

/**
 * Says whether a desk channel is what channels.md wants: private, not shared, without guests. Slack shows a thread to every
 * member of its channel, so this is asked before every post and answered from memory for a few minutes.
 */
export function createChannelGuard(members: Members, clock: () => Date): ChannelGuard {
  const known = new Map<string, Verdict>();

  async function look(slack: SlackClient, channel: string): Promise<Danger | null> {
    try {
      const facts = await members.channel(slack, channel);
      return ofChannel(facts) ?? ((await members.strangers(slack, channel)) ? 'guests' : null);
    } catch (error) {
      if (error instanceof DeliveryError && NOT_FOUND.includes(error.code)) return 'not_found';
      throw error;
    }
  }

  return {
    danger: async (slack, channel) => {
      const key = `${slack.team}/${channel}`;
      const now = clock().getTime();
      const last = known.get(key);
      if (last && now - last.at < FRESH_MS) return last.danger;
      try {
        const danger = await look(slack, channel);
        known.set(key, { at: now, danger });
        return danger;
      } catch (error) {
        if (last && now - last.at < STALE_MS) return last.danger;
        throw error;
      }
    },
    forget: (team, channel) => {
      for (const key of known.keys()) if (!team || key.startsWith(`${team}/${channel ?? ''}`)) known.delete(key);
    },
  };
}

/** What the operator must change, for the log and nobody else. */
export const DANGER_WORDS: Record<Danger, string> = {
  not_found: 'the app cannot see the desk channel: invite it, or correct SLACK_DESK_CHANNEL',
  public: 'make the desk channel private',
  shared: 'the desk channel is shared with another workspace: use one that is not',
  guests: 'guests or people of another workspace are in the desk channel: remove them',
};
