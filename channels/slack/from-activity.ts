import type { ImageBlock, KnownBlock, MessageMetadata } from '@slack/types';
import type { MediaLink, Outgoing } from '../../src/channel';
import { choiceBlocks, paragraph, small } from './blocks';
import type { SlackArguments } from './methods';
import { cut, escaped } from './plain';
import { structured } from './structure';
import { wordsFor } from './words';

/** Text of one message: a section's limit, which is also what a person reads in one piece. */
export const MAX_TEXT = 3_000;
/** Shown in notifications and read to those who cannot see; Slack cuts at 40,000. */
const MAX_FALLBACK = 3_000;

/** How a message of the outbox is recognised in Slack. */
export const OUTBOX_EVENT = 'redress_outbox';
export const markOf = ({ id }: Pick<Outgoing, 'id'>): MessageMetadata => ({
  event_type: OUTBOX_EVENT,
  event_payload: { id },
});

const photos = ({ attachments, client, locale }: Outgoing, media: MediaLink): ImageBlock[] =>
  (attachments ?? []).slice(0, 10).map(({ id, name }) => ({
    type: 'image',
    image_url: media(client, id),
    alt_text: cut(name, 200) || wordsFor(locale).photo,
  }));

/** A message as Slack shows it: words in which nothing is markup, photos, then what can be chosen. */
export function toBlocks(message: Outgoing, media: MediaLink): KnownBlock[] {
  const words = wordsFor(message.locale);
  const said = structured(message, words);
  return [
    ...(said ?? (message.text ? [paragraph(message.text)] : [])),
    ...photos(message, media),
    ...(message.by ? [small(message.by.name)] : []),
    ...choiceBlocks(message.choices, words, message.key.endsWith('.readBack')),
  ];
}

/** The same for those who hear it read, and for notifications. */
export const fallbackOf = ({ text, locale }: Pick<Outgoing, 'text' | 'locale'>): string =>
  cut(escaped(text), MAX_FALLBACK) || wordsFor(locale).photo;

/** One message on its way to `channel`, and into the thread the customer wrote in, if any. */
export function fromActivity(message: Outgoing, channel: string, media: MediaLink): SlackArguments<'chat.postMessage'> {
  const thread = message.address?.thread;
  return {
    channel,
    text: fallbackOf(message),
    blocks: toBlocks(message, media),
    metadata: markOf(message),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    ...(thread ? { thread_ts: thread } : {}),
  };
}
