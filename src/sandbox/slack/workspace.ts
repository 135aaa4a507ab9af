import { createIdentifiers, type Identifiers } from './identifiers';
import { Refusal, type Channel, type File, type Json, type Message, type Screen, type User, type View } from './shapes';

export interface WorkspaceOptions {
  id: string;
  name: string;
  domain: string;
  clock: () => Date;
}

export type NewUser = Partial<Omit<User, 'id' | 'team' | 'deleted'>> & { name: string; id?: string };
export type NewMessage = Partial<Omit<Message, 'ts' | 'reactions'>> & { user: string };

/** One Slack workspace: its people, its channels and what was said there. */
export interface Workspace {
  id: string;
  name: string;
  domain: string;
  ids: Identifiers;
  clock: () => Date;
  users: Map<string, User>;
  channels: Map<string, Channel>;
  files: Map<string, File>;
  views: Map<string, View>;
  /** Tokens of the app here. */
  tokens: Set<string>;
  /** The app's own user and bot. */
  bot: { user: string; id: string; app: string };
  addUser(user: NewUser): User;
  addChannel(channel: {
    name: string;
    id?: string;
    kind?: 'channel' | 'group';
    shared?: boolean;
    members?: string[];
  }): Channel;
  /** The direct messages of a person with the app, opened when there are none. */
  direct(user: string): Channel;
  screen(user: string): Screen;
  write(channel: Channel, message: NewMessage): Message;
  /** By id, or by the person it is with; throws what Slack says when the app may not see it. */
  visible(channel: unknown): Channel;
  message(channel: Channel, ts: unknown): Message;
  /** Calls back after whatever can be seen on a screen. */
  onChange(heard: () => void): void;
  changed(): void;
}

const idOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A workspace with nobody in it but the app. */
export function createWorkspace({ id, name, domain, clock }: WorkspaceOptions): Workspace {
  const ids = createIdentifiers(id);
  const users = new Map<string, User>();
  const channels = new Map<string, Channel>();
  const screens = new Map<string, Screen>();
  const listeners: (() => void)[] = [];
  const bot = { user: ids.next('U'), id: ids.next('B'), app: ids.next('A') };

  const changed = (): void => listeners.forEach((heard) => heard());

  function addUser(given: NewUser): User {
    const user: User = {
      id: ids.next('U'),
      team: id,
      realName: given.name,
      email: `${given.name}@example.com`,
      guest: false,
      stranger: false,
      bot: false,
      deleted: false,
      tz: 'America/New_York',
      locale: 'en-US',
      ...given,
    };
    users.set(user.id, user);
    changed();
    return user;
  }

  function addChannel(given: Parameters<Workspace['addChannel']>[0]): Channel {
    const { id: known, name: called, kind = 'channel', shared = false, members = [] } = given;
    const channel: Channel = {
      id: known ?? ids.next('C'),
      name: called,
      kind,
      shared,
      members: new Set([bot.user, ...members]),
      messages: [],
    };
    channels.set(channel.id, channel);
    changed();
    return channel;
  }

  function direct(user: string): Channel {
    const known = [...channels.values()].find((one) => one.kind === 'im' && one.user === user);
    if (known) return known;
    const channel: Channel = {
      id: ids.next('D'),
      name: '',
      kind: 'im',
      shared: false,
      members: new Set([bot.user, user]),
      messages: [],
      user,
    };
    channels.set(channel.id, channel);
    return channel;
  }

  function screen(user: string): Screen {
    const known = screens.get(user) ?? { modals: [], home: null };
    screens.set(user, known);
    return known;
  }

  function write(channel: Channel, given: NewMessage): Message {
    const message: Message = {
      text: '',
      blocks: [],
      files: [],
      unfurl: true,
      ...given,
      ts: ids.ts(clock()),
      reactions: [],
    };
    channel.messages.push(message);
    changed();
    return message;
  }

  function visible(given: unknown): Channel {
    const wanted = idOf(given);
    if (users.has(wanted)) return direct(wanted);
    const channel = channels.get(wanted);
    if (!channel || (channel.kind === 'group' && !channel.members.has(bot.user)))
      throw new Refusal('channel_not_found');
    return channel;
  }

  function message(channel: Channel, ts: unknown): Message {
    const found = channel.messages.find((one) => one.ts === ts && one.ephemeralTo === undefined);
    if (!found) throw new Refusal('message_not_found');
    return found;
  }

  addUser({ id: bot.user, name: 'redress', realName: 'Redress', bot: true, email: '' });
  return {
    id,
    name,
    domain,
    ids,
    clock,
    users,
    channels,
    files: new Map(),
    views: new Map(),
    tokens: new Set(),
    bot,
    addUser,
    addChannel,
    direct,
    screen,
    write,
    visible,
    message,
    onChange: (heard) => void listeners.push(heard),
    changed,
  };
}

/** A page of a list, in Slack's manner: the cursor says where to go on. */
export function pageOf<T>(all: T[], { cursor, limit }: Json, usual = 100): { page: T[]; next: string } {
  const start = Number(idOf(cursor).replace(/^next:/, '') || 0) || 0;
  const size = Math.min(Math.max(Number(limit ?? usual) || usual, 1), 1000);
  const page = all.slice(start, start + size);
  return { page, next: start + size < all.length ? `next:${String(start + size)}` : '' };
}
