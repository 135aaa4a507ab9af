import type { TranscriptItem } from '../channel-desk-shown';
import type { LogEntry } from '../domain/log-entry';
import { maskText } from '../domain/masking';

/** What a transcript is told from. */
export interface Told {
  /** The customer as the channel reads them. */
  customer: string;
  /** Names of staff by id. */
  staff: ReadonlyMap<string, string>;
  /** Words of outgoing messages by their feed id's number, for deliveries that failed. */
  said: ReadonlyMap<number, string>;
}

type Data = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A tapped choice's value without what it belongs to: `d1:items:MUG-BLUE` → `MUG-BLUE`. */
const chosen = (value: unknown): string => text(value).split(':')[2] ?? text(value);

const attachmentsIn = ({ attachments }: Data): TranscriptItem['attachments'] =>
  Array.isArray(attachments) ? (attachments as TranscriptItem['attachments']) : [];

const base = ({ seq, at }: LogEntry) => ({ seq, at, attachments: [], event: null, text: '' });

/** What arrived: a customer's words, or news of a case. */
function heard(entry: LogEntry, { customer }: Told): TranscriptItem | null {
  const { data, actor } = entry;
  if (actor.type === 'system') {
    if (data.name !== 'case-changed') return null;
    const event = { event: 'changed', caseNo: text(data.value) };
    return { ...base(entry), who: 'system', name: '', kind: 'case', event };
  }
  if (data.type === 'event') return null;
  const words = text(data.text) || chosen(data.value);
  return {
    ...base(entry),
    who: 'customer',
    name: customer,
    text: maskText(words),
    attachments: attachmentsIn(data),
    kind: 'message',
  };
}

/** What could be tapped stands behind the words, in brackets. */
function choicesIn({ choices }: Data): string {
  if (!Array.isArray(choices)) return '';
  const labels = (choices as { text?: unknown }[]).map((one) => `[${text(one.text)}]`);
  return labels.length ? `\n${labels.join(' ')}` : '';
}

function said(entry: LogEntry, { staff }: Told): TranscriptItem {
  const { data, actor } = entry;
  const person = actor.type === 'staff';
  return {
    ...base(entry),
    who: person ? 'staff' : 'bot',
    name: person ? text(data.name) || (staff.get(actor.id) ?? '') : '',
    text: maskText(text(data.text) + choicesIn(data)),
    attachments: attachmentsIn(data),
    kind: 'message',
  };
}

/** Only what went wrong: that a message arrived is what everybody expects. */
function delivery(entry: LogEntry, { said: words }: Told): TranscriptItem | null {
  const { status, code, possiblyTwice, seq } = entry.data;
  if (status !== 'failed' && status !== 'held' && !possiblyTwice) return null;
  const of = maskText(words.get(Number(seq)) ?? '');
  const event = { status, ...(code ? { code } : {}), ...(possiblyTwice ? { possiblyTwice } : {}), of };
  return { ...base(entry), who: 'system', name: '', kind: 'delivery', event };
}

/** Who did something to the handoff, as the channel reads them. */
function doer({ actor, data }: LogEntry, { staff, customer }: Told): Pick<TranscriptItem, 'who' | 'name'> {
  if (actor.type === 'staff') return { who: 'staff', name: text(data.name) || (staff.get(actor.id) ?? '') };
  return actor.type === 'customer' ? { who: 'customer', name: customer } : { who: 'system', name: '' };
}

/** Free words among what an event tells, masked like all others. */
const masked = (event: Data): Data =>
  Object.fromEntries(
    Object.entries(event).map(([name, one]) => [
      name,
      name === 'note' || name === 'comment' ? maskText(text(one)) : one,
    ]),
  );

function handoff(entry: LogEntry, told: Told): TranscriptItem | null {
  const { action = 'asked', id: _id, order: _order, text: words, ...rest } = entry.data;
  // That somebody else was quicker is told to whoever clicked, not to all.
  if (action === 'refused') return null;
  const item = { ...base(entry), ...doer(entry, told) };
  if (action === 'noted') return { ...item, text: maskText(text(words)), kind: 'note', event: { ...rest } };
  return { ...item, kind: 'handoff', event: { action, ...masked(rest) } };
}

/** Conversations of one person that were joined or parted, or an order that was proven by a code. */
function link(entry: LogEntry, told: Told): TranscriptItem | null {
  const { action, with: other, orderNo } = entry.data;
  const channel = text((other as { channel?: unknown } | undefined)?.channel);
  const event = { action, ...(channel ? { channel } : {}), ...(orderNo ? { orderNo } : {}) };
  return { ...base(entry), ...doer(entry, told), kind: 'handoff', event };
}

function confirmed(entry: LogEntry): TranscriptItem | null {
  const { caseNo } = entry.data;
  return caseNo ? { ...base(entry), who: 'customer', name: '', kind: 'case', event: { event: 'filed', caseNo } } : null;
}

/** An entry of the conversation's log as a line at the desk; null for what tells nobody anything there. */
export function itemOf(entry: LogEntry, told: Told): TranscriptItem | null {
  switch (entry.type) {
    case 'message-in':
      return heard(entry, told);
    case 'message-out':
      return said(entry, told);
    case 'delivery':
      return delivery(entry, told);
    case 'handoff':
      return handoff(entry, told);
    case 'link':
      return link(entry, told);
    case 'confirmation':
      return confirmed(entry);
    default:
      return null;
  }
}

/** The number of an outgoing message, from its id (feed-id.ts: the digits behind the last stop). */
export function outgoingSeq({ type, data }: LogEntry): number | null {
  const found = type === 'message-out' ? /\.(\d+)$/.exec(text(data.id))?.[1] : undefined;
  return found === undefined ? null : Number(found);
}
