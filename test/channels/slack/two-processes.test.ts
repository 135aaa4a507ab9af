import { testStore, type TestStore } from '../../helpers/store';
import { aRecentOrder, aSlackShop, pause, readable, until, type SlackShop } from './a-slack-shop';
import { slackStandIn, type RunningStandIn } from './stand-in';
import type { Message, User } from '../../../src/sandbox/slack';

const STAFF_TOKEN = 'a-staff-token-of-some-length';

/** A Wednesday at ten, moved by hand and going on by itself. */
function aClock() {
  const began = Date.now();
  let ahead = 0;
  return {
    clock: () => new Date(Date.parse('2026-11-18T10:00:00Z') + Date.now() - began + ahead),
    forward: (minutes: number) => void (ahead += minutes * 60_000),
  };
}

describe('two processes on one store, and Slack calls now one and now the other', () => {
  let store: TestStore;
  let slack: RunningStandIn;
  let one: SlackShop;
  let other: SlackShop;
  let desk: string;
  let kim: User;
  const { clock, forward } = aClock();

  const calls = (shop: SlackShop): void => slack.connect({ standIn: slack.url, app: shop.publicUrl });
  const messages = (): Message[] => slack.workspace.visible(desk).messages.filter(({ botId }) => botId);
  const told = (words: string): Message[] => messages().filter((message) => readable(message).includes(words));
  const quiet = async (): Promise<void> => {
    await one.quiet();
    await other.quiet();
    await pause(700);
  };

  beforeAll(async () => {
    store = await testStore();
    slack = await slackStandIn({ clock });
    kim = slack.workspace.addUser({ name: 'kim', email: 'kim@shop.example' });
    desk = slack.workspace.addChannel({ name: 'refunds', kind: 'group', members: [kim.id] }).id;
    const options = {
      store,
      slack,
      values: { SLACK_DESK_CHANNEL: desk },
      settings: { staffToken: STAFF_TOKEN },
      overrides: { clock },
    };
    other = await aSlackShop(options);
    one = await aSlackShop(options);
    const { statusCode } = await one.app.http.inject({
      method: 'POST',
      url: '/api/v1/staff',
      headers: { authorization: `Bearer ${STAFF_TOKEN}` },
      payload: {
        name: 'Kim',
        email: 'kim@shop.example',
        roles: ['agent'],
        slackTeam: slack.workspace.id,
        slackUser: kim.id,
      },
    });
    expect(statusCode).toBe(201);
  });
  afterAll(async () => {
    await one.stop();
    await other.stop();
    await slack.stop();
    await store.drop();
  });

  test('everything is there once: the thread, its lines, the reply, and what the clocks strike', async () => {
    const { people, workspace } = slack;
    const { user, channel } = one.aCustomer('ana');
    await one.app.orders.save([aRecentOrder('7902')]);
    await one.talk(user, 'refund order 7902, ana@example.com');
    calls(other);
    await people.says(user, { text: 'I want to talk to a person' });
    const opening = (): Message | undefined => messages().find(({ threadTs }) => threadTs === undefined);
    const first = (await until('a thread at the desk', opening))!;

    // The same click twice, at both of them.
    const clicked = await people.clicks(kim, { channel: desk, ts: first.ts, action: 'desk.claim' });
    calls(one);
    expect(clicked.status).toBe(200);
    await until('the claim to show', () => readable(opening()!).includes('Kim'));
    for (const [i, shop] of [one, other, one, other].entries()) {
      calls(shop);
      await people.says(user, { text: `line number ${i}` });
    }
    await until('the lines at the desk', () => [0, 1, 2, 3].every((i) => told(`line number ${i}`).length > 0));

    calls(other);
    await people.clicks(kim, { channel: desk, ts: first.ts, action: 'desk.reply' });
    await until('the reply modal', () => workspace.screen(kim.id).modals.length === 1);
    calls(one);
    await people.submits(kim, { text: 'Hello Ana, Kim here.' });
    await until('the preview', () => workspace.screen(kim.id).modals.length > 0);
    calls(other);
    await people.submits(kim);
    const heard = (): Message[] => channel.messages.filter((message) => readable(message).includes('Kim here'));
    await until('the words to reach the customer', () => heard().length > 0);

    await people.says(user, { text: 'are you there' });
    await until('that to be shown', () => told('are you there').length > 0);
    forward(16);
    const entries = async (action: string): Promise<number> =>
      one.db().collection('log').countDocuments({ type: 'handoff', 'data.action': action });
    await until('the claim to lapse', async () => (await entries('lapsed')) > 0, 30_000);
    await until('the thread to say so', () => told('silent too long').length > 0);
    await quiet();

    const posts = messages();
    expect(posts.filter(({ threadTs }) => threadTs === undefined)).toHaveLength(1);
    for (const words of ['line number 0', 'line number 3', 'silent too long', 'are you there'])
      expect([words, told(words).filter(({ threadTs }) => threadTs !== undefined).length]).toEqual([words, 1]);
    expect(heard()).toHaveLength(1);
    for (const action of ['asked', 'claimed', 'owner_warned', 'lapsed'])
      expect([action, await entries(action)]).toEqual([action, 1]);
    expect(slack.refused).toEqual([]);
  }, 90_000);
});
