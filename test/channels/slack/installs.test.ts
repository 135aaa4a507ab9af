import { createSeal } from '../../../channels/slack/seal';
import { aChannel, aMessage, memoryInstallations, type RunningChannel } from './a-channel';

const OAUTH = { clientId: '1.2', clientSecret: 'the-client-secret' };
const STATE_SECRET = 'a-secret-of-the-state';

describe('installing the app in several workspaces', () => {
  let installations: ReturnType<typeof memoryInstallations>;
  let channel: RunningChannel;

  const start = async (tokensLast?: number): Promise<void> => {
    installations = memoryInstallations();
    channel = await aChannel({
      standIn: { oauth: { ...OAUTH, ...(tokensLast === undefined ? {} : { tokensLast }) } },
      values: {
        SLACK_BOT_TOKEN: '',
        SLACK_CLIENT_ID: OAUTH.clientId,
        SLACK_CLIENT_SECRET: OAUTH.clientSecret,
        SLACK_STATE_SECRET: STATE_SECRET,
      },
      parts: { installations },
    });
  };

  /** What a browser does: begins, is sent to Slack, and comes back with a code. */
  const install = async (code: string, tamper: { state?: string; cookie?: string } = {}): Promise<number> => {
    const began = await fetch(`${channel.url}/slack/install`, { redirect: 'manual' });
    const there = new URL(began.headers.get('location') ?? '');
    expect(there.pathname).toBe('/oauth/v2/authorize');
    expect(there.searchParams.get('scope')).toContain('chat:write');
    expect(there.searchParams.get('redirect_uri')).toBe('https://refunds.example/slack/oauth_redirect');
    const state = tamper.state ?? there.searchParams.get('state') ?? '';
    const cookie = tamper.cookie ?? (began.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const back = await fetch(`${channel.url}/slack/oauth_redirect?${String(new URLSearchParams({ code, state }))}`, {
      headers: { cookie },
    });
    const page = await back.text();
    expect(page).not.toMatch(/at .*\.js|xoxb/);
    return back.status;
  };

  const aTeam = (name: string) => {
    const made = channel.standIn.addWorkspace(name);
    const user = made.workspace.addUser({ name: 'ana' });
    return { ...made, user, dm: made.workspace.direct(user.id).id };
  };

  test('serves each with a token of its own, kept sealed', async () => {
    await start();
    const [one, other] = [aTeam('Shop one'), aTeam('Shop two')];
    for (const { workspace } of [one, other]) expect(await install(channel.standIn.oauth.grant(workspace))).toBe(200);
    expect([...installations.kept.keys()]).toEqual([one.workspace.id, other.workspace.id]);
    for (const team of [one, other]) {
      expect((await team.people.says(team.user, { text: 'hello' })).status).toBe(200);
      await channel.channel.send(aMessage(team.workspace.id, team.dm));
      expect(team.workspace.visible(team.dm).messages.map(({ text }) => text)).toEqual(['hello', 'Which order is it?']);
    }
    expect(channel.admitted.map(({ conversation }) => conversation.split(':')[0])).toEqual([
      one.workspace.id,
      other.workspace.id,
    ]);
    const stored = [...installations.kept.values()].join(' ');
    const [token = ''] = one.workspace.tokens;
    expect(Buffer.from(stored, 'base64').toString()).not.toContain(token);
    expect(stored).not.toContain('xoxb');
    expect(createSeal(STATE_SECRET).open(installations.kept.get(one.workspace.id) ?? '', one.workspace.id)).toContain(
      token,
    );
    for (const secret of [token, OAUTH.clientSecret, STATE_SECRET]) expect(channel.kit.logged()).not.toContain(secret);
  });

  test('does not happen for a state of another browser, a wrong code or nobody at all', async () => {
    await start();
    const { workspace } = aTeam('Shop');
    const code = channel.standIn.oauth.grant(workspace);
    expect(await install(code, { cookie: '' })).toBe(400);
    expect(await install(code, { state: 'forged' })).toBe(400);
    expect(await install('wrong')).toBe(400);
    expect((await fetch(`${channel.url}/slack/oauth_redirect?error=access_denied`)).status).toBe(400);
    expect((await fetch(`${channel.url}/slack/oauth_redirect`)).status).toBe(400);
    expect(installations.kept.size).toBe(0);
  });

  test('renews tokens that end, and goes on with the new one', async () => {
    // Bolt renews what ends within two hours: these do so at once, every time.
    await start(3_600);
    const { workspace, dm } = aTeam('Shop');
    await install(channel.standIn.oauth.grant(workspace));
    const before = installations.kept.get(workspace.id);
    await channel.channel.send(aMessage(workspace.id, dm));
    expect(installations.kept.get(workspace.id)).not.toBe(before);
    channel.kit.advance(3_700_000);
    await channel.channel.send(aMessage(workspace.id, dm));
    expect(workspace.visible(dm).messages).toHaveLength(2);
    expect(workspace.tokens.size).toBeGreaterThan(1);
  });

  test('ends when the app is removed: nothing is kept, and nothing of it is taken any more', async () => {
    await start();
    const { workspace, people, user, dm } = aTeam('Shop');
    await install(channel.standIn.oauth.grant(workspace));
    expect((await people.says(user, { text: 'hello' })).status).toBe(200);
    expect((await people.uninstalls()).status).toBe(200);
    expect(installations.kept.size).toBe(0);
    expect((await people.says(user, { text: 'still there?' })).status).toBe(403);
    await expect(channel.channel.send(aMessage(workspace.id, dm))).rejects.toMatchObject({
      code: 'not_installed',
      retryable: false,
    });
    expect((await people.uninstalls()).status).toBe(200);
  });

  test('has no pages where the app has a token of its own', async () => {
    const plain = await aChannel();
    for (const path of ['/slack/install', '/slack/oauth_redirect?code=1'])
      expect((await fetch(plain.url + path, { redirect: 'manual' })).status).toBe(404);
  });
});

describe('the seal of what is kept', () => {
  const seal = createSeal('one secret');
  test('opens with the same secret, about the same thing, and never else', () => {
    const sealed = seal.close('tokens', 'T1');
    expect(seal.open(sealed, 'T1')).toBe('tokens');
    expect(seal.open(sealed, 'T2')).toBeNull();
    expect(createSeal('another').open(sealed, 'T1')).toBeNull();
    expect(seal.open(`${sealed.slice(0, -4)}AAAA`, 'T1')).toBeNull();
    expect(seal.open('', 'T1')).toBeNull();
    expect(seal.close('tokens', 'T1')).not.toBe(sealed);
  });
});
