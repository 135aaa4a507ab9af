export const ENTRY_TYPES = [
  'message-in',
  'question',
  'answer',
  'correction',
  'decision',
  'confirmation',
  'status',
  'message-out',
  'delivery',
  'handoff',
  'link',
] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

export interface Actor {
  type: 'customer' | 'system' | 'staff' | 'bot';
  id: string;
}

/** What a turn asks to be logged; numbered and dated when it is committed. */
export interface EntryDraft {
  /** `conversation`, or the number of the case whose stream it goes to. */
  stream: 'conversation' | { caseNo: string };
  type: EntryType;
  actor: Actor;
  /** Plain JSON: strings, numbers, booleans, null, arrays, objects. Amounts as `{ minor, currency }`, dates ISO 8601. */
  data: Record<string, unknown>;
}

/** One thing that happened. Append-only; `seq` runs from 1 without gaps within `stream`. */
export interface LogEntry {
  client: string;
  stream: string;
  seq: number;
  at: Date;
  type: EntryType;
  actor: Actor;
  data: Record<string, unknown>;
}
