import { WebClient, type WebAPICallResult } from '@slack/web-api';
import { slackLogger } from '../../../channels/slack/slack-logger';
import { silentLogger } from '../../../src/logger';
import type { Channel, User } from '../../../src/sandbox/slack';
import { METHODS } from '../../../src/sandbox/slack/arguments';
import { methods } from '../../../src/sandbox/slack/methods';
import { slackStandIn, type RunningStandIn } from '../../channels/slack/stand-in';

describe("the stand-in of Slack's Web API", () => {
  let slack: RunningStandIn;
  let client: WebClient;
  let ana: User;
  let room: Channel;
  let now = new Date('2026-11-21T10:00:00Z');

  beforeEach(async () => {
    now = new Date('2026-11-21T10:00:00Z');
    slack = await slackStandIn({ clock: () => now, echoes: false });
    client = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: slackLogger(silentLogger),
    });
    ana = slack.workspace.addUser({ name: 'ana', email: 'Ana@example.com' });
    room = slack.workspace.addChannel({ name: 'refunds', kind: 'group', members: [ana.id] });
  });
  afterEach(() => slack.stop());

  const refusal = async (work: Promise<WebAPICallResult>): Promise<string> =>
    work.then(
      () => 'taken',
      (error: { data?: { error?: string }; code?: string }) => error.data?.error ?? String(error.code),
    );
  const block = (more: Record<string, unknown>) =>
    refusal(client.apiCall('chat.postMessage', { channel: room.id, text: 'x', blocks: [more] }));
  const modal = (more: Record<string, unknown> = {}) => ({
    type: 'modal',
    title: { type: 'plain_text', text: 'Reply' },
    blocks: [{ type: 'section', text: { type: 'plain_text', text: 'x' } }],
    ...more,
  });
  const plain = (text: string) => ({ type: 'plain_text', text });

  test('has an answer for every method it knows the arguments of', () => {
    expect(METHODS.filter((name) => !methods[name])).toEqual(['oauth.v2.access']);
    expect(Object.keys(methods).filter((name) => !METHODS.includes(name))).toEqual([]);
  });

  test('posts, shows, rewrites and takes away messages, with their metadata', async () => {
    const metadata = { event_type: 'our_mark', event_payload: { id: '1' } };
    const { ts = '' } = await client.chat.postMessage({ channel: room.id, text: 'hello', metadata });
    const { ts: reply = '' } = await client.chat.postMessage({ channel: room.id, text: 'below', thread_ts: ts });
    const history = await client.conversations.history({ channel: room.id, include_all_metadata: true });
    expect(history.messages).toMatchObject([{ ts, text: 'hello', metadata, reply_count: 1, latest_reply: reply }]);
    const replies = await client.conversations.replies({ channel: room.id, ts });
    expect(replies.messages?.map(({ text }) => text)).toEqual(['hello', 'below']);
    expect(replies.messages?.[0]?.metadata).toBeUndefined();
    await client.apiCall('chat.update', { channel: room.id, ts, text: 'changed' });
    await client.chat.delete({ channel: room.id, ts: reply });
    const [left] =
      (await client.conversations.replies({ channel: room.id, ts, include_all_metadata: true })).messages ?? [];
    expect(left).toMatchObject({ text: 'changed', metadata });
    expect(slack.refused).toEqual([]);
  });

  test('gives long lists in pages', async () => {
    for (let i = 0; i < 25; i++) await client.chat.postMessage({ channel: room.id, text: `m${i}` });
    const seen: string[] = [];
    for await (const page of client.paginate('conversations.history', { channel: room.id, limit: 10 }))
      seen.push(...(page as unknown as { messages: { text: string }[] }).messages.map(({ text }) => text));
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `m${24 - i}`));
  });

  test('finds people by id and by e-mail, and channels by who is in them', async () => {
    expect((await client.users.lookupByEmail({ email: 'ana@EXAMPLE.com' })).user?.id).toBe(ana.id);
    expect((await client.users.info({ user: ana.id, include_locale: true })).user).toMatchObject({
      locale: 'en-US',
      is_restricted: false,
    });
    expect((await client.conversations.members({ channel: room.id })).members).toContain(ana.id);
    expect((await client.users.conversations({ types: 'private_channel' })).channels?.map(({ id }) => id)).toEqual([
      room.id,
    ]);
    expect(await refusal(client.users.lookupByEmail({ email: 'nobody@example.com' }))).toBe('users_not_found');
  });

  test.each([
    ['a method nobody has', 'chat.shout', {}, 'unknown_method'],
    ['an argument nobody knows', 'chat.postMessage', { channel: 'C1', text: 'x', colour: 'red' }, 'invalid_arguments'],
    ['nothing to say', 'chat.postMessage', { channel: 'C1' }, 'no_text'],
    ['no channel', 'chat.postMessage', { text: 'x' }, 'channel_not_found'],
    ['a channel that is not there', 'chat.postMessage', { channel: 'C404', text: 'x' }, 'channel_not_found'],
    [
      'a thread that is not there',
      'chat.postMessage',
      { channel: 'ROOM', text: 'x', thread_ts: '1.1' },
      'thread_not_found',
    ],
    ['a message that is not there', 'chat.update', { channel: 'ROOM', ts: '1.1', text: 'x' }, 'message_not_found'],
    [
      'metadata of another form',
      'chat.postMessage',
      { channel: 'ROOM', text: 'x', metadata: { event_type: 'Not Snake', event_payload: {} } },
      'invalid_metadata_format',
    ],
    [
      'too much metadata',
      'chat.postMessage',
      { channel: 'ROOM', text: 'x', metadata: { event_type: 'a', event_payload: { x: 'y'.repeat(9_000) } } },
      'metadata_too_large',
    ],
    ['socket mode', 'apps.connections.open', {}, 'not_allowed_token_type'],
    ['a file that is not there', 'files.info', { file: 'F404' }, 'file_not_found'],
  ])('refuses %s, and keeps what was wrong', async (_name, method, args, error) => {
    const given = JSON.parse(JSON.stringify(args).replace('ROOM', room.id)) as Record<string, unknown>;
    expect(await refusal(client.apiCall(method, given))).toBe(error);
    expect(slack.refused).toMatchObject([{ method, error }]);
  });

  test('lets nobody in without the token, or with one that is gone', async () => {
    const stranger = new WebClient('xoxb-wrong', {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      logger: slackLogger(silentLogger),
    });
    expect(await refusal(stranger.auth.test())).toBe('invalid_auth');
    slack.workspace.tokens.clear();
    expect(await refusal(client.auth.test())).toBe('invalid_auth');
  });

  const options = (count: number, more = {}) =>
    Array.from({ length: count }, (_, i) => ({ text: plain(`o${i}`), value: `v${i}`, ...more }));
  const select = (count: number) => ({
    type: 'actions',
    elements: [{ type: 'static_select', action_id: 'a', options: options(count) }],
  });

  test.each([
    ['a section', (n: number) => ({ type: 'section', text: plain('x'.repeat(n)) }), 3_000],
    ['a field', (n: number) => ({ type: 'section', fields: [plain('x'.repeat(n))] }), 2_000],
    ['fields', (n: number) => ({ type: 'section', fields: Array.from({ length: n }, () => plain('x')) }), 10],
    ['a header', (n: number) => ({ type: 'header', text: plain('x'.repeat(n)) }), 150],
    ['a button', (n: number) => ({ type: 'actions', elements: [{ type: 'button', text: plain('x'.repeat(n)) }] }), 75],
    [
      'a value',
      (n: number) => ({ type: 'actions', elements: [{ type: 'button', text: plain('x'), value: 'x'.repeat(n) }] }),
      2_000,
    ],
    [
      'an action id',
      (n: number) => ({ type: 'actions', elements: [{ type: 'button', text: plain('x'), action_id: 'x'.repeat(n) }] }),
      255,
    ],
    [
      'buttons',
      (n: number) => ({
        type: 'actions',
        elements: Array.from({ length: n }, (_, i) => ({ type: 'button', action_id: `a${i}`, text: plain('x') })),
      }),
      25,
    ],
    ['options', select, 100],
    [
      'an overflow menu',
      (n: number) => ({ type: 'actions', elements: [{ type: 'overflow', action_id: 'a', options: options(n) }] }),
      5,
    ],
    ['a context', (n: number) => ({ type: 'context', elements: Array.from({ length: n }, () => plain('x')) }), 10],
    ['a block id', (n: number) => ({ type: 'divider', block_id: 'x'.repeat(n) }), 255],
    [
      'an option',
      (n: number) => ({
        type: 'actions',
        elements: [{ type: 'overflow', action_id: 'a', options: [{ text: plain('x'.repeat(n)), value: 'v' }] }],
      }),
      75,
    ],
  ])('takes as much of %s as Slack does and no more', async (_name, made, most) => {
    expect(await block(made(most))).toBe('taken');
    expect(await block(made(most + 1))).toBe('invalid_blocks');
    expect(slack.refused[0]?.messages[0]).toMatch(/json-pointer:\/blocks\/0\//);
  });

  test.each([
    ['no text at all', { type: 'section' }],
    ['an empty text', { type: 'section', text: plain('') }],
    ['a property nobody knows', { type: 'divider', color: 'red' }],
    ['markup in a header', { type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
    ['a kind of block nobody knows', { type: 'carousel' }],
    ['an input in a row of actions', { type: 'actions', elements: [{ type: 'plain_text_input', action_id: 'a' }] }],
    [
      'two elements under one id',
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'a', text: plain('x') },
          { type: 'button', action_id: 'a', text: plain('y') },
        ],
      },
    ],
  ])('refuses a block with %s', async (_name, made) => expect(await block(made)).toBe('invalid_blocks'));

  test('counts blocks, their ids and all their characters', async () => {
    const post = (blocks: unknown[]) =>
      refusal(client.apiCall('chat.postMessage', { channel: room.id, text: 'x', blocks }));
    const dividers = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }));
    expect(await post(dividers(50))).toBe('taken');
    expect(await post(dividers(51))).toBe('invalid_blocks');
    expect(
      await post([
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ]),
    ).toBe('invalid_blocks');
    const sections = (count: number) =>
      Array.from({ length: count }, () => ({ type: 'section', text: plain('x'.repeat(3_000)) }));
    expect(await post(sections(4))).toBe('taken');
    expect(await post(sections(5))).toBe('msg_blocks_too_long');
  });

  test('opens a modal once with a trigger, within three seconds, and three of them above each other', async () => {
    slack.connect({ standIn: slack.url, app: slack.url });
    const triggers: string[] = [];
    slack.http.server.prependListener('request', (request: NodeJS.ReadableStream & { url?: string }) => {
      if (!request.url?.startsWith('/webhooks')) return;
      request.on(
        'data',
        (chunk: Buffer) => void triggers.push(new URLSearchParams(chunk.toString()).get('trigger_id') ?? ''),
      );
    });
    const fresh = async (): Promise<string> => {
      await slack.people.commands(ana, '/refund', '');
      return triggers.at(-1) ?? '';
    };
    const first = await fresh();
    const open = (trigger_id: string, method = 'views.open', view: object = modal()) =>
      refusal(client.apiCall(method, { trigger_id, view }));
    expect(await open(first)).toBe('taken');
    expect(await open(first)).toBe('exchanged_trigger_id');
    expect(await open('made-up')).toBe('invalid_trigger_id');
    const late = await fresh();
    now = new Date(now.getTime() + 3_001);
    expect(await open(late)).toBe('expired_trigger_id');
    for (const expected of ['taken', 'taken', 'push_limit_reached'])
      expect(await open(await fresh(), 'views.push')).toBe(expected);
    expect(slack.workspace.screen(ana.id).modals).toHaveLength(3);
    for (const wrong of [
      modal({ title: plain('x'.repeat(25)) }),
      modal({ private_metadata: 'x'.repeat(3_001) }),
      modal({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }),
      modal({ blocks: [{ type: 'input', label: plain('x'), element: { type: 'plain_text_input', action_id: 'a' } }] }),
      modal({ callback_id: 'x'.repeat(256) }),
      { ...modal(), type: 'home' },
    ])
      expect(await open(await fresh(), 'views.open', wrong)).toBe('invalid_arguments');
  });

  test('keeps two hands from rewriting one view at once', async () => {
    const home = { type: 'home', blocks: [{ type: 'divider' }] };
    const { view } = (await client.apiCall('views.publish', { user_id: ana.id, view: home })) as unknown as {
      view: { id: string; hash: string };
    };
    const again = { user_id: ana.id, view: home, hash: view.hash };
    expect(await refusal(client.apiCall('views.publish', again))).toBe('taken');
    expect(await refusal(client.apiCall('views.publish', again))).toBe('hash_conflict');
  });

  test('takes files in three steps and gives them to whoever has the token', async () => {
    const bytes = Buffer.from('89504e47', 'hex');
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.png',
      length: 4,
    });
    expect(await refusal(client.files.completeUploadExternal({ files: [{ id }] }))).toBe('file_not_found');
    await fetch(url, { method: 'POST', body: bytes, headers: { 'content-type': 'application/octet-stream' } });
    await client.files.completeUploadExternal({ files: [{ id, title: 'a.png' }], channel_id: room.id });
    const { file } = await client.files.info({ file: id });
    const get = (headers: Record<string, string>) => fetch(file?.url_private ?? '', { headers, redirect: 'manual' });
    expect(Buffer.from(await (await get({ authorization: `Bearer ${slack.botToken}` })).arrayBuffer())).toEqual(bytes);
    expect((await get({})).status).toBe(302);
    expect(room.messages).toMatchObject([{ subtype: 'file_share', files: [{ id }] }]);
  });

  test('slows down a channel that is posted to too fast, and no other', async () => {
    slack.rate.allowed = { perSecond: 1, burst: 3 };
    const post = (channel: string) => refusal(client.chat.postMessage({ channel, text: 'x' }));
    for (let i = 0; i < 3; i++) expect(await post(room.id)).toBe('taken');
    expect(await post(room.id)).toBe('slack_webapi_rate_limited_error');
    expect(await post(slack.workspace.direct(ana.id).id)).toBe('taken');
    now = new Date(now.getTime() + 1_000);
    expect(await post(room.id)).toBe('taken');
  });

  test('runs into the troubles it was told to, as often as it was told', async () => {
    slack.troubles.push(
      { method: 'chat.postMessage', how: { kind: 'error', error: 'fatal_error' }, times: 2 },
      { how: { kind: 'status', status: 503, taken: true } },
    );
    const post = () => refusal(client.chat.postMessage({ channel: room.id, text: 'x' }));
    expect([await post(), await post(), await post(), await post()]).toEqual([
      'fatal_error',
      'fatal_error',
      'slack_webapi_http_error',
      'taken',
    ]);
    expect(room.messages).toHaveLength(2);
  });
});
