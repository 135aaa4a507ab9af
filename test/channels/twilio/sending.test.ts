import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message';
import type { Api } from '../../../channels/twilio/api';
import { refused, unanswered } from '../../../channels/twilio/failures';
import { createPacing } from '../../../channels/twilio/pacing';
import { createSender } from '../../../channels/twilio/send';
import { twilioSettings } from '../../../channels/twilio/settings';
import type { Outgoing } from '../../../src/channel';
import { DeliveryError } from '../../../src/errors';
import { silentLogger } from '../../../src/logger';
import { aShop, SMS, until, WHATSAPP, type AShop } from './a-shop';

describe('a failed send', () => {
  const outcome = (status: number, body: unknown, headers = {}) => {
    const { code, retryable, unknown, retryAfter } = refused({ statusCode: status, body, headers });
    return { code, retryable, unknown, ...(retryAfter === undefined ? {} : { retryAfter }) };
  };

  it.each([20429, 20503, 30001, 30022, 63017, 63018])(
    'with code %d is tried again, since nothing was taken',
    (code) => {
      expect(outcome(400, { code })).toEqual({ code: String(code), retryable: true, unknown: false });
    },
  );

  it.each([21610, 63016, 30006, 21211, 21606, 99999])('with code %d is final', (code) => {
    expect(outcome(400, { code })).toEqual({ code: String(code), retryable: false, unknown: false });
  });

  it('that was too fast waits as long as Twilio says, an hour at most', () => {
    expect(outcome(429, { code: 20429 }, { 'retry-after': '7' })).toMatchObject({
      retryable: true,
      unknown: false,
      retryAfter: 7_000,
    });
    expect(outcome(429, 'Too many', { 'retry-after': '99999' })).toMatchObject({
      code: 'http_429',
      retryAfter: 3_600_000,
    });
  });

  it('at a server that broke has an unknown outcome', () => {
    expect(outcome(500, '<html>')).toEqual({ code: 'http_500', retryable: true, unknown: true });
    expect(outcome(503, { code: 20503 })).toEqual({ code: '20503', retryable: true, unknown: true });
  });

  it('with refused credentials waits for the operator', () => {
    expect(outcome(401, { code: 20003 })).toEqual({ code: 'http_401', retryable: true, unknown: false });
  });

  it('that never connected has left nothing behind; one that got no answer may have', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
      expect(unanswered({ code })).toMatchObject({ retryable: true, unknown: false });
    for (const code of ['ECONNABORTED', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE', undefined])
      expect(unanswered({ code })).toMatchObject({ retryable: true, unknown: true });
  });

  it('keeps no credentials', () => {
    const error = unanswered({ code: 'ECONNRESET', config: { headers: { Authorization: 'Basic geheim' } } });
    expect(JSON.stringify({ ...error, cause: error.cause })).not.toMatch(/geheim/);
  });
});

describe('pacing', () => {
  it('spaces what a sender sends by its segments, and keeps the order', async () => {
    const pacing = createPacing(100);
    const order: number[] = [];
    const start = performance.now();
    await Promise.all([3, 1, 1, 5].map((units, i) => pacing.turn('+1', units).then(() => order.push(i))));
    expect(order).toEqual([0, 1, 2, 3]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(45);
  });

  it('lets one sender wait for nobody but itself', async () => {
    const pacing = createPacing(1);
    await pacing.turn('+1', 60);
    await pacing.turn('+2', 60);
  });

  it('lets go of whoever waits once it is closed: the outbox keeps the message', async () => {
    const pacing = createPacing(1);
    await pacing.turn('+1', 60);
    const waiting = pacing.turn('+1', 1);
    pacing.close();
    await expect(waiting).rejects.toMatchObject({ code: 'closing', retryable: true, unknown: false });
    await expect(pacing.turn('+2', 1)).rejects.toBeInstanceOf(DeliveryError);
  });
});

describe('looking for a message whose send got no answer', () => {
  const AT = new Date('2026-11-18T10:00:00Z');
  const message = (seq: number, text = 'Hello.'): Outgoing => ({
    client: 'default',
    channel: 'sms',
    conversation: '+12025550143',
    id: `m${seq}`,
    seq,
    replyToId: 'r',
    text,
    key: 'greeting',
    values: {},
    choices: [],
    inputHint: 'acceptingInput',
    locale: 'en',
    at: AT,
  });
  const there = (sid: string, more: Partial<MessageInstance> = {}): MessageInstance =>
    ({
      sid,
      body: 'Hello.',
      direction: 'outbound-api',
      status: 'sent',
      dateCreated: new Date(AT.getTime() + 1_000),
      ...more,
    }) as MessageInstance;

  function sender(found: MessageInstance[], taken: string[] = []) {
    const asked: unknown[] = [];
    const api: Api = {
      create: () => Promise.resolve('SMnew'),
      list: (filter) => (asked.push(filter), Promise.resolve(found)),
      media: () => Promise.resolve([]),
      createContent: () => Promise.resolve('HX1'),
      credentials: () => ({ username: '', password: '' }),
    };
    const settings = twilioSettings({ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't', TWILIO_SMS_FROM: SMS });
    const pacing = createPacing(1_000);
    return {
      asked,
      sms: createSender('sms', {
        settings: settings!,
        api,
        pacing: { sms: pacing, whatsapp: pacing },
        clock: () => AT,
        logger: silentLogger,
        statusUrl: null,
        media: null,
        consents: { find: () => Promise.resolve(null), change: () => Promise.resolve() },
        takenIds: (_thread, _seq, ids) => Promise.resolve(ids.filter((id) => taken.includes(id))),
        clothe: (_message, create) => Promise.resolve({ create }),
        distrust: () => Promise.resolve(),
        nameOf: () => '#',
      }),
    };
  }

  it('asks by recipient, sender and day, then without the day for what still waits in the queue', async () => {
    const { sms, asked } = sender([]);
    expect(await sms.lookUp(message(1))).toBeNull();
    expect(asked).toEqual([
      { to: '+12025550143', from: SMS, limit: 50, dateSentAfter: new Date('2026-11-17T10:00:00Z') },
      { to: '+12025550143', from: SMS, limit: 50 },
    ]);
  });

  it('knows it by its words, if it is no older than they are', async () => {
    expect(await sender([there('SM1')]).sms.lookUp(message(1))).toEqual({
      providerId: 'SM1',
      status: 'sent',
      segments: 1,
    });
    expect(await sender([there('SM1', { status: 'queued' })]).sms.lookUp(message(1))).toEqual({
      providerId: 'SM1',
      status: 'queued',
      segments: 1,
    });
    expect(await sender([there('SM1', { body: 'Other.' })]).sms.lookUp(message(1))).toBeNull();
    expect(await sender([there('SM1', { direction: 'inbound' })]).sms.lookUp(message(1))).toBeNull();
    expect(
      await sender([there('SM1', { dateCreated: new Date(AT.getTime() - 60_000) })]).sms.lookUp(message(1)),
    ).toBeNull();
  });

  it('takes no twin for it: neither one of this process nor one the store knows', async () => {
    const own = sender([there('SM1'), there('SMnew')]);
    await own.sms.send(message(1));
    expect(await own.sms.lookUp(message(2))).toEqual({ providerId: 'SM1', status: 'sent', segments: 1 });
    expect(await sender([there('SM1')], ['SM1']).sms.lookUp(message(2))).toBeNull();
  });

  it('believes a callback that came first', async () => {
    const { sms, asked } = sender([]);
    sms.learn('default/sms/+12025550143|3', 'SMtold');
    expect(await sms.lookUp(message(3))).toEqual({ providerId: 'SMtold', status: 'queued', segments: 1 });
    expect(asked).toEqual([]);
  });
});

describe('sending through the service', () => {
  let shop: AShop;
  beforeAll(async () => (shop = await aShop()));
  afterAll(() => shop.stop());
  let numbers = 0;
  const aPhone = (): string => `+1202557${String((numbers += 1)).padStart(4, '0')}`;
  const outbox = async (phone: string) =>
    (
      await shop
        .db()
        .collection('outbox')
        .find({ 'message.conversation': phone.replace('whatsapp:', '') })
        .toArray()
    ).map(({ status, providerId, code }) => ({ status, providerId, ...(code ? { code } : {}) })) as {
      status: string;
      providerId?: string;
      code?: string;
    }[];

  it.each([
    ['the connection breaks after Twilio took it', { reset: true, taken: true }],
    ['the connection breaks before Twilio took it', { reset: true, taken: false }],
    ['Twilio answers 500 and has taken it', { answer: 500, taken: true }],
    ['Twilio answers 500 and has not taken it', { answer: 500 }],
    ['Twilio is too busy', { answer: 429, code: 20429 }],
    ['Twilio is away', { answer: 503, code: 20503 }],
  ] as const)('leaves exactly one message when %s', async (_name, trouble) => {
    const me = aPhone();
    shop.twilio.troubles.push(trouble);
    await shop.talk(me, 'I want a refund');
    await shop.quiet();
    expect(shop.twilio.sent(me)).toHaveLength(1);
    const [sent] = shop.twilio.sent(me);
    expect(await until('its SID', async () => (await outbox(me))[0]?.providerId)).toBe(sent?.sid);
  });

  it('keeps the order when an early message has to be sent again', async () => {
    const me = aPhone();
    shop.twilio.troubles.push({ answer: 429, code: 20429 });
    for (const line of ['I want a refund', 'where is my refund', 'hello']) await shop.twilio.says(me, line);
    await shop.heard(me, 3);
    await shop.quiet();
    const said = await shop.db().collection('outbox').find({ 'message.conversation': me }).sort({ _id: 1 }).toArray();
    expect(shop.twilio.sent(me).map(({ body }) => body)).toEqual(said.map(({ message }) => (message as Outgoing).text));
  });

  it('puts on record what each SMS cost', async () => {
    const me = aPhone();
    await shop.talk(me, 'I want a refund');
    await shop.quiet();
    const stream = `default/sms/${me}`;
    const entry = await shop.db().collection('log').findOne({ stream, type: 'delivery' });
    expect(entry?.data).toMatchObject({ status: 'queued', segments: expect.any(Number) as number });
  });

  it('gives up what is final and says why', async () => {
    const me = aPhone();
    shop.twilio.troubles.push({ answer: 400, code: 30006 });
    await shop.twilio.says(me, 'I want a refund');
    await until('the failure', async () => (await outbox(me))[0]?.status === 'failed');
    expect(await outbox(me)).toEqual([{ status: 'failed', code: '30006' }]);
  });

  it('follows each status forward, whenever and in whatever order the callbacks come', async () => {
    const me = aPhone();
    await shop.talk(me, 'I want a refund');
    const [message] = shop.twilio.sent(me);
    for (const status of ['delivered', 'queued', 'sent', 'sending', 'delivered', 'whatever'])
      expect((await shop.twilio.tell(message!, status))?.status).toBe(204);
    await until('delivered', async () => (await outbox(me))[0]?.status === 'delivered');
    await shop.twilio.tell(message!, 'sent');
    await shop.quiet();
    expect(await outbox(me)).toEqual([{ status: 'delivered', providerId: message?.sid }]);
  });

  it('takes callbacks that come before the send has returned', async () => {
    const me = `whatsapp:${aPhone()}`;
    shop.twilio.callbacks = { statuses: ['sent', 'delivered', 'read'], before: true };
    await shop.talk(me, 'I want a refund');
    shop.twilio.callbacks = { statuses: [] };
    await until('read', async () => (await outbox(me))[0]?.status === 'read');
    expect(shop.twilio.sent(me)[0]?.from).toBe(WHATSAPP);
  });

  it('shows what the carrier could not deliver, with its code', async () => {
    const me = aPhone();
    await shop.talk(me, 'I want a refund');
    await shop.twilio.tell(shop.twilio.sent(me)[0]!, 'undelivered', 30006);
    await until('failed', async () => (await outbox(me))[0]?.status === 'failed');
    expect((await outbox(me))[0]).toMatchObject({ code: '30006' });
  });

  it('takes callbacks for messages it does not know, and does nothing with them', async () => {
    const conversations = () => shop.db().collection('conversations').countDocuments({});
    const before = await conversations();
    const params = {
      AccountSid: shop.twilio.accountSid,
      MessageSid: 'SMunknown',
      MessageStatus: 'delivered',
      To: '+12025559999',
      From: SMS,
    };
    for (const query of ['', '?seq=', '?seq=0', '?seq=x'])
      expect((await shop.twilio.post(`${shop.publicUrl}/webhooks/twilio/status${query}`, params)).status).toBe(204);
    expect(await conversations()).toBe(before);
    expect(
      (await shop.twilio.post(`${shop.publicUrl}/webhooks/twilio/status?seq=1`, params, { signature: null })).status,
    ).toBe(403);
  });

  it('sends nothing Twilio would not take', () => expect(shop.twilio.refused).toEqual([]));
});

describe('the API', () => {
  it('is called with an API key, and with hosts as the first part of the path', async () => {
    const apiKey = { sid: `SK${'0'.repeat(32)}`, secret: 'a-secret' };
    const shop = await aShop({
      standIn: { apiKey },
      values: { TWILIO_API_KEY: apiKey.sid, TWILIO_API_SECRET: apiKey.secret, TWILIO_API_BASE_HOSTS: 'prefix' },
    });
    expect(await shop.talk('+12025550160', 'hello')).toHaveLength(1);
    await shop.stop();
  });

  it('takes the other token while one of two is refused', async () => {
    const shop = await aShop({ values: { TWILIO_AUTH_TOKEN: 'an-old-one,f00dfeedf00dfeedf00dfeedf00dfeed' } });
    expect(await shop.talk('+12025550161', 'hello')).toHaveLength(1);
    await shop.stop();
  });
});
