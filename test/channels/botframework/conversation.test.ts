import { request as httpRequest } from 'node:http';
import { aBot, type ABot } from './a-bot';
import { until, type Posted } from './stand-ins';

describe('a conversation over the connector', () => {
  let bot: ABot;
  beforeAll(async () => (bot = await aBot()));
  afterAll(() => bot.stop());

  const inConversation = (conversation: string, type = 'message'): Posted[] =>
    bot.connector.taken.filter((one) => one.conversation === conversation && one.body.type === type);
  const heard = (conversation: string) => inConversation(conversation).map(({ body }) => body.text ?? '');
  const logOf = (conversation: string) =>
    bot.app.store
      .collection('log')
      .find({ stream: `default/botframework/${conversation}` })
      .sort({ seq: 1 })
      .toArray();

  const fromCustomers = () =>
    bot.app.store.collection('inbox').countDocuments({ 'activity.system': { $exists: false } });

  /** One message, and the answers to it. */
  async function says(conversation: string, text: string, more: Record<string, unknown> = {}): Promise<Posted[]> {
    const before = inConversation(conversation).length;
    const { status } = await bot.post(bot.activity({ conversation: { id: conversation }, text, ...more }));
    expect(status).toBe(202);
    await until(`"${text}" is answered`, () => inConversation(conversation).length > before);
    await new Promise((resolve) => setTimeout(resolve, 60));
    return inConversation(conversation).slice(before);
  }

  /** Taps the button with these words among those last shown. */
  function taps(conversation: string, words: string, more: Record<string, unknown> = {}): Promise<Posted[]> {
    const card = inConversation(conversation).findLast(({ body }) => body.attachments)?.body.attachments?.[0];
    const button = card?.content.body.flatMap(({ actions }) => actions ?? []).find(({ title }) => title === words);
    if (!button) throw new Error(`there is no button ${words}`);
    return says(conversation, '', { text: undefined, value: button.data, ...more });
  }

  it('acknowledges with 202 and answers at the service URL', async () => {
    const answer = await bot.post(bot.activity({ conversation: { id: 'first' }, text: 'I want a refund' }));
    expect(answer).toEqual({ status: 202, json: undefined });
    await until('the bot answers', () => heard('first').length > 0);
    expect(inConversation('first')[0]?.body).toMatchObject({
      type: 'message',
      text: expect.stringContaining('order') as string,
      textFormat: 'plain',
      conversation: { id: 'first' },
      recipient: { id: 'u1' },
      from: { id: 'bot' },
    });
  });

  it.each([
    ['msteams', '1001', 'ben@example.com'],
    ['webchat', '1003', 'diego@example.com'],
    ['emulator', '1004', 'emma@example.org'],
  ])('takes a refund by buttons and tells its status on %s', async (channelId, orderNo, email) => {
    const place = `refund-${channelId}`;
    const on = { channelId };
    await says(place, `refund for order ${orderNo}, ${email}`, on);
    await taps(place, 'Damaged, faulty or wrong', on);
    await taps(place, 'Arrived damaged', on);
    await taps(place, 'I have none', on);
    await taps(place, 'Money back', on);
    await taps(place, 'Yes, send it', on);
    expect(heard(place).at(-1)).toMatch(/RF-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    const [status] = await says(place, 'where is my refund?', on);
    expect(status?.body.text).toMatch(/RF-[0-9A-Z]{4}-[0-9A-Z]{4} was approved/);
    expect(await bot.app.store.collection('cases').countDocuments({ orderNo })).toBe(1);
  });

  it('never answers a question with the button of an earlier one', async () => {
    await says('stale', 'refund for order 1002, grace@example.com');
    const card = inConversation('stale').findLast(({ body }) => body.attachments);
    const old = card?.body.attachments?.[0]?.content.body.flatMap(({ actions }) => actions ?? []).at(0)?.data;
    await says('stale', 'start over');
    const [answer] = await says('stale', '', { text: undefined, value: old });
    expect(answer?.body.text).not.toMatch(/closest|happened/);
  });

  it('shows quick replies that send their words where cards are not shown', async () => {
    const [answer] = await says('tg', 'hello', { channelId: 'telegram' });
    expect(answer?.body.suggestedActions?.actions).toContainEqual({
      type: 'imBack',
      title: 'Ask for a refund',
      value: 'Ask for a refund',
    });
    expect(answer?.body.attachments).toBeUndefined();
  });

  it('writes a numbered list everywhere else, and understands the number', async () => {
    const [answer] = await says('mail', 'hello', { channelId: 'email' });
    expect(answer?.body.text).toMatch(/\n1\. Ask for a refund\n2\. Where is my refund\?/);
    expect(answer?.body.attachments ?? answer?.body.suggestedActions).toBeUndefined();
    expect((await says('mail', '2', { channelId: 'email' })).at(-1)?.body.text).toMatch(/case|order/i);
  });

  it('shows typing before the answer where the channel can', async () => {
    await says('typing', 'hello', { channelId: 'msteams' });
    const types = bot.connector.all.filter((one) => one.conversation === 'typing').map(({ body }) => body.type);
    expect(types).toEqual(['typing', 'message']);
    await says('no-typing', 'hello', { channelId: 'email' });
    expect(inConversation('no-typing', 'typing')).toEqual([]);
  });

  it('stores and answers the same activity once, and another one with the same id elsewhere too', async () => {
    const twin = { id: 'same', conversation: { id: 'once' }, text: 'hello' };
    const statuses = await Promise.all([1, 2, 3].map(async () => (await bot.post(bot.activity(twin))).status));
    expect(statuses).toEqual([202, 202, 202]);
    await says('elsewhere', 'hello', { id: 'same' });
    expect(heard('once')).toHaveLength(1);
  });

  it('recognises an activity without an id by what it says', async () => {
    const bare = {
      ...bot.activity({ conversation: { id: 'bare' } }),
      id: undefined,
      timestamp: '2026-11-18T10:00:00Z',
    };
    for (let i = 0; i < 3; i += 1) await bot.post(bare);
    await until('it is answered', () => heard('bare').length > 0);
    await bot.post({ ...bare, timestamp: '2026-11-18T10:00:01Z' });
    await until('another one is answered', () => heard('bare').length > 1);
    expect(heard('bare')).toHaveLength(2);
  });

  it('keeps quick messages in order and drops none', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => `message ${String(i)}`);
    for (const text of texts) await bot.post(bot.activity({ conversation: { id: 'quick' }, text }));
    await until('all are answered', () => inConversation('quick').length >= texts.length);
    const stored = await bot.app.store
      .collection('inbox')
      .find({ thread: 'default/botframework/emulator/quick', 'activity.system': { $exists: false } })
      .sort({ _id: 1 })
      .toArray();
    expect(stored.map(({ activity }) => (activity as { text: string }).text)).toEqual(texts);
    expect(heard('quick')).toHaveLength(texts.length);
  });

  it('keeps conversations apart whose ids begin alike, whatever is in them', async () => {
    await says('alike|zz', 'I want a refund');
    await says('alike', 'hello');
    expect((await says('alike', 'hello again')).length).toBeGreaterThan(0);
    expect(heard('alike|zz')).toHaveLength(1);
    const threads = await bot.app.store
      .collection('inbox')
      .distinct('thread', { 'activity.address.conversation': /^alike/ });
    expect(threads.sort()).toEqual(['default/botframework/emulator/alike', 'default/botframework/emulator/alike%7Czz']);
  });

  it('greets once, however often somebody joins', async () => {
    const join = (id: string, type = 'conversationUpdate') =>
      bot.activity({ id, type, text: undefined, conversation: { id: 'joins' }, membersAdded: [{ id: 'bot' }] });
    for (const body of [join('j1'), join('j2'), join('j3', 'installationUpdate')])
      expect((await bot.post(body)).status).toBe(202);
    await until('it greets', () => heard('joins').length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard('joins')).toHaveLength(1);
  });

  it('puts edits, deletions and reactions on record and answers none of them', async () => {
    await says('edits', 'hello', { id: 'e1' });
    const change = (type: string, more: Record<string, unknown> = {}) =>
      bot.activity({ id: 'e1', type, conversation: { id: 'edits' }, text: 'hello again', ...more });
    const changes = [
      change('messageUpdate', { timestamp: '2026-11-18T10:00:00Z' }),
      change('messageUpdate', { timestamp: '2026-11-18T10:00:00Z' }),
      change('messageUpdate', { timestamp: '2026-11-18T10:00:05Z' }),
      change('messageDelete'),
      change('messageReaction', { text: undefined }),
    ];
    for (const body of changes) expect((await bot.post(body)).status).toBe(202);
    const stored = () =>
      bot.app.store
        .collection('inbox')
        .find({ thread: 'default/botframework/emulator/edits', 'activity.system': { $exists: false } })
        .toArray();
    await until('all are on record', async () => (await stored()).length === 5);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard('edits')).toHaveLength(1);
  });

  it('ignores typing, its own words and what it does not know', async () => {
    const before = await fromCustomers();
    const place = { conversation: { id: 'ignored' } };
    const bodies = [
      bot.activity({ ...place, type: 'typing' }),
      bot.activity({ ...place, type: 'endOfConversation' }),
      bot.activity({ ...place, type: 'somethingNew' }),
      bot.activity({ ...place, type: 'event', name: 'whatever' }),
      bot.activity({ ...place, from: { id: 'bot', role: 'bot' } }),
      bot.activity({ ...place, from: { id: 'bot' } }),
    ];
    for (const body of bodies) expect((await bot.post(body)).status).toBe(202);
    expect(await fromCustomers()).toBe(before);
  });

  describe('in a group', () => {
    const group = (place: string, overrides: Record<string, unknown> = {}) =>
      bot.activity({
        channelId: 'msteams',
        conversation: { id: place, isGroup: true, conversationType: 'groupChat' },
        text: 'where is order 1001, ben@example.com?',
        ...overrides,
      });
    const mention = { type: 'mention', text: '<at>Redress</at>', mentioned: { id: 'bot', name: 'Redress' } };

    it('says nothing and keeps nothing unless it is called', async () => {
      expect((await bot.post(group('quiet'))).status).toBe(202);
      expect((await bot.post(group('quiet', { entities: [{ ...mention, mentioned: { id: 'u2' } }] }))).status).toBe(
        202,
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(heard('quiet')).toEqual([]);
      expect(await logOf('msteams/quiet')).toEqual([]);
    });

    it('answers a call once, sends the customer to a private chat, and neither tells nor keeps what was asked', async () => {
      await bot.post(
        group('team', { text: '<at>Redress</at> where is order 1001, ben@example.com?', entities: [mention] }),
      );
      await until('it answers', () => heard('team').length > 0);
      expect(heard('team')).toEqual([expect.stringContaining('private')]);
      expect(heard('team').join()).not.toMatch(/1001|kettle|ben@/i);
      expect(JSON.stringify(await logOf('msteams/team'))).not.toMatch(/1001|ben@/);
    });
  });

  it('hears through a mention in a private chat', async () => {
    const mention = { type: 'mention', text: '<at>Redress</at>', mentioned: { id: 'bot' } };
    const [answer] = await says('mentioned', '<at>Redress</at> I want a refund', {
      channelId: 'msteams',
      entities: [mention],
    });
    expect(answer?.body.text).toContain('order');
  });

  describe('with deliveryMode expectReplies', () => {
    it('answers in the body, sends nothing, and has it on record as sent', async () => {
      const { status, json } = await bot.post(
        bot.activity({ conversation: { id: 'inline' }, text: 'hello', deliveryMode: 'expectReplies' }),
      );
      expect(status).toBe(200);
      expect(json).toMatchObject({
        activities: [{ type: 'message', text: expect.stringContaining('refund') as string }],
      });
      const sent = () =>
        bot.app.store.collection('outbox').findOne({ 'message.conversation': 'emulator/inline', status: 'sent' });
      await until('it is on record as sent', async () => (await sent()) !== null);
      expect(heard('inline')).toEqual([]);
      expect((await sent())?.due).toBeUndefined();
    });

    it('answers a copy with nothing, since the first was answered', async () => {
      const body = bot.activity({ conversation: { id: 'copy' }, deliveryMode: 'expectReplies' });
      const answers = await Promise.all([bot.post(body), bot.post(body)]);
      const counts = answers.map(({ json }) => (json as { activities: unknown[] }).activities.length);
      expect(counts.sort()).toEqual([0, 1]);
      expect(heard('copy')).toEqual([]);
    });
  });

  it('does not take answers for sent whose caller has hung up', async () => {
    const body = JSON.stringify(
      bot.activity({ conversation: { id: 'gone' }, text: 'hello', deliveryMode: 'expectReplies' }),
    );
    const request = httpRequest(`${bot.app.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    request.on('error', () => undefined);
    const flushed = new Promise((resolve) => request.end(body, () => resolve(undefined)));
    await flushed;
    request.destroy();
    const answer = () => bot.app.store.collection('outbox').findOne({ 'message.conversation': 'emulator/gone' });
    await until('it is answered', async () => (await answer()) !== null);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await answer()).toMatchObject({ status: 'queued', due: expect.any(Date) as Date });
  });

  describe('asked by invoke', () => {
    it('answers what it does not know with 501 in the body, and keeps nothing', async () => {
      const before = await fromCustomers();
      for (const name of ['task/fetch', 'signin/verifyState', 'adaptiveCard/action', undefined]) {
        const answer = await bot.post(bot.activity({ type: 'invoke', name, value: { some: 'thing' } }));
        expect(answer).toEqual({ status: 200, json: { status: 501 } });
      }
      expect(await fromCustomers()).toBe(before);
    });

    it('takes a button of a card that acts so, and shows what comes next in its place', async () => {
      const value = { action: { type: 'Action.Execute', data: { redress: 'refund' } } };
      const { status, json } = await bot.post(
        bot.activity({ type: 'invoke', name: 'adaptiveCard/action', conversation: { id: 'card' }, value }),
      );
      expect(status).toBe(200);
      expect(json).toMatchObject({
        status: 200,
        body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
      });
      expect(JSON.stringify(json)).toContain('order');
      expect(heard('card')).toEqual([]);
    });
  });
});
