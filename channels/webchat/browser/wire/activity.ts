/** What arrives from the service, read defensively: an activity of a shape we do not know is skipped, never a crash. */

export interface Choice {
  value: string;
  text: string;
}

export interface BotMessage {
  kind: 'bot';
  id: string;
  text: string;
  key: string;
  values: Record<string, unknown>;
  choices: Choice[];
  /** The person who wrote it; undefined: nobody did, the service speaks. */
  by: string | undefined;
  photos: { name: string; url: string }[];
  /** The activity this answers. */
  replyToId: string | undefined;
  /** The last message of its turn: the service waits for the customer now. */
  last: boolean;
  locale: string | undefined;
  /** ISO 8601. */
  at: string;
}

export interface OwnMessage {
  kind: 'own';
  id: string;
  clientId: string | undefined;
  text: string;
  value: string | undefined;
  /** Names of the photos that came with it; the photos themselves are shown to staff only. */
  photos: string[];
  at: string;
}

export type Incoming = BotMessage | OwnMessage | { kind: 'typing' };

export interface Page {
  activities: unknown[];
  watermark: string | undefined;
}

type Json = Record<string, unknown>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const string = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A page of the feed, or a frame of the stream. */
export function readPage(raw: unknown): Page {
  const page = object(raw);
  return { activities: list(page.activities), watermark: string(page.watermark) };
}

/** Choices from our own channelData; from the suggested actions where another service sends those only. */
function readChoices(raw: Json): Choice[] {
  const own = list(object(raw.channelData).choices).map((one) => {
    const { value, text } = object(one);
    return { value: string(value) ?? '', text: string(text) ?? '' };
  });
  const suggested = list(object(raw.suggestedActions).actions).map((one) => {
    const { value, title } = object(one);
    return { value: string(value) ?? '', text: string(title) ?? string(value) ?? '' };
  });
  return (own.length > 0 ? own : suggested).filter((one) => one.value !== '' && one.text !== '');
}

/** Photos with a web address; anything else a message may hold is not shown. */
function readPhotos(raw: Json): BotMessage['photos'] {
  return list(raw.attachments).flatMap((one) => {
    const { name, contentType, contentUrl } = object(one);
    const isPhoto = string(contentType)?.startsWith('image/') === true;
    const url = string(contentUrl) ?? '';
    return isPhoto && /^https?:\/\//.test(url) ? [{ name: string(name) ?? '', url }] : [];
  });
}

function readBot(raw: Json, id: string, at: string): BotMessage {
  const data = object(raw.channelData);
  return {
    kind: 'bot',
    id,
    text: string(raw.text) ?? '',
    key: string(data.key) ?? '',
    values: object(data.values),
    choices: readChoices(raw),
    by: string(object(data.by).name),
    photos: readPhotos(raw),
    replyToId: string(raw.replyToId),
    last: raw.inputHint !== 'ignoringInput',
    locale: string(raw.locale),
    at,
  };
}

function readOwn(raw: Json, id: string, at: string): OwnMessage {
  const names = list(raw.attachments).map((one) => string(object(one).name) ?? '');
  return {
    kind: 'own',
    id,
    clientId: string(object(raw.channelData).clientActivityID),
    text: string(raw.text) ?? '',
    value: string(raw.value),
    photos: names,
    at,
  };
}

/** One activity of the feed; null for what a chat does not show (events, unknown types). */
export function readActivity(raw: unknown, now: string): Incoming | null {
  const activity = object(raw);
  const fromUser = object(activity.from).role === 'user';
  if (activity.type === 'typing') return fromUser ? null : { kind: 'typing' };
  const id = string(activity.id);
  if (activity.type !== 'message' || !id) return null;
  const at = string(activity.timestamp) ?? now;
  return fromUser ? readOwn(activity, id, at) : readBot(activity, id, at);
}
