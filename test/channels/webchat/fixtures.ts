import { channels } from '../../../channels';
import type { Arrange } from '../contract';

const SECRET = 'contract-secret-0123456789';

/** Direct Line: a bearer token is the signature, and it expires. */
export const arrange: Arrange = async ({ line, clock }) => {
  const channel = channels.webchat({
    client: 'default',
    secret: SECRET,
    publicUrl: 'http://127.0.0.1',
    origins: [],
    line,
    clock,
    media: (_client, id) => `https://refunds.example/media/${id}`,
    storePhoto: () => Promise.resolve({ ok: false, problem: 'type' }),
    samples: () => Promise.resolve([]),
    publicDir: '/nonexistent',
    at: () => undefined,
  });
  // A token of the channel's own, got as a client gets it.
  const { default: Fastify } = await import('fastify');
  const http = Fastify();
  await http.register(channel.routes);
  const opened = await http.inject({
    method: 'POST',
    url: '/v3/directline/tokens/generate',
    headers: { authorization: `Bearer ${SECRET}` },
    payload: { user: { id: 'dl_contract' } },
  });
  await http.close();
  const { token, conversationId, expires_in } = opened.json<{
    token: string;
    conversationId: string;
    expires_in: number;
  }>();
  const post = (body: object, headers: Record<string, string>) => ({
    method: 'POST' as const,
    url: `/v3/directline/conversations/${conversationId}/activities`,
    headers,
    payload: body,
  });
  const message = (id: string, text: string) => ({
    type: 'message',
    from: { id: 'anybody' },
    text,
    channelData: { clientActivityID: id },
  });
  const right = { authorization: `Bearer ${token}` };
  return {
    channel,
    webhook: {
      message: (id, text) => post(message(id, text), right),
      unsigned: (id, text) => post(message(id, text), {}),
      wronglySigned: (id, text) => post(message(id, text), { authorization: `Bearer ${token.slice(0, -2)}xx` }),
      late: expires_in * 1000 + 1,
      noMessage: () => post({ type: 'typing', from: { id: 'anybody' } }, right),
    },
    provider: null,
    secrets: [SECRET, token],
  };
};
