import type { MediaLink, Outgoing, RenderedChoice } from '../../src/channel';
import type { Address } from './address';
import { cardOf } from './card';

type Json = Record<string, unknown>;

/** These show Adaptive Cards whose buttons carry a value back. */
const CARDS = new Set(['msteams', 'webchat', 'directline', 'emulator']);
/** These show suggested actions as their own quick replies, which send the words. */
const SUGGESTIONS = new Set(['facebook', 'line', 'telegram', 'slack', 'kik', 'skype', 'viber']);

/** Everywhere else a number or the words are typed. */
const numbered = (choices: RenderedChoice[]): string =>
  choices.map(({ text }, i) => `\n${String(i + 1)}. ${text}`).join('');

/** The choices as the channel can show them, beside or in the text. */
function withChoices(channelId: string, text: string, choices: RenderedChoice[]): Json {
  if (!choices.length) return { text };
  if (CARDS.has(channelId)) return { text, attachments: [cardOf([], choices)] };
  if (!SUGGESTIONS.has(channelId)) return { text: text + numbered(choices) };
  const actions = choices.map((choice) => ({ type: 'imBack', title: choice.text, value: choice.text }));
  return { text, suggestedActions: { actions } };
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Teams runs the lines of a plain text together; its markup has line breaks, and takes nothing of the text for markup. */
function withLines(channelId: string, shown: Json): Json {
  const { text } = shown;
  if (channelId !== 'msteams' || typeof text !== 'string' || !text.includes('\n'))
    return { ...shown, textFormat: 'plain' };
  const escaped = text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
  return { ...shown, text: escaped.replaceAll('\n', '<br/>'), textFormat: 'xml' };
}

/** Who speaks to whom, in the connector's form. */
const envelope = ({ channelId, bot, user, conversation, tenant, conversationType, activity }: Address): Json => ({
  channelId,
  from: { id: bot, role: 'bot' },
  recipient: { id: user },
  conversation: {
    id: conversation,
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    ...(conversationType === undefined ? {} : { conversationType }),
  },
  ...(activity === undefined ? {} : { replyToId: activity }),
});

/** In a conversation with a bot nothing else says that a person speaks. */
const wordsOf = ({ text, by }: Outgoing): string => (by && text ? `${by.name}: ${text}` : text);

/** Photos of a member of staff, beside whatever else the message has attached. */
function withPhotos(shown: Json, { client, attachments = [] }: Outgoing, media: MediaLink | undefined): Json {
  if (!media || !attachments.length) return shown;
  const photos = attachments.map(({ id, name, contentType }) => ({ name, contentType, contentUrl: media(client, id) }));
  return { ...shown, attachments: [...((shown.attachments as Json[] | undefined) ?? []), ...photos] };
}

/**
 * One message of ours. Its id of the outbox travels along, so that a copy can be told from a second message; not where
 * channelData is handed to a provider as it is.
 */
export function fromMessage(message: Outgoing, address: Address, media?: MediaLink): Json {
  const shown = withLines(address.channelId, withChoices(address.channelId, wordsOf(message), message.choices));
  return {
    type: 'message',
    ...envelope(address),
    ...withPhotos(shown, message, media),
    locale: message.locale,
    inputHint: message.inputHint,
    ...(CARDS.has(address.channelId) ? { channelData: { redressId: message.id } } : {}),
  };
}

/** Shown until the next message, where the channel shows it at all. */
export const typing = (address: Address): Json => ({ type: 'typing', ...envelope(address) });

/** True for channels that show typing. */
export const showsTyping = ({ channelId }: Address): boolean => CARDS.has(channelId) || SUGGESTIONS.has(channelId);
