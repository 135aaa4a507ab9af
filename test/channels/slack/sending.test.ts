import { DeliveryError } from '../../../src/errors';
import { createDeliver } from '../../../src/turn/deliver';
import type { DeliveryReport, Outgoing } from '../../../src/channel';
import { silentLogger } from '../../../src/logger';
import { aChannel, aMessage, type RunningChannel } from './a-channel';
import { choicesOf, readable } from './a-slack-shop';

const failure = (work: Promise<unknown>): Promise<DeliveryError> =>
  work.then(
    () => {
      throw new Error('it was sent');
    },
    (error: unknown) => error as DeliveryError,
  );

describe('a message on its way to Slack', () => {
  let channel: RunningChannel;
  let place: { team: string; channel: string };
  beforeEach(async () => {
    channel = await aChannel();
    const { workspace } = channel.standIn;
    place = { team: workspace.id, channel: workspace.direct(workspace.addUser({ name: 'ana' }).id).id };
  });

  const message = (over: Partial<Outgoing> = {}): Outgoing => aMessage(place.team, place.channel, over);
  const there = () => channel.standIn.workspace.visible(place.channel).messages;
  const trouble = (how: Parameters<typeof channel.standIn.troubles.push>[0]['how'], times = 1) =>
    void channel.standIn.troubles.push({ method: 'chat.postMessage', how, times });

  test('is posted once, under its own mark, with nothing unfolded', async () => {
    const { providerId, status } = await channel.channel.send(message());
    expect(status).toBe('sent');
    expect(there()).toMatchObject([
      {
        ts: providerId,
        metadata: { event_type: 'redress_outbox', event_payload: { id: message().id } },
        unfurl: false,
      },
    ]);
    expect(channel.standIn.refused).toEqual([]);
  });

  test.each([
    [
      'too fast',
      { kind: 'ratelimited', retryAfter: 7 },
      { code: 'ratelimited', retryable: true, unknown: false, retryAfter: 7_000 },
    ],
    [
      'too fast, without saying for how long',
      { kind: 'status', status: 429 },
      { code: 'ratelimited', retryable: true, unknown: false },
    ],
    ['away', { kind: 'status', status: 503 }, { code: 'http_503', retryable: true, unknown: true }],
    ['broken off', { kind: 'reset' }, { retryable: true, unknown: true }],
    [
      'an error of its own',
      { kind: 'error', error: 'internal_error' },
      { code: 'internal_error', retryable: true, unknown: true },
    ],
    [
      'too fast, in words',
      { kind: 'error', error: 'rate_limited' },
      { code: 'rate_limited', retryable: true, unknown: false },
    ],
    [
      'nobody there',
      { kind: 'error', error: 'channel_not_found' },
      { code: 'channel_not_found', retryable: false, unknown: false },
    ],
    [
      'gone for good',
      { kind: 'error', error: 'account_inactive' },
      { code: 'account_inactive', retryable: false, unknown: false },
    ],
    [
      'a token to be renewed',
      { kind: 'error', error: 'token_expired' },
      { code: 'token_expired', retryable: true, unknown: false },
    ],
    [
      'a page instead of an answer',
      { kind: 'error', error: '<html>xoxb-secret</html>' },
      { code: 'bad_answer', retryable: true, unknown: true },
    ],
  ] as const)('tells %s from what else may happen', async (_name, how, expected) => {
    trouble(how);
    const error = await failure(channel.channel.send(message()));
    expect(error).toMatchObject(expected);
    expect(String(error.stack) + JSON.stringify(error)).not.toMatch(/xoxb|Which order/);
    expect(error.cause).toBeUndefined();
  });

  test('knows that nothing has left when nobody listens', async () => {
    await channel.channel.send(message());
    await channel.standIn.http.close();
    // The first one still finds the connection that was kept open.
    await failure(channel.channel.send(message()));
    expect(await failure(channel.channel.send(message()))).toMatchObject({
      code: 'econnrefused',
      retryable: true,
      unknown: false,
    });
  });

  test.each([
    ['taken and never answered', { kind: 'reset', taken: true }],
    ['taken and answered with a 500', { kind: 'status', status: 500, taken: true }],
  ] as const)('is found where it was %s', async (_name, how) => {
    trouble(how);
    expect(await failure(channel.channel.send(message()))).toMatchObject({ unknown: true });
    expect(await channel.channel.lookUp?.(message())).toEqual({ providerId: there()[0]?.ts, status: 'sent' });
    expect(await channel.channel.lookUp?.(message({ id: 'another' }))).toBeNull();
  });

  test('is looked for in the thread it went to, beyond the first page, and not before its time', async () => {
    const { workspace } = channel.standIn;
    const dm = workspace.visible(place.channel);
    const root = workspace.write(dm, { user: dm.user ?? '', text: 'here' });
    const inThread = message({ address: { ...place, thread: root.ts } });
    await channel.channel.send(inThread);
    for (let i = 0; i < 250; i++) workspace.write(dm, { user: dm.user ?? '', text: 'x', threadTs: root.ts });
    const { providerId } = (await channel.channel.lookUp?.(inThread)) ?? {};
    expect(providerId).toBe(there().find(({ botId }) => botId)?.ts);
    expect(await channel.channel.lookUp?.({ ...inThread, at: new Date(Date.now() + 60_000) })).toBeNull();
  });

  test('is not taken for ours when somebody else made it look so', async () => {
    const { workspace } = channel.standIn;
    const dm = workspace.visible(place.channel);
    workspace.write(dm, {
      user: dm.user ?? '',
      text: 'x',
      metadata: { event_type: 'redress_outbox', event_payload: { id: message().id } },
    });
    expect(await channel.channel.lookUp?.(message())).toBeNull();
  });

  test('goes to the conversation itself when its thread is gone', async () => {
    await channel.channel.send(message({ address: { ...place, thread: '1.000001' } }));
    expect(there().map(({ threadTs }) => threadTs)).toEqual([undefined]);
  });

  test('fails for good without an address and where the app is not installed', async () => {
    const { address: _address, ...lost } = message();
    expect(await failure(channel.channel.send(lost))).toMatchObject({ code: 'no_address', retryable: false });
    const elsewhere = message({ address: { team: 'T999', channel: place.channel } });
    expect(await failure(channel.channel.send(elsewhere))).toMatchObject({ code: 'not_installed', retryable: false });
  });

  test('keeps other channels going while one is told to wait', async () => {
    const { workspace } = channel.standIn;
    const other = workspace.direct(workspace.addUser({ name: 'ben' }).id).id;
    channel.standIn.troubles.push({
      method: 'chat.postMessage',
      channel: place.channel,
      how: { kind: 'ratelimited', retryAfter: 3_000 },
    });
    await failure(channel.channel.send(message()));
    const waiting = channel.channel.send(message());
    waiting.catch(() => undefined);
    await channel.channel.send(aMessage(place.team, other));
    expect(there()).toEqual([]);
    expect(workspace.visible(other).messages).toHaveLength(1);
    await channel.stop();
    expect(await failure(waiting)).toMatchObject({ code: 'closing', retryable: true });
  });

  test('reads a person’s words as that person’s, with the photo below them', async () => {
    const attachments = [{ id: 'a1', name: 'label.png', contentType: 'image/png', bytes: 5 }];
    await channel.channel.send(
      message({ text: 'Here it is <!channel>', by: { staffId: 's1', name: 'Kim' }, attachments }),
    );
    const [shown] = there();
    expect(shown?.blocks.map(({ type }) => type)).toEqual(['rich_text', 'image', 'context']);
    expect(shown?.blocks[1]).toMatchObject({ image_url: 'https://refunds.example/media/a1', alt_text: 'label.png' });
    expect(shown?.text).toBe('Here it is &lt;!channel&gt;');
    expect(readable(shown!)).toContain('Kim');
  });

  test('is what was meant: words stay words, choices are buttons or a list', async () => {
    const words = '<!channel> *not bold* :smile: <https://x.example|click> & <@U1>';
    const choices = Array.from({ length: 7 }, (_, i) => ({ value: `v${i}`, text: `${words} ${i}` }));
    await channel.channel.send(message({ text: words, choices: choices.slice(0, 2) }));
    await channel.channel.send(message({ text: words, choices }));
    const [buttons, list] = there();
    expect(buttons?.blocks[0]).toMatchObject({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: words }] }],
    });
    expect(buttons?.text).not.toMatch(/[<>]/);
    expect(choicesOf(buttons!)).toHaveLength(2);
    expect(choicesOf(list!)).toHaveLength(7);
    expect(JSON.stringify(list?.blocks)).toContain('"static_select"');
    expect(JSON.stringify(list?.blocks)).not.toContain('mrkdwn');
  });
});

