import { aBot, STAFF_TOKEN, type ABot } from './a-bot';
import { connectorStandIn, until } from './stand-ins';

describe('a notice that nobody has just asked for', () => {
  let bot: ABot;
  /** Milliseconds the service's clock is ahead of ours. */
  let ahead = 0;
  beforeAll(async () => (bot = await aBot(undefined, { clock: () => new Date(Date.now() + ahead) })));
  afterAll(() => bot.stop());

  const heard = (conversation: string) =>
    bot.connector.taken
      .filter((one) => one.conversation === conversation && one.body.type === 'message')
      .map(({ body }) => body.text ?? '');

  async function says(conversation: string, text: string, more: Record<string, unknown> = {}): Promise<string> {
    const before = heard(conversation).length;
    await bot.post(bot.activity({ conversation: { id: conversation }, text, ...more }));
    await until(`"${text}" is answered`, () => heard(conversation).length > before);
    return heard(conversation).at(-1) ?? '';
  }

  it('reaches the conversation at the service URL that was used last', async () => {
    await says('notice', 'refund for order 1003, diego@example.com, all of it, arrived damaged, no photo, money back');
    const caseNo = /RF-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await says('notice', 'yes'))?.[0] ?? '';
    expect(caseNo).not.toBe('');
    // The channel moves its conversations: an edit is not answered, but says where they are now.
    const moved = await connectorStandIn();
    const edit = { type: 'messageUpdate', serviceUrl: moved.url, conversation: { id: 'notice' } };
    expect((await bot.post(bot.activity(edit))).status).toBe(202);
    const before = heard('notice').length;
    const { statusCode } = await bot.app.http.inject({
      method: 'POST',
      url: `/api/v1/cases/${caseNo}/events`,
      headers: { authorization: `Bearer ${STAFF_TOKEN}` },
      payload: { event: 'mark_paid', reference: 'ref-1' },
    });
    expect(statusCode).toBeLessThan(300);
    // News of a case gathers for ten seconds.
    ahead = 61_000;
    await until('the notice arrives', () => moved.taken.length > 0);
    expect(moved.taken.map(({ conversation, body }) => [conversation, body.type])).toEqual([['notice', 'message']]);
    expect(moved.taken[0]?.body.text).toContain(caseNo);
    expect(heard('notice')).toHaveLength(before);
    await moved.stop();
  });
});
