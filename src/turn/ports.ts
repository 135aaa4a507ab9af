import type { Activity, DeliveryReport, FeedItem, Outgoing, Thread, Watermark } from '../channel';
import type { Change } from '../domain/change';
import type { Handoff } from '../domain/handoff';
import type { LogEntry } from '../domain/log-entry';
import type { Notice } from '../domain/notice';
import type { DialogState } from './form';

/** One admitted activity. `seq` runs from 1 without gaps within its thread, whichever process admitted it. */
export interface InboxEntry {
  thread: string;
  seq: number;
  /** The process that admitted it, and its own running number there: how other processes learn of it. */
  origin: string;
  n: number;
  at: Date;
  activity: Activity;
}

/** What became of one insert: the entry as stored, or the one stored earlier under the same provider id. */
export type InboxInsert =
  | { outcome: 'stored' }
  | { outcome: 'duplicate'; seq: number }
  /** Another process took this sequence number. */
  | { outcome: 'taken' }
  /** Not tried, because an earlier one of the batch was not stored. */
  | { outcome: 'skipped' };

export interface Inbox {
  /** Stores the entries in order, stopping at the first that is refused. One command when nothing is. */
  insert(entries: InboxEntry[]): Promise<InboxInsert[]>;
  /** The highest sequence number of a thread; 0 when it has none. */
  lastSeq(thread: string): Promise<number>;
  /** Entries of a thread after `seq`, in order. */
  after(thread: string, seq: number, limit: number): Promise<InboxEntry[]>;
  /** Entries admitted by `origin` after its own number `n`, in order. */
  admittedBy(origin: string, n: number, limit: number): Promise<InboxEntry[]>;
}

/** A message that left us and did not arrive yet: the provider gave it up for now, or it waits for the customer to write. */
export interface Astray {
  /** `Outgoing.seq`. */
  seq: number;
  held: boolean;
  /** What the provider called it in sends that came to nothing: what is still told of those counts no more. */
  past: string[];
}

/** A report as it takes effect. `due`: the message is back in the outbox, to be sent then. */
export type Settled = DeliveryReport & { due?: Date };

/** A conversation as its lane keeps it between turns. */
export interface ConversationRecord {
  thread: string;
  place: Thread;
  /** Grows with every commit and every change of owner: a commit with an older one is refused. */
  version: number;
  /** Inbox sequence number up to which turns have been committed. */
  handled: number;
  outSeq: number;
  logSeq: number;
  /** Highest outgoing message the customer's side is known to have received (feed channels). */
  deliveredTo: number;
  contact: { id: string; name?: string; identified: boolean };
  locale: string;
  timeZone?: string;
  /** The channel's own, see `Activity.address`. */
  address?: Record<string, string>;
  state: DialogState | null;
  /** Who waits for a person here or has one; null when nobody does. */
  handoff: Handoff | null;
  /** Turns in a row that failed for a reason of ours. */
  troubles: number;
  /** When the customer last wrote; absent before that. */
  lastInAt?: Date;
  /** When an unfinished draft is to be reminded of. */
  remindAt?: Date;
  /** Messages of a push channel that left and did not arrive yet; absent: none. */
  astray?: Astray[];
}

export type Claim =
  { outcome: 'yours'; record: ConversationRecord } | { outcome: 'held'; handled: number } | { outcome: 'missing' };

export interface Conversations {
  /**
   * Takes or renews the lease of an existing conversation. Refused while another process holds it, unless that one is
   * among the `dead`.
   */
  claim(thread: string, lease: { owner: string; at: Date; until: Date; dead: string[] }): Promise<Claim>;
  /** Gives the leases back, so that another process need not wait for them to end. */
  release(threads: string[], owner: string): Promise<void>;
  /** Conversations whose reminder is due; the turn it leads to clears it. */
  remindable(at: Date, limit: number): Promise<{ place: Thread; remindAt: Date }[]>;
}

/** Everything one turn writes. `expects` is the version read; 0: the conversation is new. */
export interface TurnCommit {
  expects: number;
  record: ConversationRecord;
  leaseUntil: Date;
  entries: LogEntry[];
  outgoing: Outgoing[];
  changes: Change[];
  /** What became of earlier messages of a push channel. */
  reports: Settled[];
  /** What other conversations are to be told of it; numbered into `announcements` when it is saved. */
  tells?: Activity[];
  announcements?: InboxEntry[];
}

/** A change made outside a conversation (a member of staff, a clock) and what the conversations are to be told of it. */
export interface EventCommit {
  changes: Change[];
  entries: LogEntry[];
  announcements: InboxEntry[];
  /** What waits until it suits the customers. */
  notices?: Notice[];
}

export type CommitOutcome = 'committed' | 'conflict';

export interface Commits {
  /**
   * Commits turns of different conversations together, in one transaction. `conflict` for all of them means that one
   * did not fit what is stored and nothing was written: the caller tries them one by one.
   */
  commit(turns: TurnCommit[], owner: string): Promise<CommitOutcome>;
  /** Commits a change with its log entries and the announcements that follow from it. */
  commitEvent(event: EventCommit): Promise<CommitOutcome>;
}

export interface OutboxEntry {
  message: Outgoing;
  /** Sends tried so far. */
  attempts: number;
  /** Nothing of it is on its way: it was held, or the provider said that it gave it up. */
  fresh: boolean;
}

export interface Outbox {
  /**
   * Takes messages of push channels that nobody sent in time, oldest first per thread: their process ended, or nobody
   * waited for them. They are ours until `until`.
   */
  takeDue(at: Date, until: Date, limit: number): Promise<OutboxEntry[]>;
  /** A failed send that is tried again: nobody else takes it before `until`. */
  postpone(message: Outgoing, attempts: number, until: Date): Promise<void>;
  /** These still wait here for their turn: nobody else takes them before `until`. */
  keep(messages: Outgoing[], until: Date): Promise<void>;
  /** Takes messages of a thread that are back in the outbox, in order. They are ours until `until`. */
  takeBack(thread: Thread, seqs: number[], until: Date): Promise<OutboxEntry[]>;
}

export interface Feed {
  /** What became visible after the watermark, oldest first, with the watermark that follows it. */
  read(
    thread: string,
    after: Watermark | undefined,
    limit: number,
  ): Promise<{ items: FeedItem[]; watermark: Watermark }>;
  /** Of these threads, those whose feed reaches beyond the watermark given for each. */
  grown(positions: { thread: string; outSeq: number; inSeq: number }[]): Promise<string[]>;
}

/** The processes that serve one store. */
export interface Instances {
  /** Tells the others that this process lives and has handled everything it admitted up to `handledTo`. */
  beat(instance: string, at: Date, admitted: number, handledTo: number): Promise<void>;
  /** `ended`: its process is known to be gone (it ran on this machine). */
  others(
    instance: string,
  ): Promise<{ id: string; aliveAt: Date; admitted: number; handledTo: number; ended: boolean }[]>;
  /** Ends what a process that is gone left open in the store, so that nobody waits for it. */
  bury(instance: string): Promise<void>;
  forget(instance: string): Promise<void>;
}
