import { readTemplates, templateFor } from '../../../channels/twilio/templates';
import { slice } from '../../../channels/twilio/settings';
import type { Outgoing } from '../../../src/channel';
import { createReach } from '../../../src/storage/reach';
import { createConsents } from '../../../src/storage/consents';
import { aCase } from '../../helpers/a-case';
import { aShop, until, type AShop, type ShopOptions } from './a-shop';

const HOUR = 3_600_000;

describe('templates in the settings', () => {
  const base = { TWILIO_ACCOUNT_SID: 'AC1234', TWILIO_AUTH_TOKEN: 't', TWILIO_WHATSAPP_FROM: '+15005550001' };
  const check = (TWILIO_TEMPLATES: string) => slice.check({ ...base, TWILIO_TEMPLATES });

  it('are taken with one SID for a language, or with the variables it has', () => {
    const given = { 'status.changed': { en: 'HX1234', es: { sid: 'HX5678', variables: ['caseNo', 'text'] } } };
    expect(check(JSON.stringify(given))).toEqual([]);
    expect(readTemplates(JSON.stringify(given))).toMatchObject({
      templates: { 'status.changed': { en: { sid: 'HX1234', variables: ['text'] } } },
    });
  });

  it.each(['{', '[]', '{"a":{"en":"1234"}}', '{"a":{"english!":"HX1234"}}', '{"a":"HX1234"}', '@/nonexistent/file'])(
    'are refused at the start as %s, by the name of the setting',
    (value) => expect(check(value)).toEqual([expect.stringMatching(/^TWILIO_TEMPLATES /)]),
  );
});

describe('a template for a message', () => {
  const known = {
    'status.changed': { en: { sid: 'HXnews', variables: ['caseNo', 'text'] } },
    other: { es: { sid: 'HXotro', variables: ['text'] } },
  };
  const message = (more: Partial<Outgoing>): Outgoing => ({
    client: 'default',
    channel: 'whatsapp',
    conversation: '+12025550143',
    id: 'm1',
    seq: 1,
    replyToId: '',
    text: 'Line one.\nLine two.',
    key: 'status.changed',
    values: { caseNo: 'RF-1' },
    choices: [],
    inputHint: 'acceptingInput',
    locale: 'en-US',
    at: new Date(),
    ...more,
  });

  it('is the one of its purpose in its language, on one line', () => {
    expect(templateFor(message({}), known)).toEqual({
      contentSid: 'HXnews',
      contentVariables: '{"1":"RF-1","2":"Line one. · Line two."}',
    });
    expect(templateFor(message({ locale: 'es' }), known)?.contentSid).toBe('HXotro');
  });

  it('is none in another language, and none for a photo', () => {
    expect(templateFor(message({ key: 'greeting' }), known)).toBeNull();
    const photo = { id: 'p', name: 'p.jpg', contentType: 'image/jpeg', bytes: 1 };
    expect(templateFor(message({ attachments: [photo] }), known)).toBeNull();
  });
});

