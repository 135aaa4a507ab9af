import type { Activity, StoredAttachment, Thread } from '../channel';
import type { Change } from '../domain/change';
import type { Handoff } from '../domain/handoff';
import type { EntryDraft } from '../domain/log-entry';
import type { Message } from './message';

/** What the customer said in this turn, after redaction. */
export interface Said {
  text: string;
  /** The value of a tapped choice. */
  choice?: string;
  attachments: StoredAttachment[];
  locale: string;
  at: Date;
  /** What was blanked in the text before it was stored: `pan`, `cvv`, `iban`, `otp`, `digits`. */
  redacted: string[];
}

/**
 * What a conversation carries between turns: plain JSON, versioned, owned by the dialogs. The position is the answers
 * plus the field awaited, never a step number.
 */
export interface DialogState {
  schema: 1;
  [name: string]: unknown;
}

/** One turn as the dialogs see it (stations 7 to 9). */
export interface Turn {
  thread: Thread;
  /** Why the turn runs: a customer's message, an event, or something the service has to tell (a case changed, a reminder). */
  cause: Pick<Activity, 'type' | 'name' | 'value'>;
  contact: { id: string; name?: string; identified: boolean };
  said: Said;
  state: DialogState | null;
  /** The conversation's handoff, while it is not closed. */
  handoff: Handoff | null;
  /** The customer's IANA time zone, where the channel told it. */
  timeZone?: string;
  /** How many activities the conversation had before this one. */
  earlier: number;
}

/** Something another conversation is to hear of: a turn of its own there, with an event of this name. Arrives once per `id`. */
export interface Tell {
  to: Thread;
  id: string;
  name: string;
  value?: string;
}

/** What a turn leads to. Everything here is committed together, then the messages go out in order. */
export interface TurnResult {
  state: DialogState;
  /** The conversation's language from now on. */
  locale: string;
  messages: Message[];
  entries: EntryDraft[];
  changes: Change[];
  /** Committed with the turn, whoever that other conversation belongs to just now. */
  tells?: Tell[];
  /** How the customer's words were read, plain JSON: goes into the log beside them. */
  read?: Record<string, unknown>;
  /** When an unfinished draft is to be reminded of, if at all. */
  remindAt?: Date;
  /** A customer's message rightly gets no reply: somebody owns the conversation. */
  silent?: true;
  /** For the log line: `asked`, `filed`, `denied`, `status`, `handoff`, … */
  outcome: string;
}

/** The dialogs as the turn sees them. May read through the use cases; writes nothing itself. */
export type Converse = (turn: Turn) => Promise<TurnResult>;
