import { createHmac } from 'node:crypto';
import { EmulatorValidation } from 'botframework-connector';
import { aBot, withBot, type ABot } from './a-bot';
import { APP_ID, authority, EMULATOR_ISSUER, type Authority, type TokenOptions } from './authority';
import { connectorStandIn, until, type ConnectorStandIn } from './stand-ins';

const now = (): number => Math.floor(Date.now() / 1000);

describe('with an app id, POST /api/messages', () => {
  let tokens: Authority;
  let connector: ConnectorStandIn;
  let elsewhere: ConnectorStandIn;
  let bot: ABot;
  beforeAll(async () => {
    [tokens, connector, elsewhere] = await Promise.all([authority(), connectorStandIn(), connectorStandIn()]);
    bot = await aBot(tokens.values(connector.host), { connector });
  });
  afterAll(async () => {
    await bot.stop();
    await Promise.all([tokens.stop(), elsewhere.stop()]);
  });

  const teams = (overrides: Record<string, unknown> = {}) => bot.activity({ channelId: 'msteams', ...overrides });
  const stored = (conversation: string) =>
    bot.app.store.collection('inbox').countDocuments({ 'activity.address.conversation': conversation });
  const sent = (conversation: string) => connector.all.filter((one) => one.conversation === conversation);
  const send = async (body: Record<string, unknown>, token?: string) => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return (await bot.post(body, headers)).status;
  };

  it('takes a channel token and answers with a token of its own', async () => {
    expect(await send(teams({ conversation: { id: 'good' } }), tokens.token(connector.url))).toBe(202);
    await until('the bot answers', () => sent('good').some(({ body }) => body.type === 'message'));
    const used = new Set(sent('good').map(({ authorization }) => authorization));
    expect([...used].every((one) => tokens.issued.includes(one?.replace('Bearer ', '') ?? ''))).toBe(true);
    expect(await stored('good')).toBe(1);
  });

  it("takes the Emulator's token for this app", async () => {
    const claims = { iss: EMULATOR_ISSUER, ver: '1.0', appid: APP_ID, serviceurl: undefined };
    const body = bot.activity({ conversation: { id: 'emulated' } });
    expect(await send(body, tokens.token(connector.url, { claims }))).toBe(202);
    await until('the bot answers', () => sent('emulated').some(({ body: { type } }) => type === 'message'));
  });

  it('takes tokens of the tenant it is registered in, and of no other', async () => {
    const tenant = '9b2b0b1e-0000-4000-8000-00000000abcd';
    const one = { MICROSOFT_APP_TENANT_ID: tenant, MICROSOFT_APP_TYPE: 'SingleTenant' };
    const claims = (tid: string) => ({ iss: `https://sts.windows.net/${tid}/`, tid, ver: '1.0', appid: APP_ID });
    await withBot({ ...tokens.values(connector.host), ...one }, {}, async (single) => {
      const post = (tid: string) => {
        const authorization = `Bearer ${tokens.token(connector.url, { claims: claims(tid) })}`;
        return single.post(bot.activity(), { authorization });
      };
      expect((await post(tenant)).status).toBe(202);
      expect((await post('9b2b0b1e-0000-4000-8000-00000000dcba')).status).toBe(401);
    });
  });

  const cases: [string, () => { body?: Record<string, unknown>; token?: TokenOptions | string | null }, number][] = [
    ['no token', () => ({ token: null }), 401],
    ['something that is no token', () => ({ token: 'abc' }), 401],
    ['an expired token', () => ({ token: { claims: { exp: now() - 400, nbf: now() - 900 } } }), 401],
    ['a token that is not valid yet', () => ({ token: { claims: { nbf: now() + 900 } } }), 401],
    ['a token for another audience', () => ({ token: { claims: { aud: 'another-app' } } }), 401],
    ['a token without an audience', () => ({ token: { claims: { aud: undefined } } }), 401],
    ['a token of another issuer', () => ({ token: { claims: { iss: 'https://evil.example' } } }), 401],
    ['a token without an issuer', () => ({ token: { claims: { iss: undefined } } }), 401],
    ['a token signed by another key', () => ({ token: { signedBy: tokens.stranger } }), 401],
    ['a token whose key is unknown', () => ({ token: { header: { kid: 'x' }, signedBy: tokens.stranger } }), 401],
    ['a token whose key has no endorsements', () => ({ token: { header: { kid: 'bare' } } }), 401],
    ['a channel that the key is not endorsed for', () => ({ body: { channelId: 'telegram' } }), 401],
    ['no service URL', () => ({ body: { serviceUrl: undefined } }), 401],
    ['an empty service URL', () => ({ body: { serviceUrl: '' } }), 401],
    ['no channel', () => ({ body: { channelId: '' } }), 401],
    ['a service URL that is not the one in the token', () => ({ body: { serviceUrl: `${connector.url}/other` } }), 401],
    ['a token without a service URL', () => ({ token: { claims: { serviceurl: undefined } } }), 401],
    ['the channel AseChannel', () => ({ body: { channelId: 'AseChannel' } }), 401],
    ['the algorithm none', () => ({ token: { header: { alg: 'none' } } }), 401],
    ["a skill's token", () => ({ token: { claims: { ver: '1.0', appid: 'another-bot' } } }), 401],
    [
      "a skill's token of a trusted issuer",
      () => ({ token: { claims: { iss: EMULATOR_ISSUER, ver: '2.0', azp: 'another-bot', aud: APP_ID } } }),
      401,
    ],
    [
      'an anonymous skill',
      () => ({ token: { claims: { iss: EMULATOR_ISSUER, ver: '1.0', appid: 'AnonymousSkill' } } }),
      401,
    ],
    ['a service URL that is not on the list', () => ({ body: { serviceUrl: elsewhere.url } }), 403],
    ['a service URL with a user in it', () => ({ body: { serviceUrl: `http://u:p@${connector.host}/` } }), 403],
    ['a service URL that is no web address', () => ({ body: { serviceUrl: 'file:///etc/passwd' } }), 403],
  ];

  it.each(cases)('refuses %s; nothing is stored and nothing is sent', async (_title, of, status) => {
    const { body = {}, token = {} } = of();
    const activity = teams({ conversation: { id: 'refused' }, ...body });
    const url = typeof activity.serviceUrl === 'string' && status === 403 ? activity.serviceUrl : connector.url;
    const signed = token === null ? undefined : typeof token === 'string' ? token : tokens.token(url, token);
    expect(await send(activity, signed)).toBe(status);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([await stored('refused'), sent('refused')]).toEqual([0, []]);
    expect([...elsewhere.all, ...elsewhere.strays]).toEqual([]);
  });

  it('refuses a token signed with the public key as if it were a shared secret', async () => {
    const [head, body] = tokens.token(connector.url, { header: { alg: 'HS256' } }).split('.');
    const mac = createHmac('sha256', 'endorsed').update(`${head}.${body}`).digest('base64url');
    expect(await send(teams(), `${head}.${body}.${mac}`)).toBe(401);
  });

  it('asks no authority about AseChannel, skills, unsigned tokens and foreign service URLs', async () => {
    const fresh = await authority();
    const emulator = { iss: EMULATOR_ISSUER, ver: '1.0', appid: APP_ID };
    await withBot(fresh.values(connector.host), {}, async (unasked) => {
      const post = async (body: Record<string, unknown>, options?: TokenOptions) => {
        const authorization = `Bearer ${fresh.token(connector.url, options)}`;
        return (await unasked.post(teams(body), { authorization })).status;
      };
      expect([
        await post({ channelId: 'AseChannel' }),
        await post({ channelId: 'AseChannel' }, { claims: emulator }),
        await post({}, { claims: { ver: '1.0', appid: 'another-bot' } }),
        await post({}, { claims: { ...emulator, appid: 'another-bot' } }),
        await post({}, { claims: { ...emulator, aud: 'another-bot' } }),
        await post({}, { header: { alg: 'none' } }),
        await post({ serviceUrl: elsewhere.url }),
      ]).toEqual([401, 401, 401, 401, 401, 401, 403]);
      expect(fresh.asked).toEqual([]);
    }).finally(() => fresh.stop());
  });

  it('lets nobody without a key add a tenant to those that botbuilder remembers', async () => {
    const { issuer } = EmulatorValidation.ToBotFromEmulatorTokenValidationParameters;
    const before = [...(issuer ?? [])];
    const claims = { tid: 'tenant-of-a-stranger' };
    expect(await send(teams(), tokens.token(connector.url, { claims, signedBy: tokens.stranger }))).toBe(401);
    expect([...(issuer ?? [])]).toEqual(before);
  });

  it('writes nothing to the console, whatever it refuses', async () => {
    const written: unknown[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((text) => (written.push(text), true)),
    );
    const shouts = jest.spyOn(console, 'error').mockImplementation((...words) => void written.push(words));
    const claims = { exp: now() - 400, nbf: now() - 900 };
    const statuses = [
      await send(teams(), tokens.token(connector.url, { claims })),
      await send(teams(), tokens.token(connector.url, { claims: { nbf: now() + 900 } })),
    ];
    for (const spy of [...spies, shouts]) spy.mockRestore();
    expect(statuses).toEqual([401, 401]);
    expect(written).toEqual([]);
  });

  it('says 503 while the authority cannot be reached, and works again once it can', async () => {
    const late = await authority();
    await withBot(late.values(connector.host), {}, async (waiting) => {
      const post = () => {
        const authorization = `Bearer ${late.token(connector.url)}`;
        return waiting.post(teams({ conversation: { id: 'later' } }), { authorization });
      };
      late.failing = 500;
      expect((await post()).status).toBe(503);
      delete late.failing;
      expect((await post()).status).toBe(202);
    }).finally(() => late.stop());
  });

  it.each<[string, Record<string, string>]>([
    ['multi-tenant', { MICROSOFT_APP_PASSWORD: 'secret' }],
    ['single-tenant', { MICROSOFT_APP_PASSWORD: 'secret', MICROSOFT_APP_TENANT_ID: 'tenant' }],
    ['managed', { MICROSOFT_APP_TYPE: 'UserAssignedMSI', MICROSOFT_APP_TENANT_ID: 'tenant' }],
  ])('asks the public cloud where no other is named: %s', async (_title, values) => {
    const serviceUrl = 'https://smba.trafficmanager.net/emea/';
    await withBot({ MICROSOFT_APP_ID: APP_ID, ...values }, {}, async (cloud) => {
      const post = async (body: Record<string, unknown>, claims?: Record<string, unknown>) => {
        const authorization = `Bearer ${tokens.token(serviceUrl, claims ? { claims } : {})}`;
        return (await cloud.post(teams(body), { authorization })).status;
      };
      // The network is denied here: 503 is what an authority that cannot be reached looks like.
      expect(await post({ serviceUrl }, { iss: 'https://api.botframework.com' })).toBe(503);
      expect(await post({ serviceUrl })).toBe(401);
      expect(await post({ serviceUrl: connector.url })).toBe(403);
    });
  });

  it('sends again with a fresh token when the connector refuses the one it has', async () => {
    connector.next.push({ status: 401 });
    await send(teams({ conversation: { id: 'fresh' } }), tokens.token(connector.url));
    const tries = () => sent('fresh').filter(({ body }) => body.type === 'message');
    await until('it is sent twice', () => tries().length === 2);
    const [first, second] = tries().map(({ authorization }) => authorization);
    expect(second).not.toBe(first);
    expect(second).toBe(`Bearer ${String(tokens.issued.at(-1))}`);
  });
});
