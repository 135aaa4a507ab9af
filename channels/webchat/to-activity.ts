import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Activity, StoredAttachment } from '../../src/channel';
import { AppError } from '../../src/errors';

/** Longest text of one message (fixed by our interface). */
export const MAX_TEXT = 4000;
const MAX_VALUE = 2000;

const id = z.string().min(1).max(128);

/** What we read of a Direct Line activity; every other field is left where it is. */
const activitySchema = z.object({
  type: z.string().min(1).max(64),
  from: z.object({ id, name: z.string().max(200).optional() }).optional(),
  text: z.string().optional(),
  value: z.unknown().optional(),
  name: z.string().max(64).optional(),
  locale: z.string().max(35).optional(),
  localTimestamp: z.string().max(40).optional(),
  localTimezone: z.string().max(64).optional(),
  channelData: z.object({ clientActivityID: id.optional() }).nullish(),
});

const LOCALE = /^[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{2,8})*$/;

const ZONES = new Set(Intl.supportedValuesOf('timeZone'));

/** True for an IANA zone this runtime can reckon in; `UTC` is not in its list. */
const isTimeZone = (name: string): boolean => name === 'UTC' || ZONES.has(name);

function textOf(value: unknown, field: string, limit: number): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  if (value.length > limit) throw new AppError('TooLarge', `${field} is longer than ${limit} characters`, { field });
  return value;
}

function senderOf(
  from: { id: string; name?: string | undefined } | undefined,
  user: string | undefined,
): Activity['from'] {
  const name = from?.name ? { name: from.name } : {};
  if (user !== undefined) return { id: user, ...name, identified: true };
  if (!from) throw new AppError('BadRequest', 'from.id is missing', { field: 'from.id' });
  // Ids of this form are given by us, in a token; whoever could choose one could be anybody.
  if (from.id.startsWith('dl_'))
    throw new AppError('BadRequest', 'ids beginning with dl_ come from a token', { field: 'from.id' });
  return { id: from.id, ...name, identified: false };
}

export interface Source {
  client: string;
  conversation: string;
  /** The user the token names. */
  user?: string;
  attachments?: StoredAttachment[];
}

type Body = z.infer<typeof activitySchema>;

function parse(body: unknown): Body {
  const parsed = activitySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('BadRequest', issue?.message ?? 'not an activity', { field: issue?.path.join('.') || 'body' });
}

/** Direct Line's own client sends no id of its own: then every POST is a new message. */
function identity(sender: string, clientActivityID: string | undefined): Pick<Activity, 'providerId' | 'echo'> {
  if (clientActivityID === undefined) return { providerId: `r:${randomUUID()}` };
  return { providerId: `c:${sender}:${clientActivityID}`, echo: { clientActivityID } };
}

const present = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };

/** What a device tells of itself, as far as it makes sense. */
function circumstances({ locale, localTimestamp, localTimezone }: Body): Partial<Activity> {
  return {
    ...present('locale', locale && LOCALE.test(locale) ? locale.replaceAll('_', '-') : undefined),
    ...present('sentAt', localTimestamp),
    ...present('timeZone', localTimezone && isTimeZone(localTimezone) ? localTimezone : undefined),
  };
}

/**
 * Station 2, normalize: an Activity from whitelisted fields, or null for what is no customer's message (typing, joins).
 * Throws BadRequest or TooLarge naming the field.
 */
export function toActivity(body: unknown, source: Source): Activity | null {
  const given = parse(body);
  const { type, text, value, name, channelData } = given;
  if (type !== 'message' && !(type === 'event' && name)) return null;
  const from = senderOf(given.from, source.user);
  return {
    client: source.client,
    channel: 'webchat',
    conversation: source.conversation,
    ...identity(from.id, channelData?.clientActivityID),
    type,
    ...present('name', type === 'event' ? name : undefined),
    from,
    text: textOf(text, 'text', MAX_TEXT) ?? '',
    ...present('value', textOf(value, 'value', MAX_VALUE)),
    attachments: source.attachments ?? [],
    ...circumstances(given),
  };
}
