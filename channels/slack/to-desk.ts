import { createHash } from 'node:crypto';
import type {
  DeskAction,
  DeskCommand,
  DeskMessage,
  DeskOptions,
  DeskUser,
  InputValue,
  InputValues,
  ShownView,
  SlackFile,
  Who,
} from './desk-port';
import {
  elementState,
  fileSchema,
  type ActionsPayload,
  type CommandPayload,
  type ElementState,
  type InnerMessage,
  type MessageEvent,
  type ViewPayload,
} from './payloads';

/** Slack's payloads in the desk's words (desk-port.ts). */

interface Person {
  id: string;
  username?: string | null | undefined;
  name?: string | null | undefined;
}

export const whoIs = (team: string, { id, username, name }: Person): Who => ({
  team,
  user: id,
  userName: name ?? username ?? id,
});

/** The files of a message or an input, as far as they say where they lie. */
export const filesIn = (given: unknown[] | null | undefined): SlackFile[] =>
  (given ?? []).flatMap((one) => {
    const file = fileSchema.safeParse(one).data;
    if (!file) return [];
    const { id, name, mimetype, size, url_private: url } = file;
    return [{ id, name: name ?? id, contentType: mimetype ?? '', bytes: size ?? 0, urlPrivate: url ?? '' }];
  });

const first = (...values: (string | number | null | undefined)[]): string | null => {
  const found = values.find((one) => one !== null && one !== undefined);
  return found === undefined ? null : String(found);
};

const chosen = (state: ElementState): string[] => [
  ...[state.selected_option, ...(state.selected_options ?? [])].flatMap((one) => (one?.value ? [one.value] : [])),
  ...[
    state.selected_user,
    ...(state.selected_users ?? []),
    state.selected_channel,
    state.selected_conversation,
  ].flatMap((one) => (one ? [one] : [])),
];

/** What an element holds, whatever kind it is of. */
export const inputOf = (state: ElementState): InputValue => ({
  value: first(state.value, state.selected_date, state.selected_time, state.selected_date_time),
  selected: chosen(state),
  files: filesIn(state.files),
});

const entriesOf = <T>(record: Record<string, T>): [string, T][] => Object.entries(record);

function valuesOf({ state }: ViewPayload): InputValues {
  return Object.fromEntries(
    entriesOf(state?.values ?? {}).map(([block, elements]) => [
      block,
      Object.fromEntries(
        entriesOf(elements).flatMap(([action, raw]) => {
          const read = elementState.safeParse(raw).data;
          return read ? [[action, inputOf(read)] as const] : [];
        }),
      ),
    ]),
  );
}

export const viewOf = (view: ViewPayload): ShownView => ({
  id: view.id,
  rootId: view.root_view_id ?? view.id,
  type: view.type,
  callbackId: view.callback_id ?? '',
  hash: view.hash ?? '',
  privateMetadata: view.private_metadata ?? '',
  values: valuesOf(view),
});

const digest = (...parts: string[]): string => createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 32);

/** A submission has no id of its own: its view, the state it was in, and who. */
export const submissionId = (team: string, user: string, view: ViewPayload): string =>
  `view:${digest(team, user, view.id, view.hash ?? '')}`;

function placeOf({ container, channel, message }: ActionsPayload): Pick<DeskAction, 'message'> {
  const where = container?.channel_id ?? channel?.id;
  const ts = container?.message_ts;
  if (!where || !ts) return {};
  const thread = container.thread_ts ?? message?.thread_ts;
  return { message: { channel: where, ts, ...(thread ? { threadTs: thread } : {}) } };
}

/** A click on something of the desk's; null where nothing in it is. */
export function toDeskAction(payload: ActionsPayload, team: string): DeskAction | null {
  const action = payload.actions.find(({ action_id: id }) => id.startsWith('desk.'));
  if (!action) return null;
  const { value, selected } = inputOf(action);
  const triggerId = payload.trigger_id ?? '';
  return {
    ...whoIs(team, payload.user),
    id: `click:${triggerId || digest(payload.user.id, action.action_id, action.action_ts ?? '')}`,
    actionId: action.action_id,
    blockId: action.block_id ?? '',
    value: value ?? selected[0] ?? null,
    selected,
    triggerId,
    ...(payload.response_url ? { responseUrl: payload.response_url } : {}),
    ...placeOf(payload),
    ...(payload.view ? { view: viewOf(payload.view) } : {}),
  };
}

