import type { Answers } from './answers';
import type { Deliver, Delivered } from './deliver';
import { changed, deleted, envelope, homeOpened, interaction, written } from './events';
import { secretPart } from './identifiers';
import { actionOf, elementsOf, isMeant, stateOf } from './inputs';
import { contentTypeOf } from './methods/files';
import { createModals, type Modals } from './modals';
import { messageSeen, userSeen } from './seen';
import type { Channel, File, Json, Message, RefusedCall, User } from './shapes';
import type { Triggers } from './triggers';
import type { Workspace } from './workspace';

export interface PeopleParts {
  refused?: RefusedCall[];
  workspace: Workspace;
  deliver: Deliver;
  triggers: Triggers;
  answers: Answers;
  base: () => string;
}

export interface Said extends Delivered {
  channel: Channel;
  message: Message;
}

/** Where something is said; a person's own messages with the app where it names no channel. */
export interface Words {
  text: string;
  channel?: string;
  threadTs?: string;
  broadcast?: boolean;
  files?: { name: string; bytes: Buffer }[];
  /** Already in Slack's markup: nothing is escaped or linked. */
  raw?: boolean;
}

/** What is clicked: the element by its action id or by what is written on it. */
export interface Target {
  channel: string;
  ts: string;
  action: string;
  /** For a select or an overflow menu: the option. */
  option?: string;
  /** The message as this person still sees it. */
  asShown?: Message;
}

/** Everything a person can do in Slack that the app hears of. */
export interface People extends Modals {
  says(user: User, words: Words): Promise<Said>;
  edits(user: User, place: { channel: string; ts: string }, text: string): Promise<Delivered>;
  deletes(user: User, place: { channel: string; ts: string }): Promise<Delivered>;
  clicks(user: User, target: Target): Promise<Delivered>;
  commands(user: User, command: string, text: string, channel?: string): Promise<Delivered>;
  opensHome(user: User): Promise<Delivered>;
  opensMessages(user: User): Promise<Delivered>;
  joins(user: User, channel: string): Promise<Delivered>;
  leaves(user: User): Promise<Delivered>;
  changes(user: User, to: Partial<User>): Promise<Delivered>;
  /** The app is removed from the workspace: its tokens are gone, and it hears of both. */
  uninstalls(): Promise<Delivered>;
  /** Any event at all, in its envelope. */
  event(event: Json): Promise<Delivered>;
  verifiesUrl(): Promise<Delivered>;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const LINK = /https?:\/\/[^\s<>]+/g;
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;

/** What a person types, as it travels: escaped, with addresses linked. https://docs.slack.dev/messaging/formatting-message-text */
export const typed = (text: string): string =>
  text
    .replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign)
    .replace(LINK, (link) => `<${link}>`)
    .replace(EMAIL, (email, _dot: string, at: number, whole: string) =>
      whole[at - 1] === '/' ? email : `<mailto:${email}|${email}>`,
    );

/** Finds the element a person means, with its block. */
export function elementIn(blocks: Json[], wanted: string): { block: Json; element: Json } {
  for (const block of blocks)
    for (const element of elementsOf(block)) if (isMeant(block, element, wanted)) return { block, element };
  throw new Error(`there is nothing like ${wanted} to click on`);
}

