import type { PlainTextOption, View } from '@slack/types';
import type { Desk } from '../../src/channel-desk';
import type { Logger } from '../../src/logger';
import type { ResponseBody, SlackClients } from './client';

/**
 * What the transport hands to the desk's surface (channels/slack/desk): verified, deduplicated as far as one process can,
 * read into whitelisted fields, and never a customer's own. Slack's ids are as Slack gives them; times are ours.
 */

/** One entry of SLACK_DESK_CHANNEL: conversations of this language or team go there; the plain entry takes the rest. */
export interface DeskChannel {
  channel: string;
  /** BCP 47 primary tag, from `es:C0123`. */
  language?: string;
  /** From `team/billing:C0456`. */
  team?: string;
}

/** Who did something, where. */
export interface Who {
  team: string;
  user: string;
  /** As Slack calls the account; for showing only. */
  userName: string;
}

export interface SlackFile {
  id: string;
  name: string;
  contentType: string;
  bytes: number;
  /** For `SlackClient.download`. */
  urlPrivate: string;
}

/** What an input of a view or message holds: a typed text, date or number as `value`, chosen options in `selected`. */
export interface InputValue {
  value: string | null;
  selected: string[];
  files: SlackFile[];
}

/** By block id, then by action id. */
export type InputValues = Record<string, Record<string, InputValue>>;

export interface ShownView {
  id: string;
  rootId: string;
  type: 'modal' | 'home';
  callbackId: string;
  hash: string;
  privateMetadata: string;
  values: InputValues;
}

/** Where a message is. `threadTs` is absent for one that is in no thread. */
export interface Place {
  channel: string;
  ts: string;
  threadTs?: string;
}

/** A click on a button, or a choice in a select or overflow menu, whose action id begins with `desk.`. */
export interface DeskAction extends Who {
  /** Of this click: the same for every delivery of it, another for the next one. */
  id: string;
  actionId: string;
  blockId: string;
  /** The button's value or the first chosen option's. */
  value: string | null;
  selected: string[];
  /** Opens a modal, once, within 3 s of the click. */
  triggerId: string;
  /** Absent in views. */
  responseUrl?: string;
  /** The message that was clicked; absent in views. */
  message?: Place;
  view?: ShownView;
}

/** A modal whose callback id begins with `desk.` was submitted; `id` is the same for every delivery. */
export interface DeskSubmission extends Who {
  id: string;
  view: ShownView;
  triggerId: string;
}

export interface DeskClosed extends Who {
  view: ShownView;
}

/** What is shown in answer to a submission; null closes the modal. */
export type SubmissionAnswer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update' | 'push'; view: View }
  | { response_action: 'clear' }
  | null;

/** An external select asks what it can offer. */
export interface DeskOptions extends Who {
  actionId: string;
  blockId: string;
  query: string;
  view?: ShownView;
}

export type DeskOption = PlainTextOption;

/** `/refund` and its words. */
export interface DeskCommand extends Who {
  id: string;
  command: string;
  text: string;
  channel: string;
  triggerId: string;
  responseUrl: string;
}

/** Anything said, changed or taken back in a channel or group the app is in; direct messages are customers'. */
export interface DeskMessage {
  /** Of the event: the same for every delivery of it. */
  id: string;
  team: string;
  channel: string;
  /** Of the message it is about; an edit and a deletion name the original. */
  ts: string;
  threadTs?: string;
  change: 'written' | 'edited' | 'deleted';
  /** Absent for a deletion. Whoever edited, for an edit. */
  user?: string;
  /** Written by an app, ours included. */
  bot: boolean;
  /** Our own app wrote it. */
  own: boolean;
  /** Shown in the channel as well as in its thread. */
  broadcast: boolean;
  /** Slack's markup, entities and all; empty for a deletion. */
  text: string;
  files: SlackFile[];
  /** Slack's name for the kind of message (`me_message`, `channel_topic`, …); absent for a plain one. */
  subtype?: string;
}

export interface DeskJoined extends Who {
  channel: string;
}

/** An account that changed, joined or left the workspace. */
export interface DeskUser {
  team: string;
  user: string;
  name: string;
  email?: string;
  deleted: boolean;
  /** Guests, and people of other workspaces (Slack Connect). */
  guest: boolean;
  stranger: boolean;
  bot: boolean;
}

/**
 * The surface. Every call answers Slack: an interaction is acknowledged when its promise resolves, at the latest after
 * 2.5 s, so resolve as soon as what must not be lost is safe. A rejected event (not an interaction) with AppError
 * `Unavailable` is answered 429, and Slack brings it again.
 */
export interface DeskSurface {
  action(action: DeskAction): Promise<void>;
  submission(submission: DeskSubmission): Promise<SubmissionAnswer>;
  closed(closed: DeskClosed): Promise<void>;
  options(options: DeskOptions): Promise<DeskOption[]>;
  /** Null: no matter of the desk's; a customer said it. An empty text says nothing at all. */
  command(command: DeskCommand): Promise<ResponseBody | null>;
  message(message: DeskMessage): Promise<void>;
  /** Home was opened; false: nobody of the desk's. */
  home(who: Who): Promise<boolean>;
  joined(joined: DeskJoined): Promise<void>;
  user(changed: DeskUser): Promise<void>;
  /** The app was removed from a workspace. */
  uninstalled(team: string): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** What the surface is made of: `createDeskSurface(parts)` in channels/slack/desk/index.ts. */
export interface DeskSurfaceParts {
  desk: Desk;
  client: string;
  slack: SlackClients;
  /** The plain entry first. */
  channels: DeskChannel[];
  clock: () => Date;
  logger: Logger;
}

export type CreateDeskSurface = (parts: DeskSurfaceParts) => DeskSurface;