export const toDeskOptions = (
  payload: {
    user: Person;
    action_id: string;
    block_id?: string | null | undefined;
    value?: string | null | undefined;
    view?: ViewPayload | null | undefined;
  },
  team: string,
): DeskOptions => ({
  ...whoIs(team, payload.user),
  actionId: payload.action_id,
  blockId: payload.block_id ?? '',
  query: payload.value ?? '',
  ...(payload.view ? { view: viewOf(payload.view) } : {}),
});

export const toDeskCommand = (payload: CommandPayload, team: string): DeskCommand => ({
  ...whoIs(team, { id: payload.user_id, name: payload.user_name }),
  id: `command:${payload.trigger_id ?? ''}`,
  command: payload.command,
  text: payload.text?.trim() ?? '',
  channel: payload.channel_id,
  triggerId: payload.trigger_id ?? '',
  responseUrl: payload.response_url ?? '',
});

const CHANGES: Record<string, DeskMessage['change']> = { message_changed: 'edited', message_deleted: 'deleted' };

/** The message an event is about: itself, what it was changed to, or what was taken away. */
function aboutOf(event: MessageEvent, change: DeskMessage['change']): InnerMessage | null | undefined {
  if (change === 'written') return event;
  return change === 'edited' ? event.message : event.previous_message;
}

/** Who wrote or changed it; nobody says who took something away. */
function userOf(event: MessageEvent, change: DeskMessage['change'], about: InnerMessage): string | undefined {
  if (change === 'deleted') return undefined;
  const editor = change === 'edited' ? about.edited?.user : undefined;
  return editor ?? about.user ?? event.user ?? undefined;
}

/** What is optional, where it is there. */
function marksOf(event: MessageEvent, change: DeskMessage['change'], about: InnerMessage, ts: string) {
  const thread = about.thread_ts ?? event.thread_ts;
  const user = userOf(event, change, about);
  return {
    ...(thread && thread !== ts ? { threadTs: thread } : {}),
    ...(user ? { user } : {}),
    ...(about.subtype && about.subtype !== event.subtype ? { subtype: about.subtype } : {}),
    ...(change === 'written' && event.subtype ? { subtype: event.subtype } : {}),
  };
}

/** Something said, changed or taken back where several people read. */
export function toDeskMessage(event: MessageEvent, source: { id: string; team: string; botUser: string }): DeskMessage {
  const change = CHANGES[event.subtype ?? ''] ?? 'written';
  const about: InnerMessage = aboutOf(event, change) ?? {};
  const ts = about.ts ?? event.deleted_ts ?? event.ts;
  const marks = marksOf(event, change, about, ts);
  return {
    id: source.id,
    team: source.team,
    channel: event.channel,
    ts,
    change,
    bot: Boolean(about.bot_id),
    own: about.user === source.botUser,
    broadcast: marks.subtype === 'thread_broadcast',
    text: change === 'deleted' ? '' : (about.text ?? ''),
    files: filesIn(about.files),
    ...marks,
  };
}

interface Account {
  id: string;
  name?: string | null | undefined;
  deleted?: boolean | null | undefined;
  is_restricted?: boolean | null | undefined;
  is_ultra_restricted?: boolean | null | undefined;
  is_stranger?: boolean | null | undefined;
  is_bot?: boolean | null | undefined;
  profile?: { email?: string | null | undefined; real_name?: string | null | undefined } | null | undefined;
}

export const toDeskUser = (account: Account, team: string): DeskUser => ({
  team,
  user: account.id,
  name: account.profile?.real_name ?? account.name ?? account.id,
  ...(account.profile?.email ? { email: account.profile.email } : {}),
  deleted: account.deleted === true,
  guest: account.is_restricted === true || account.is_ultra_restricted === true,
  stranger: account.is_stranger === true,
  bot: account.is_bot === true,
});
