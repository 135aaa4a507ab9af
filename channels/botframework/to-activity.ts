import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Activity } from '../../src/channel';
import { AppError } from '../../src/errors';
import { toRecord, type Address } from './address';

/** Longer texts are cut: to refuse one would lose it, since no channel shows its customer our answer. */
const MAX_TEXT = 4000;
const MAX_VALUE = 2000;

const id = z.string().min(1).max(500);
const account = z.object({ id: id.max(300), name: z.string().nullish(), role: z.string().nullish() });

/** What a button of ours carries (card.ts), alone or inside a card's action. */
const choiceSchema = z.object({ redress: z.string().min(1).max(MAX_VALUE) });
const actionSchema = z.object({ action: z.object({ data: choiceSchema }) });

const fileSchema = z.object({ contentType: z.string(), contentUrl: z.string().max(4000), name: z.string().nullish() });

/** What we read of a Bot Framework activity; every other field is left where it is. */
const bodySchema = z.object({
  type: z.string().min(1).max(64),
  id: id.nullish(),
  timestamp: z.string().max(40).nullish(),
  channelId: z.string().regex(/^[\w.-]{1,64}$/),
  serviceUrl: z.string().max(1000),
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    isGroup: z.boolean().nullish(),
    conversationType: z.string().max(40).nullish(),
    tenantId: z.string().max(100).nullish(),
  }),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  name: z.string().max(100).nullish(),
  locale: z.string().max(35).nullish(),
  deliveryMode: z.string().max(40).nullish(),
  membersAdded: z.array(z.object({ id: z.string() })).nullish(),
  entities: z.array(z.unknown()).nullish(),
  attachments: z.array(z.unknown()).nullish(),
});

export type Body = z.infer<typeof bodySchema>;

const mentionSchema = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string() }),
  text: z.string().min(1).max(500).nullish(),
});

const LOCALE = /^[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{2,8})*$/;

/** Throws `BadRequest` naming the field. */
export function readBody(body: unknown): Body {
  const parsed = bodySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('BadRequest', issue?.message ?? 'not an activity', { field: issue?.path.join('.') || 'body' });
}

/** Several people read this conversation. */
export const isGroup = ({ conversation: { isGroup: said, conversationType } }: Body): boolean =>
  said === true || (typeof conversationType === 'string' && conversationType !== 'personal');

/** The bot's mentions in the text, as the channel marked them. */
const mentionsOf = ({ entities, recipient }: Body): string[] =>
  (entities ?? []).flatMap((one) => {
    const mention = mentionSchema.safeParse(one).data;
    return mention?.mentioned.id === recipient.id ? [mention.text ?? ''] : [];
  });

function textOf(body: Body): string {
  const bare = mentionsOf(body)
    .filter(Boolean)
    .reduce((text, mention) => text.replaceAll(mention, ' '), body.text ?? '');
  return bare.trim().slice(0, MAX_TEXT);
}

function choiceOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value.length <= MAX_VALUE) return value;
  return choiceSchema.safeParse(value).data?.redress ?? actionSchema.safeParse(value).data?.action.data.redress;
}

/** The one operation there is by invoke: a button of ours on a card that acts so. */
const isOurInvoke = ({ name, value }: Body): boolean => name === 'adaptiveCard/action' && choiceOf(value) !== undefined;

/** Ids that a client may choose freely, but for those from a token of Direct Line's. */
const OPEN_CHANNELS = new Set(['directline', 'webchat', 'emulator', 'test']);
const isVouched = (channelId: string, user: string): boolean =>
  !OPEN_CHANNELS.has(channelId) || (channelId !== 'emulator' && user.startsWith('dl_'));

/** Percent-encodes what our own keys use as a separator. */
const plain = (conversation: string): string => conversation.replaceAll('%', '%25').replaceAll('|', '%7C');

const present = <K extends string, V>(name: K, value: V | null | undefined): { [P in K]?: V } =>
  (value === undefined || value === null ? {} : { [name]: value }) as { [P in K]?: V };

