import { aBot, type ABot } from './a-bot';
import { until } from './stand-ins';

describe('a conversation over the connector', () => {
  let bot: ABot;
  beforeAll(async () => (bot = await aBot()));
  afterAll(() => bot.stop());

  const heardIn = (conversation: string) =>
    bot.connector.taken.filter((one) => one.conversation === conversation && one.body.type === 'message');

  it('acknowledges with 202 and answers at the service URL', async () => {
    const answer = await bot.post(bot.activity({ conversation: { id: 'first' }, text: 'I want a refund' }));
    expect(answer).toEqual({ status: 202, json: undefined });
    await until('the bot answers', () => heardIn('first').length > 0);
    expect(heardIn('first')[0]?.body).toMatchObject({
      type: 'message',
      text: expect.stringContaining('order') as string,
      conversation: { id: 'first' },
      recipient: { id: 'u1' },
      from: { id: 'bot' },
    });
  });
});
