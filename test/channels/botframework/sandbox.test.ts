import { networkInterfaces } from 'node:os';
import { onlyFromHere } from '../../../channels/botframework/loopback';
import type { FastifyRequest } from 'fastify';
import { aBot, withBot, type ABot } from './a-bot';

describe('without an app id, POST /api/messages', () => {
  let bot: ABot;
  beforeAll(async () => (bot = await aBot()));
  afterAll(() => bot.stop());

  const status = async (headers: Record<string, string>, body: unknown = bot.activity()) =>
    (await bot.post(body, headers)).status;

  it.each<[string, Record<string, string>]>([
    ['as the Emulator sends it', {}],
    ['with a charset', { 'content-type': 'application/json; charset=utf-8' }],
    ['for localhost', { host: 'localhost:3978' }],
    ['for the loopback address of IPv6', { host: '[::1]:3978' }],
    ['from a page on this machine', { origin: 'http://localhost:56150' }],
    ['with a token, which nobody can check', { authorization: 'Bearer abc' }],
  ])('takes a request %s', async (_title, headers) => expect(await status(headers)).toBe(202));

  it.each<[string, Record<string, string>]>([
    ['that was forwarded', { 'x-forwarded-for': '203.0.113.7' }],
    ['that was forwarded for a host', { 'x-forwarded-host': 'refunds.example' }],
    ['that was forwarded by the standard', { forwarded: 'for=203.0.113.7' }],
    ['that came via a proxy', { via: '1.1 proxy' }],
    ['with the real address of another', { 'x-real-ip': '203.0.113.7' }],
    ['for a name that was rebound to this machine', { host: 'rebound.example:3978' }],
    ['for a name that begins like ours', { host: 'localhost.evil.example' }],
    ['from a page elsewhere', { origin: 'https://evil.example' }],
    ['from a page without an origin', { origin: 'null' }],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['as plain text', { 'content-type': 'text/plain' }],
    ['as something that only begins like JSON', { 'content-type': 'application/jsonp' }],
  ])('refuses a request %s', async (_title, headers) => {
    const before = await bot.app.store.collection('inbox').countDocuments({ 'activity.system': { $exists: false } });
    expect(await status(headers)).toBe(401);
    expect(await bot.app.store.collection('inbox').countDocuments({ 'activity.system': { $exists: false } })).toBe(
      before,
    );
  });

  it('refuses a socket from elsewhere', () => {
    const guard = onlyFromHere('http://127.0.0.1:3978');
    const request = (remoteAddress: string) =>
      ({
        headers: { host: 'localhost', 'content-type': 'application/json' },
        socket: { remoteAddress },
      }) as FastifyRequest;
    expect(() => guard(request('::ffff:127.0.0.1'))).not.toThrow();
    for (const address of ['192.0.2.1', '::ffff:192.0.2.1', '127.evil', '', ...outside()])
      expect(() => guard(request(address))).toThrow();
  });

  it('answers no service URL beyond this machine', async () => {
    expect(await status({}, bot.activity({ serviceUrl: 'https://smba.trafficmanager.net/emea/' }))).toBe(403);
    expect(await status({}, bot.activity({ serviceUrl: undefined }))).toBe(401);
  });

  it('is closed on a service that others can reach', async () => {
    await withBot(undefined, { publicUrl: 'https://refunds.example' }, async (open) => {
      expect((await open.post(open.activity())).status).toBe(401);
    });
  });

  it('vouches for nobody', async () => {
    await status({}, bot.activity({ channelId: 'msteams', conversation: { id: 'who' }, from: { id: 'dl_1' } }));
    const stored = await bot.app.store.collection('inbox').findOne({ thread: 'default/botframework/msteams/who' });
    expect(stored?.activity).toMatchObject({ from: { id: 'msteams/dl_1', identified: false } });
  });
});

/** This machine's own addresses on real networks. */
const outside = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter((one) => !one.internal).map((one) => one.address),
  );
