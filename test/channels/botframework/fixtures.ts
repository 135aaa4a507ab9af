import type { InjectOptions } from 'fastify';
import { botframework } from '../../../channels/botframework';
import type { Arrange } from '../contract';
import { authority } from './authority';
import { connectorStandIn } from './stand-ins';

const TYPE = 'application/json';

/** The channel with an app id, over a token authority and a connector on this machine. */
export const arrange: Arrange = async ({ line, clock }) => {
  const [tokens, connector] = await Promise.all([authority(), connectorStandIn()]);
  const values = tokens.values(connector.host);
  const token = tokens.token(connector.url);
  const channel = botframework({
    client: 'default',
    values,
    publicUrl: 'https://refunds.example',
    line,
    clock,
    media: (_client, id) => `https://refunds.example/media/${id}`,
    storePhoto: () => Promise.resolve({ ok: false, problem: 'type' }),
    at: () => undefined,
  });
  const post = (authorization: string | undefined, payload: Record<string, unknown>): InjectOptions => ({
    method: 'POST',
    url: '/api/messages',
    headers: { 'content-type': TYPE, ...(authorization === undefined ? {} : { authorization }) },
    payload,
  });
  const message = (id: string, text: string): Record<string, unknown> => ({
    type: 'message',
    id,
    channelId: 'msteams',
    serviceUrl: connector.url,
    from: { id: 'u1' },
    recipient: { id: 'bot' },
    conversation: { id: 'c1', conversationType: 'personal' },
    text,
  });
  return {
    channel,
    webhook: {
      message: (id, text) => post(`Bearer ${token}`, message(id, text)),
      unsigned: (id, text) => post(undefined, message(id, text)),
      wronglySigned: (id, text) =>
        post(`Bearer ${tokens.token(connector.url, { signedBy: tokens.stranger })}`, message(id, text)),
      late: 700_000,
      noMessage: () => post(`Bearer ${token}`, { ...message('own', 'hello'), from: { id: 'bot', role: 'bot' } }),
    },
    provider: {
      answerWith: (status) => void connector.next.splice(0, Infinity, { status }),
      retryable: [429, 412, 500, 502, 503, 504],
      final: [400, 403, 404, 413],
    },
    address: { serviceUrl: connector.url, channelId: 'msteams', conversation: 'c1', bot: 'bot', user: 'u1' },
    secrets: [token, values.MICROSOFT_APP_PASSWORD ?? ''],
    stop: async () => {
      await Promise.all([tokens.stop(), connector.stop()]);
    },
  };
};
