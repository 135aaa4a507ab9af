import { request } from 'node:http';
import { isAtThisMachine } from '../../src/sandbox/gate';
import { aSandbox, type ASandbox } from './a-sandbox';

/** `fetch` sets its own Host and Origin: this one sends what it is given. */
const statusOf = (url: string, headers: Record<string, string>, method = 'GET'): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    sent.once('error', reject);
    sent.end();
  });

const PLACES = [
  '/sandbox/api/samples',
  '/sandbox/api/stream',
  '/sandbox/slack/api/auth.test',
  '/sandbox/twilio/2010-04-01/Accounts/AC1/Messages.json',
];

describe('the sandbox', () => {
  let sandbox: ASandbox;
  beforeAll(async () => void (sandbox = await aSandbox()));
  afterAll(() => sandbox.stop());

  it.each(PLACES)('is there for this machine: %s', async (path) => {
    expect(await statusOf(sandbox.url + path, {})).not.toBe(404);
  });

  describe.each(PLACES)('%s', (path) => {
    it.each([
      ['through a proxy', { 'x-forwarded-for': '203.0.113.9' }],
      ['through a proxy that names the host', { 'x-forwarded-host': 'refunds.example' }],
      ['through a proxy of the standard', { forwarded: 'for=203.0.113.9' }],
      ['through a tunnel', { 'cf-connecting-ip': '203.0.113.9' }],
      ['through a proxy that only says so', { via: '1.1 proxy' }],
      ['under another name, by DNS rebinding too', { host: 'refunds.example' }],
      ['under a name that only looks like loopback', { host: '127.0.0.1.example.com' }],
      ['from a page of another site', { origin: 'https://evil.example' }],
      ['from a page that hides where it is from', { origin: 'null' }],
      ['from another program of this machine', { origin: 'http://127.0.0.1:1' }],
    ])('is not there for whoever comes %s', async (_how, headers) => {
      expect(await statusOf(sandbox.url + path, headers)).toBe(404);
    });
  });

  it('does nothing for a page of another site, either', async () => {
    const before = await sandbox.shown<{ ahead: number }>('clock');
    const path = '/sandbox/api/clock';
    expect(await statusOf(sandbox.url + path, { origin: 'https://evil.example' }, 'POST')).toBe(404);
    expect((await sandbox.shown<{ ahead: number }>('clock')).ahead).toBe(before.ahead);
  });

  it.each(['192.0.2.7', '::ffff:192.0.2.7', '10.0.0.1', ''])('is not there for a socket from %s', (remoteAddress) => {
    const asked = { headers: { host: '127.0.0.1:3978' }, raw: { socket: { remoteAddress } } };
    expect(isAtThisMachine(asked as never)).toBe(false);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('is there for a socket from %s', (remoteAddress) => {
    const asked = { headers: { host: 'localhost:3978' }, raw: { socket: { remoteAddress } } };
    expect(isAtThisMachine(asked as never)).toBe(true);
  });

  it('says which channels it plays', async () => {
    const { channels } = (await (await sandbox.get('/health')).json()) as { channels: string[] };
    expect(channels).toEqual(expect.arrayContaining(['webchat', 'sms', 'whatsapp', 'slack']));
  });
});

it('is nowhere when it is off', async () => {
  const off = await aSandbox({ sandbox: false });
  try {
    for (const path of [...PLACES, '/sandbox']) expect((await off.get(path)).status).toBe(404);
    const { channels } = (await (await off.get('/health')).json()) as { channels: string[] };
    expect(channels).not.toContain('sms');
  } finally {
    await off.stop();
  }
});
