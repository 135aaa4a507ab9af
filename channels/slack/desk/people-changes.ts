import type { DeskJoined, DeskUser } from '../desk-port';
import type { ChannelGuard } from './channel-guard';
import type { Members } from './channel-members';
import type { Context } from './context';
import { literal } from './text';

export interface PeopleChanges {
  joined(joined: DeskJoined): Promise<void>;
  user(changed: DeskUser): Promise<void>;
}

/** Watches who can read along: whoever joins a desk channel unmapped is told to the leads, whoever leaves loses everything. */
export function createPeopleChanges(context: Context, guard: ChannelGuard, members: Members): PeopleChanges {
  const { desk, client, slack, channels } = context;

  /** A direct message to each lead of the client in this workspace. */
  async function tellLeads(team: string, text: string): Promise<void> {
    const there = await slack.of(team);
    const leads = (await desk.people(client)).filter(({ roles }) => roles.includes('lead'));
    for (const { accounts } of leads)
      for (const { user } of accounts.filter((one) => one.team === team)) {
        const opened = await there?.call('conversations.open', { users: user });
        const channel = opened?.channel?.id;
        if (channel) await there?.call('chat.postMessage', { channel, text, unfurl_links: false, unfurl_media: false });
      }
  }

  return {
    joined: async ({ team, user, userName, channel }) => {
      guard.forget(team, channel);
      const there = await slack.of(team);
      if (user === there?.botUser || !channels.some((one) => one.channel === channel)) return;
      const person = await desk.personOf({ team, user });
      if (person?.client === client) return;
      const name = literal(userName || user, 80);
      await tellLeads(
        team,
        `${name} joined <#${channel}> and can read along, but is not set up for the desk. Add or remove them.`,
      );
    },
    user: async ({ team, user, deleted }) => {
      members.changed(team, user);
      guard.forget(team);
      if (deleted) await desk.left({ team, user });
    },
  };
}
