import { Writable } from 'node:stream';
import { createLogger } from '../../../src/logger';
import { inboundParams } from '../../../src/sandbox/twilio/webhooks';
import { seeded } from '../../helpers/seeded';
import { aShop, SERVICE, SMS, WHATSAPP, type AShop } from './a-shop';

const ME = '+12025550143';

describe('the webhooks', () => {
  const lines: string[] = [];
  let shop: AShop;
  beforeAll(async () => {
    const output = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(...chunk.toString().split('\n').filter(Boolean));
        done();
      },
    });
    shop = await aShop({ overrides: { logger: createLogger('info', output as never) } });
  });
  afterAll(() => shop.stop());

  const stored = () =>
    shop
      .db()
      .collection('inbox')
      .countDocuments({ 'activity.system': { $ne: true } });
  const base = (more: Record<string, string | string[]> = {}) => ({
    AccountSid: shop.twilio.accountSid,
    MessageSid: 'SMforged',
    SmsSid: 'SMforged',
    From: ME,
    To: SMS,
    Body: 'geheimes Wort',
    NumMedia: '0',
    ...more,
  });
  const refusals = () =>
    lines.map((line) => JSON.parse(line) as Record<string, string>).filter(({ msg }) => msg === 'webhook refused');

  it('answer a message with empty TwiML as soon as it is stored', async () => {
    const before = await stored();
    const posted = await shop.twilio.says('+12025550100', 'hello');
    expect(posted).toEqual({
      status: 200,
      contentType: expect.stringMatching(/^text\/xml/) as string,
      text: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
    });
    expect(await stored()).toBeGreaterThan(before);
  });

  it.each([
    ['unsigned', { signature: null }, {}, { why: 'unsigned' }],
    ['forged', { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, {}, { why: 'wrong-token-or-forged' }],
    ['with another token', { token: 'x'.repeat(32) }, {}, { why: 'wrong-token-or-forged' }],
    [
      'for another address',
      {
        signedFor: 'https://elsewhere.example/webhooks/twilio/message',
        headers: { 'x-forwarded-host': 'elsewhere.example' },
      },
      {},
      { why: 'wrong-url', signedFor: 'https://elsewhere.example/webhooks/twilio/message' },
    ],
    ['of another account', {}, { AccountSid: 'AC00000000000000000000000000000bad' }, { why: 'other-account' }],
    ['to a number of somebody else', {}, { To: '+15005550077' }, { why: 'number-not-ours' }],
    [
      'to a service of somebody else',
      {},
      { To: '+15005550077', MessagingServiceSid: 'MGother' },
      { why: 'number-not-ours' },
    ],
  ])('refuse a request %s with 403, store nothing, and say why without its words', async (_name, how, more, why) => {
    const before = await stored();
    const told = refusals().length;
    const { status } = await shop.twilio.post(shop.twilio.webhook, base(more), how);
    expect(status).toBe(403);
    expect(await stored()).toBe(before);
    const [line] = refusals().slice(told);
    expect(line).toMatchObject({ station: 'verify', ...why });
    expect(JSON.stringify(line)).not.toMatch(/geheimes|2025550143|f00dfeed/);
  });

  it('count what they refuse', async () => {
    await shop.twilio.post(shop.twilio.webhook, base(), { signature: null });
    const text = await (await fetch(`${shop.publicUrl}/metrics`)).text();
    expect(text).toMatch(/redress_http_refused_total\{code="Forbidden"\} [1-9]/);
  });

  it('take a request for a number of the pool, and from the fallback', async () => {
    const pooled = await shop.twilio.says('+12025550101', 'hi', { To: '+15005550088', MessagingServiceSid: SERVICE });
    const fallback = await shop.twilio.says('+12025550101', 'hi', {
      ErrorCode: '11200',
      ErrorUrl: shop.twilio.webhook,
    });
    expect([pooled.status, fallback.status]).toEqual([200, 200]);
    await shop.quiet();
    shop.twilio.refused.length = 0;
  });

  it('take a replay for what it is', async () => {
    const again = { MessageSid: 'SMreplayed', SmsSid: 'SMreplayed' };
    await shop.talk('+12025550102', 'hello', again);
    const answers = shop.twilio.sent('+12025550102').length;
    for (let i = 0; i < 4; i++) expect((await shop.twilio.says('+12025550102', 'hello', again)).status).toBe(200);
    await shop.quiet();
    expect(shop.twilio.sent('+12025550102')).toHaveLength(answers);
    expect(await shop.db().collection('inbox').countDocuments({ 'activity.providerId': 'SMreplayed' })).toBe(1);
  });

  it('talk to nobody who is a short code or a name', async () => {
    for (const From of ['262966', 'AMAZON', 'rcs:agent_x', 'whatsapp:262966']) {
      const { status } = await shop.twilio.says(From, 'Your code is 1', {
        To: From.startsWith('whatsapp') ? WHATSAPP : SMS,
      });
      expect([From, status]).toEqual([From, 200]);
    }
    expect(await shop.db().collection('inbox').countDocuments({ 'activity.text': 'Your code is 1' })).toBe(0);
  });

  it('take the bodies of 2026, each once, in any order and up to five times', async () => {
    const random = seeded(2026);
    const wa = (more: Record<string, string>) => ({
      From: 'whatsapp:+12025550155',
      To: WHATSAPP,
      WaId: '12025550155',
      ProfileName: 'Ana 🌻',
      ChannelMetadata: '{"type":"whatsapp","data":{"context":{}}}',
      ExternalUserId: 'US.ABC123XYZ',
      ...more,
    });
    const bodies: Record<string, string>[] = [
      { Body: 'hello' },
      { Body: '😀 ñandú “quoted”' },
      { Body: '' },
      wa({ Body: 'hello', MessageType: 'text' }),
      wa({
        Body: 'ok',
        MessageType: 'text',
        OriginalRepliedMessageSid: 'SM00',
        OriginalRepliedMessageSender: WHATSAPP,
      }),
      wa({
        Body: '',
        MessageType: 'location',
        Latitude: '37.78',
        Longitude: '-122.41',
        Address: '1 Main St',
        Label: 'Home',
      }),
      wa({
        Body: 'contract.pdf',
        MessageType: 'document',
        NumMedia: '1',
        MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/ACother/Messages/MM1/Media/ME1',
        MediaContentType0: 'application/pdf',
      }),
      wa({
        Body: '',
        MessageType: 'audio',
        NumMedia: '1',
        MediaUrl0: 'https://api.twilio.com/x',
        MediaContentType0: 'audio/ogg',
      }),
      wa({
        Body: '',
        MessageType: 'contacts',
        NumMedia: '1',
        MediaUrl0: 'https://api.twilio.com/y',
        MediaContentType0: 'text/vcard',
      }),
      wa({ Body: 'Refund', MessageType: 'button', ButtonPayload: 'refund', ButtonText: 'Refund' }),
      wa({ Body: 'Status', MessageType: 'interactive', ListId: 'status', ListTitle: 'Status' }),
      wa({
        Body: 'look',
        MessageType: 'text',
        Forwarded: 'true',
        FrequentlyForwarded: 'true',
        ReferralNumMedia: '0',
        ReferralSourceId: '1',
      }),
      {
        From: 'whatsapp:US.ABC123XYZ',
        To: WHATSAPP,
        Body: 'hi',
        MessageType: 'text',
        ExternalUserIdentifier: 'US.ABC123XYZ',
      },
    ];
    const before = await stored();
    const posts = bodies.flatMap((body, i) => {
      const sid = `SM2026${String(i).padStart(4, '0')}`;
      const params = {
        AccountSid: shop.twilio.accountSid,
        ApiVersion: '2010-04-01',
        From: '+12025550156',
        To: SMS,
        NumMedia: '0',
        NumSegments: '1',
        SmsStatus: 'received',
        ...body,
        MessageSid: sid,
        SmsMessageSid: sid,
        SmsSid: sid,
      };
      return Array.from({ length: 1 + random.int(5) }, () => params);
    });
    const answers = await Promise.all(
      random.shuffled(posts).map((params) => shop.twilio.post(shop.twilio.webhook, params)),
    );
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
    await shop.quiet();
    const arrived = await shop
      .db()
      .collection('inbox')
      .countDocuments({ 'activity.providerId': /^SM2026/ });
    expect(arrived).toBe(bodies.length);
    expect(await stored()).toBeGreaterThanOrEqual(before + bodies.length);
  });

  it('take a photo, and what became of our answer, as often and in whatever order they come', async () => {
    const random = seeded(502);
    const me = 'whatsapp:+12025550188';
    const photo = { contentType: 'image/png', bytes: Buffer.from('89504e470d0a1a0a', 'hex') };
    await shop.talk(me, 'I want a refund');
    const media = [{ sid: `ME${'7'.repeat(32)}`, ...photo }];
    const kept = shop.twilio.keep({ from: me, to: WHATSAPP, media });
    const params = {
      ...inboundParams(kept, { accountSid: shop.twilio.accountSid, base: shop.twilio.url }),
      MessageType: 'image',
    };
    const [answer] = shop.twilio.sent(me);
    const statuses = ['sent', 'delivered', 'read'].flatMap((status) =>
      Array.from({ length: 1 + random.int(5) }, () => status),
    );
    const posts = [
      ...Array.from({ length: 3 }, () => () => shop.twilio.post(shop.twilio.webhook, params)),
      ...statuses.map((status) => () => shop.twilio.tell(answer!, status)),
    ];
    const answers = await Promise.all(random.shuffled(posts).map((post) => post()));
    expect(answers.every((one) => one !== null && one.status < 300)).toBe(true);
    await shop.quiet();
    const inbox = shop.db().collection('inbox');
    expect(await inbox.countDocuments({ 'activity.providerId': kept.sid })).toBe(1);
    const first = await shop.db().collection('outbox').findOne({ providerId: answer?.sid });
    expect(first?.status).toBe('read');
    const stream = 'default/whatsapp/+12025550188';
    const told = await shop.db().collection('log').find({ stream, type: 'delivery', 'data.seq': 1 }).toArray();
    const seen = told.map(({ data }) => (data as { status: string }).status);
    expect(seen).toEqual([...new Set(seen)]);
  });

  it('leave no phone number in any line of the log', async () => {
    // Every kind of line of its own: a turn, a send, a refusal. What the other tests left is looked at too.
    await shop.talk('+12025550107', 'hello');
    await shop.twilio.post(shop.twilio.webhook, base(), { signature: null });
    await shop.quiet();
    const kinds = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(kinds).toEqual(expect.arrayContaining(['turn', 'sent', 'webhook refused']));
    expect(lines.filter((line) => /\+?1(202|500)555\d{4}/.test(line))).toEqual([]);
    const turn = lines
      .map((line) => JSON.parse(line) as Record<string, string>)
      .find(({ msg, channel }) => msg === 'turn' && channel === 'sms');
    expect(turn?.conversation).toMatch(/^#[0-9a-f]{16}$/);
  });

  it('log what every SMS costs', async () => {
    await shop.talk('+12025550103', 'hello');
    const sent = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg, channel }) => msg === 'sent' && channel === 'sms');
    expect(sent.at(-1)).toMatchObject({ segments: 1, encoding: 'GSM-7' });
  });
});
