import { isValidSlackRequest } from '@slack/bolt';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, Message, User } from '../../../src/sandbox/slack';
import { SIGNING_SECRET, slackStandIn, type RunningStandIn } from '../../channels/slack/stand-in';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Json;
}

const plain = (text: string) => ({ type: 'plain_text', text });
const BUTTONS = [
  { type: 'actions', block_id: 'a', elements: [{ type: 'button', action_id: 'go', value: '1', text: plain('Go') }] },
  {
    type: 'section',
    block_id: 's',
    text: plain('x'),
    accessory: {
      type: 'static_select',
      action_id: 'pick',
      options: [
        { text: plain('One'), value: '1' },
        { text: plain('Two'), value: '2' },
      ],
    },
  },
];
const MODAL = {
  type: 'modal',
  callback_id: 'form',
  private_metadata: 'kept',
  notify_on_close: true,
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'words',
      label: plain('Words'),
      element: { type: 'plain_text_input', action_id: 'text' },
    },
    {
      type: 'input',
      block_id: 'when',
      optional: true,
      label: plain('When'),
      element: { type: 'datepicker', action_id: 'day', initial_date: '2026-11-21' },
    },
    {
      type: 'input',
      block_id: 'who',
      optional: true,
      label: plain('Who'),
      element: { type: 'external_select', action_id: 'person', min_query_length: 1 },
    },
  ],
};