describe('Slack away for a minute', () => {
  test('delays messages, keeps their order and doubles none', async () => {
    const channel = await aChannel();
    const { standIn } = channel;
    const { workspace } = standIn;
    const dm = workspace.direct(workspace.addUser({ name: 'ana' }).id);
    const reports: DeliveryReport[] = [];
    // Away in every way in turn, some of them after the message was taken.
    const ways = [
      { kind: 'status', status: 503 },
      { kind: 'reset', taken: true },
      { kind: 'ratelimited', retryAfter: 1 },
      { kind: 'reset' },
      { kind: 'status', status: 500, taken: true },
    ] as const;
    const realSetTimeout = global.setTimeout;
    // The outbox waits for seconds and minutes: here they pass at once.
    jest
      .spyOn(global, 'setTimeout')
      .mockImplementation(((run: () => void, ms = 0, ...rest: unknown[]) =>
        realSetTimeout(run, ms >= 900 ? Math.min(ms / 200, 60) : ms, ...rest)) as typeof setTimeout);
    try {
      for (const how of ways) standIn.troubles.push({ method: 'chat.postMessage', how });
      const deliver = createDeliver({
        channel: () => channel.channel,
        outbox: { takeDue: () => Promise.resolve([]), postpone: () => Promise.resolve() } as never,
        clock: channel.kit.clock,
        logger: silentLogger,
        report: (report) => Promise.resolve(void reports.push(report)),
      });
      const all = Array.from({ length: 8 }, (_, i) =>
        aMessage(workspace.id, dm.id, { id: `m${i}`, seq: i + 1, text: `Message ${i}`, at: new Date() }),
      );
      deliver.send(all);
      for (let i = 0; i < 400 && reports.length < all.length; i++) await new Promise((r) => realSetTimeout(r, 25));
      await deliver.close();
    } finally {
      jest.restoreAllMocks();
    }
    expect(reports.map(({ seq, status }) => `${seq} ${status}`)).toEqual(
      Array.from({ length: 8 }, (_, i) => `${i + 1} sent`),
    );
    expect(reports.filter(({ possiblyTwice }) => possiblyTwice)).toEqual([]);
    expect(dm.messages.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, (_, i) => `Message ${i}`));
  });
});
