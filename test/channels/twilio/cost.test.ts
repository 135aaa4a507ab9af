import { slice } from '../../../channels/twilio/settings';
import { smsSize } from '../../../channels/twilio/gsm7';
import { aRecentOrder, aShop, SMS, WHATSAPP, type AShop } from './a-shop';

const TOKEN = 'staff-token-of-the-tests-0123456789';
const PRICES = { currency: 'USD', sms: { '+1': '0.0079' }, whatsapp: { '*': '0.005' } };

describe('prices in the settings', () => {
  const base = { TWILIO_ACCOUNT_SID: 'AC1234', TWILIO_AUTH_TOKEN: 't', TWILIO_SMS_FROM: SMS };
  const check = (TWILIO_PRICES: string) => slice.check({ ...base, TWILIO_PRICES });

  it('are taken as decimals in quotes', () => expect(check(JSON.stringify(PRICES))).toEqual([]));

  it.each([
    '{',
    '{"sms":{"+1":"0.1"}}',
    '{"currency":"USD","sms":{"+1":0.1}}',
    '{"currency":"USD","sms":{"1":"0.1"}}',
    '{"currency":"USD","mms":{"+1":"0.1"}}',
    '@/nonexistent',
  ])('are refused at the start as %s', (value) =>
    expect(check(value)).toEqual([expect.stringMatching(/^TWILIO_PRICES must be /)]),
  );
});

describe('what the messages about a case came to', () => {
  const file = async (shop: AShop, phone: string, orderNo: string) => {
    await shop.app.orders.save([aRecentOrder(orderNo)]);
    const all = `refund for order ${orderNo}, ana@example.com, arrived broken, both mugs, no photo, money back`;
    await shop.talk(phone, all);
    await shop.talk(phone, '1');
    await shop.quiet();
    const one = await shop.db().collection('cases').findOne({ orderNo });
    return String(one?.caseNo);
  };
  const caseOf = async ({ publicUrl }: AShop, caseNo: string) => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    return (await fetch(`${publicUrl}/api/v1/cases/${caseNo}`, { headers })).json() as Promise<{ messaging: unknown }>;
  };

  it('is shown with the case: messages, segments and an exact estimate, for that case alone', async () => {
    const values = { TWILIO_PRICES: JSON.stringify(PRICES) };
    const shop = await aShop({ values, settings: { staffToken: TOKEN } });
    const [phone, chat] = ['+12025550171', `whatsapp:+12025550172`];
    const first = await file(shop, phone, '6101');
    const bodies = shop.twilio.sent(phone).map(({ params }) => String(params.Body));
    const segments = bodies.reduce((all, body) => all + smsSize(body).segments, 0);
    const amount = `0.${String(79 * segments).padStart(4, '0')}`;
    const cost = { messages: bodies.length, segments, estimate: { amount, currency: 'USD' } };
    expect((await caseOf(shop, first)).messaging).toEqual({
      ...cost,
      conversations: [{ channel: 'sms', conversation: phone, ...cost }],
    });
    // The same customer's next request costs the first one nothing.
    await file(shop, phone, '6102');
    expect((await caseOf(shop, first)).messaging).toMatchObject({ messages: bodies.length });
    const other = await file(shop, chat, '6103');
    expect(shop.twilio.sent(chat)).toHaveLength(2);
    expect((await caseOf(shop, other)).messaging).toMatchObject({
      messages: 2,
      segments: 0,
      estimate: { amount: '0.01', currency: 'USD' },
    });
    expect(shop.twilio.sent(chat)[0]?.from).toBe(WHATSAPP);
    await shop.stop();
  });

  it('has no estimate where nobody said what messages cost', async () => {
    const shop = await aShop({ settings: { staffToken: TOKEN } });
    const caseNo = await file(shop, '+12025550173', '6104');
    expect((await caseOf(shop, caseNo)).messaging).toMatchObject({ messages: 2, estimate: null });
    await shop.stop();
  });
});
