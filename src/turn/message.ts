import type { StoredAttachment } from '../channel';
import type { StaffRef } from '../domain/staff';

/** What a dialog says, before words: a key of the locale files, the values that go into it, and the choices it offers. */

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

/** A choice's words: a locale key with values, or text that is the same in every language (an item's name). */
export type Label = { key: string; values?: Record<string, Value> } | { literal: string };

export interface Choice {
  /** At most 64 characters; accepted as the message's text or value. */
  value: string;
  label: Label;
}

/**
 * `values` is also what clients read in channelData: amounts are `{ minor: "1230", currency: "USD" }`, dates ISO 8601,
 * everything plain JSON. A rephrased question keeps its key and has `values.attempt` (2, 3, …).
 */
export interface Message {
  key: string;
  values?: Record<string, Value>;
  choices?: Choice[];
  /** True for a question: the turn's last message then expects input. */
  question?: boolean;
  /** The member of staff whose words these are; absent: the bot's. */
  by?: StaffRef;
  attachments?: StoredAttachment[];
  /** Part of the words that only the customer may read: it leaves with the message and is masked in the log. */
  hush?: string;
}
