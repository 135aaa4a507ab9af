/** What Slack keeps, as far as anybody here asks for it. Field names are Slack's own where they travel. */

export type Json = Record<string, unknown>;

export interface User {
  id: string;
  team: string;
  name: string;
  realName: string;
  email: string;
  /** Invited to some channels only. */
  guest: boolean;
  /** Of another workspace, met in a shared channel. */
  stranger: boolean;
  bot: boolean;
  deleted: boolean;
  /** IANA. */
  tz: string;
  /** `en-US`. */
  locale: string;
}

export interface File {
  id: string;
  name: string;
  contentType: string;
  bytes: Buffer;
  user: string;
  /** False until the upload was completed. */
  shared: boolean;
}

export interface Message {
  ts: string;
  user: string;
  text: string;
  blocks: Json[];
  threadTs?: string;
  /** Also shown in the channel. */
  broadcast?: boolean;
  /** Written by an app. */
  botId?: string;
  subtype?: string;
  metadata?: Json;
  files: File[];
  editedAt?: string;
  reactions: { name: string; users: string[] }[];
  /** Shown to this person only, and gone with the next reload. */
  ephemeralTo?: string;
  unfurl: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'channel' | 'group' | 'im';
  /** Shared with another workspace (Slack Connect). */
  shared: boolean;
  members: Set<string>;
  /** Oldest first, ephemeral ones among them. */
  messages: Message[];
  /** Of a direct message: who talks with the app. */
  user?: string;
}

export interface View extends Json {
  id: string;
  type: 'modal' | 'home';
  hash: string;
  callback_id: string;
  private_metadata: string;
  blocks: Json[];
  root_view_id: string;
  previous_view_id: string | null;
  state: { values: Record<string, Record<string, Json>> };
}

/** What a person has on the screen beside the channels. */
export interface Screen {
  /** Modals, the top one last; at most three. */
  modals: View[];
  home: View | null;
}

/** A call the stand-in would not take, kept for whoever has to mend it. */
export interface RefusedCall {
  method: string;
  error: string;
  /** What is wrong where, as Slack says it. */
  messages: string[];
  arguments: Json;
}

/** How Slack answers: `ok: false` with its word for what is wrong. */
export class Refusal extends Error {
  constructor(
    readonly error: string,
    readonly messages: string[] = [],
  ) {
    super(error);
    this.name = 'Refusal';
  }
}
