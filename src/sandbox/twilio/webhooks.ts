import { signForm } from './signature';
import type { KeptMessage, Photo, Posted, PostHow } from './shapes';

export interface WebhookParts {
  accountSid: string;
  authToken: string;
  /** Where an address really is: a service known by a public address may stand on this machine. */
  reach: (url: string) => string;
}

export type Post = (url: string, params: Record<string, string | string[]>, how?: PostHow) => Promise<Posted>;

/** Posts parameters as Twilio does, signed for the address they go to unless told otherwise. */
export function createPost({ authToken, reach }: WebhookParts): Post {
  return async (url, params, how = {}) => {
    const signature =
      how.signature === undefined ? signForm(how.token ?? authToken, how.signedFor ?? url, params) : how.signature;
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(params)) for (const one of [value].flat()) form.append(name, one);
    const answer = await fetch(reach(url.replace(/#.*$/, '')), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'user-agent': 'TwilioProxy/1.1',
        ...(signature === null ? {} : { 'x-twilio-signature': signature }),
        ...how.headers,
      },
      body: form.toString(),
    });
    return { status: answer.status, text: await answer.text(), contentType: answer.headers.get('content-type') ?? '' };
  };
}

/** What Twilio says of a message that came in. `base` is where its media lie. */
export function inboundParams(
  { sid, from, to, body, media }: KeptMessage,
  { accountSid, base }: { accountSid: string; base: string },
): Record<string, string> {
  const attached = media.flatMap((one: Photo & { sid: string }, i) => [
    [`MediaUrl${i}`, `${base}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${one.sid}`],
    [`MediaContentType${i}`, one.contentType],
  ]);
  return {
    ToCountry: 'US',
    SmsMessageSid: sid,
    NumMedia: String(media.length),
    FromCountry: 'US',
    SmsSid: sid,
    SmsStatus: 'received',
    Body: body,
    To: to,
    NumSegments: '1',
    MessageSid: sid,
    AccountSid: accountSid,
    From: from,
    ApiVersion: '2010-04-01',
    ...(Object.fromEntries(attached) as Record<string, string>),
  };
}

/** What Twilio says of a message that has moved on. */
export const statusParams = (
  { sid, to, from, service }: KeptMessage,
  accountSid: string,
  status: string,
  errorCode?: number,
): Record<string, string> => ({
  SmsSid: sid,
  SmsStatus: status,
  MessageStatus: status,
  To: to,
  MessageSid: sid,
  AccountSid: accountSid,
  From: from,
  ApiVersion: '2010-04-01',
  ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
  ...(service ? { MessagingServiceSid: service } : {}),
});
