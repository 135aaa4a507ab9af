import type { SlackClient } from './client';

const REMEMBERED = 10_000;

export interface Direct {
  /** The person's direct messages with the app, opened where need be; null: Slack does not let us. */
  of(client: SlackClient, user: string): Promise<string | null>;
  /** An event told it. */
  learn(team: string, user: string, channel: string): void;
}

/** Finds the one conversation a customer has with the app, wherever they have called it from. */
export function createDirect(): Direct {
  const known = new Map<string, string>();

  function learn(team: string, user: string, channel: string): void {
    known.set(`${team}:${user}`, channel);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
  }

  return {
    learn,
    of: async (client, user) => {
      const there = known.get(`${client.team}:${user}`);
      if (there) return there;
      const answer = await client.call('conversations.open', { users: user }).catch(() => null);
      const channel = answer?.channel?.id ?? null;
      if (channel) learn(client.team, user, channel);
      return channel;
    },
  };
}
