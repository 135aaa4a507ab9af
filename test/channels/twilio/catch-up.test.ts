import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPublic } from '../../../channels/twilio/fetch-media';
import { testStore } from '../../helpers/store';
import { twilioStandIn } from '../../helpers/twilio-stand-in';
import { aRecentOrder, aShop, SERVICE, SMS, until, WHATSAPP, type AShop } from './a-shop';

/** The smallest PNG and JPEG heads that are recognised as what they are, made different by their tail. */
const png = (tail: string): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
    Buffer.from('0000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082', 'hex'),
    Buffer.from(tail),
  ]);

describe('what Twilio could not bring', () => {
  it('is fetched at the next start, oldest first, each once, opt-outs too', async () => {
    const store = await testStore();
    const twilio = await twilioStandIn({ senders: [SMS, WHATSAPP], serviceSid: SERVICE });
    const first = await aShop({ store, twilio });
    await first.talk('+12025550170', 'hello');
    await until('the first look', () => first.db().collection('marks').countDocuments({}));
    await first.stop();

    twilio.keep({ from: '+12025550170', to: SMS, body: 'I want a refund' });
    twilio.keep({ from: 'whatsapp:+12025550171', to: WHATSAPP, body: 'where is my refund' });
    twilio.keep({ from: '+12025550172', to: SMS, body: 'STOP' });
    twilio.keep({ from: '+12025550173', to: '+15005550077', body: 'for somebody else' });
    const before = twilio.sent('+12025550170').length;

    const second = await aShop({ store, twilio });
    await second.heard('+12025550170', before + 1);
    await second.heard('whatsapp:+12025550171', 1);
    await until('the opt-out', () => second.db().collection('consents').countDocuments({ optedOut: true }));
    await second.quiet();
    expect(twilio.sent('+12025550170')).toHaveLength(before + 1);
    expect(await second.db().collection('inbox').countDocuments({ 'activity.text': 'hello' })).toBe(1);
    expect(await second.db().collection('inbox').countDocuments({ 'activity.text': 'for somebody else' })).toBe(0);
    await second.stop();
    await twilio.stop();
    await store.drop();
  });
});

describe('a photo', () => {
  let shop: AShop;
  let elsewhere: Server;
  const asked: (string | undefined)[] = [];
  let place = '';
  beforeAll(async () => {
    shop = await aShop();
    elsewhere = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.end(png('stolen'));
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    place = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/x`;
  });
  afterAll(async () => {
    await new Promise((resolve) => elsewhere.close(resolve));
    await shop.stop();
  });

  let numbers = 0;
  const aPhone = (): string => `+1202558${String((numbers += 1)).padStart(4, '0')}`;
  const photosOf = (phone: string) =>
    shop
      .db()
      .collection('photos')
      .find({ thread: `default/sms/${phone}` })
      .toArray();
  const sends = async (phone: string, photos: Parameters<AShop['twilio']['says']>[3], more = {}) => {
    const { status } = await shop.twilio.says(phone, 'here it is', more, photos);
    expect(status).toBe(200);
    await shop.quiet();
    return photosOf(phone);
  };

  it('is fetched with our credentials, stored and linked to the case', async () => {
    const me = aPhone();
    await shop.app.orders.save([aRecentOrder('7001')]);
    await shop.talk(me, 'refund order 7001, ana@example.com, both mugs arrived damaged, money back');
    const stored = await sends(me, [{ contentType: 'image/png', bytes: png('a') }]);
    expect(stored).toHaveLength(1);
    expect(shop.twilio.fetched.at(-1)?.authorization).toMatch(/^Basic /);
    await shop.talk(me, 'yes');
    const filed = await shop
      .db()
      .collection('cases')
      .findOne({ threads: `default/sms/${me}` });
    expect((filed?.case as { evidence: string[] }).evidence).toEqual(stored.map(({ _id }) => _id));
  });

  it('may come with others', async () => {
    expect(
      await sends(
        aPhone(),
        ['a', 'b', 'c'].map((tail) => ({ contentType: 'image/png', bytes: png(tail) })),
      ),
    ).toHaveLength(3);
  });

  it('is known by its content: what only claims to be one, or is too large, is left out and answered all the same', async () => {
    const me = aPhone();
    const stored = await sends(me, [
      { contentType: 'image/png', bytes: Buffer.from('<script>') },
      { contentType: 'image/png', bytes: Buffer.concat([png('big'), Buffer.alloc(5 * 1024 * 1024)]) },
      { contentType: 'audio/ogg', bytes: Buffer.from('OggS') },
    ]);
    expect(stored).toEqual([]);
    expect(await shop.heard(me, 1)).not.toEqual([]);
  });

  it.each([
    ['of another host', () => place],
    [
      'of another host with our path',
      () => `${place}/2010-04-01/Accounts/${shop.twilio.accountSid}/Messages/MM1/Media/ME1`,
    ],
    ['at an inner address', () => 'http://169.254.169.254/latest/meta-data'],
    ['of another account', () => `${shop.twilio.url}/2010-04-01/Accounts/ACother/Messages/MM1/Media/ME1`],
    ['that is no address', () => 'file:///etc/passwd'],
  ])('%s is not fetched, and no credentials go there', async (_name, url) => {
    const before = shop.twilio.fetched.length;
    const me = aPhone();
    expect(await sends(me, [], { NumMedia: '1', MediaUrl0: url(), MediaContentType0: 'image/png' })).toEqual([]);
    expect(asked).toEqual([]);
    expect(shop.twilio.fetched).toHaveLength(before);
  });

  it('is followed within the API without credentials, and to nowhere that is not listed', async () => {
    const inside = aPhone();
    shop.twilio.redirectMedia.push(`${shop.twilio.url}/elsewhere/Messages/none/Media/none`);
    await sends(inside, [{ contentType: 'image/png', bytes: png('r') }]);
    expect(shop.twilio.fetched.at(-1)).toEqual({
      path: '/elsewhere/Messages/none/Media/none',
      authorization: undefined,
    });
    shop.twilio.redirectMedia.push(place);
    expect(await sends(aPhone(), [{ contentType: 'image/png', bytes: png('s') }])).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('a public address', () => {
  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '172.20.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::ffff:127.0.0.1',
    'fd00::1',
    'fe80::1',
    'not-an-address',
  ])('is not %s', (address) => expect(isPublic(address)).toBe(false));
  it.each(['52.216.1.1', '8.8.8.8', '2600:1f18::1'])('is %s', (address) => expect(isPublic(address)).toBe(true));
});
