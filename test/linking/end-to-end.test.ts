import type { Overrides } from '../../src/app/overrides';
import { createCaller, openConversation, readFeed, say, type Caller, type Opened } from '../helpers/direct-line-client';
import { testStore } from '../helpers/store';
import { aRecentOrder, aShop, until, type AShop, type ShopOptions } from '../channels/twilio/a-shop';

const SECRET = 'linking-test-secret-0123456789';
const CODE = /[HKLQRWXY]{2}-[2-9]{6}/;
let numbers = 0;
const aPhone = (prefix = ''): string => `${prefix}+1202556${String((numbers += 1)).padStart(4, '0')}`;
const anOrderNo = (): string => String(7000 + (numbers += 1));

interface Web {
  /** The answers of the bot to these words. */
  says(text: string): Promise<{ key: string; text: string }[]>;
  /** Everything the bot said here, once it said something with this key. */
  hears(key: string): Promise<{ key: string; text: string }[]>;
  opened: Opened;
}

/** A browser at the service's own chat. */
async function aBrowser(shop: AShop, callers: Caller[]): Promise<Web> {
  const caller = createCaller(shop.app.url);
  callers.push(caller);
  const opened = await openConversation(caller, SECRET);
  const said = async () =>
    (await readFeed(caller, opened))
      .filter(({ from }) => from.role === 'bot')
      .map(({ channelData, text, replyToId }) => ({ key: channelData?.key ?? '', text, replyToId }));
  return {
    opened,
    says: async (text) => {
      const { json } = await say(caller, opened, { text });
      const { id } = json as { id: string };
      return until(`an answer to ${text}`, async () => {
        const answers = (await said()).filter(({ replyToId }) => replyToId === id);
        return answers.length > 0 && answers;
      }) as Promise<{ key: string; text: string }[]>;
    },
    hears: (key) =>
      until(key, async () => {
        const all = await said();
        return all.some((one) => one.key === key) && all;
      }) as Promise<{ key: string; text: string }[]>,
  };
}

const codeOf = (answers: { text: string }[]): string => {
  const code = CODE.exec(answers.map(({ text }) => text).join(' '))?.[0];
  if (!code) throw new Error(`no code in ${JSON.stringify(answers)}`);
  return code;
};

