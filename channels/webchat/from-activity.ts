import type { FeedItem, FeedPage, MediaLink, Outgoing } from '../../src/channel';

type Json = Record<string, unknown>;

/** Photos a member of staff sent, with an address at which the page can show them. */
const photosOf = ({ client, attachments = [] }: Outgoing, media: MediaLink): Json =>
  attachments.length
    ? {
        attachments: attachments.map(({ id, name, contentType }) => ({
          name,
          contentType,
          contentUrl: media(client, id),
        })),
      }
    : {};

function fromMessage(message: Outgoing, media: MediaLink): Json {
  const { key, values, choices, by } = message;
  return {
    type: 'message',
    id: message.id,
    timestamp: message.at.toISOString(),
    channelId: 'directline',
    conversation: { id: message.conversation },
    from: { id: 'bot', name: by?.name ?? 'Redress', role: 'bot' },
    text: message.text,
    textFormat: 'plain',
    locale: message.locale,
    replyToId: message.replyToId,
    inputHint: message.inputHint,
    channelData: { key, values, choices, ...(by ? { by: { name: by.name } } : {}) },
    ...photosOf(message, media),
    ...(choices.length
      ? { suggestedActions: { actions: choices.map(({ text }) => ({ type: 'imBack', title: text, value: text })) } }
      : {}),
  };
}

/** A one-time code as we keep it (`otp:` and 32 letters): the customer typed something else, and sees that it was a code. */
const SEALED = /otp:[a-p]{32}/g;

/** What the customer sent, as everybody in the conversation sees it. */
function fromEcho({ id, at, activity }: FeedItem & { direction: 'in' }): Json {
  const { type, name, text, value, from, locale, echo, attachments } = activity;
  return {
    type,
    id,
    timestamp: at.toISOString(),
    channelId: 'directline',
    conversation: { id: activity.conversation },
    from: { id: from.id, ...(from.name ? { name: from.name } : {}), role: 'user' },
    ...(name === undefined ? {} : { name }),
    text: text.replace(SEALED, 'xx-xxxxxx'),
    ...(value === undefined ? {} : { value }),
    ...(locale === undefined ? {} : { locale }),
    ...(echo ? { channelData: echo } : {}),
    // Photos go to staff only: the customer's page is told what arrived, not where it lies.
    ...(attachments.length
      ? { attachments: attachments.map(({ name: file, contentType }) => ({ name: file, contentType })) }
      : {}),
  };
}

/** Events of the service itself are no part of what a customer reads. */
const isShown = (item: FeedItem): boolean => item.direction === 'out' || !item.activity.system;

/** One page of a feed in Direct Line's form. */
export function fromFeed({ items, watermark }: FeedPage, media: MediaLink): { activities: Json[]; watermark: string } {
  const activities = items
    .filter(isShown)
    .map((item) => (item.direction === 'out' ? fromMessage(item.message, media) : fromEcho(item)));
  return { activities, watermark };
}