describe('people in the stand-in of Slack', () => {
  let slack: RunningStandIn;
  let app: Server;
  let received: Received[];
  let answers: { status: number; body?: unknown; headers?: Record<string, string> }[];
  let ana: User;

  beforeEach(async () => {
    received = [];
    answers = [];
    app = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        const payload = new URLSearchParams(text).get('payload');
        const body = (
          text.startsWith('{')
            ? JSON.parse(text)
            : payload
              ? JSON.parse(payload)
              : Object.fromEntries(new URLSearchParams(text))
        ) as Json;
        received.push({ path: request.url ?? '', headers: request.headers, text, body });
        const { status, body: said, headers } = answers.shift() ?? { status: 200 };
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(said === undefined ? '' : JSON.stringify(said));
      });
    });
    await new Promise<void>((listening) => app.listen(0, '127.0.0.1', listening));
    slack = await slackStandIn({ echoes: false, wait: () => Promise.resolve() });
    slack.connect({ standIn: slack.url, app: `http://127.0.0.1:${(app.address() as AddressInfo).port}` });
    ana = slack.workspace.addUser({ name: 'ana' });
  });
  afterEach(async () => {
    await slack.stop();
    app.closeAllConnections();
    await new Promise((closed) => app.close(closed));
  });

  const posted = (blocks: Json[] = []): Message =>
    slack.workspace.write(slack.workspace.direct(ana.id), {
      user: slack.workspace.bot.user,
      botId: slack.workspace.bot.id,
      text: 'x',
      blocks,
    });
  const dm = () => slack.workspace.direct(ana.id);

  test('are heard of in requests that Bolt takes for Slack’s', async () => {
    await slack.people.says(ana, { text: 'hello' });
    await slack.people.commands(ana, '/refund', 'order 1042');
    await slack.people.clicks(ana, { channel: dm().id, ts: posted(BUTTONS).ts, action: 'Go' });
    await slack.people.opensHome(ana);
    expect(received.map(({ path }) => path)).toEqual(
      ['events', 'commands', 'interactions', 'events'].map((name) => `/webhooks/slack/${name}`),
    );
    for (const { headers, text } of received)
      expect(
        isValidSlackRequest({
          signingSecret: SIGNING_SECRET,
          body: text,
          headers: {
            'x-slack-signature': String(headers['x-slack-signature']),
            'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
          },
        }),
      ).toBe(true);
  });

  test('write as Slack writes it down: escaped, with addresses linked', async () => {
    await slack.people.says(ana, { text: 'a < b & ana@example.com https://shop.example' });
    expect((received[0]?.body.event as Json).text).toBe(
      'a &lt; b &amp; <mailto:ana@example.com|ana@example.com> <https://shop.example>',
    );
    expect(received[0]?.body).toMatchObject({
      type: 'event_callback',
      team_id: slack.workspace.id,
      authorizations: [{ user_id: slack.workspace.bot.user, is_bot: true }],
      event: { type: 'message', channel_type: 'im', user: ana.id, client_msg_id: expect.any(String) },
    });
  });

  test('are heard of again up to three times, with the number and the reason', async () => {
    answers = [{ status: 500 }, { status: 503 }, { status: 404 }, { status: 500 }];
    const { settled } = await slack.people.says(ana, { text: 'hello' });
    await settled;
    expect(received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(received.at(-1)?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(received.map(({ text }) => text)).size).toBe(1);
    answers = [{ status: 500, headers: { 'x-slack-no-retry': '1' } }];
    await (
      await slack.people.says(ana, { text: 'once' })
    ).settled;
    expect(received).toHaveLength(5);
    answers = [{ status: 500 }];
    await (
      await slack.people.commands(ana, '/refund', '')
    ).settled;
    expect(received).toHaveLength(6);
  });

  test('edit, take back, join, change and leave', async () => {
    const room = slack.workspace.addChannel({ name: 'desk', kind: 'group' });
    const { message } = await slack.people.says(ana, { text: 'one' });
    const place = { channel: dm().id, ts: message.ts };
    await slack.people.edits(ana, place, 'two');
    await slack.people.deletes(ana, place);
    await slack.people.joins(ana, room.id);
    await slack.people.changes(ana, { realName: 'Ana R.' });
    await slack.people.leaves(ana);
    expect(received.slice(1).map(({ body }) => body.event)).toMatchObject([
      {
        subtype: 'message_changed',
        message: { text: 'two', edited: { user: ana.id } },
        previous_message: { text: 'one' },
      },
      { subtype: 'message_deleted', deleted_ts: message.ts, previous_message: { text: 'two' } },
      { type: 'member_joined_channel', user: ana.id, channel: room.id },
      { type: 'user_change', user: { id: ana.id, deleted: false, profile: { real_name: 'Ana R.' } } },
      { type: 'user_change', user: { id: ana.id, deleted: true } },
    ]);
    expect(room.members.has(ana.id)).toBe(false);
  });

  test('click and choose what is there, and nothing else', async () => {
    const { ts } = posted(BUTTONS);
    await slack.people.clicks(ana, { channel: dm().id, ts, action: 'go' });
    await slack.people.clicks(ana, { channel: dm().id, ts, action: 'pick', option: 'Two' });
    expect(received.map(({ body }) => (body.actions as Json[])[0])).toMatchObject([
      { type: 'button', action_id: 'go', block_id: 'a', value: '1' },
      { type: 'static_select', action_id: 'pick', selected_option: { value: '2' } },
    ]);
    await expect((async () => slack.people.clicks(ana, { channel: dm().id, ts, action: 'stop' }))()).rejects.toThrow(
      'nothing like stop',
    );
  });

  test('see what a click is answered with, five times at most', async () => {
    const { ts } = posted(BUTTONS);
    await slack.people.clicks(ana, { channel: dm().id, ts, action: 'go' });
    const url = String(received[0]?.body.response_url);
    const say = (body: Json) =>
      fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    await say({ replace_original: true, text: 'done' });
    expect(dm().messages).toMatchObject([{ ts, text: 'done', blocks: [] }]);
    await say({ text: 'for you alone' });
    expect(dm().messages.at(-1)).toMatchObject({ text: 'for you alone', ephemeralTo: ana.id });
    expect((await say({ text: 'x', colour: 'red' })).status).toBe(404);
    for (let i = 0; i < 2; i++) await say({ text: 'again' });
    expect((await say({ text: 'once too often' })).status).toBe(404);
    expect(slack.refused.map(({ error }) => error)).toEqual(['invalid_arguments', 'used_url']);
  });

  test('fill in a modal as Slack lets them, and see what became of it', async () => {
    const open = async () => {
      await slack.people.commands(ana, '/form', '');
      const trigger_id = String(received.at(-1)?.body.trigger_id);
      const answer = await fetch(`${slack.apiUrl}views.open`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ trigger_id, view: MODAL }),
      });
      expect(await answer.json()).toMatchObject({ ok: true });
    };
    const screen = () => slack.workspace.screen(ana.id).modals;
    await open();
    await expect(slack.people.submits(ana)).rejects.toThrow('words');

    answers = [{ status: 200, body: { response_action: 'errors', errors: { words: 'Too short' } } }];
    expect(await slack.people.submits(ana, { text: 'x' })).toMatchObject({
      became: 'stays',
      errors: { words: 'Too short' },
    });
    expect(received.at(-1)?.body).toMatchObject({
      type: 'view_submission',
      view: {
        callback_id: 'form',
        private_metadata: 'kept',
        state: {
          values: {
            words: { text: { type: 'plain_text_input', value: 'x' } },
            when: { day: { selected_date: '2026-11-21' } },
          },
        },
      },
    });

    answers = [{ status: 200, body: { response_action: 'errors', errors: { nowhere: 'x' } } }];
    expect((await slack.people.submits(ana, { text: 'x' })).became).toBe('trouble');
    answers = [{ status: 200, body: { response_action: 'push', view: MODAL } }];
    expect((await slack.people.submits(ana, { text: 'x' })).became).toBe('pushed');
    answers = [{ status: 200, body: { response_action: 'update', view: { ...MODAL, title: plain('New') } } }];
    expect((await slack.people.submits(ana, { text: 'x' })).became).toBe('replaced');
    expect(screen().map(({ title }) => (title as Json).text)).toEqual(['Form', 'New']);

    answers = [{ status: 200, body: { options: [{ text: plain('Kim'), value: 'k' }] } }];
    expect(await slack.people.looksUp(ana, 'person', 'ki')).toHaveLength(1);
    expect(received.at(-1)).toMatchObject({
      path: '/webhooks/slack/options',
      body: { type: 'block_suggestion', value: 'ki' },
    });

    await slack.people.closes(ana);
    expect(received.at(-1)?.body).toMatchObject({ type: 'view_closed', is_cleared: false });
    answers = [{ status: 200, body: { response_action: 'clear' } }];
    expect((await slack.people.submits(ana, { text: 'x' })).became).toBe('closed');
    expect(screen()).toEqual([]);
  });

  test('choose files in a modal that travel as Slack’s files do: where they lie, and not their bytes', async () => {
    const { workspace, people } = slack;
    const file = { name: 'label.jpg', bytes: Buffer.from('x'), contentType: 'image/jpeg', user: ana.id, shared: true };
    const input = { type: 'file_input', action_id: 'photos', max_files: 3 };
    const blocks = [{ type: 'input', block_id: 'photos', optional: true, label: plain('Photos'), element: input }];
    const view = {
      ...MODAL,
      type: 'modal' as const,
      id: 'V1',
      hash: 'h',
      root_view_id: 'V1',
      previous_view_id: null,
      state: { values: {} },
      blocks,
    };
    workspace.screen(ana.id).modals.push(view);
    await people.submits(ana, { photos: [{ id: 'F1', ...file }] });
    const sent = received[0]?.body.view as { state: { values: Record<string, Record<string, { files: Json[] }>> } };
    const [seen] = sent.state.values.photos?.photos?.files ?? [];
    expect(seen).toMatchObject({ id: 'F1', mimetype: 'image/jpeg', size: 1 });
    expect(seen?.url_private).toMatch(`${slack.url}/sandbox/slack/files-pri/`);
    expect(seen).not.toHaveProperty('bytes');
  });

  test('are told of what an app says, when it is one that listens to itself', async () => {
    const loud = await slackStandIn();
    loud.connect({ standIn: loud.url, app: `http://127.0.0.1:${(app.address() as AddressInfo).port}` });
    const user = loud.workspace.addUser({ name: 'ben' });
    await fetch(`${loud.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${loud.botToken}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ channel: user.id, text: 'hello' }).toString(),
    });
    await loud.idle();
    expect(received.at(-1)?.body.event).toMatchObject({
      type: 'message',
      bot_id: loud.workspace.bot.id,
      text: 'hello',
    });
    await loud.stop();
  });
});
