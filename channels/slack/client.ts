import type { KnownBlock } from '@slack/types';
import type { SlackArguments, SlackMethod, SlackResult } from './methods';

/**
 * What goes first when a channel's budget is short (about one message a second): words to a customer's case that somebody
 * has claimed, then who has claimed what, then new threads, then the record of what was said before.
 */
export const PRIORITIES = ['reply', 'claim', 'opening', 'transcript'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface Turn {
  /**
   * The channel whose budget the call counts against, and whose queue it waits in. Without it, a post counts against the
   * channel it goes to, and every other call goes at once.
   */
  channel?: string;
  /** `reply` where none is given. */
  priority?: Priority;
}

/** What travels with a message unseen, so that it can be recognised when nobody knows what became of a send. */
export interface MessageMark {
  event_type: string;
  event_payload: Record<string, unknown>;
}

export interface FoundMessage {
  ts: string;
  text: string;
  mark: MessageMark;
}

/** The answer to a click or a command at its `response_url`: five times within 30 minutes, outside of any budget. */
export interface ResponseBody {
  text: string;
  blocks?: KnownBlock[];
  response_type?: 'ephemeral' | 'in_channel';
  replace_original?: boolean;
  delete_original?: boolean;
  thread_ts?: string;
}

/**
 * One workspace, as its bot sees it. Whatever fails, fails as DeliveryError: `code` is Slack's own word (`not_in_channel`,
 * `ratelimited`, …), `http_503`, or Node's name of a broken connection; `retryable` and `unknown` as the outbox reads them.
 * No error and no log line holds a token or anything of a body.
 */
export interface SlackClient {
  team: string;
  /** The bot's own user, whose messages come back as events. */
  botUser: string;
  /** One call, tried once, when the budget of its channel lets it. */
  call<M extends SlackMethod>(method: M, args: SlackArguments<M>, turn?: Turn): Promise<SlackResult<M>>;
  /**
   * The newest message of ours at a place (a thread, or a channel where `threadTs` is absent) whose mark fits; null: there
   * is none since `since`.
   */
  lookForMessage(
    place: { channel: string; threadTs?: string; since: Date },
    fits: (mark: MessageMark) => boolean,
  ): Promise<FoundMessage | null>;
  /** Uploads files and shows them at a place as one message; their Slack ids, in order. */
  upload(
    place: { channel: string; threadTs?: string; comment?: string },
    files: { name: string; bytes: Uint8Array }[],
    turn?: Pick<Turn, 'priority'>,
  ): Promise<string[]>;
  /** A file at its `url_private`, at most 5 MB; null for what is larger, gone or not with Slack. */
  download(urlPrivate: string): Promise<Buffer | null>;
  respond(responseUrl: string, body: ResponseBody): Promise<void>;
}

/** The workspaces there are. */
export interface SlackClients {
  /** Null: the app is not installed there. */
  of(team: string): Promise<SlackClient | null>;
  /**
   * The same for what comes in signed: where one token is all there is and Slack does not say soon whose, it is from the
   * workspace that it names, and `botUser` is empty.
   */
  receiving(team: string): Promise<SlackClient | null>;
  teams(): Promise<string[]>;
  /** The workspace that has this channel and lets the bot read it; null while none does. */
  withChannel(channel: string): Promise<SlackClient | null>;
}