/** People of one workspace. */
export function createPeople(parts: PeopleParts): People {
  const { workspace, deliver, triggers, answers, base } = parts;
  const tell = (event: Json, more?: Json): Promise<Delivered> => deliver.event(envelope(workspace, event, more));

  const sharing = (channel: Channel): Json => ({ is_ext_shared_channel: channel.shared });

  function filesOf(user: User, given: { name: string; bytes: Buffer }[]): File[] {
    return given.map(({ name, bytes }) => {
      const id = workspace.ids.next('F');
      const file: File = { id, name, bytes, contentType: contentTypeOf(name), user: user.id, shared: true };
      workspace.files.set(id, file);
      return file;
    });
  }

  const richText = (text: string): Json[] =>
    text
      ? [
          {
            type: 'rich_text',
            block_id: 'r0',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
          },
        ]
      : [];

  async function says(user: User, words: Words): Promise<Said> {
    const channel = words.channel === undefined ? workspace.direct(user.id) : workspace.visible(words.channel);
    const files = filesOf(user, words.files ?? []);
    const message = workspace.write(channel, {
      user: user.id,
      text: words.raw ? words.text : typed(words.text),
      blocks: richText(words.text),
      files,
      ...(files.length ? { subtype: 'file_share' } : {}),
      ...(words.threadTs === undefined ? {} : { threadTs: words.threadTs }),
      ...(words.broadcast ? { broadcast: true } : {}),
    });
    const delivered = await tell(written(workspace, channel, message, base()), sharing(channel));
    return { ...delivered, channel, message };
  }

  function clickPayload(user: User, { channel: where, ts, action, option, asShown }: Target): Json {
    const channel = workspace.visible(where);
    const message = channel.messages.find((one) => one.ts === ts) ?? asShown;
    const shown = asShown ?? message;
    if (!message || !shown) throw new Error('there is no such message to click on');
    const { block, element } = elementIn(shown.blocks, action);
    const ephemeral = message.ephemeralTo !== undefined;
    const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
    return {
      ...interaction(workspace, user, 'block_actions'),
      container: { type: 'message', message_ts: ts, channel_id: channel.id, is_ephemeral: ephemeral, ...thread },
      trigger_id: triggers.issue(user.id),
      channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
      ...(ephemeral ? {} : { message: messageSeen(workspace, channel, shown, { base: base() }) }),
      state: { values: stateOf(shown.blocks, {}) },
      response_url: answers.issue(workspace, channel, user.id, message),
      actions: [actionOf(block, element, option, workspace.ids.ts(workspace.clock()))],
    };
  }

  async function commands(user: User, command: string, text: string, where?: string): Promise<Delivered> {
    const channel = where === undefined ? workspace.direct(user.id) : workspace.visible(where);
    const delivered = await deliver.form('/commands', {
      token: 'legacy-verification-token',
      team_id: workspace.id,
      team_domain: workspace.domain,
      channel_id: channel.id,
      channel_name: channel.kind === 'im' ? 'directmessage' : channel.name,
      user_id: user.id,
      user_name: user.name,
      command,
      text,
      api_app_id: workspace.bot.app,
      is_enterprise_install: 'false',
      response_url: answers.issue(workspace, channel, user.id),
      trigger_id: triggers.issue(user.id),
    });
    if (delivered.status === 200 && delivered.body.startsWith('{'))
      answers.say(workspace, { channel, user: user.id }, JSON.parse(delivered.body) as Json);
    return delivered;
  }

  const message = (place: { channel: string; ts: string }): { channel: Channel; message: Message } => {
    const channel = workspace.visible(place.channel);
    return { channel, message: workspace.message(channel, place.ts) };
  };

  return {
    ...createModals(parts),
    says,
    edits: (_user, place, text) => {
      const found = message(place);
      const before = { ...found.message };
      Object.assign(found.message, {
        text: typed(text),
        blocks: richText(text),
        editedAt: workspace.ids.ts(workspace.clock()),
      });
      workspace.changed();
      return tell(changed(workspace, found.channel, { message: found.message, before, base: base() }));
    },
    deletes: (_user, place) => {
      const found = message(place);
      found.channel.messages.splice(found.channel.messages.indexOf(found.message), 1);
      workspace.changed();
      return tell(deleted(workspace, found.channel, found.message, base()));
    },
    clicks: (user, target) => deliver.form('/interactions', { payload: JSON.stringify(clickPayload(user, target)) }),
    commands,
    opensHome: (user) => tell(homeOpened(workspace, user.id, 'home', workspace.screen(user.id).home)),
    opensMessages: (user) => tell(homeOpened(workspace, user.id, 'messages', null)),
    joins: (user, where) => {
      const channel = workspace.visible(where);
      channel.members.add(user.id);
      workspace.changed();
      const kind = channel.kind === 'group' ? 'G' : 'C';
      return tell({
        type: 'member_joined_channel',
        user: user.id,
        channel: channel.id,
        channel_type: kind,
        team: user.team,
      });
    },
    leaves: (user) => {
      user.deleted = true;
      for (const channel of workspace.channels.values()) channel.members.delete(user.id);
      workspace.changed();
      return tell({ type: 'user_change', user: userSeen(user), cache_ts: 0 });
    },
    changes: (user, to) => {
      Object.assign(user, to);
      workspace.changed();
      return tell({ type: 'user_change', user: userSeen(user), cache_ts: 0 });
    },
    uninstalls: async () => {
      workspace.tokens.clear();
      await tell({ type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.bot.user] } });
      return tell({ type: 'app_uninstalled' });
    },
    event: (event) => tell(event),
    verifiesUrl: () =>
      deliver.event({ token: 'legacy-verification-token', type: 'url_verification', challenge: secretPart() }),
  };
}
