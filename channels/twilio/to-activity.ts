import type { Activity, Thread } from '../../src/channel';
import type { Party } from './address';
import { field, type Params } from './form';
import type { Heard } from './opt-out';

/** An SMS holds 1600 characters, a WhatsApp message 4096; more than this is nobody's own words. */
const MAX_TEXT = 4_096;
const MAX_VALUE = 2_000;
const MOST_MEDIA = 10;

export const threadOf = (client: string, { channel, id }: Party): Thread => ({ client, channel, conversation: id });

/** The message's words. A document's body is its file name, which nobody typed. */
export function textOf(params: Params): string {
  if (field(params, 'MessageType') === 'document') return '';
  return field(params, 'Body').trim().slice(0, MAX_TEXT);
}

/** What was attached, where it lies with Twilio. */
export function mediaOf(params: Params): { url: string; contentType: string }[] {
  const count = Math.min(Number(field(params, 'NumMedia')) || 0, MOST_MEDIA);
  return Array.from({ length: count }, (_, i) => ({
    url: field(params, `MediaUrl${i}`),
    contentType: field(params, `MediaContentType${i}`).toLowerCase(),
  })).filter(({ url }) => url);
}

/** The tapped button or list item, which is a value of ours when it was offered by us. */
function valueOf(params: Params): { value?: string } {
  const value = field(params, 'ButtonPayload') || field(params, 'ListId');
  return value && value.length <= MAX_VALUE ? { value } : {};
}

/** How to answer: from the sender that was written to, in its pool. */
function replyTo(params: Params): Record<string, string> {
  const service = field(params, 'MessagingServiceSid');
  return { to: field(params, 'From'), from: field(params, 'To'), ...(service ? { service } : {}) };
}

const happening = (params: Params, as: Heard['as']): Pick<Activity, 'type' | 'name' | 'value'> => {
  if (as === 'message') return { type: 'message', ...valueOf(params) };
  return { type: 'event', name: as === 'start' ? 'start' : 'noted' };
};

/** Station 2, normalize: an Activity from the parameters we know; its SID makes it arrive once. */
export function toActivity(params: Params, source: { client: string; from: Party; as: Heard['as'] }): Activity {
  const { client, from, as } = source;
  const name = field(params, 'ProfileName').slice(0, 200);
  return {
    ...threadOf(client, from),
    providerId: field(params, 'MessageSid'),
    ...happening(params, as),
    from: { id: `${from.channel}:${from.id}`, ...(name ? { name } : {}), identified: true },
    text: textOf(params),
    attachments: [],
    address: replyTo(params),
  };
}
