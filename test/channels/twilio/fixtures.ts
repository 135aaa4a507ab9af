import type { InjectOptions } from 'fastify';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { twilio as twilioChannels } from '../../../channels/twilio';
import type { Channel } from '../../../src/channel';
import { twilioStandIn } from '../../helpers/twilio-stand-in';
import type { Arrange } from '../contract';

const PUBLIC_URL = 'https://refunds.example';
const PATH = '/webhooks/twilio/message';
const SMS = '+15005550006';
const CUSTOMER = '+12025550143';

/** SMS over a stand-in of Twilio; the webhooks are those of WhatsApp as well. */
export const arrange: Arrange = async ({ line, clock, logger }) => {
  const standIn = await twilioStandIn({ senders: [SMS] });
  const { accountSid, authToken } = standIn;
  const channels = twilioChannels({
    client: 'default',
    values: {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_SMS_FROM: SMS,
      TWILIO_API_BASE: standIn.url,
      TWILIO_SMS_MPS: '1000',
    },
    publicUrl: PUBLIC_URL,
    line,
    consents: { find: () => Promise.resolve(null), change: () => Promise.resolve() },
    sameAddress: (_client, _channel, [first = '']) => Promise.resolve(first),
    quoted: () => Promise.resolve(null),
    marks: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
    contents: {
      find: () => Promise.resolve(null),
      keep: (_key, sid) => Promise.resolve(sid),
      forget: () => Promise.resolve(),
    },
    lastInAt: () => Promise.resolve(null),
    takenIds: () => Promise.resolve([]),
    media: (_client, id) => `https://refunds.example/media/${id}`,
    storePhoto: () => Promise.resolve({ ok: false, problem: 'type' }),
    nameOf: () => '#',
    clock,
    logger,
    at: () => undefined,
  });
  const post = (params: Record<string, string>, signature: string | null): InjectOptions => ({
    method: 'POST',
    url: PATH,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
    },
    payload: new URLSearchParams(params).toString(),
  });
  const message = (id: string, text: string, from = CUSTOMER): Record<string, string> => ({
    AccountSid: accountSid,
    MessageSid: id,
    From: from,
    To: SMS,
    Body: text,
    NumMedia: '0',
  });
  const signed = (params: Record<string, string>, token = authToken): InjectOptions =>
    post(params, getExpectedTwilioSignature(token, PUBLIC_URL + PATH, params));
  return {
    channel: channels.all.find(({ name }) => name === 'sms') as Channel<never>,
    webhook: {
      message: (id, text) => signed(message(id, text)),
      unsigned: (id, text) => post(message(id, text), null),
      wronglySigned: (id, text) => signed(message(id, text), 'somebody-elses-token'),
      noMessage: () => signed(message('m9', 'Your code is 1', '262966')),
    },
    provider: {
      answerWith: (status) => void standIn.troubles.splice(0, Infinity, { answer: status }),
      retryable: [401, 429, 500, 502, 503, 504],
      final: [400, 403, 404, 413],
    },
    address: { to: CUSTOMER, from: SMS },
    secrets: [authToken, CUSTOMER],
    stop: async () => {
      await channels.stop();
      await standIn.stop();
    },
  };
};
