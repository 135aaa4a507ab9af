import type { Message } from '../../../src/sandbox/slack';
import { createCaller, openConversation, readFeed, say } from '../../helpers/direct-line-client';
import { aSlackShop, readable, until } from './a-slack-shop';
import { slackStandIn } from './stand-in';

const SECRET = 'away-test-secret-0123456789';

test('while Slack is away customers of the web chat are served and promised a person; then the thread catches up, once', async () => {
  const slack = await slackStandIn();
  const desk = slack.workspace.addChannel({ name: 'refunds', kind: 'group', members: [] });
  const shop = await aSlackShop({
    slack,
    values: { SLACK_DESK_CHANNEL: desk.id },
    settings: { directLineSecret: SECRET },
  });
  const caller = createCaller(shop.app.url);
  const openings = (): Message[] => desk.messages.filter(({ botId, threadTs }) => botId && threadTs === undefined);
  try {
    await say(caller, await openConversation(caller, SECRET), { text: 'I want to talk to a person' });
    await until('the thread of somebody before', () => openings().length === 1);
    const opened = await openConversation(caller, SECRET);
    const hears = (key: string) =>
      until(key, async () => (await readFeed(caller, opened)).some(({ channelData }) => channelData?.key === key));
    slack.troubles.push({ times: Infinity, how: { kind: 'status', status: 503, taken: true } });
    await say(caller, opened, { text: 'I want to talk to a person' });
    await until('the promise', async () =>
      (await readFeed(caller, opened)).some(({ channelData }) => channelData?.key?.startsWith('handoff.waiting')),
    );
    await say(caller, opened, { text: 'I want a refund' });
    await hears('refund.askOrder');
    slack.troubles.splice(0, Infinity, { times: 2, how: { kind: 'reset' } });
    await until('a thread', () => openings().length > 1, 40_000);
    await say(caller, opened, { text: 'are you there again' });
    const said = (): number =>
      desk.messages.filter((one) => one.threadTs && readable(one).includes('are you there again')).length;
    await until('the words in the thread', () => said() > 0, 30_000);
    expect(openings()).toHaveLength(2);
    expect(said()).toBe(1);
  } finally {
    caller.close();
    await shop.stop();
    await slack.stop();
  }
}, 90_000);
