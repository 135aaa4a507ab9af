/**
 * What a channel is to the rest of the service: it turns a provider's request into an Activity, hands it to the Line,
 * and sends what the Line gives back. This file declares plain types of our own and imports nothing.
 */

/** A file the customer sent, already stored by us (it counts only once stored). */
export interface StoredAttachment {
  id: string;
  name: string;
  /** Sniffed from the content, never taken from the sender. */
  contentType: string;
  bytes: number;
}

/** Where a conversation is: the business it belongs to, the channel, and the provider's own id of the thread. */
export interface Thread {
  client: string;
  channel: string;
  conversation: string;
}

/** The one string a thread is known by: `client/channel/conversation`. Only the last part may hold a slash. */
export const threadKey = ({ client, channel, conversation }: Thread): string => `${client}/${channel}/${conversation}`;

/** One thing that arrived from a customer. Built from whitelisted fields only. */
export interface Activity extends Thread {
  /** The provider's id of this activity: what duplicates are recognised by, within client, channel and conversation. */
  providerId: string;
  type: 'message' | 'event';
  /**
   * `start` for an event that asks the bot to open, `group` for a call in a conversation that several people read, where
   * nothing personal may be said; names the event otherwise.
   */
  name?: string;
  from: { id: string; name?: string; /** The channel vouches for this id. */ identified: boolean };
  text: string;
  /** The value of a tapped choice. */
  value?: string;
  attachments: StoredAttachment[];
  /** BCP 47, as the channel reports it. */
  locale?: string;
  /** The customer's IANA time zone, where the channel knows it. */
  timeZone?: string;
  /** The channel's own clock, ISO 8601; ours is recorded at admission. */
  sentAt?: string;
  /** Where and how to answer, as only the channel understands it; the latest one is kept with the conversation. */
  address?: Record<string, string>;
  /** Somebody waits for the answers in the body of the HTTP response: they are not sent meanwhile. */
  inline?: boolean;
  /** Echoed back to the sender, e.g. Direct Line's clientActivityID. */
  echo?: Record<string, string>;
  /** Made by the service itself. No channel sets it: what an event of this kind says is believed. */
  system?: true;
  /** What was blanked at admission: `pan`, `cvv`, … Set by station 3, never by a channel. */
  redacted?: string[];
}

export interface RenderedChoice {
  value: string;
  text: string;
}

/** One message on its way out, already in words. */
export interface Outgoing extends Thread {
  /** The outbox id: travels with the message so that it can be recognised at the provider. */
  id: string;
  /** Position among the conversation's outgoing messages, from 1 without gaps. */
  seq: number;
  replyToId: string;
  text: string;
  key: string;
  values: Record<string, unknown>;
  choices: RenderedChoice[];
  inputHint: 'expectingInput' | 'acceptingInput' | 'ignoringInput';
  locale: string;
  at: Date;
  /** The conversation's latest `Activity.address`. */
  address?: Record<string, string>;
  /** Photos sent with it; their bytes are fetched by a link of limited life (`MediaLink`). */
  attachments?: StoredAttachment[];
  /** The member of staff whose words these are; absent: the bot's. */
  by?: { staffId: string; name: string };
  /** Handed to whoever waits for it in an HTTP response; sent only if nobody took it. */
  inline?: boolean;
}

/** Bytes of the largest photo we take (fixed by our interface; also Twilio's limit for images): nobody need fetch more. */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;

/** Stores one photo of a customer; it counts only once this resolves. */
export type StorePhoto = (photo: {
  thread: Thread;
  name: string;
  bytes: Buffer;
  at: Date;
}) => Promise<{ ok: true; attachment: StoredAttachment } | { ok: false; problem: 'type' | 'size' | 'count' }>;

/** An address at which a provider or a customer can fetch a photo for an hour, whoever holds it. */
export type MediaLink = (client: string, attachmentId: string) => string;

/** What the provider said of a send. `at` once delivered is the provider's clock where it has one. */
export interface Receipt {
  providerId: string;
  status: 'queued' | 'sent' | 'delivered';
  /** What is paid for it, where the provider counts parts: segments of an SMS. */
  segments?: number;
}

/**
 * In this order a delivery moves, forward only; failed ones stay failed. `held`: it leaves when the customer writes again.
 * Only our own line takes a message back to `queued`: a held one, and one whose provider gave it up for now.
 */
