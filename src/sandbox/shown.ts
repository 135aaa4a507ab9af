/** What the page is told: types only, shared by the service and the page. */

export const PHONES = ['sms', 'whatsapp'] as const;
export type PhoneName = (typeof PHONES)[number];

export interface PhoneChoice {
  id: string;
  title: string;
  description?: string;
}

export interface PhoneMessage {
  sid: string;
  mine: boolean;
  /** The carrier's own answer to STOP, START or HELP. */
  carrier: boolean;
  body: string;
  /** ISO 8601, by the sandbox's clock. */
  at: string;
  /** Twilio's word: `queued`, `sent`, `delivered`, `read`, `failed`, `undelivered`; `received` for one's own. */
  status: string;
  errorCode: number | null;
  photos: { url: string }[];
  kind: 'text' | 'buttons' | 'list';
  choices: PhoneChoice[];
  button: string;
  /** Zero on WhatsApp. */
  segments: number;
  encoding: 'GSM-7' | 'UCS-2';
}

export interface Phone {
  name: PhoneName;
  number: string;
  ours: string;
  messages: PhoneMessage[];
  /** The carrier lets nothing through. */
  blocked: boolean;
  /** WhatsApp: free words until then; null: nobody wrote yet. */
  windowUntil: string | null;
  failing: number | null;
  /** Codes a message to this phone may fail with. */
  failures: { code: number; words: string }[];
  /** Messages and segments the shop has sent to this phone. */
  sent: { messages: number; segments: number };
}

/** A sample order, whose it is and what it will show. */
export interface SampleSeen {
  orderNo: string;
  name: string;
  email: string;
  phone: string;
  note: Record<string, string>;
}

/** One entry of the log. */
export interface LogSeen {
  id: string;
  /** `case` for a case's own stream, else the channel. */
  channel: string;
  /** The case number, or the conversation in short. */
  of: string;
  at: string;
  type: string;
  actor: string;
  data: Record<string, unknown>;
}

export interface ClockSeen {
  now: string;
  /** Milliseconds ahead of the real time. */
  ahead: number;
}

/** Somebody in the sample workspace. */
export interface PersonSeen {
  id: string;
  name: string;
  /** What they do for the shop; `customer`: nothing. */
  role: 'agent' | 'approver' | 'lead' | 'customer';
}

export interface FileSeen {
  id: string;
  name: string;
  url: string;
  isImage: boolean;
}

/** Slack's own JSON, as the app sent it. */
export type Block = Record<string, unknown>;

export interface SlackMessage {
  ts: string;
  at: string;
  user: string;
  name: string;
  isApp: boolean;
  text: string;
  blocks: Block[];
  threadTs: string | null;
  broadcast: boolean;
  edited: boolean;
  files: FileSeen[];
  reactions: { name: string; count: number }[];
  /** Only this person sees it. */
  onlyFor: string | null;
}

export interface SlackChannel {
  id: string;
  name: string;
  /** `im`: a person's messages with the app. */
  kind: 'channel' | 'group' | 'im';
  members: string[];
  messages: SlackMessage[];
}

export interface SlackView {
  id: string;
  hash: string;
  title: string;
  submit: string | null;
  close: string | null;
  blocks: Block[];
}

export interface SlackScreen {
  user: string;
  modals: SlackView[];
  home: Block[] | null;
}

/** The sample workspace as the page shows it. */
export interface OfficeSeen {
  people: PersonSeen[];
  /** Everybody's name, the app's too, by id. */
  names: Record<string, string>;
  channels: SlackChannel[];
  screens: SlackScreen[];
}

/** What came of something a person did: Slack tells them when the app did not answer. */
export interface Done {
  /** False: the app did not answer in three seconds, or not with 200. */
  ok: boolean;
  /** Sentences beside the questions of a modal, by block id. */
  errors?: Record<string, string>;
}
