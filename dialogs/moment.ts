import type { BusinessCalendar } from '../src/domain/business-hours';
import type { Change } from '../src/domain/change';
import type { Policy } from '../src/domain/eligibility';
import type { Actor, EntryDraft } from '../src/domain/log-entry';
import type { Attempts, Cases, Orders } from '../src/intake/ports';
import type { Linking } from '../src/intake/linking';
import type { Tell, Turn } from '../src/turn/form';
import type { Label, Message, Value } from '../src/turn/message';
import type { Reading, Understand } from '../src/understanding/reading';
import type { Tap } from './choice-token';
import type { Memory } from './memory';

/** What the dialogs are given by the composition root. All reads; nothing here writes but the attempts counter. */
export interface Dependencies {
  orders: Orders;
  cases: Cases;
  attempts: Attempts;
  understand: Understand;
  /** A choice's words in a locale: how a button that arrives as its text is recognised. */
  choiceText: (label: Label, locale: string) => string;
  newCaseNo: () => string;
  newId: () => string;
  /** Codes and links; absent: nothing reaches beyond this conversation. */
  linking?: Linking;
  calendar?: BusinessCalendar;
  /** Business minutes within which a person answers, where the client says so. */
  promiseMinutes?: number;
  policy?: Policy;
}

/** A turn with what was said in it, read. */
export interface Moment {
  deps: Dependencies;
  turn: Turn;
  at: Date;
  reading: Reading;
  /** What the customer wrote; empty for a tap. */
  text: string;
  /** Words for the log: the text, or the value of the tap. */
  given: string;
  /** The tapped choice, whatever question it belongs to. */
  tap: Tap | null;
  /** Values chosen among the choices on the table: tapped, typed, numbered or named by their words. */
  picked: string[];
  /** Nothing was said to the dialog: asking again is not a failed try. */
  quiet?: boolean;
  /** The sentence to open the next question with, unless an answer is mirrored there. */
  lead?: { key: string } & Record<string, Value>;
  /** Reads the message again knowing more (the items of an order found in this turn). */
  read: (text: string, memory: Memory, items?: { sku: string; name: string; quantity: number }[]) => Reading;
}

/** What a dialog makes of a moment. */
export interface Reply {
  memory: Memory;
  messages: Message[];
  entries: EntryDraft[];
  changes: Change[];
  tells?: Tell[];
  outcome: string;
}

export function reply(memory: Memory, messages: Message[], outcome: string, more: Partial<Reply> = {}): Reply {
  return { memory, messages, entries: [], changes: [], outcome, ...more };
}

/** One reply after another in the same turn: the second one starts from the first one's memory. */
export function joined(first: Reply, second: Reply): Reply {
  return {
    memory: second.memory,
    messages: [...first.messages, ...second.messages],
    entries: [...first.entries, ...second.entries],
    changes: [...first.changes, ...second.changes],
    tells: [...(first.tells ?? []), ...(second.tells ?? [])],
    outcome: second.outcome,
  };
}

/** The customer as an actor of the log. */
export function customerOf({ turn }: Moment): Actor {
  return { type: 'customer', id: turn.contact.id };
}

export function placeOf({ turn }: Moment): { client: string; channel: string; conversation: string } {
  const { client, channel, conversation } = turn.thread;
  return { client, channel, conversation };
}

/** Whom failed look-ups are counted for: the contact the channel vouches for, else the conversation, as ids may be shared. */
export function askerOf({ turn }: Moment): string {
  const { contact, thread } = turn;
  return contact.identified ? `${thread.channel}:${contact.id}` : `${thread.channel}/${thread.conversation}`;
}
