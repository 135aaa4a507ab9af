import { smsSize } from './sms-size';
import type { KeptMessage } from './shapes';

const rfc2822 = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

/** Everything Twilio says of a message. */
export const messageResource = (accountSid: string, one: KeptMessage) => ({
  account_sid: accountSid,
  api_version: '2010-04-01',
  body: one.body,
  date_created: rfc2822(one.createdAt),
  date_sent: one.status === 'queued' ? null : rfc2822(one.createdAt),
  date_updated: rfc2822(one.createdAt),
  direction: one.direction,
  error_code: one.errorCode,
  error_message: null,
  from: one.from,
  messaging_service_sid: one.service,
  num_media: String(one.media.length),
  num_segments: String(one.from.startsWith('whatsapp:') ? 1 : smsSize(one.body).segments),
  price: null,
  price_unit: 'USD',
  sid: one.sid,
  status: one.status,
  subresource_uris: {},
  to: one.to,
  uri: `/2010-04-01/Accounts/${accountSid}/Messages/${one.sid}.json`,
});

export const mediaResource = (accountSid: string, { sid, createdAt }: KeptMessage, media: KeptMessage['media'][0]) => ({
  sid: media.sid,
  account_sid: accountSid,
  parent_sid: sid,
  content_type: media.contentType,
  date_created: rfc2822(createdAt),
  date_updated: rfc2822(createdAt),
  uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${media.sid}.json`,
});

/** The first and only page of a list of API version 2010-04-01. */
export const pageOf = (path: string, name: string, items: unknown[]) => ({
  [name]: items,
  page: 0,
  page_size: 50,
  next_page_uri: null,
  previous_page_uri: null,
  first_page_uri: path,
  uri: path,
  start: 0,
  end: 0,
});

/** How Twilio says no. */
export const problemBody = (status: number, code: number, message = `error ${code}`) => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});
