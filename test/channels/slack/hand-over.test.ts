import { aRecentOrder, aSlackShop, choicesOf, readable, until, type SlackShop } from './a-slack-shop';
import { slackStandIn } from './stand-in';
import type { Message, User } from '../../../src/sandbox/slack';

const STAFF_TOKEN = 'a-staff-token-of-some-length';

describe('a customer in Slack and the desk in Slack', () => {
  let shop: SlackShop;
  let desk: string;
  let kim: User;

  beforeAll(async () => {
    const standIn = await slackStandIn();
    kim = standIn.workspace.addUser({ name: 'kim', email: 'kim@shop.example' });
    desk = standIn.workspace.addChannel({ name: 'refunds', kind: 'group', members: [kim.id] }).id;
    shop = await aSlackShop({
      slack: standIn,
      values: { SLACK_DESK_CHANNEL: desk },
      settings: { staffToken: STAFF_TOKEN },
    });
    const account = { team: standIn.workspace.id, user: kim.id };
    const { statusCode } = await shop.app.http.inject({
      method: 'POST',
      url: '/api/v1/staff',
      headers: { authorization: `Bearer ${STAFF_TOKEN}` },
      payload: { name: 'Kim', email: 'kim@shop.example', roles: ['agent', 'approver'], slack: account },
    });
    expect(statusCode).toBeLessThan(300);
  });
  afterAll(async () => {
    await shop.stop();
    await shop.slack.stop();
  });

  const deskMessages = (): Message[] => shop.slack.workspace.visible(desk).messages;
  /** The threads of the bot; what a test opens comes after those there were. */
  const openings = (): Message[] => deskMessages().filter(({ threadTs, botId }) => botId && threadTs === undefined);

  test('hand over, claim, reply in both directions and hand back through signed requests alone', async () => {
    const { people, workspace } = shop.slack;
    const { user, channel } = shop.aCustomer('ana');
    const others = openings().map(({ ts }) => ts);
    const opening = (): Message | undefined => openings().find(({ ts }) => !others.includes(ts));
    await shop.app.orders.save([aRecentOrder('7901')]);
    await shop.talk(user, 'refund order 7901, ana@example.com');
    await shop.talk(user, 'I want to talk to a person');
    const first = (await until('a thread at the desk', opening))!;

    const clicked = await people.clicks(kim, { channel: desk, ts: first.ts, action: 'desk.claim' });
    expect(clicked.status).toBe(200);
    await until('the claim to show', () => readable(opening()!).includes('Kim'));

    // What an agent types in the thread stays there.
    const before = channel.messages.length;
    await people.says(kim, { channel: desk, threadTs: first.ts, text: 'odd one, look at the label' });
    await shop.quiet();
    expect(channel.messages).toHaveLength(before);

    await people.clicks(kim, { channel: desk, ts: first.ts, action: 'desk.reply' });
    await until('the reply modal', () => workspace.screen(kim.id).modals.length === 1);
    await people.submits(kim, { text: 'Hello Ana, Kim here. Could you send a photo of the label?' });
    const preview = await until('the preview', () => workspace.screen(kim.id).modals.at(-1));
    if (preview && workspace.screen(kim.id).modals.length) await people.submits(kim);
    const said = (await until('the words to reach the customer', () =>
      shop.answers(user).find((one) => readable(one).includes('Kim here')),
    ))!;
    expect(readable(said)).toContain('Kim');

    await people.says(user, { text: 'Here you are <!channel>' });
    await until('the words to reach the desk', () =>
      deskMessages().some((one) => one.botId && readable(one).includes('Here you are')),
    );
    expect(JSON.stringify(deskMessages())).not.toContain('"<!channel>');

    await people.clicks(kim, { channel: desk, ts: first.ts, action: 'desk.handback' });
    await shop.quiet();
    if (workspace.screen(kim.id).modals.length) await people.submits(kim);
    await until('the bot to be back', () => choicesOf(shop.answers(user).at(-1)!).length > 0);
    expect(shop.slack.refused).toEqual([]);
  });

  test('a stranger to the desk can click and gets nothing done', async () => {
    const { people, workspace } = shop.slack;
    const { user } = shop.aCustomer('ben');
    const others = openings().map(({ ts }) => ts);
    await shop.talk(user, 'I want to talk to a person');
    const first = (await until('a thread of his', () => openings().find(({ ts }) => !others.includes(ts))))!;
    const eve = workspace.addUser({ name: 'eve' });
    const { status } = await people.clicks(eve, { channel: desk, ts: first.ts, action: 'desk.claim' });
    expect(status).toBe(200);
    await shop.quiet();
    const handoffs = await shop.db().collection('handoffs').find({}).toArray();
    expect(handoffs.filter(({ handoff }) => handoff?.owner?.name === 'eve')).toEqual([]);
    expect(shop.slack.refused).toEqual([]);
  });
});
