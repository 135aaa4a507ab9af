import { AppError } from '../errors';
import { pictureType } from './picture';
import { createSlackStandIn, type Entered, type SlackStandIn } from './slack';
import type { Channel, File, Message, User, View } from './slack';
import type { OfficeSeen, PersonSeen, SlackChannel, SlackMessage, SlackView } from './shown';

/** People of the sample shop: what they may do is in the store, by these accounts. */
export const PEOPLE: (PersonSeen & { email: string })[] = [
  { id: 'U0000000MAYA', name: 'Maya', role: 'agent', email: 'maya@shop.example' },
  { id: 'U00000000TOM', name: 'Tom', role: 'agent', email: 'tom@shop.example' },
  { id: 'U0000000RUTH', name: 'Ruth', role: 'approver', email: 'ruth@shop.example' },
  { id: 'U00000000SAM', name: 'Sam', role: 'lead', email: 'sam@shop.example' },
  { id: 'U0000000ALEX', name: 'Alex', role: 'customer', email: 'alex@example.com' },
];
export const DESK_CHANNEL = 'G0000000DESK';

export interface Office {
  standIn: SlackStandIn;
  /** Only accounts of the sample workspace; AppError `BadRequest` for another. */
  person(id: string): User;
  seen(): OfficeSeen;
  file(id: string): File | null;
  /** Keeps a file somebody has chosen, and gives its id. */
  keep(user: User, name: string, bytes: Buffer): string;
}

function viewSeen(view: View): SlackView {
  const words = (value: unknown): string | null =>
    typeof value === 'object' && value !== null ? String((value as { text?: unknown }).text ?? '') : null;
  const { id, hash, blocks } = view;
  return { id, hash, blocks, title: words(view.title) ?? '', submit: words(view.submit), close: words(view.close) };
}

function messageSeen(message: Message, names: Record<string, string>): SlackMessage {
  const { ts, user, text, blocks, files, reactions } = message;
  return {
    ts,
    at: new Date(Number(ts) * 1000).toISOString(),
    user,
    name: names[user] ?? user,
    isApp: message.botId !== undefined,
    text,
    blocks,
    threadTs: message.threadTs ?? null,
    broadcast: message.broadcast === true,
    edited: message.editedAt !== undefined,
    files: files.map(({ id, name, contentType }) => ({
      id,
      name,
      url: `/sandbox/api/office/files/${id}`,
      isImage: contentType.startsWith('image/'),
    })),
    reactions: reactions.map(({ name, users }) => ({ name, count: users.length })),
    onlyFor: message.ephemeralTo ?? null,
  };
}

/** A workspace of the sample shop with a private desk channel, its people in it, and one customer. */
export function createOffice(options: { signingSecret: string; clock: () => Date }): Office {
  const standIn = createSlackStandIn(options);
  const { workspace } = standIn;
  for (const { id, name, email } of PEOPLE) workspace.addUser({ id, name: name.toLowerCase(), realName: name, email });
  const staff = PEOPLE.filter(({ role }) => role !== 'customer').map(({ id }) => id);
  workspace.addChannel({ id: DESK_CHANNEL, name: 'refund-desk', kind: 'group', members: staff });
  for (const { id } of PEOPLE) workspace.direct(id);

  const names = (): Record<string, string> =>
    Object.fromEntries([...workspace.users.values()].map(({ id, realName }) => [id, realName]));

  const channelSeen = (channel: Channel, all: Record<string, string>): SlackChannel => ({
    id: channel.id,
    name: channel.name,
    kind: channel.kind,
    members: [...channel.members],
    messages: channel.messages.map((one) => messageSeen(one, all)),
  });

  return {
    standIn,
    person: (id) => {
      const user = workspace.users.get(id);
      if (!user || user.bot) throw new AppError('BadRequest', 'there is nobody like that', { field: 'user' });
      return user;
    },
    seen: () => {
      const all = names();
      return {
        people: PEOPLE.map(({ id, name, role }) => ({ id, name, role })),
        names: all,
        channels: [...workspace.channels.values()].map((one) => channelSeen(one, all)),
        screens: PEOPLE.map(({ id }) => {
          const { modals, home } = workspace.screen(id);
          return { user: id, modals: modals.map(viewSeen), home: home?.blocks ?? null };
        }),
      };
    },
    file: (id) => workspace.files.get(id) ?? null,
    keep: ({ id: user }, name, bytes) => {
      const id = workspace.ids.next('F');
      workspace.files.set(id, { id, name, bytes, contentType: pictureType(bytes), user, shared: true });
      return id;
    },
  };
}

export type { Entered };
