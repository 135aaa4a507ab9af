import { smsSize } from '../../../channels/twilio/gsm7';
import { aRecentOrder, aShop, SERVICE, SMS, WHATSAPP, type AShop } from './a-shop';

const SECOND = '+15005550099';
/** The smallest picture that is recognised as one. */
const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082',
  'hex',
);
let numbers = 0;
const aPhone = (prefix = ''): string => `${prefix}+1202555${String((numbers += 1)).padStart(4, '0')}`;
let orders = 5000;

describe('a refund on a phone', () => {
  let shop: AShop;
  beforeAll(async () => (shop = await aShop({ standIn: { senders: [SMS, WHATSAPP, SECOND] } })));
  afterAll(() => shop.stop());
  // Everything we send is what Twilio's description of its API allows.
  afterEach(() => expect(shop.twilio.refused).toEqual([]));

  const newOrder = async (mixed = false): Promise<string> => {
    const orderNo = String((orders += 1));
    await shop.app.orders.save([aRecentOrder(orderNo, mixed)]);
    return orderNo;
  };

  const filedBy = async (phone: string): Promise<string[]> => {
    const thread = `default/${phone.replace(/^(whatsapp:)?/, (prefix) => (prefix ? 'whatsapp/' : 'sms/'))}`;
    const docs = await shop.db().collection('cases').find({ threads: thread }).toArray();
    return docs.map(({ status }) => String(status));
  };

  const play = async (me: string, lines: string[]): Promise<string[]> => {
    const heard: string[] = [];
    for (const line of lines) heard.push(...(await shop.talk(me, line)));
    return heard;
  };

  const SAYS = {
    English: (no: string) => [
      'I want a refund',
      `order ${no}, ana@example.com`,
      'all of it arrived damaged, no photo, money back',
      'YES',
    ],
    Spanish: (no: string) => [
      'Hola, quiero un reembolso',
      `pedido ${no}, ana@example.com`,
      'todo llegó dañado, sin foto, quiero el dinero',
      'SÍ',
    ],
  };

  it.each([
    ['SMS', 'English', ''],
    ['SMS', 'Spanish', ''],
    ['WhatsApp', 'English', 'whatsapp:'],
    ['WhatsApp', 'Spanish', 'whatsapp:'],
  ] as const)('runs over %s in %s from first word to case number', async (_channel, language, prefix) => {
    const me = aPhone(prefix);
    const heard = await play(me, SAYS[language](await newOrder()));
    expect(heard.at(-1)).toMatch(/RF-\w{4}-\w{4}/);
    expect(heard.join(' ')).toMatch(language === 'Spanish' ? /pedido/ : /order/);
    expect(await filedBy(me)).toEqual(['approved']);
    expect(shop.twilio.sent(me)[0]?.from).toBe(prefix ? WHATSAPP : SMS);
  });

  it('costs at most eight segments in English, all of them in GSM-7', async () => {
    const heard = await play(aPhone(), SAYS.English(await newOrder()));
    const sizes = heard.map(smsSize);
    expect(sizes.map(({ encoding }) => encoding)).toEqual(sizes.map(() => 'GSM-7'));
    expect(sizes.reduce((sum, { segments }) => sum + segments, 0)).toBeLessThanOrEqual(8);
  });

  it('leaves only the read-back when the first message holds everything', async () => {
    const me = aPhone();
    const [readBack = '', ...more] = await play(me, [
      `refund for order ${await newOrder()}, ana@example.com, arrived broken, both mugs, no photo, money back`,
    ]);
    expect(more).toEqual([]);
    expect(readBack).toMatch(/2 x Blue mug: \$27\.13/);
    expect(readBack).toMatch(/\n1\. Yes, send it\n2\. No, change something$/);
    await shop.talk(me, '1');
    expect(await filedBy(me)).toEqual(['approved']);
  });

  it.each([
    ['', 'refund for order NO, ana@example.com, arrived broken, both mugs, money back'],
    ['whatsapp:', 'refund for order NO, ana@example.com, arrived broken, both mugs, money back'],
    ['', 'reembolso del pedido NO, ana@example.com, llegaron rotas, las dos tazas, quiero mi dinero'],
  ])('leaves only the read-back when the photo came with it (%s%s)', async (prefix, words) => {
    const me = aPhone(prefix);
    const photo = { contentType: 'image/png', bytes: PNG };
    await shop.twilio.says(me, words.replace('NO', await newOrder()), {}, [photo]);
    const heard = await shop.heard(me, 1);
    await shop.quiet();
    expect(shop.twilio.sent(me)).toHaveLength(1);
    expect(heard[0]?.body).toMatch(/2 x .+27[.,]13/);
  });

  it.each(['', 'whatsapp:'])('leaves only the read-back of a message that holds everything (%s)', async (prefix) => {
    const me = aPhone(prefix);
    const words = `refund for order ${await newOrder()}, ana@example.com, arrived broken, both mugs`;
    const [readBack = '', ...more] = await shop.talk(me, words);
    expect(more).toEqual([]);
    expect(readBack).toMatch(/photo.+\n.*2 x .+27[.,]13/s);
    await shop.talk(me, 'yes');
    expect(await filedBy(me)).toEqual(['approved']);
  });

  it('numbers the choices and takes a number for an answer', async () => {
    const me = aPhone();
    const [items = ''] = await shop.talk(me, `refund order ${await newOrder(true)}, ana@example.com`);
    expect(items).toMatch(/\n1\. .+\n2\. /);
    const [next = ''] = await shop.talk(me, '1');
    expect(next).toMatch(/Blue mug/);
  });

  it('answers from the number that was written to, in its pool', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello', { To: SECOND, MessagingServiceSid: SERVICE });
    expect(shop.twilio.sent(me).at(-1)).toMatchObject({ from: SECOND, service: SERVICE });
    await shop.talk(me, 'hello again');
    expect(shop.twilio.sent(me).at(-1)).toMatchObject({ from: SMS, service: null });
  });

  it('keeps two customers apart who write at once', async () => {
    const [one, other] = [aPhone(), aPhone()];
    const orderNo = await newOrder();
    const [a, b] = await Promise.all([
      shop.talk(one, `refund order ${orderNo}, ana@example.com`),
      shop.talk(other, 'where is my refund'),
    ]);
    expect(a.join(' ')).toMatch(orderNo);
    expect(b.join(' ')).not.toMatch(orderNo);
  });

  it('answers two messages sent at once one after the other, losing neither', async () => {
    const me = aPhone();
    const orderNo = await newOrder();
    await Promise.all([
      shop.twilio.says(me, 'I want a refund'),
      shop.twilio.says(me, `order ${orderNo}, ana@example.com`),
    ]);
    await shop.heard(me, 2);
    await shop.quiet();
    const record = await shop
      .db()
      .collection<{ _id: string; handled: number }>('conversations')
      .findOne({ _id: `default/sms/${me}` });
    expect(record?.handled).toBeGreaterThanOrEqual(2);
  });
});

