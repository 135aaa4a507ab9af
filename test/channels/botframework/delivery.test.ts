import { aBot, type ABot } from './a-bot';
import { connectorStandIn, until, type Behaviour } from './stand-ins';

describe('an answer on its way to the connector', () => {
  let bot: ABot;
  beforeAll(async () => (bot = await aBot()));
  afterAll(() => bot.stop());

  const arrived = (conversation: string) =>
    bot.connector.all.filter((one) => one.conversation === conversation && one.body.type === 'message');
  const idsOf = (conversation: string) => arrived(conversation).map(({ body }) => body.channelData?.redressId);
  const outbox = (conversation: string) =>
    bot.app.store
      .collection('outbox')
      .find({ 'message.conversation': `emulator/${conversation}` })
      .sort({ _id: 1 })
      .toArray();
  const reports = async (conversation: string) =>
    (
      await bot.app.store
        .collection('log')
        .find({ stream: `default/botframework/emulator/${conversation}`, type: 'delivery' })
        .sort({ seq: 1 })
        .toArray()
    ).map(({ data }) => data as Record<string, unknown>);

  /** Two messages in a row, the first of whose answers meets these behaviours; resolves when both are settled. */
  async function twoMessages(conversation: string, ...behaviours: Behaviour[]): Promise<void> {
    bot.connector.next.push(...behaviours);
    for (const text of ['hello', 'help'])
      expect((await bot.post(bot.activity({ conversation: { id: conversation }, text }))).status).toBe(202);
    await until(
      'both answers are settled',
      async () =>
        (await reports(conversation)).filter(({ status }) => status === 'sent' || status === 'failed').length >= 2,
      15_000,
    );
  }

  it('waits as long as a 429 asks, then arrives once, and what comes after it waits behind it', async () => {
    const since = Date.now();
    await twoMessages('busy', { status: 429, headers: { 'retry-after': '2' } });
    expect(Date.now() - since).toBeGreaterThanOrEqual(2_000);
    const [first, again, second] = idsOf('busy');
    expect(arrived('busy')).toHaveLength(3);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
    for (const report of await reports('busy')) expect(report).not.toHaveProperty('possiblyTwice');
  });

  it.each<[string, Behaviour, string]>([
    ['a 500', { status: 500 }, 'server-error'],
    ['a connection that breaks after the request', 'reset', 'broken'],
  ])('is sent once more after %s and marked as possibly sent twice', async (_title, behaviour, place) => {
    await twoMessages(place, behaviour);
    const [first, again, second] = idsOf(place);
    expect([arrived(place).length, again, second !== first]).toEqual([3, first, true]);
    expect(await reports(place)).toMatchObject([
      { seq: 1, status: 'sent', possiblyTwice: true },
      { seq: 2, status: 'sent' },
    ]);
  });

  it('is given up with its reason when the second send ends in a 500 as well, and the next one is sent', async () => {
    await twoMessages('down', { status: 500 }, { status: 503 });
    expect(arrived('down')).toHaveLength(3);
    expect(await reports('down')).toMatchObject([
      { seq: 1, status: 'failed', code: 'http_503', possiblyTwice: true },
      { seq: 2, status: 'sent' },
    ]);
  });

  it('is given up at once after a 403, with the reason the channel gives', async () => {
    await twoMessages('gone', {
      status: 403,
      body: { error: { code: 'BotNotInConversationRoster', message: 'Ana left' } },
    });
    expect(arrived('gone')).toHaveLength(2);
    expect(await reports('gone')).toMatchObject([
      { seq: 1, status: 'failed', code: 'http_403_BotNotInConversationRoster' },
      { seq: 2, status: 'sent' },
    ]);
    expect((await outbox('gone'))[0]).toMatchObject({ status: 'failed', code: 'http_403_BotNotInConversationRoster' });
  });

  it('does not follow a redirect', async () => {
    const elsewhere = await connectorStandIn();
    await twoMessages('moved', {
      status: 307,
      headers: { location: `${elsewhere.url}/v3/conversations/moved/activities` },
    });
    expect([...elsewhere.all, ...elsewhere.strays]).toEqual([]);
    expect(await reports('moved')).toMatchObject([{ seq: 1, status: 'failed', code: 'http_307' }, { seq: 2 }]);
    await elsewhere.stop();
  });

  it('keeps the id that the channel gave it', async () => {
    await twoMessages('known', { status: 201, body: { id: 'teams-7' } });
    expect((await outbox('known'))[0]).toMatchObject({ status: 'sent', providerId: 'teams-7' });
  });

  it('waits unmarked for a connector that is not there', async () => {
    const absent = await connectorStandIn();
    await absent.stop();
    await bot.post(bot.activity({ conversation: { id: 'absent' }, serviceUrl: absent.url }));
    await until('it waits', async () => ((await outbox('absent'))[0]?.attempts as number) > 0);
    expect((await outbox('absent'))[0]).toMatchObject({ status: 'queued' });
    expect(await reports('absent')).toEqual([]);
  });

  it('goes to the service URL of the message it answers', async () => {
    const moved = await connectorStandIn();
    await twoMessages('renewed');
    await bot.post(bot.activity({ conversation: { id: 'renewed' }, serviceUrl: `${moved.url}/emea`, text: 'hello' }));
    await until('the new place is used', () => moved.strays.length > 0);
    expect(moved.strays.every((path) => path === '/emea/v3/conversations/renewed/activities')).toBe(true);
    await moved.stop();
  });
});
