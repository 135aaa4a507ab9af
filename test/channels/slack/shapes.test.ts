import { signature } from '../../../src/sandbox/slack';
import { aChannel, type RunningChannel } from './a-channel';
import { shapes, type Shape } from './shapes';
import { SIGNING_SECRET } from './stand-in';

/** A shape as it travels. */
function wire({ type, body }: Shape): { contentType: string; text: string } {
  if (type === 'form')
    return {
      contentType: 'application/x-www-form-urlencoded',
      text: typeof body === 'string' ? body : new URLSearchParams(body as Record<string, string>).toString(),
    };
  if (type === 'payload')
    return {
      contentType: 'application/x-www-form-urlencoded',
      text: new URLSearchParams({ payload: JSON.stringify(body) }).toString(),
    };
  return { contentType: 'application/json', text: typeof body === 'string' ? body : JSON.stringify(body) };
}

async function send(channel: RunningChannel, shape: Shape): Promise<{ status: number; ms: number; body: string }> {
  const { contentType, text } = wire(shape);
  const at = String(Math.floor(channel.kit.clock().getTime() / 1000));
  const began = performance.now();
  const answer = await fetch(`${channel.url}/webhooks/slack/${shape.path}`, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': at,
      'x-slack-signature': signature(SIGNING_SECRET, at, text),
    },
    body: text,
  });
  return { status: answer.status, ms: performance.now() - began, body: await answer.text() };
}

/** Nothing stored, so nothing answered: a line for the shapes' commands. */
const silentLine = (channel: RunningChannel) => {
  const { line } = channel.kit as { line: { ask?: unknown } };
  line.ask = () => Promise.resolve({ admission: { id: 'x', duplicate: false }, replies: null });
};

describe("whatever Slack's endpoints are sent", () => {
  test('is answered within three seconds and never with a 5xx', async () => {
    const channel = await aChannel();
    silentLine(channel);
    const { standIn } = channel;
    const ana = standIn.workspace.addUser({ name: 'ana' });
    const all = shapes(standIn, ana.id, standIn.workspace.direct(ana.id).id);
    expect(all.length).toBeGreaterThanOrEqual(100);
    expect(new Set(all.map(({ name, path, type }) => `${name} ${path} ${type}`)).size).toBe(all.length);
    const wrong: string[] = [];
    for (const shape of all) {
      const { status, ms } = await send(channel, shape);
      if (status >= 500 || ms > 3_000) wrong.push(`${shape.path} ${shape.name}: ${status} after ${Math.round(ms)} ms`);
    }
    expect(wrong).toEqual([]);
    expect(standIn.refused.filter(({ method }) => method !== 'files.info')).toEqual([]);
  });

  test('becomes an activity only where a customer said or chose something', async () => {
    const channel = await aChannel();
    silentLine(channel);
    const { standIn, admitted } = channel;
    const ana = standIn.workspace.addUser({ name: 'ana' });
    const names: string[] = [];
    for (const shape of shapes(standIn, ana.id, standIn.workspace.direct(ana.id).id)) {
      const before = admitted.length;
      await send(channel, shape);
      if (admitted.length > before) names.push(shape.name);
    }
    expect(names).toEqual([
      'message: plain',
      'message: without text',
      'message: null text',
      'message: empty',
      'message: a thread',
      'message: a thread broadcast',
      'message: /me',
      'message: file_share',
      'message: a file of a stranger',
      'message: files that are none',
      'message: message_changed',
      'message: message_deleted',
      'message: a stranger of another workspace',
      'message: a text of right-to-left words',
      'message: a null byte',
      'message: blocks of every kind',
      'app_home_opened: messages',
      'authorizations that are none',
      'an event id that is a list',
      'a tap on a choice',
      'a tap without a message',
      'a choice of a list',
      'no team',
      'blocks that are none',
      'a response_url elsewhere',
      'a click sent to the address of events',
    ]);
  });

  test('proves the address with the challenge, for whoever signs it', async () => {
    const channel = await aChannel();
    const { status, body } = await channel.standIn.people.verifiesUrl();
    expect([status, JSON.parse(body)]).toEqual([200, { challenge: expect.stringMatching(/^[\da-f]{24}$/) }]);
  });

  test('is refused from a workspace where the app is not, and counted', async () => {
    const channel = await aChannel();
    const other = channel.standIn.addWorkspace('Other shop');
    const user = other.workspace.addUser({ name: 'eve' });
    const { status } = await other.people.says(user, { text: 'hello there' });
    expect(status).toBe(403);
    await other.people.commands(user, '/refund', '');
    expect(channel.admitted).toEqual([]);
    expect(channel.kit.logged()).toContain('"why":"unknown-team","count":2');
    expect(channel.kit.logged()).not.toContain('hello there');
  });

  test('is nobody else’s business: no secret and no word of a customer is logged', async () => {
    const channel = await aChannel();
    silentLine(channel);
    const { standIn, kit } = channel;
    const ana = standIn.workspace.addUser({ name: 'ana' });
    standIn.troubles.push({ how: { kind: 'status', status: 500 }, times: 5 });
    for (const shape of shapes(standIn, ana.id, standIn.workspace.direct(ana.id).id)) await send(channel, shape);
    for (const secret of [SIGNING_SECRET, standIn.botToken, 'it broke', 'hooks.slack.com', 'ana@example.com'])
      expect(kit.logged()).not.toContain(secret);
  });
});
