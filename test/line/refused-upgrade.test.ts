import http from 'node:http';
import { aHome, aService, countingDialogs } from './a-service';

/** What became of a request on an agent that keeps its connections: the status, or the error's code. */
function request(
  agent: http.Agent,
  url: string,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    http
      .request({ agent, hostname, port, path, headers, method, timeout: 3_000 }, (response) => {
        response.resume().on('end', () => resolve(String(response.statusCode)));
      })
      .on('timeout', () => resolve('no answer'))
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end();
  });
}

test('a refused upgrade ends its connection, so that the next request does not wait on a dead one', async () => {
  const service = await aService(await aHome(), { converse: countingDialogs() });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  const { conversationId } = await service.open();
  const refused = [
    `/v3/directline/conversations/${conversationId}/stream`,
    '/v3/directline/conversations/x/stream?t=no',
  ];
  for (const path of refused) {
    expect(await request(agent, service.url, path, upgrade)).toMatch(/^40[134]$/);
    expect(await request(agent, service.url, '/health', {})).toBe('200');
  }
  // The answer to HEAD has no body, also when it is a refusal of what only GET can ask for.
  expect(await request(agent, service.url, '/v3/directline/conversations/x', upgrade, 'HEAD')).toBe('400');
  agent.destroy();
});
