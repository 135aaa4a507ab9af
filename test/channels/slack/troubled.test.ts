import { signature } from '../../../src/sandbox/slack';
import { aChannel, type RunningChannel } from './a-channel';
import { documentedShapes } from './documented-shapes';
import { shapes, type Shape } from './shapes';
import { SIGNING_SECRET } from './stand-in';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

function wire({ type, body }: Shape): [contentType: string, text: string] {
  if (type === 'payload') return [FORM, new URLSearchParams({ payload: JSON.stringify(body) }).toString()];
  if (typeof body === 'string') return [type === 'form' ? FORM : JSON_TYPE, body];
  return type === 'form'
    ? [FORM, new URLSearchParams(body as Record<string, string>).toString()]
    : [JSON_TYPE, JSON.stringify(body)];
}

interface Answered {
  name: string;
  status: number;
  ms: number;
}

async function send(channel: RunningChannel, shape: Shape): Promise<Answered> {
  const [contentType, text] = wire(shape);
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
  await answer.arrayBuffer();
  return { name: `${shape.path} ${shape.name}`, status: answer.status, ms: performance.now() - began };
}

function allOf({ standIn }: RunningChannel, team = standIn.workspace.id): Shape[] {
  const ana = standIn.workspace.addUser({ name: 'ana' });
  const direct = standIn.workspace.direct(ana.id).id;
  return [...shapes(standIn, ana.id, direct), ...documentedShapes(team, ana.id, direct)];
}

const bad = (all: Answered[]): string[] =>
  all.filter(({ status, ms }) => status >= 500 || ms > 3_000).map((one) => JSON.stringify(one));

/** So many at a time: a slow answer is to be the service's own, not that of a queue in front of it. */
async function sendAll(channel: RunningChannel, all: Shape[], together = 60): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (let from = 0; from < all.length; from += together)
    answers.push(...(await Promise.all(all.slice(from, from + together).map((one) => send(channel, one)))));
  return answers;
}

const quiet = (channel: RunningChannel): void => {
  (channel.kit.line as { ask?: unknown }).ask = () =>
    Promise.resolve({ admission: { id: 'x', duplicate: false }, replies: null });
};

const said = (team: string, user: string, direct: string): Shape => ({
  name: 'said',
  path: 'events',
  type: 'json',
  body: {
    type: 'event_callback',
    team_id: team,
    event_id: 'Ev9',
    event: {
      type: 'message',
      channel: direct,
      channel_type: 'im',
      user,
      ts: '1700000000.000100',
      text: 'my lamp broke',
    },
  },
});

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9/api/';

describe('every documented payload is answered within three seconds and never with a 5xx', () => {
  test('while all is well', async () => {
    const channel = await aChannel();
    quiet(channel);
    expect(bad(await sendAll(channel, allOf(channel)))).toEqual([]);
  });

  test('from a workspace that nobody knows', async () => {
    const channel = await aChannel();
    quiet(channel);
    const answers = await sendAll(channel, documentedShapes('T0NOBODYS', 'U0123', 'D0123'));
    expect(bad(answers)).toEqual([]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 403]));
    expect(channel.admitted).toEqual([]);
  });

  test('while Slack is away', async () => {
    const channel = await aChannel({ values: { SLACK_API_URL: NOWHERE } });
    quiet(channel);
    expect(bad(await sendAll(channel, allOf(channel)))).toEqual([]);
  });

  test('while Slack takes four seconds for every call', async () => {
    const channel = await aChannel();
    quiet(channel);
    const all = allOf(channel).filter(({ name }) => !/ WaXA | choice\.0 /.test(name));
    channel.standIn.troubles.push({ how: { kind: 'late', ms: 4_000 }, times: Infinity });
    expect(bad(await sendAll(channel, all, 200))).toEqual([]);
    channel.standIn.troubles.length = 0;
  });

  test('while nothing can be stored', async () => {
    const channel = await aChannel();
    const { line } = channel.kit as { line: { ask?: unknown; admit: unknown } };
    line.ask = () => Promise.reject(new Error('gone'));
    line.admit = () => Promise.reject(new Error('gone'));
    const answers = await sendAll(channel, allOf(channel));
    expect(bad(answers)).toEqual([]);
    expect(answers.find(({ name }) => name === 'events message: plain')?.status).toBe(429);
  });
});

describe('what a customer says while Slack does not tell who we are', () => {
  test('is kept all the same, and its answer leaves when Slack is back', async () => {
    const channel = await aChannel({ values: { SLACK_API_URL: NOWHERE } });
    const { workspace } = channel.standIn;
    const ana = workspace.addUser({ name: 'ana' });
    const { status } = await send(channel, said(workspace.id, ana.id, workspace.direct(ana.id).id));
    expect([status, channel.admitted.map(({ text }) => text)]).toEqual([200, ['my lamp broke']]);
  });

  test('is not kept where several workspaces could be meant', async () => {
    const channel = await aChannel({
      values: {
        SLACK_API_URL: NOWHERE,
        SLACK_CLIENT_ID: '1.2',
        SLACK_CLIENT_SECRET: 'client-secret',
        SLACK_STATE_SECRET: 'state-secret-of-16',
      },
    });
    const { status } = await send(channel, said('T0123', 'U0123', 'D0123'));
    expect([status, channel.admitted]).toEqual([429, []]);
  });
});
