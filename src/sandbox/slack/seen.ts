import type { Channel, File, Json, Message, User, View } from './shapes';
import type { Workspace } from './workspace';

/** Slack's objects as they travel, from what the workspace keeps. */

export const userSeen = (user: User): Json => ({
  id: user.id,
  team_id: user.team,
  name: user.name,
  deleted: user.deleted,
  real_name: user.realName,
  tz: user.tz,
  tz_offset: 0,
  profile: {
    real_name: user.realName,
    display_name: user.name,
    ...(user.email ? { email: user.email } : {}),
    team: user.team,
  },
  is_admin: false,
  is_owner: false,
  is_restricted: user.guest,
  is_ultra_restricted: false,
  is_bot: user.bot,
  is_stranger: user.stranger,
  is_app_user: false,
  locale: user.locale,
  updated: 0,
});

export const channelSeen = (workspace: Workspace, channel: Channel, counted = false): Json => ({
  id: channel.id,
  ...(channel.kind === 'im' ? { user: channel.user } : { name: channel.name, name_normalized: channel.name }),
  is_channel: channel.kind === 'channel',
  is_group: channel.kind === 'group',
  is_im: channel.kind === 'im',
  is_mpim: false,
  is_private: channel.kind !== 'channel',
  is_archived: false,
  is_general: false,
  is_shared: channel.shared,
  is_ext_shared: channel.shared,
  is_org_shared: false,
  is_pending_ext_shared: false,
  is_member: channel.members.has(workspace.bot.user),
  context_team_id: workspace.id,
  ...(counted ? { num_members: channel.members.size } : {}),
});

export const fileSeen = (workspace: Workspace, file: File, base: string): Json => {
  const where = `${base}/files-pri/${workspace.id}-${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    created: Math.floor(workspace.clock().getTime() / 1000),
    name: file.name,
    title: file.name,
    mimetype: file.contentType,
    filetype: file.contentType.split('/')[1] ?? 'binary',
    size: file.bytes.length,
    user: file.user,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: where,
    url_private_download: where,
    permalink: `https://${workspace.domain}.slack.com/files/${file.user}/${file.id}`,
  };
};

const replies = (channel: Channel, { ts, threadTs }: Message): Json => {
  const below = channel.messages.filter((one) => one.threadTs === ts && one.ts !== ts && !one.ephemeralTo);
  if (!below.length) return threadTs === undefined ? {} : { thread_ts: threadTs };
  return {
    thread_ts: ts,
    reply_count: below.length,
    latest_reply: below.at(-1)?.ts,
    reply_users: [...new Set(below.map(({ user }) => user))],
  };
};

const authorOf = (workspace: Workspace, { user, botId }: Message): Json => ({
  user,
  ...(botId === undefined
    ? {}
    : {
        bot_id: botId,
        app_id: workspace.bot.app,
        bot_profile: { id: botId, app_id: workspace.bot.app, name: 'Redress' },
      }),
});

const attached = (workspace: Workspace, { files }: Message, base: string): Json =>
  files.length ? { files: files.map((file) => fileSeen(workspace, file, base)), upload: false } : {};

/** What others added to a message: edits, reactions. */
const marks = ({ editedAt, reactions, user }: Message): Json => ({
  ...(editedAt === undefined ? {} : { edited: { user, ts: editedAt } }),
  ...(reactions.length ? { reactions: reactions.map((one) => ({ ...one, count: one.users.length })) } : {}),
});

export const messageSeen = (
  workspace: Workspace,
  channel: Channel,
  message: Message,
  { base, metadata = false }: { base: string; metadata?: boolean },
): Json => ({
  type: 'message',
  ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
  ...authorOf(workspace, message),
  ts: message.ts,
  team: workspace.users.get(message.user)?.team ?? workspace.id,
  text: message.text,
  ...(message.blocks.length ? { blocks: message.blocks } : {}),
  ...attached(workspace, message, base),
  ...marks(message),
  ...(metadata && message.metadata ? { metadata: message.metadata } : {}),
  ...replies(channel, message),
});

type Values = View['state']['values'];

/** Files that were chosen in a modal travel like all others: where they lie, not what is in them. */
function valuesSeen(workspace: Workspace, values: Values, base: string): Values {
  const seen = (value: Json): Json =>
    Array.isArray(value.files)
      ? { ...value, files: (value.files as File[]).map((file) => fileSeen(workspace, file, base)) }
      : value;
  const each = <T, R>(all: Record<string, T>, of: (one: T) => R): Record<string, R> =>
    Object.fromEntries(Object.entries(all).map(([name, one]) => [name, of(one)]));
  return each(values, (block) => each(block, seen));
}

export const viewSeen = (workspace: Workspace, view: View, base = ''): Json => ({
  ...view,
  state: { values: valuesSeen(workspace, view.state.values, base) },
  team_id: workspace.id,
  app_id: workspace.bot.app,
  bot_id: workspace.bot.id,
  app_installed_team_id: workspace.id,
});