describe('from the web chat to a phone', () => {
  const callers: Caller[] = [];
  const shopWith = (options: ShopOptions = {}) =>
    aShop({ ...options, settings: { directLineSecret: SECRET, ...options.settings } });
  let shop: AShop;
  beforeAll(async () => (shop = await shopWith()));
  afterAll(async () => {
    for (const caller of callers) caller.close();
    await shop.stop();
  });
  afterEach(() => expect(shop.twilio.refused).toEqual([]));

  const newOrder = async (contact?: { email?: string; phone?: string }): Promise<string> => {
    const orderNo = anOrderNo();
    const order = aRecentOrder(orderNo);
    await shop.app.orders.save([{ ...order, ...(contact ? { contact } : {}) }]);
    return orderNo;
  };

  /** Everything stored but what is on its way to a customer or was read by one. */
  const storedWords = async (): Promise<string> => {
    const collections = await shop.db().listCollections().toArray();
    const others = collections.map(({ name }) => name).filter((name) => name !== 'outbox' && !name.includes('.'));
    const docs = await Promise.all(others.map((name) => shop.db().collection(name).find({}).toArray()));
    return JSON.stringify(docs.flat(), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  };

  it('a request goes on by text, files one case, tells both sides, and leaves no code readable', async () => {
    const orderNo = await newOrder();
    const web = await aBrowser(shop, callers);
    const me = aPhone();
    await web.says(`I want a refund for order ${orderNo}, ana@example.com`);
    await web.says('all of it arrived damaged');
    const code = codeOf(await web.says('can I continue on my phone?'));

    const asked = await shop.talk(me, code.toLowerCase().replace('-', ' '));
    expect(asked.join(' ')).toMatch(/chat on the website/);
    expect(asked.join(' ')).not.toMatch(new RegExp(`${orderNo}|mug|ana`));
    const linked = await shop.talk(me, 'YES');
    expect(linked.join(' ')).toMatch(/Linked with/);
    const told = await web.hears('link.told');
    expect(told.at(-1)?.text).toMatch(new RegExp(`number ending in ${me.slice(-2)}`));

    // The phone has proven nothing yet: it is asked, and then the answers of the web are there.
    const proven = await shop.talk(me, 'ana@example.com');
    expect(proven.join(' ')).not.toMatch(/what is the problem|which items/i);
    await shop.talk(me, 'no photo, money back');
    expect((await shop.talk(me, 'YES')).join(' ')).toMatch(/RF-\w{4}-\w{4}/);
    const cases = await shop.db().collection('cases').find({ orderNo }).toArray();
    expect(cases.map(({ threads }) => threads as string[])).toEqual([[`default/sms/${me}`]]);

    const stored = await storedWords();
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(code.slice(3));
    expect(stored).toMatch(/xx-xxxxxx/);
    expect(await shop.db().collection('one_time_codes').countDocuments({ used: true })).toBeGreaterThan(0);
  });

  it('"that was not me" on the web undoes it, and the phone hears of it', async () => {
    const web = await aBrowser(shop, callers);
    const me = aPhone();
    await web.says(`refund for order ${await newOrder()}, ana@example.com`);
    await shop.talk(me, codeOf(await web.says('link')));
    await shop.talk(me, 'YES');
    await web.hears('link.told');
    const sent = shop.twilio.sent(me).length;
    const undone = await web.says('that was not me');
    expect(undone.map(({ key }) => key)[0]).toBe('link.undone');
    expect((await shop.heard(me, sent + 1)).at(-1)?.body).toMatch(/was undone from there/);
    const links = await shop
      .db()
      .collection('links')
      .find({ threads: `default/sms/${me}` })
      .toArray();
    expect(links.map(({ standing }) => standing as boolean)).toEqual([false]);
    for (const stream of [`default/sms/${me}`, `default/webchat/${web.opened.conversationId}`]) {
      const entries = await shop.db().collection('log').find({ stream, type: 'link' }).toArray();
      expect(entries.map(({ data }) => (data as { action: string }).action)).toEqual(['linked', 'unlinked']);
    }
  });

  it('a code entered on two phones at the same moment is good on one of them', async () => {
    const web = await aBrowser(shop, callers);
    const code = codeOf(await web.says('link'));
    const phones = [aPhone(), aPhone('whatsapp:'), aPhone()];
    await Promise.all(phones.map((phone) => shop.twilio.says(phone, code)));
    await shop.quiet();
    const heard = await Promise.all(phones.map(async (phone) => (await shop.heard(phone, 1))[0]?.body ?? ''));
    expect(heard.filter((text) => /comes from/.test(text))).toHaveLength(1);
    expect(heard.filter((text) => /doesn't work here/.test(text))).toHaveLength(2);
  });

  it('a code by text proves an order whose e-mail is lost, and only where it was asked for', async () => {
    const owner = aPhone();
    const orderNo = await newOrder({ email: 'old@example.com', phone: owner });
    const web = await aBrowser(shop, callers);
    await web.says(`refund for order ${orderNo}, it arrived damaged`);
    expect((await web.says('I no longer have that email')).map(({ key }) => key)).toEqual(['code.onItsWay']);
    const code = codeOf([{ text: (await shop.heard(owner, 1))[0]?.body ?? '' }]);
    const thief = await aBrowser(shop, callers);
    expect((await thief.says(code)).map(({ key }) => key)[0]).toBe('code.wrong');
    expect((await web.says(code)).map(({ key }) => key)[0]).toBe('code.proven');
    expect(await storedWords()).not.toContain(code);
  });

  it('an order whose address changed since is not shown on what was proven before', async () => {
    const orderNo = await newOrder();
    const web = await aBrowser(shop, callers);
    const proven = await web.says(`refund for order ${orderNo}, ana@example.com`);
    expect(proven.map(({ key }) => key).at(-1)).not.toBe('refund.askContact');
    await shop.app.orders.save([{ ...aRecentOrder(orderNo), contact: { email: 'new@example.com' } }]);
    // What was read of an order is used again for ten seconds.
    const keys = (await shop.db().collection('orders').findOne({ orderNo }))?.order as { contactChangedAt?: Date };
    expect(keys.contactChangedAt).toBeInstanceOf(Date);
    const saved = keys.contactChangedAt;
    await shop.app.orders.save([{ ...aRecentOrder(orderNo), contact: { email: 'NEW@example.com' } }]);
    const again = (await shop.db().collection('orders').findOne({ orderNo }))?.order as { contactChangedAt?: Date };
    expect(again.contactChangedAt).toEqual(saved);
  });
});

test('a code that was admitted before a crash is still good when the message is read again', async () => {
  const store = await testStore();
  let stuck = (): Promise<void> => Promise.resolve();
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const overrides: Partial<Overrides> = {
    clock: () => new Date(Date.now() - 8_000),
    at: (station) => (station === 'open' ? stuck() : undefined),
  };
  const settings = { directLineSecret: SECRET };
  const dead = await aShop({ store, settings, overrides });
  const callers: Caller[] = [];
  const me = aPhone();
  const web = await aBrowser(dead, callers);
  await web.says('I want a refund');
  const code = codeOf(await web.says('link'));
  // The process takes the message, and stands still.
  stuck = () => gate;
  expect((await dead.twilio.says(me, code)).status).toBe(200);

  const next = await aShop({ store: { ...store, alone: true }, twilio: dead.twilio, settings });
  const [asked] = await next.heard(me, 1);
  expect(asked?.body).toMatch(/This code comes from/);
  expect((await next.talk(me, 'YES')).join(' ')).toMatch(/Linked with/);
  release();
  for (const caller of callers) caller.close();
  await next.stop();
  await dead.stop();
  await store.drop();
});

test('two processes on one store link a conversation of each, and a code is good in one of them', async () => {
  const store = { ...(await testStore()), alone: false };
  const settings = { directLineSecret: SECRET };
  const first = await aShop({ store, settings });
  const callers: Caller[] = [];
  const web = await aBrowser(first, callers);
  await web.says('I want a refund');
  const code = codeOf(await web.says('link'));
  const firstHook = first.twilio.webhook;
  const second = await aShop({ store, settings, twilio: first.twilio });
  const secondHook = first.twilio.webhook;

  const phones = [aPhone(), aPhone()];
  const sent = phones.map((phone, index) => {
    first.twilio.webhook = index === 0 ? firstHook : secondHook;
    return first.twilio.says(phone, code);
  });
  await Promise.all(sent);
  const heard = await Promise.all(phones.map(async (phone) => (await second.heard(phone, 1))[0]?.body ?? ''));
  expect(heard.map((text) => /comes from/.test(text)).sort()).toEqual([false, true]);

  // The phone's conversation moves to the other process with its next message, and the web chat hears of the yes.
  const me = phones[heard.findIndex((text) => /comes from/.test(text))] ?? '';
  first.twilio.webhook = me === phones[0] ? secondHook : firstHook;
  await first.twilio.says(me, 'YES');
  expect((await second.heard(me, 2)).map(({ body }) => body).join(' ')).toMatch(/Linked with/);
  expect((await web.hears('link.told')).at(-1)?.text).toMatch(/set aside here/);
  for (const caller of callers) caller.close();
  await second.stop();
  await first.stop();
  await store.drop();
});
