import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { aChannel } from './a-channel';
import { until } from './a-slack-shop';

/** Slack's side of socket mode: gives out an address, says hello, and keeps what is acknowledged. */
async function socketSide() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const acknowledged: Record<string, unknown>[] = [];
  let socket: WebSocket | null = null;
  server.on('connection', (one) => {
    socket = one;
    one.on('message', (data) => void acknowledged.push(JSON.parse(String(data)) as Record<string, unknown>));
    one.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  });
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/link`,
    acknowledged,
    connected: () => socket !== null,
    bring: (id: string, type: string, payload: unknown) =>
      socket?.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api' })),
    stop: () =>
      new Promise((closed) => {
        socket?.terminate();
        server.close(closed);
      }),
  };
}

describe('socket mode', () => {
  test('brings the same things the same way, and acknowledges them when they are safe', async () => {
    const side = await socketSide();
    // In front of the stand-in, which refuses socket mode: everything else is passed on.
    const channel = await aChannel({ values: { SLACK_APP_TOKEN: 'xapp-1-test' } });
    const front = Fastify({ forceCloseConnections: true });
    front.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    front.post('/api/apps.connections.open', () => ({ ok: true, url: side.url }));
    front.post('/api/:method', async ({ params, headers, body }, reply) => {
      const { method } = params as { method: string };
      const answer = await fetch(channel.standIn.apiUrl + method, {
        method: 'POST',
        headers: { 'content-type': String(headers['content-type']), authorization: String(headers.authorization) },
        body: String(body ?? ''),
      });
      return reply.send(await answer.json());
    });
    await front.listen({ port: 0, host: '127.0.0.1' });
    const { port } = front.server.address() as AddressInfo;
    const live = await aChannel({
      values: {
        SLACK_APP_TOKEN: 'xapp-1-test',
        SLACK_BOT_TOKEN: channel.standIn.botToken,
        SLACK_API_URL: `http://127.0.0.1:${port}/api`,
      },
    });
    live.start();
    await until('a connection', side.connected);
    const { workspace } = channel.standIn;
    const ana = workspace.addUser({ name: 'ana' });
    side.bring('e1', 'events_api', {
      type: 'event_callback',
      team_id: workspace.id,
      event_id: 'Ev1',
      event: {
        type: 'message',
        channel: workspace.direct(ana.id).id,
        channel_type: 'im',
        user: ana.id,
        ts: '1.1',
        text: 'hello',
      },
    });
    await until('the acknowledgement', () => side.acknowledged.length === 1);
    expect(side.acknowledged[0]).toMatchObject({ envelope_id: 'e1' });
    expect(live.admitted).toMatchObject([{ text: 'hello', providerId: 'message:1.1' }]);
    expect(live.kit.logged()).not.toContain('xapp-1-test');
    await live.close();
    await side.stop();
    await front.close();
  });
});
