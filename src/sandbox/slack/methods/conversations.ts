import type { Call, Method } from '../call';
import { channelSeen, messageSeen } from '../seen';
import { Refusal, type Channel, type Json, type Message } from '../shapes';
import { pageOf, type Workspace } from '../workspace';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Which kinds are asked for, in Slack's words. */
function ofTypes(channels: Iterable<Channel>, { types }: Json): Channel[] {
  const wanted = (textOf(types) || 'public_channel').split(',').map((one) => one.trim());
  const named = { channel: 'public_channel', group: 'private_channel', im: 'im' };
  return [...channels].filter(({ kind }) => wanted.includes(named[kind]));
}

/** Newest messages are found by time as their ids say it. */
function within(messages: Message[], { oldest, latest, inclusive }: Json): Message[] {
  const from = textOf(oldest);
  const to = textOf(latest);
  const same = inclusive === true;
  return messages.filter(
    ({ ts }) =>
      (!from || Number(ts) > Number(from) || (same && ts === from)) &&
      (!to || Number(ts) < Number(to) || (same && ts === to)),
  );
}

function messagePage(call: Call, channel: Channel, messages: Message[]): Json {
  const { page, next } = pageOf(messages, call.arguments);
  const { base, workspace } = call;
  const metadata = call.arguments.include_all_metadata === true;
  return {
    messages: page.map((one) => messageSeen(workspace, channel, one, { base, metadata })),
    has_more: Boolean(next),
    response_metadata: { next_cursor: next },
  };
}

function readable(call: Call): Channel {
  const channel = call.workspace.visible(call.arguments.channel);
  if (!channel.members.has(call.workspace.bot.user)) throw new Refusal('not_in_channel');
  return channel;
}

const lasting = ({ messages }: Channel): Message[] => messages.filter((one) => one.ephemeralTo === undefined);

const history: Method = (call) => {
  const channel = readable(call);
  const top = lasting(channel).filter(({ threadTs, broadcast }) => threadTs === undefined || broadcast === true);
  return messagePage(call, channel, within(top, call.arguments).reverse());
};

const replies: Method = (call) => {
  const channel = readable(call);
  const { ts } = call.workspace.message(channel, call.arguments.ts);
  const [root, ...below] = lasting(channel).filter((one) => one.ts === ts || one.threadTs === ts);
  return messagePage(call, channel, [...(root ? [root] : []), ...within(below, call.arguments)]);
};

const list = (workspace: Workspace, channels: Channel[], args: Json): Json => {
  const { page, next } = pageOf(channels, args);
  return { channels: page.map((one) => channelSeen(workspace, one)), response_metadata: { next_cursor: next } };
};

const members: Method = (call) => {
  const { page, next } = pageOf([...readable(call).members], call.arguments);
  return { members: page, response_metadata: { next_cursor: next } };
};

const open: Method = ({ workspace, arguments: given }) => {
  const user = textOf(given.users);
  if (given.channel !== undefined) return { channel: channelSeen(workspace, workspace.visible(given.channel)) };
  if (!workspace.users.has(user)) throw new Refusal('user_not_found');
  const channel = workspace.direct(user);
  return { channel: given.return_im === true ? channelSeen(workspace, channel) : { id: channel.id } };
};

export const conversationMethods: Record<string, Method> = {
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': ({ workspace, arguments: given }) => ({
    channel: channelSeen(workspace, workspace.visible(given.channel), given.include_num_members !== undefined),
  }),
  'conversations.list': ({ workspace, arguments: given }) =>
    list(
      workspace,
      ofTypes(workspace.channels.values(), given).filter(
        ({ kind, members: those }) => kind !== 'group' || those.has(workspace.bot.user),
      ),
      given,
    ),
  'conversations.members': members,
  'conversations.open': open,
  'users.conversations': ({ workspace, arguments: given }) => {
    const user = textOf(given.user) || workspace.bot.user;
    const theirs = [...workspace.channels.values()].filter((one) => one.members.has(user));
    return list(workspace, ofTypes(theirs, given), given);
  },
};
