import { Agent, request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { aBot, type ABot } from './a-bot';
import { authority, type Authority } from './authority';
import { connectorStandIn, type ConnectorStandIn } from './stand-ins';

/** Values that are nothing an activity should have, or too much of it. */
const ODD: unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  '\u0000',
  'x'.repeat(10_000),
  '\ud800',
  '‮‎🙂',
  '../../etc',
  '%00%7C|',
  '$where',
  '__proto__',
  [],
  [[[[[]]]]],
  [null],
  {},
  { $gt: '' },
  { id: null },
  { id: { $ne: 1 } },
  { toString: 1 },
];
const TYPES = [
  'message',
  'messageUpdate',
  'messageDelete',
  'messageReaction',
  'conversationUpdate',
  'invoke',
  'event',
  'installationUpdate',
  'typing',
  '',
  'x'.repeat(100),
];
const FIELDS = [
  'type',
  'id',
  'timestamp',
  'channelId',
  'serviceUrl',
  'from',
  'recipient',
  'conversation',
  'text',
  'value',
  'name',
  'locale',
  'deliveryMode',
  'membersAdded',
  'entities',
  'attachments',
  'channelData',
  'replyToId',
];

const odd = fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 3 }));
const spoilt = fc.record({
  type: fc.constantFrom(...TYPES),
  changes: fc.dictionary(fc.constantFrom(...FIELDS), odd, { minKeys: 1, maxKeys: 4 }),
  missing: fc.subarray(FIELDS, { maxLength: 2 }),
});

/** Bodies that are not even an object, or no JSON. */
const RAW = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '1',
  '{"type":',
  '\u0000',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `{"value":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
  '{"__proto__":{"type":"message"}}',
  '{"constructor":{"prototype":{}}}',
];

describe('whatever is sent to POST /api/messages', () => {
  let bot: ABot;
  let guarded: ABot;
  let tokens: Authority;
  let connector: ConnectorStandIn;
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  beforeAll(async () => {
    [tokens, connector] = await Promise.all([authority(), connectorStandIn()]);
    [bot, guarded] = await Promise.all([aBot(), aBot(tokens.values(connector.host), { connector })]);
  });
  afterAll(async () => {
    agent.destroy();
    await Promise.all([bot.stop(), guarded.stop(), tokens.stop()]);
  });

  const post = (to: ABot, body: string, headers: Record<string, string> = {}): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(
        `${to.app.url}/api/messages`,
        { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
        (response) => response.resume().on('end', () => resolve(response.statusCode ?? 0)),
      );
      request.on('error', reject);
      request.end(body);
    });

  function bodies(count: number, seed: number): string[] {
    return fc.sample(spoilt, { numRuns: count, seed }).map(({ type, changes, missing }, i) => {
      const whole = { ...bot.activity({ type, conversation: { id: `m${String(i)}` } }), ...changes } as Record<
        string,
        unknown
      >;
      const kept = Object.entries(whole).filter(([name]) => !missing.includes(name));
      return JSON.stringify(Object.fromEntries(kept));
    });
  }

  /** How often each status came. */
  async function statuses(sends: (() => Promise<number>)[]): Promise<Record<number, number>> {
    const counted: Record<number, number> = {};
    for (let at = 0; at < sends.length; at += 50)
      for (const status of await Promise.all(sends.slice(at, at + 50).map((send) => send())))
        counted[status] = (counted[status] ?? 0) + 1;
    return counted;
  }

  it('is never answered with a 5xx: two thousand without tokens', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    const counted = await statuses([...bodies(2_000 - RAW.length, seed), ...RAW].map((body) => () => post(bot, body)));
    expect({ seed, server: Object.keys(counted).filter((status) => status >= '500') }).toEqual({ seed, server: [] });
    expect(Object.values(counted).reduce((sum, n) => sum + n)).toBe(2_000);
  }, 60_000);

  it('is never answered with a 5xx: a thousand and more with tokens, half of them broken', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    const good = tokens.token(connector.url);
    const broken = [
      '',
      'Bearer',
      'Bearer a.b.c',
      `Bearer ${good.slice(0, -5)}`,
      `Bearer ${'x'.repeat(9_000)}`,
      `bearer ${good}`,
      'Basic dTpw',
      `Bearer ${good} x`,
    ];
    const counted = await statuses(
      bodies(1_000, seed).map((body, i) => () => {
        const authorization = i % 2 ? `Bearer ${good}` : (broken[i % broken.length] as string);
        return post(guarded, body.replaceAll(bot.connector.url, connector.url), { authorization });
      }),
    );
    expect({ seed, server: Object.keys(counted).filter((status) => status >= '500') }).toEqual({ seed, server: [] });
    expect(counted[401]).toBeGreaterThanOrEqual(400);
  }, 60_000);

  it('leaves a service that still answers', async () => {
    const body = JSON.stringify(bot.activity({ conversation: { id: 'after' } }));
    expect(await post(bot, body)).toBe(202);
  });
});
