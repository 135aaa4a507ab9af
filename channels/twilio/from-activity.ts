import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message';
import type { MediaLink, Outgoing } from '../../src/channel';
import { addressOf, partyOf, type ChannelName } from './address';
import { smsSize, toPlain } from './gsm7';
import type { TwilioSettings } from './settings';
import { onOneLine } from './templates';

/** One message on its way to Twilio, with what it costs. */
export interface Envelope {
  message: MessageListInstanceCreateOptions & { to: string; body: string };
  /** Whose rate it counts against. */
  sender: string;
  /** Segments of an SMS; a WhatsApp message is one. */
  segments: number;
  encoding: 'GSM-7' | 'UCS-2' | 'none';
  /** How Twilio may list it: as it is, as the text beside buttons, or inside a template. */
  reads: (body: string) => boolean;
}

/** Where the conversation itself names no sender of ours: the first one configured, or the service's choice. */
function senderFor(channel: ChannelName, settings: TwilioSettings): string | undefined {
  const [first] = channel === 'sms' ? settings.smsFrom : settings.whatsappFrom;
  return first === undefined ? undefined : addressOf({ channel, id: first });
}

/** Which message a callback is about: with the recipient, who is in the callback itself, the whole outbox id. */
function callbackQuery(to: string, conversation: string, seq: number): string {
  const renamed = partyOf(to)?.id !== conversation;
  return `?seq=${seq}${renamed ? `&of=${encodeURIComponent(conversation)}` : ''}`;
}

/** Who speaks: the number the customer wrote to, in its pool. */
function speaker({ address = {} }: Outgoing, channel: ChannelName, settings: TwilioSettings) {
  const from = address.from ?? senderFor(channel, settings);
  const service = address.service ?? (from === undefined ? settings.serviceSid : undefined);
  return {
    sender: from ?? service,
    fields: {
      ...(from === undefined ? {} : { from }),
      ...(service === undefined ? {} : { messagingServiceSid: service }),
    },
  };
}

/** Characters of one message at Twilio, on both channels. */
export const MAX_TEXT = 1_600;

/** Where buttons cannot be had, choices are a numbered list; one that would not fit is cut, never the question. */
function numbered({ text, choices }: Outgoing): string {
  const list = choices.map((choice, i) => `\n${i + 1}. ${choice.text}`).join('');
  return (text + list).slice(0, MAX_TEXT);
}

/**
 * A message as Twilio takes it: in the alphabet of an SMS where that changes no letter, from the number the customer wrote
 * to. Null where nothing is configured to speak for us.
 */
export function fromActivity(
  outgoing: Outgoing,
  channel: ChannelName,
  settings: TwilioSettings,
  statusUrl: string | null,
  media: MediaLink | null,
): Envelope | null {
  const { address, client, conversation, text, seq, attachments = [] } = outgoing;
  const { sender, fields } = speaker(outgoing, channel, settings);
  if (sender === undefined) return null;
  const to = address?.to ?? addressOf({ channel, id: conversation });
  const body = channel === 'sms' ? toPlain(text) : numbered(outgoing);
  return {
    message: {
      to,
      body,
      ...fields,
      ...(media && attachments.length ? { mediaUrl: attachments.map(({ id }) => media(client, id)) } : {}),
      ...(statusUrl === null ? {} : { statusCallback: statusUrl + callbackQuery(to, conversation, seq) }),
    },
    sender,
    reads: (listed) =>
      listed === body || (channel === 'whatsapp' && listed.includes(onOneLine(text))) || listed === text,
    ...(channel === 'sms' ? smsSize(body) : { segments: 1, encoding: 'none' as const }),
  };
}
