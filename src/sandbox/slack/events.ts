import { secretPart } from './identifiers';
import { messageSeen, viewSeen } from './seen';
import type { Channel, Json, Message, User, View } from './shapes';
import type { Workspace } from './workspace';

const KINDS = { im: 'im', group: 'group', channel: 'channel' } as const;

/** The envelope every event travels in. https://docs.slack.dev/apis/events-api#event-type-structure */
export function envelope(workspace: Workspace, event: Json, more: Json = {}): Json {
  return {
    token: 'legacy-verification-token',
    team_id: workspace.id,
    context_team_id: workspace.id,
    context_enterprise_id: null,
    api_app_id: workspace.bot.app,
    event: { event_ts: workspace.ids.ts(workspace.clock()), ...event },
    type: 'event_callback',
    event_id: `Ev${secretPart().slice(0, 12).toUpperCase()}`,
    event_time: Math.floor(workspace.clock().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.id,
        user_id: workspace.bot.user,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    ...more,
  };
}

const inChannel = (channel: Channel): Json => ({ channel: channel.id, channel_type: KINDS[channel.kind] });

/** A message as an event; who types one has a client id. */
export const written = (workspace: Workspace, channel: Channel, message: Message, base: string): Json => ({
  ...messageSeen(workspace, channel, message, { base }),
  ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
  ...(message.botId === undefined && message.subtype === undefined ? { client_msg_id: secretPart() } : {}),
  ...inChannel(channel),
  event_ts: message.ts,
});

export const changed = (
  workspace: Workspace,
  channel: Channel,
  { message, before, base }: { message: Message; before: Message; base: string },
): Json => ({
  type: 'message',
  subtype: 'message_changed',
  message: messageSeen(workspace, channel, message, { base }),
  previous_message: messageSeen(workspace, channel, before, { base }),
  hidden: true,
  ts: workspace.ids.ts(workspace.clock()),
  ...inChannel(channel),
});

export const deleted = (workspace: Workspace, channel: Channel, before: Message, base: string): Json => ({
  type: 'message',
  subtype: 'message_deleted',
  previous_message: messageSeen(workspace, channel, before, { base }),
  deleted_ts: before.ts,
  hidden: true,
  ts: workspace.ids.ts(workspace.clock()),
  ...inChannel(channel),
});

export const homeOpened = (workspace: Workspace, user: string, tab: 'home' | 'messages', home: View | null): Json => ({
  type: 'app_home_opened',
  user,
  channel: workspace.direct(user).id,
  tab,
  ...(home && tab === 'home' ? { view: viewSeen(workspace, home) } : {}),
});

/** The fields of every interaction. https://docs.slack.dev/interactivity/handling-user-interaction#payloads */
export const interaction = (workspace: Workspace, user: User, type: string): Json => ({
  type,
  user: { id: user.id, username: user.name, name: user.name, team_id: user.team },
  api_app_id: workspace.bot.app,
  token: 'legacy-verification-token',
  team: { id: workspace.id, domain: workspace.domain },
  enterprise: null,
  is_enterprise_install: false,
});
