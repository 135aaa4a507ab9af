import type { Activity, Thread } from '../../src/channel';
import type { Action, ActionsPayload, CommandPayload, InnerMessage, MessageEvent } from './payloads';
import { toPlain } from './plain';

/** Longer texts are cut: Slack takes 40,000 characters, and nobody's own words are that many. */
const MAX_TEXT = 4_000;
const MAX_VALUE = 2_000;

/** What is known of who wrote, beyond their id. */
export interface Profile {
  name?: string;
  locale?: string;
  timeZone?: string;
}

export interface Source {
  client: string;
  team: string;
  profile: Profile;
}

/** Customers' buttons and lists; everything of the desk's begins with `desk.`. */
export const CHOICE = /^choice\./;

/** A customer's thread is their direct messages with the app. */
export const threadOf = (client: string, team: string, channel: string): Thread => ({
  client,
  channel: 'slack',
  conversation: `${team}:${channel}`,
});

/** Where the conversation is answered; `thread` only where they wrote in one. */
function addressOf(team: string, channel: string, thread?: string | null): Record<string, string> {
  return { team, channel, ...(thread ? { thread } : {}) };
}

function person({ team, profile }: Source, user: string): Pick<Activity, 'from' | 'locale' | 'timeZone'> {
  const { name, locale, timeZone } = profile;
  return {
    from: { id: `${team}:${user}`, ...(name ? { name } : {}), identified: true },
    ...(locale ? { locale } : {}),
    ...(timeZone ? { timeZone } : {}),
  };
}

const textOf = (text: string | null | undefined): string =>
  toPlain(text ?? '')
    .trim()
    .slice(0, MAX_TEXT);

/** Slack's ids of messages are times, in seconds. */
function sentAt(ts: string): { sentAt?: string } {
  const at = new Date(Number(ts) * 1000);
  return Number.isNaN(at.getTime()) ? {} : { sentAt: at.toISOString() };
}

/** Direct messages with the app; group conversations are none. */
export const isDirect = ({ channel, channel_type: type }: MessageEvent): boolean =>
  type === 'im' || (!type && channel.startsWith('D'));

/** Kinds of messages that people write. Everything else tells that something happened. */
const SAID = new Set([undefined, null, 'file_share', 'me_message', 'thread_broadcast']);

type Happening = Pick<Activity, 'type' | 'text' | 'providerId'> & { name?: string; user: string; thread?: string };

/** Seen again and again for other reasons: a link that unfolds changes a message, too. */
const isRewritten = (now: InnerMessage, before: InnerMessage | null | undefined): boolean =>
  Boolean(now.edited) && now.text !== before?.text;

function rewritten({ message, previous_message: before, event_ts: at }: MessageEvent, user: string): Happening | null {
  if (!message || !isRewritten(message, before)) return null;
  return {
    type: 'event',
    name: 'messageUpdate',
    user,
    text: textOf(message.text),
    providerId: `edit:${message.ts ?? ''}:${message.edited?.ts ?? at ?? ''}`,
  };
}

const takenBack = ({ deleted_ts: gone, ts }: MessageEvent, user: string): Happening => ({
  type: 'event',
  name: 'messageDelete',
  user,
  text: '',
  providerId: `delete:${gone ?? ts}`,
});

/**
 * On record, and never answered: what was said first has been, and an edit of an old message must not answer today's
 * question.
 */
function afterthought(event: MessageEvent): Happening | null {
  const { subtype, message, previous_message: before } = event;
  const about = message ?? before;
  if (!about?.user || about.bot_id) return null;
  if (subtype === 'message_changed') return rewritten(event, about.user);
  return subtype === 'message_deleted' ? takenBack(event, about.user) : null;
}

function happening(event: MessageEvent): Happening | null {
  if (event.bot_id) return null;
  if (!SAID.has(event.subtype)) return afterthought(event);
  if (!event.user) return null;
  return {
    type: 'message',
    user: event.user,
    text: textOf(event.text),
    providerId: `message:${event.ts}`,
    ...(event.thread_ts ? { thread: event.thread_ts } : {}),
  };
}

/** Who wrote a direct message that is a customer's; null for our own, for other apps' and for what nobody said. */
export function authorOf(event: MessageEvent, botUser: string): string | null {
  const user = isDirect(event) ? happening(event)?.user : undefined;
  return user && user !== botUser ? user : null;
}

/** Station 2, normalize, for a direct message; call it where `authorOf` names somebody. */
export function fromMessage(event: MessageEvent, source: Source): Activity | null {
  const what = happening(event);
  if (!what) return null;
  const { user, thread, name, ...rest } = what;
  return {
    ...threadOf(source.client, source.team, event.channel),
    ...rest,
    ...(name === undefined ? {} : { name }),
    ...person(source, user),
    attachments: [],
    ...sentAt(event.ts),
    address: addressOf(source.team, event.channel, thread),
  };
}

const valueOf = ({ value, selected_option: option }: Action): string | undefined => value ?? option?.value ?? undefined;

/** What is written on what was tapped. */
export const labelOf = ({ text, selected_option: option }: Action): string => text?.text ?? option?.text?.text ?? '';

/** The thread that was tapped in, where it is one of the conversation's own. */
function threadTapped({ channel, container, message }: ActionsPayload, direct: string): string | null {
  if (channel?.id !== direct) return null;
  return container?.thread_ts ?? message?.thread_ts ?? null;
}

/** A tap on a choice of ours, made in `direct` or in an answer shown elsewhere to the same person. */
export function fromTap(payload: ActionsPayload, direct: string, source: Source): Activity | null {
  const action = payload.actions.find(({ action_id: id }) => CHOICE.test(id));
  const value = action && valueOf(action);
  if (!value || value.length > MAX_VALUE) return null;
  return {
    ...threadOf(source.client, source.team, direct),
    type: 'message',
    providerId: `tap:${payload.trigger_id ?? action.action_ts ?? ''}`,
    text: '',
    value,
    ...person(source, payload.user.id),
    attachments: [],
    address: addressOf(source.team, direct, threadTapped(payload, direct)),
  };
}

/** `/refund` and its words; alone it opens the conversation. */
export function fromCommand(payload: CommandPayload, direct: string, source: Source): Activity {
  const text = textOf(payload.text);
  return {
    ...threadOf(source.client, source.team, direct),
    type: 'message',
    providerId: `command:${payload.trigger_id ?? ''}`,
    text: text || payload.command.replace(/^\//, ''),
    ...person(source, payload.user_id),
    attachments: [],
    address: addressOf(source.team, direct),
  };
}

/** The Messages tab was opened: once in a conversation's life it is greeted. */
export const fromOpening = (direct: string, user: string, source: Source): Activity => ({
  ...threadOf(source.client, source.team, direct),
  type: 'event',
  name: 'start',
  providerId: 'start',
  text: '',
  ...person(source, user),
  attachments: [],
  address: addressOf(source.team, direct),
});
