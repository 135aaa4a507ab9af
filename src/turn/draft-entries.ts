import type { Outgoing } from '../channel';
import type { EntryDraft } from '../domain/log-entry';
import { activityId } from '../domain/feed-id';
import type { Message } from './message';
import type { InboxEntry } from './ports';

const BOT = { type: 'bot' as const, id: 'bot' };

/** What arrived, as received after redaction and as it was read. */
export function heardEntry(entry: InboxEntry, read: Record<string, unknown> | undefined): EntryDraft {
  const { activity, seq, at } = entry;
  const { providerId, text, value, type, name, attachments, redacted, sentAt } = activity;
  const data = {
    id: activityId(activity, seq),
    providerId,
    type,
    text,
    value,
    name,
    redacted,
    sentAt,
    receivedAt: at.toISOString(),
  };
  const told = Object.fromEntries(Object.entries(data).filter(([, one]) => one !== undefined));
  const actor = activity.system
    ? { type: 'system' as const, id: 'system' }
    : { type: 'customer' as const, id: activity.from.id };
  return {
    stream: 'conversation',
    type: 'message-in',
    actor,
    data: { ...told, ...(attachments.length ? { attachments } : {}), ...(read ? { read } : {}) },
  };
}

/** The same with what only the customer may read masked, however deep it lies. */
function hushed<T>(value: T, secret: string | undefined): T {
  if (!secret) return value;
  const mask = (one: unknown): unknown => {
    if (typeof one === 'string') return one.replaceAll(secret, secret.replace(/[\p{L}\p{N}]/gu, 'x'));
    if (Array.isArray(one)) return one.map(mask);
    if (typeof one !== 'object' || one === null || one instanceof Date) return one;
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, mask(inner)]));
  };
  return mask(value) as T;
}

/** What is said: a question with the exact words shown, and each message on its way. */
export function saidEntries(message: Outgoing, question: boolean, feed: boolean, secret?: string): EntryDraft[] {
  const { id, key, values, text, choices, locale, replyToId } = hushed(message, secret);
  const { attachments = [], by } = message;
  const actor = by ? { type: 'staff' as const, id: by.staffId } : BOT;
  const words = {
    id,
    key,
    text,
    ...(choices.length ? { choices } : {}),
    ...(attachments.length ? { attachments } : {}),
    ...(by ? { name: by.name } : {}),
    locale,
  };
  const asked: EntryDraft = { stream: 'conversation', type: 'question', actor, data: { ...words, values } };
  // On a feed the commit is the send, and our id is the provider's.
  const sent = { ...words, replyToId, ...(feed ? { providerId: id, status: 'sent' } : { status: 'queued' }) };
  const out: EntryDraft = { stream: 'conversation', type: 'message-out', actor, data: sent };
  return question ? [asked, out] : [out];
}

/** A confirmation keeps the words that were confirmed, as the customer had them before their eyes. */
export function confirmed(draft: EntryDraft, words: (message: Message) => string): EntryDraft {
  const { key, values } = draft.data as { key?: string; values?: Message['values'] };
  if (draft.type !== 'confirmation' || !key) return draft;
  return { ...draft, data: { ...draft.data, text: words({ key, ...(values ? { values } : {}) }) } };
}
