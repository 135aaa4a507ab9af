import type { Change } from '../domain/change';
import type { LogEntry } from '../domain/log-entry';
import type { Order } from '../domain/order';
import type { CaseStatus, RefundCase } from '../domain/refund-case';

/** The shop's orders, as far as we were given them. */
export interface Orders {
  find(client: string, orderNo: string): Promise<Order | null>;
}

/** Reads of cases. Writes go through a turn's or an event's commit. */
export interface Cases {
  find(client: string, caseNo: string): Promise<RefundCase | null>;
  byOrder(client: string, orderNo: string): Promise<RefundCase[]>;
  /** Newest first, at most 20. */
  byContact(client: string, contact: string): Promise<RefundCase[]>;
}

/** Failed look-ups, counted so that order numbers and codes cannot be guessed. Kept for a day. */
export interface Attempts {
  /** Records one failure for each key and returns the highest count within the window. */
  fail(client: string, keys: string[], at: Date): Promise<number>;
  /** Failures within the window, the highest over the keys. */
  count(client: string, keys: string[], at: Date): Promise<number>;
}

/** Where a conversation is (the same shape as channel.ts `Thread`, which this room may not import). */
export interface Place {
  client: string;
  channel: string;
  conversation: string;
}

/** A list in pages. `next` is an opaque cursor; null at the end. A cursor that is not ours: AppError `BadRequest`. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface PageRequest {
  limit: number;
  cursor?: string;
}

export interface CaseFilter {
  conversation?: string;
  order?: string;
  status?: CaseStatus;
}

/** What staff sees of a conversation without reading it. */
export interface ConversationSummary extends Place {
  contact: { id: string; name?: string; identified: boolean };
  locale: string;
  /** Messages admitted and answered so far. */
  handled: number;
  lastInAt?: Date;
}

/** The staff's reads: everything of one client, nothing of another. */
export interface CaseBoard {
  /** Newest first; the filters combine. */
  cases(client: string, filter: CaseFilter, page: PageRequest): Promise<Page<RefundCase>>;
  /** A case's own stream and its conversations', merged by time; each stream keeps its order. Null: no such case. */
  caseLog(client: string, caseNo: string, page: PageRequest): Promise<Page<LogEntry> | null>;
  /** In the order of their identifiers. */
  conversations(client: string, filter: { channel?: string }, page: PageRequest): Promise<Page<ConversationSummary>>;
  /** `id` is the channel's own id of the conversation. Null: no such conversation. */
  conversationLog(client: string, id: string, page: PageRequest): Promise<Page<LogEntry> | null>;
  orders(client: string, filter: { sample?: boolean }, page: PageRequest): Promise<Page<Order>>;
}

/** What a conversation is told about its case: an activity of ours (channel.ts), answered by a turn like any other. */
export interface Announcement extends Place {
  type: 'event';
  name: 'case-changed';
  /** The case number. */
  value: string;
  /** The same change announced twice arrives once. */
  providerId: string;
  from: { id: 'system'; identified: false };
  text: '';
  attachments: never[];
}

/** Commits a change made outside a conversation together with its log entries, and tells the conversations of it. */
export interface Announcer {
  /** False, or AppError `Conflict`: the record changed since it was read and nothing was written. */
  announce(event: { changes: Change[]; entries: LogEntry[] }, announcements: Announcement[]): Promise<boolean>;
}

/** A photo as it is known outside (channel.ts `StoredAttachment`). */
export interface StoredPhoto {
  id: string;
  name: string;
  contentType: string;
  bytes: number;
}

export interface NewPhoto {
  thread: Place;
  name: string;
  contentType: string;
  /** Hash of what the customer sent, in hex: by it the same photo is recognised. */
  sha256: string;
  bytes: Uint8Array;
  at: Date;
}

/** Photos customers sent as evidence, with their bytes. */
export interface Photos {
  find(thread: Place, sha256: string): Promise<StoredPhoto | null>;
  /** Photos of a thread stored since then that no case holds as evidence. */
  loose(thread: Place, since: Date): Promise<number>;
  /** Resolves when the bytes are safe. The same photo of the same thread is stored once. */
  save(photo: NewPhoto): Promise<StoredPhoto>;
  read(client: string, id: string): Promise<{ photo: StoredPhoto; bytes: Uint8Array } | null>;
}

/** Whether an address wants to hear from us. */
export interface Consent {
  optedOut: boolean;
  /** Who keeps the block: the carrier, or we alone because the customer asked. */
  by: 'carrier' | 'customer';
  at: Date;
}

/** Opt-outs as state, by conversation: a phone has one per client and channel. */
export interface Consents {
  /** Null: nothing was ever said about it. */
  find(place: Place): Promise<Consent | null>;
  /** Takes effect once per `id`, and never over something newer. */
  change(place: Place, consent: Consent & { id: string }): Promise<void>;
}

/** What can be sent to a conversation at this moment. */
export interface Reachability {
  optedOut: boolean;
  /** Free words may be sent until then; null where the channel has no such window. In the past: it is closed. */
  windowUntil: Date | null;
  /** The last message that did not arrive or is held, if none arrived since. */
  failed: { code: string; at: Date } | null;
}

/** Whether what we say to a customer would arrive: for the desk before anybody types, and for notices. */
export interface Reach {
  reachability(place: Place): Promise<Reachability>;
  /** When the customer last wrote there; null: never. Read from the store each time. */
  lastInAt(place: Place): Promise<Date | null>;
}
