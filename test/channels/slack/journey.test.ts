import { aRecentOrder, aSlackShop, choicesOf, readable, until, type SlackShop } from './a-slack-shop';

let orders = 7000;
const SAYS = {
  English: (no: string) => [
    'I want a refund',
    `order ${no}, ana@example.com`,
    'all of it arrived damaged, no photo, money back',
  ],
  Spanish: (no: string) => [
    'Hola, quiero un reembolso',
    `pedido ${no}, ana@example.com`,
    'todo llegó dañado, sin foto, quiero el dinero',
  ],
};

describe('a refund in Slack', () => {
  let shop: SlackShop;
  beforeAll(async () => (shop = await aSlackShop()));
  afterAll(() => shop.stop());
  // Whatever we call is what a real Slack takes.
  afterEach(() => expect(shop.slack.refused).toEqual([]));

  const newOrder = async (mixed = false): Promise<string> => {
    const orderNo = String((orders += 1));
    await shop.app.orders.save([aRecentOrder(orderNo, mixed)]);
    return orderNo;
  };

  it.each(['English', 'Spanish'] as const)(
    'runs in direct messages in %s from first word to case number',
    async (language) => {
      const { user, channel } = shop.aCustomer();
      const no = await newOrder();
      for (const words of SAYS[language](no)) await shop.talk(user, words);
      const [yes = ''] = choicesOf(shop.answers(user).at(-1)!);
      const [filed] = await shop.tap(user, yes);
      expect(readable(filed!)).toMatch(/RF-\w{4}-\w{4}/);
      const cases = await shop.db().collection('cases').find({ orderNo: no }).toArray();
      expect(cases.map(({ status }) => status)).toEqual(['approved']);
      expect(cases[0]?.threads).toEqual([`default/slack/${shop.slack.workspace.id}:${channel.id}`]);
    },
  );

  it('shows the read-back as a receipt of fields with two buttons', async () => {
    const { user } = shop.aCustomer();
    const no = await newOrder();
    await shop.talk(user, `refund for order ${no}, ana@example.com, arrived broken, both mugs, no photo, money back`);
    const { blocks, metadata, unfurl } = shop.answers(user).at(-1)!;
    expect(blocks.map(({ type }) => type)).toEqual(['rich_text', 'section', 'rich_text', 'actions']);
    const fields = blocks[1]?.fields as { text: string }[];
    expect(fields[0]?.text).toMatch(/2 x Blue mug\n\$27\.13/);
    expect(choicesOf({ blocks })).toHaveLength(2);
    expect(metadata).toMatchObject({ event_type: 'redress_outbox' });
    expect(unfurl).toBe(false);
  });

  it('rewrites used buttons so that the choice stays and the others go', async () => {
    const { user } = shop.aCustomer();
    const no = await newOrder();
    await shop.talk(user, `refund for order ${no}, ana@example.com, arrived broken, both mugs, no photo, money back`);
    const shown = shop.answers(user).at(-1)!;
    const [yes = ''] = choicesOf(shown);
    await shop.tap(user, yes);
    await until('the buttons to go', () => choicesOf(shown).length === 0);
    expect(readable(shown)).toContain(yes);
    expect(readable(shown)).toContain('Blue mug');
  });

  it('takes the same tap once, however often Slack brings it', async () => {
    const { user, channel } = shop.aCustomer();
    const no = await newOrder();
    await shop.talk(user, `refund for order ${no}, ana@example.com, arrived broken, both mugs, no photo, money back`);
    const { ts, blocks } = shop.answers(user).at(-1)!;
    const [yes = ''] = choicesOf({ blocks });
    const before = shop.answers(user).length;
    const first = await shop.slack.people.clicks(user, { channel: channel.id, ts, action: yes });
    for (let i = 0; i < 3; i++) await shop.slack.deliver.send(first.request);
    await shop.quiet();
    expect(await shop.db().collection('cases').countDocuments({ orderNo: no })).toBe(1);
    expect(shop.answers(user).length - before).toBe(1);
  });

  it('offers many items as one list and takes an item from it', async () => {
    const { user } = shop.aCustomer();
    const no = await newOrder(true);
    const [items] = await shop.talk(user, `refund order ${no}, ana@example.com`);
    const [first = ''] = choicesOf(items!);
    const [next] = await shop.tap(user, first);
    expect(readable(next!)).toMatch(/mug/i);
  });

  it('says where a refund stands as a track below its sentence', async () => {
    const { user } = shop.aCustomer();
    const no = await newOrder();
    await shop.talk(user, `refund for order ${no}, ana@example.com, arrived broken, both mugs, no photo, money back`);
    await shop.tap(user, choicesOf(shop.answers(user).at(-1)!)[0]!);
    const heard = await shop.talk(user, 'where is my refund?');
    const said = heard.map(readable).join('\n');
    expect(said).toMatch(/Requested {2}→ {2}. Checked {2}→ {2}. Approved/);
  });

  it('greets whoever opens the Messages tab, once', async () => {
    const { user } = shop.aCustomer();
    await shop.slack.people.opensMessages(user);
    await until('a greeting', () => shop.answers(user).length === 1);
    await shop.slack.people.opensMessages(user);
    await shop.quiet();
    expect(shop.answers(user)).toHaveLength(1);
  });

  it('says on the Home tab where to write', async () => {
    const { user } = shop.aCustomer();
    await shop.slack.people.opensHome(user);
    const home = await until('a Home tab', () => shop.slack.workspace.screen(user.id).home);
    expect(readable({ text: '', blocks: home?.blocks ?? [] })).toMatch(/Messages tab/);
  });

  it('answers /refund within the response, visible to nobody else where others read', async () => {
    const { user } = shop.aCustomer();
    const town = shop.slack.workspace.addChannel({ name: 'town-square', members: [user.id] });
    const delivered = await shop.slack.people.commands(user, '/refund', 'I want a refund', town.id);
    const body = JSON.parse(delivered.body) as { response_type: string; blocks: Record<string, unknown>[] };
    expect(body.response_type).toBe('ephemeral');
    expect(readable({ text: '', blocks: body.blocks })).toMatch(/order/i);
    await shop.quiet();
    expect(shop.answers(user)).toEqual([]);
    const no = await newOrder();
    await shop.talk(user, `order ${no}, ana@example.com`);
    expect(shop.answers(user).map(readable).join('\n')).toMatch(/mug/i);
  });

  it('answers /refund for good in the direct messages themselves', async () => {
    const { user } = shop.aCustomer();
    await shop.slack.people.commands(user, '/refund', '');
    await shop.quiet();
    expect(shop.answers(user)).toHaveLength(1);
  });

  it('keeps an edit and a deletion on record and answers neither', async () => {
    const { user, channel } = shop.aCustomer();
    const said = await shop.slack.people.says(user, { text: 'hello' });
    await shop.quiet();
    const before = shop.answers(user).length;
    await shop.slack.people.edits(user, { channel: channel.id, ts: said.message.ts }, 'I want a refund');
    await shop.slack.people.deletes(user, { channel: channel.id, ts: said.message.ts });
    await shop.quiet();
    expect(shop.answers(user)).toHaveLength(before);
    const kept = await shop
      .db()
      .collection('inbox')
      .find({ 'activity.conversation': { $regex: channel.id }, 'activity.system': { $ne: true } })
      .toArray();
    expect(kept.map(({ activity }) => activity.name ?? activity.type)).toEqual([
      'message',
      'messageUpdate',
      'messageDelete',
    ]);
  });

  it('answers in the thread where the customer wrote in one', async () => {
    const { user, channel } = shop.aCustomer();
    const said = await shop.slack.people.says(user, { text: 'hello' });
    await shop.quiet();
    await shop.slack.people.says(user, { text: 'I want a refund', threadTs: said.message.ts });
    await shop.quiet();
    expect(channel.messages.filter(({ botId }) => botId).map(({ threadTs }) => threadTs)).toEqual([
      undefined,
      said.message.ts,
    ]);
  });

  it('knows the name, language and time zone that Slack has of who writes', async () => {
    const user = shop.slack.workspace.addUser({
      name: 'lucia',
      realName: 'Lucía',
      locale: 'es-ES',
      tz: 'Europe/Madrid',
    });
    await shop.slack.people.says(user, { text: 'hola' });
    await shop.quiet();
    const channel = shop.slack.workspace.direct(user.id);
    const record = await shop
      .db()
      .collection('conversations')
      .findOne({ conversation: `${shop.slack.workspace.id}:${channel.id}` });
    expect(record).toMatchObject({
      contact: { id: `${shop.slack.workspace.id}:${user.id}`, name: 'Lucía', identified: true },
      timeZone: 'Europe/Madrid',
    });
    expect(String(record?.locale)).toMatch(/^es/);
  });
});
