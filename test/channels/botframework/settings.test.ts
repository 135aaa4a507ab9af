import { slices } from '../../../channels/slices';
import { botSettings } from '../../../channels/botframework/settings';
import { readSettings } from '../../../src/config';

const BOT = { MICROSOFT_APP_ID: 'app', MICROSOFT_APP_PASSWORD: 'secret' };
const ADDRESSES = {
  BOT_OPENID_METADATA_URL: 'https://login.example/channel',
  BOT_EMULATOR_OPENID_METADATA_URL: 'https://login.example/emulator',
  BOT_TOKEN_ISSUER: 'https://api.example',
  BOT_LOGIN_URL: 'https://login.example/tenant',
  BOT_OAUTH_SCOPE: 'https://api.example',
  BOT_SERVICE_URL_HOSTS: 'smba.example, *.channels.example',
};

const problems = (env: Record<string, string>): string[] => {
  const read = readSettings(env, slices);
  return read.ok ? [] : read.problems;
};
const settings = (env: Record<string, string>) => {
  const read = readSettings(env, slices);
  return read.ok ? botSettings(read.settings.channels?.botframework) : undefined;
};

describe('the settings of the Bot Framework endpoint', () => {
  it('may all be absent', () => {
    expect(problems({})).toEqual([]);
    expect(settings({})).toBeUndefined();
  });

  it('name a bot for all tenants by its id and password', () => {
    expect(settings(BOT)).toEqual({ appId: 'app', password: 'secret', type: 'MultiTenant' });
  });

  it('name a bot of one tenant, also when the type is left out', () => {
    const single = { appId: 'app', password: 'secret', tenantId: 't', type: 'SingleTenant' };
    expect(settings({ ...BOT, MICROSOFT_APP_TENANT_ID: 't', MICROSOFT_APP_TYPE: 'singletenant' })).toEqual(single);
    expect(settings({ ...BOT, MICROSOFT_APP_TENANT_ID: 't' })).toEqual(single);
  });

  it('name a managed identity, which has no password', () => {
    const managed = { MICROSOFT_APP_ID: 'app', MICROSOFT_APP_TENANT_ID: 't', MICROSOFT_APP_TYPE: 'UserAssignedMSI' };
    expect(settings(managed)).toEqual({ appId: 'app', tenantId: 't', type: 'UserAssignedMSI' });
    expect(problems({ ...managed, MICROSOFT_APP_PASSWORD: 'x' })).toEqual([expect.stringContaining('must not be set')]);
  });

  it('take the addresses of another cloud', () => {
    expect(settings({ ...BOT, ...ADDRESSES })?.addresses).toMatchObject({
      issuer: 'https://api.example',
      hosts: ['smba.example', '*.channels.example'],
    });
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['an id alone', { MICROSOFT_APP_ID: 'app' }, ['MICROSOFT_APP_PASSWORD']],
    ['a password alone', { MICROSOFT_APP_PASSWORD: 'x' }, ['MICROSOFT_APP_ID']],
    ['a tenant alone', { MICROSOFT_APP_TENANT_ID: 't' }, ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD']],
    ['one tenant without saying which', { ...BOT, MICROSOFT_APP_TYPE: 'SingleTenant' }, ['MICROSOFT_APP_TENANT_ID']],
    ['addresses alone', ADDRESSES, ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD']],
    ...Object.keys(ADDRESSES).map((name): [string, Record<string, string>, string[]] => [
      `all addresses but ${name}`,
      Object.fromEntries(Object.entries({ ...BOT, ...ADDRESSES }).filter(([key]) => key !== name)),
      [name],
    ]),
    ...Object.entries(ADDRESSES).map(([name, value]): [string, Record<string, string>, string[]] => [
      `${name} alone`,
      { ...BOT, [name]: value },
      Object.keys(ADDRESSES).filter((key) => key !== name),
    ]),
  ])('fail with %s, naming the rest', (_title, env, missing) => {
    const found = problems(env);
    for (const name of missing) expect(found.join('\n')).toContain(`${name} is missing`);
    expect(found).toHaveLength(missing.length);
  });

  it('refuse types, addresses and hosts that cannot be, and show no secret', () => {
    const odd = { ...BOT, ...ADDRESSES, MICROSOFT_APP_PASSWORD: 'hunter2-hunter2' };
    expect(problems({ ...odd, MICROSOFT_APP_TYPE: 'Other' })).toEqual([expect.stringContaining('MICROSOFT_APP_TYPE')]);
    expect(problems({ ...odd, BOT_LOGIN_URL: 'http://login.example' })).toEqual([
      expect.stringContaining('BOT_LOGIN_URL'),
    ]);
    expect(problems({ ...odd, BOT_LOGIN_URL: 'http://127.0.0.1:9/tenant' })).toEqual([]);
    const hosts = problems({ ...odd, BOT_SERVICE_URL_HOSTS: 'https://smba.example' });
    expect(hosts).toEqual([expect.stringContaining('BOT_SERVICE_URL_HOSTS')]);
    expect(hosts.join()).not.toContain('hunter2');
  });

  it('close the sandbox, which must not run beside real credentials', () => {
    expect(problems({ ...BOT, SANDBOX: '1' })).toEqual([expect.stringContaining('botframework')]);
  });
});