describe('a WhatsApp user with a number and an id', () => {
  it('has one conversation, whichever of them a message comes from, and is answered there', async () => {
    const shop = await aShop();
    const [number, id] = ['whatsapp:+12025550199', 'whatsapp:US.ABC123XYZ'];
    await shop.talk(number, 'I want a refund', { ExternalUserId: 'US.ABC123XYZ' });
    await shop.talk(id, 'where is my refund', { ExternalUserIdentifier: 'US.ABC123XYZ' });
    const other = 'whatsapp:BR.unseen1';
    await shop.talk(other, 'hello');
    await shop.talk('whatsapp:+5511955550100', 'hello again', { ExternalUserId: 'BR.unseen1' });
    const threads = await shop.db().collection<{ _id: string }>('conversations').find({}).toArray();
    expect(threads.map(({ _id }) => _id).sort()).toEqual([
      'default/whatsapp/+12025550199',
      'default/whatsapp/BR.unseen1',
    ]);
    const [answer] = shop.twilio.sent(id);
    await shop.twilio.tell(answer!, 'delivered');
    await shop.quiet();
    const delivered = await shop.db().collection('outbox').find({ status: 'delivered' }).toArray();
    expect(delivered.map(({ providerId }) => providerId)).toEqual([answer?.sid]);
    await shop.stop();
  });
});

describe('a reply that quotes a message on WhatsApp', () => {
  it('answers only the question it quotes: an old one brings the present one back', async () => {
    const shop = await aShop();
    const me = 'whatsapp:+12025550201';
    await shop.app.orders.save([aRecentOrder('5901')]);
    await shop.talk(me, 'refund order 5901, ana@example.com, both mugs arrived damaged, no photo, money back');
    const first = shop.twilio.sent(me).at(-1);
    const second = await shop.talk(me, 'only one of them');
    const cases = () => shop.db().collection('cases').countDocuments({ threads: 'default/whatsapp/+12025550201' });
    const shown = shop.twilio.sent(me).at(-1);
    expect(second.join(' ')).toMatch(/Please check/);
    for (const words of ['1', 'yes', 'Yes, send it']) {
      const again = await shop.talk(me, words, {
        OriginalRepliedMessageSid: first!.sid,
        OriginalRepliedMessageSender: WHATSAPP,
      });
      expect(await cases()).toBe(0);
      expect(again.join(' ')).toMatch(/earlier version/);
    }
    expect(shown?.sid).not.toBe(first?.sid);
    await shop.talk(me, '1', { OriginalRepliedMessageSid: shop.twilio.sent(me).at(-1)!.sid });
    expect(await cases()).toBe(1);
    await shop.stop();
  });
});