function addressOf({ serviceUrl, channelId, conversation, from, recipient, id: activity }: Body): Address {
  return {
    serviceUrl,
    channelId,
    conversation: conversation.id,
    bot: recipient.id,
    user: from.id,
    ...present('tenant', conversation.tenantId),
    ...present('conversationType', conversation.conversationType),
    ...present('activity', activity),
  };
}

/** What happened, in the line's words; null for what leaves the line here. */
type Happening = Pick<Activity, 'type' | 'text'> & Partial<Pick<Activity, 'name' | 'value' | 'providerId'>>;

/** Names that clients open a conversation with. */
const OPENINGS = new Set(['start', 'startConversation', 'webchat/join']);
/** A conversation is opened once, whoever says so and how often. */
const START: Happening = { type: 'event', name: 'start', text: '', providerId: 'start' };

function inGroup(body: Body): Happening | null {
  if (body.type !== 'message' || !mentionsOf(body).length) return null;
  return { type: 'event', name: 'group', text: '' };
}

/** On record, and never answered: what was said first has been. */
const AFTERTHOUGHTS = new Set(['messageUpdate', 'messageDelete', 'messageReaction']);

const said = (body: Body, text: string): Happening => ({
  type: 'message',
  text,
  ...present('value', choiceOf(body.value)),
});

const opens = ({ type, name, membersAdded }: Body): boolean =>
  (type === 'event' && OPENINGS.has(name ?? '')) || (type === 'conversationUpdate' && Boolean(membersAdded?.length));

function privately(body: Body): Happening | null {
  const { type } = body;
  if (type === 'message') return said(body, textOf(body));
  if (type === 'invoke') return isOurInvoke(body) ? said(body, '') : null;
  if (opens(body)) return START;
  return AFTERTHOUGHTS.has(type) ? { type: 'event', name: type, text: textOf(body) } : null;
}

/** Teams ids are times, so the type belongs to the key, and for an edit its own time. Without an id: what arrived. */
function providerIdOf(body: Body, happening: Happening): string {
  const { type, id: given, timestamp, from } = body;
  if (given) return `${type}:${given}${type === 'messageUpdate' ? `:${timestamp ?? ''}` : ''}`;
  const canonical = JSON.stringify([type, from.id, timestamp ?? '', happening]);
  return `${type}:sha256:${createHash('sha256').update(canonical).digest('base64url')}`;
}

/**
 * Station 2, normalize: an Activity from whitelisted fields, or null for what is no customer's message: the bot's own, typing,
 * installations, what a group says among itself. `verified`: the sender's token was checked.
 */
export function toActivity(body: Body, source: { client: string; verified: boolean }): Activity | null {
  const { channelId, conversation, from, recipient, locale, timestamp } = body;
  if (from.role === 'bot' || from.id === recipient.id) return null;
  const happening = isGroup(body) ? inGroup(body) : privately(body);
  if (!happening) return null;
  return {
    client: source.client,
    channel: 'botframework',
    conversation: `${channelId}/${plain(conversation.id)}`,
    providerId: providerIdOf(body, happening),
    ...happening,
    from: {
      id: `${channelId}/${from.id}`,
      ...present('name', from.name?.slice(0, 200) || undefined),
      identified: source.verified && isVouched(channelId, from.id),
    },
    attachments: [],
    ...present('locale', locale && LOCALE.test(locale) ? locale.replaceAll('_', '-') : undefined),
    ...present('sentAt', timestamp),
    address: toRecord(addressOf(body)),
  };
}

/** Pictures of a message, where they lie; Teams repeats its text as one more attachment, which is none. */
export const filesOf = ({ attachments }: Body): { url: string; name: string }[] =>
  (attachments ?? []).flatMap((one) => {
    const file = fileSchema.safeParse(one).data;
    return file && /^image\//i.test(file.contentType) ? [{ url: file.contentUrl, name: file.name ?? 'photo' }] : [];
  });