export const DELIVERY_STATUSES = ['queued', 'held', 'sent', 'delivered', 'read', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What became of a message, told by the send itself or by the provider afterwards. */
export interface DeliveryReport extends Thread {
  /** `Outgoing.seq`. */
  seq: number;
  status: DeliveryStatus;
  providerId?: string;
  /** The provider's code for a failure; why a message is held. */
  code?: string;
  /** `Receipt.segments`. */
  segments?: number;
  /** Of a failure that may pass: milliseconds to wait before each further try. After the last of them it has failed. */
  again?: number[];
  /** The message may have reached the customer twice: its first send had an unknown outcome. */
  possiblyTwice?: boolean;
}

/** Prices as plain decimals by channel and beginning of the number (`PriceTable`). */
export interface MessagePrices {
  currency: string;
  prices: Record<string, Record<string, string>>;
}

/** What a channel can show; rendering degrades to it. */
export interface Capabilities {
  /** `feed`: customers read our feed, so the commit is the send; `push`: the outbox sends each message. */
  delivery: 'feed' | 'push';
  /** Longest text of one message, in UTF-16 units. */
  maxText: number;
  /** `buttons`: choices travel beside the text; `numbers`: as a numbered list in it. */
  choices: 'buttons' | 'numbers';
  /** The channel shows structured messages (a receipt, a track) from key and values; others get them as text. */
  structured: boolean;
  attachments: boolean;
  /** Milliseconds after the customer's last message within which free words may be sent; absent: always. */
  window?: number;
  /** Outside it, what may be sent all the same: `purpose/language`, such as `status.changed/en`. */
  templates?: readonly string[];
  /** How some of them read, by the same names; `{{text}}` and `{{name}}` stand for a message's values. */
  templateTexts?: Readonly<Record<string, string>>;
  /** What a message costs, or each segment of it where the channel has segments; absent: nobody said. */
  prices?: MessagePrices;
}

/** `id` is the activity's id in our feed; a duplicate carries the id the first delivery got. */
export interface Admission {
  id: string;
  duplicate: boolean;
}

/** One entry of a conversation's feed: what was admitted and what was sent, in the order it became visible. */
export type FeedItem =
  | { direction: 'in'; id: string; seq: number; at: Date; activity: Activity }
  | { direction: 'out'; id: string; seq: number; at: Date; message: Outgoing };

/** Opaque position in a feed. */
export type Watermark = string;

export interface FeedPage {
  items: FeedItem[];
  watermark: Watermark;
}

/** The service as a channel sees it. */
export interface Line {
  /**
   * Admits an activity whose answers belong into the HTTP response and waits for its turn. `replies` is null when the turn
   * is late: the answers are then sent like all others.
   */
  ask(activity: Activity, patience: number): Promise<{ admission: Admission; replies: Outgoing[] | null }>;
  /** Records what became of a message; the same report twice counts once, and a late one never moves a status back. */
  report(report: DeliveryReport): Promise<void>;
  /** Station 3: stores the activity once; resolves when it is durable. Rejects with AppError `Unavailable` while the store is away. */
  admit(activity: Activity): Promise<Admission>;
  /** Everything after the watermark (from the beginning without one), oldest first, at most `limit`. */
  read(thread: Thread, after: Watermark | undefined, limit: number): Promise<FeedPage>;
  /**
   * Hands over whatever becomes visible after the watermark, in order, without gaps or repeats, until the returned
   * function is called. What was handed over counts as delivered.
   */
  follow(thread: Thread, after: Watermark | undefined, deliver: (page: FeedPage) => void): () => void;
  /** Says that a thread with a new id was given out: its first reader need not look for what cannot be there. */
  opened(thread: Thread): void;
}

/** The stations an inbound activity passes (docs/architecture.md). */
export type Station =
  | 'verify'
  | 'normalize'
  | 'admit'
  | 'acknowledge'
  | 'queue'
  | 'open'
  | 'interrupt'
  | 'dialog'
  | 'decide'
  | 'save'
  | 'render'
  | 'deliver';

/** Told when an activity has reached a station; a test ends the process there. */
export type Passing = (station: Station) => void | Promise<void>;

/** The four members of a channel. */
export interface Channel<Routes = unknown> {
  name: string;
  capabilities: Capabilities;
  /** A Fastify plugin with this channel's webhooks and pages. */
  routes: Routes;
  /** Sends one message. Rejects with DeliveryError; resolves when the provider has taken it. */
  send(message: Outgoing): Promise<Receipt>;
  /** Looks at the provider whether a message arrived whose send had an unknown outcome; null: it did not. Absent: nobody can tell. */
  lookUp?(message: Outgoing): Promise<Receipt | null>;
}