describe('the 24 hours of a WhatsApp conversation', () => {
  let now = Date.now();
  const clock = () => new Date(now);
  let numbers = 0;
  const aPhone = (): string => `whatsapp:+1202559${String((numbers += 1)).padStart(4, '0')}`;
  const plain = (phone: string): string => phone.replace('whatsapp:', '');

  const aShopWith = (options: ShopOptions = {}): Promise<AShop> =>
    aShop({ ...options, standIn: { clock, ...options.standIn }, overrides: { clock } });

  /** Something happens to a case of theirs, and the service tells them. */
  async function news(shop: AShop, phone: string, caseNo: string, to: 'approved' | 'paid' = 'approved') {
    const place = { client: 'default', channel: 'whatsapp', conversation: plain(phone) };
    const one = aCase({ caseNo, status: to, conversations: [place], claims: [] });
    const cases = shop.db().collection<{ _id: string }>('cases');
    await cases.replaceOne(
      { _id: `default/${caseNo}` },
      { client: 'default', schemaVersion: 1, caseNo, version: 1, status: to, orderNo: '1', threads: [], case: one },
      { upsert: true },
    );
    await shop.app.line.instruct(
      {
        ...place,
        providerId: `news:${caseNo}:${to}`,
        type: 'event',
        name: 'case-changed',
        value: caseNo,
        from: { id: 'system', identified: false },
        text: '',
        attachments: [],
      },
      5_000,
    );
  }

  const outbox = async (shop: AShop, phone: string) =>
    (
      await shop
        .db()
        .collection('outbox')
        .find({ 'message.conversation': plain(phone) })
        .sort({ _id: 1 })
        .toArray()
    ).map(({ status, code }) => ({ status: status as string, ...(code ? { code: code as string } : {}) }));
  const reachOf = (shop: AShop, phone: string) =>
    createReach(shop.app.store, {
      consents: createConsents(shop.app.store),
      window: (name) => (name === 'whatsapp' ? 24 * HOUR : undefined),
    }).reachability({ client: 'default', channel: 'whatsapp', conversation: plain(phone) });

  it('lets words out freely while they last', async () => {
    const shop = await aShopWith();
    const me = aPhone();
    await shop.talk(me, 'hello');
    now += 23.9 * HOUR;
    await news(shop, me, 'RF-W1');
    await shop.heard(me, 2);
    expect(shop.twilio.sent(me).at(-1)?.params).toMatchObject({ Body: expect.stringContaining('RF-W1') as string });
    await shop.stop();
  });

  it('lets nothing out afterwards without a template: it is held with its reason, and leaves before the next answer', async () => {
    const shop = await aShopWith();
    const me = aPhone();
    await shop.talk(me, 'hello');
    const wrote = clock();
    now += 24 * HOUR;
    await news(shop, me, 'RF-W2');
    await until('held', async () => (await outbox(shop, me)).at(-1)?.status === 'held');
    await shop.quiet();
    expect(shop.twilio.sent(me)).toHaveLength(1);
    expect((await outbox(shop, me)).at(-1)).toEqual({ status: 'held', code: 'outside_window' });
    expect(await reachOf(shop, me)).toMatchObject({
      optedOut: false,
      windowUntil: new Date(wrote.getTime() + 24 * HOUR),
      failed: { code: 'outside_window' },
    });
    const told = await shop
      .db()
      .collection('log')
      .find({ stream: `default/whatsapp/${plain(me)}` })
      .toArray();
    expect(told.filter(({ type }) => type === 'delivery').at(-1)?.data).toMatchObject({
      status: 'held',
      code: 'outside_window',
    });

    await shop.twilio.says(me, 'what are your opening hours');
    const [, held, answer] = await shop.heard(me, 3);
    expect(held?.body).toContain('RF-W2');
    expect(answer?.body).not.toContain('RF-W2');
    await shop.quiet();
    expect((await outbox(shop, me)).map(({ status }) => status)).toEqual(['queued', 'queued', 'queued']);
    expect(shop.twilio.sent(me)).toHaveLength(3);
    await shop.stop();
  });

  it('lets an approved template out afterwards', async () => {
    const shop = await aShopWith();
    shop.twilio.contents.push({
      sid: 'HXnews',
      friendlyName: 'news',
      language: 'en',
      variables: {},
      types: { 'twilio/text': { body: 'There is news: {{1}}' } },
      approved: true,
      createdAt: clock(),
    });
    await shop.stop();
    const me = aPhone();
    const values = { TWILIO_TEMPLATES: JSON.stringify({ 'status.changed': { en: 'HXnews' } }) };
    const other = await aShopWith({ values });
    other.twilio.contents.push(...shop.twilio.contents);
    await other.talk(me, 'hello');
    now += 30 * HOUR;
    await news(other, me, 'RF-W3');
    const [, sent] = await other.heard(me, 2);
    expect(sent?.params.Body).toBeUndefined();
    expect(sent?.params.ContentSid).toBe('HXnews');
    expect(sent?.body).toMatch(/^There is news: .*RF-W3/);
    await other.stop();
  });

  it('are counted from when a message was sent, also where it was fetched later', async () => {
    const shop = await aShopWith();
    const me = aPhone();
    await shop.talk(me, 'hello');
    const { sid, to } = shop.twilio.keep({ from: me, to: 'whatsapp:+15005550001', body: 'anybody there?' });
    expect([sid.slice(0, 2), to.slice(0, 8)]).toEqual(['SM', 'whatsapp']);
    const record = () =>
      shop
        .db()
        .collection<{ _id: string; lastInAt: Date }>('conversations')
        .findOne({ _id: `default/whatsapp/${plain(me)}` });
    const before = (await record())?.lastInAt;
    const at = new Date(now - HOUR);
    await shop.app.line.admit({
      client: 'default',
      channel: 'whatsapp',
      conversation: plain(me),
      providerId: sid,
      type: 'message',
      from: { id: `whatsapp:${plain(me)}`, identified: true },
      text: 'anybody there?',
      attachments: [],
      sentAt: at.toISOString(),
    });
    await until('it was read', async () => (await record())?.lastInAt.getTime() !== before?.getTime());
    expect((await record())?.lastInAt).toEqual(at);
    await shop.stop();
  });
});
