import Fastify from 'fastify';
import { createMedia } from '../../src/http/media';
import type { Photos } from '../../src/intake/ports';
import { installErrors } from '../../src/http/error-handler';
import { createMetrics } from '../../src/http/metrics';
import { pino } from 'pino';

const PUBLIC_URL = 'https://refunds.example';
const PHOTO = { id: 'p-1', name: 'label.png', contentType: 'image/png', bytes: 4 };

function aDesk(secret = 'a secret of sixteen') {
  let now = new Date('2026-11-21T10:00:00Z');
  const read = (client: string, id: string) =>
    Promise.resolve(client === 'default' && id === 'p-1' ? { photo: PHOTO, bytes: Buffer.from('abcd') } : null);
  const media = createMedia({ secret, publicUrl: PUBLIC_URL, photos: { read } as unknown as Photos, clock: () => now });
  const http = Fastify();
  installErrors(http, { logger: pino({ level: 'silent' }), metrics: createMetrics() });
  void http.register(media.routes);
  return {
    link: media.link,
    get: (url: string) => http.inject({ method: 'GET', url: url.replace(PUBLIC_URL, '') }),
    later: (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000)),
  };
}

test('a link opens its photo, with the type its content has and nothing to sniff', async () => {
  const desk = aDesk();
  const answer = await desk.get(desk.link('default', 'p-1'));
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toBe('abcd');
  expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });
});

test('a link lives for an hour and never for two', async () => {
  const desk = aDesk();
  const link = desk.link('default', 'p-1');
  desk.later(59);
  expect((await desk.get(link)).statusCode).toBe(200);
  desk.later(61);
  expect((await desk.get(link)).statusCode).toBe(404);
});

test.each([
  ['a seal of another service', () => aDesk('another secret here').link('default', 'p-1')],
  ['a changed seal', () => `${aDesk().link('default', 'p-1').slice(0, -2)}AA`],
  ['no seal', () => `${PUBLIC_URL}/media/${Buffer.from('9999999|default|p-1').toString('base64url')}`],
  ['a file that is not there', () => aDesk().link('default', 'p-2')],
  ['a file of another client', () => aDesk().link('other', 'p-1')],
  ['noise', () => `${PUBLIC_URL}/media/%00..%2f`],
])('nothing is served for %s', async (_, link) => {
  const answer = await aDesk().get(link());
  expect(answer.statusCode).toBe(404);
  expect(answer.json<{ error: { code: string } }>().error.code).toBe('NotFound');
});
