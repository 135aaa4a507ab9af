import { installedIn } from './body';
import type { SlackClient } from './client';
import type { Customers } from './customers';
import type { DeskSurface } from './desk-port';
import { envelopeSchema, homeSchema, joinedSchema, messageSchema, userSchema, type MessageEvent } from './payloads';
import { isDirect } from './to-activity';
import { toDeskMessage, toDeskUser, whoIs } from './to-desk';
import type { Workspaces } from './workspaces';

type Json = Record<string, unknown>;

export interface EventParts {
  customers: Customers;
  surface: DeskSurface | null;
  workspaces: Workspaces;
}

const typeOf = ({ event }: Json): unknown =>
  typeof event === 'object' && event !== null ? (event as Json).type : undefined;

/** A revoked token of a person's is nothing to us. */
function botTokensGone({ event }: Json): boolean {
  const { tokens } = event as { tokens?: { bot?: unknown } };
  return Array.isArray(tokens?.bot) && tokens.bot.length > 0;
}

const isGroup = ({ channel_type: type }: MessageEvent): boolean => type === 'mpim';

/** Slack's events, by whom they concern. */
export function createEvents({ customers, surface, workspaces }: EventParts) {
  async function message(slack: SlackClient, event: MessageEvent, id: string): Promise<void> {
    if (isDirect(event)) return customers.said(slack, event);
    if (!surface || isGroup(event)) return;
    const said = toDeskMessage(event, { id, team: slack.team, botUser: slack.botUser });
    // What we have posted ourselves is no news.
    if (!said.own || said.change === 'deleted') await surface.message(said);
  }

  async function home(slack: SlackClient, event: unknown): Promise<void> {
    const opened = homeSchema.safeParse(event).data;
    if (opened?.tab === 'messages' && opened.channel) await customers.opened(slack, opened.user, opened.channel);
  }

  async function joined(slack: SlackClient, event: unknown): Promise<void> {
    const read = joinedSchema.safeParse(event).data;
    if (read && read.user !== slack.botUser)
      await surface?.joined({ ...whoIs(slack.team, { id: read.user }), channel: read.channel });
  }

  async function user(slack: SlackClient, event: unknown): Promise<void> {
    const read = userSchema.safeParse(event).data;
    if (read) await surface?.user(toDeskUser(read.user, slack.team));
  }

  return {
    /** The app was removed from a workspace, or its tokens were taken away; false: something else. */
    removed: async (body: Json): Promise<boolean> => {
      const type = typeOf(body);
      if (type !== 'app_uninstalled' && type !== 'tokens_revoked') return false;
      const { team, enterprise } = installedIn(body);
      if (team === undefined || (type === 'tokens_revoked' && !botTokensGone(body))) return true;
      await workspaces.remove(team, enterprise);
      await surface?.uninstalled(team);
      return true;
    },
    /** Everything else, before it is acknowledged. */
    heard: async (slack: SlackClient, body: Json): Promise<void> => {
      const read = envelopeSchema.safeParse(body).data;
      if (!read) return;
      const { event, event_id: id } = read;
      switch (event.type) {
        case 'message': {
          const said = messageSchema.safeParse(event).data;
          return said && message(slack, said, id ?? said.ts);
        }
        case 'app_home_opened':
          return home(slack, event);
        case 'member_joined_channel':
          return joined(slack, event);
        case 'user_change':
        case 'team_join':
          return user(slack, event);
        default:
          return undefined;
      }
    },
  };
}
