import type { Call, Method } from '../call';
import { checkMessageBlocks, checkMetadata } from '../check';
import { messageSeen } from '../seen';
import { Refusal, type Channel, type Json, type Message } from '../shapes';

/** Slack cuts what is longer. */
const LONGEST_TEXT = 40_000;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function contentOf({ arguments: given }: Call): { text: string; blocks: Json[] } {
  const text = textOf(given.text ?? given.markdown_text);
  if (text.length > LONGEST_TEXT) throw new Refusal('msg_too_long');
  if (given.blocks === undefined) return { text, blocks: [] };
  checkMessageBlocks(given.blocks);
  return { text, blocks: (given.blocks as Json[]).map((block, i) => ({ block_id: `b${String(i)}`, ...block })) };
}

function markOf({ metadata }: Json): { metadata?: Json } {
  if (metadata === undefined) return {};
  checkMetadata(metadata);
  return { metadata: metadata as Json };
}

/** The thread a message goes to; Slack refuses one that is not there. */
function threadOf(channel: Channel, given: unknown): { threadTs?: string } {
  if (given === undefined || given === '') return {};
  const root = channel.messages.find(({ ts }) => ts === given);
  if (!root) throw new Refusal('thread_not_found');
  return { threadTs: root.threadTs ?? root.ts };
}

function writable(call: Call): Channel {
  const channel = call.workspace.visible(call.arguments.channel);
  if (!channel.members.has(call.workspace.bot.user)) throw new Refusal('not_in_channel');
  if (channel.kind === 'im' && call.workspace.users.get(channel.user ?? '')?.deleted)
    throw new Refusal('user_not_found');
  return channel;
}

const byUs = ({ workspace }: Call): { user: string; botId: string } => ({
  user: workspace.bot.user,
  botId: workspace.bot.id,
});

const shown = (call: Call, channel: Channel, message: Message): Json =>
  messageSeen(call.workspace, channel, message, { base: call.base, metadata: true });

const postMessage: Method = (call) => {
  const channel = writable(call);
  const { arguments: given } = call;
  const message = call.workspace.write(channel, {
    ...byUs(call),
    ...contentOf(call),
    ...markOf(given),
    ...threadOf(channel, given.thread_ts),
    ...(given.reply_broadcast === true ? { broadcast: true } : {}),
    unfurl: given.unfurl_links !== false || given.unfurl_media !== false,
  });
  call.told.written(channel, message);
  return { channel: channel.id, ts: message.ts, message: shown(call, channel, message) };
};

const postEphemeral: Method = (call) => {
  const channel = writable(call);
  const user = textOf(call.arguments.user);
  if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
  const message = call.workspace.write(channel, {
    ...byUs(call),
    ...contentOf(call),
    ...threadOf(channel, call.arguments.thread_ts),
    ephemeralTo: user,
  });
  return { message_ts: message.ts };
};

/** One's own messages only. */
function ownMessage(call: Call, channel: Channel, refusal: string): Message {
  const message = call.workspace.message(channel, call.arguments.ts);
  if (message.user !== call.workspace.bot.user) throw new Refusal(refusal);
  return message;
}

const update: Method = (call) => {
  const channel = writable(call);
  const message = ownMessage(call, channel, 'cant_update_message');
  const { arguments: given, workspace } = call;
  const content = contentOf(call);
  if (given.text === undefined && given.blocks === undefined) throw new Refusal('no_text');
  const before = { ...message };
  // A text alone takes the blocks away; metadata stays unless it is given.
  Object.assign(message, content, markOf(given), { editedAt: workspace.ids.ts(workspace.clock()) });
  if (given.text === undefined) message.text = before.text;
  workspace.changed();
  call.told.changed(channel, message, before);
  return { channel: channel.id, ts: message.ts, text: message.text, message: shown(call, channel, message) };
};

const remove: Method = (call) => {
  const channel = writable(call);
  const message = ownMessage(call, channel, 'cant_delete_message');
  channel.messages.splice(channel.messages.indexOf(message), 1);
  call.workspace.changed();
  call.told.deleted(channel, message);
  return { channel: channel.id, ts: message.ts };
};

const getPermalink: Method = (call) => {
  const channel = call.workspace.visible(call.arguments.channel);
  const { ts } = call.workspace.message(channel, call.arguments.message_ts);
  const link = `https://${call.workspace.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
  return { channel: channel.id, permalink: link };
};

const addReaction: Method = (call) => {
  const channel = writable(call);
  const message = call.workspace.message(channel, call.arguments.timestamp);
  const name = textOf(call.arguments.name);
  const known = message.reactions.find((one) => one.name === name);
  const { user } = byUs(call);
  if (known?.users.includes(user)) throw new Refusal('already_reacted');
  if (known) known.users.push(user);
  else message.reactions.push({ name, users: [user] });
  call.workspace.changed();
  return {};
};

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
  'reactions.add': addReaction,
};
