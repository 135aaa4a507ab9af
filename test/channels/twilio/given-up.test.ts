import { furtherTries } from '../../../channels/twilio/failures';
import { aShop, until, type AShop } from './a-shop';

const MINUTE = 60_000;

describe('a message Twilio took and gave up', () => {
  it.each(['30001', '30022', '63017', '63018', '20429', '20503'])('for %s is worth another try', (code) => {
    expect(furtherTries(code)?.length).toBeGreaterThan(0);
  });

  it('to a phone that is off is tried twice more within two hours', () => {
    const waits = furtherTries('30003') ?? [];
    expect(waits).toHaveLength(2);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(120 * MINUTE);
  });

  it.each(['21610', '63016', '30006', '30007', '99999', ''])('for %j is final', (code) => {
    expect(furtherTries(code)).toBeUndefined();
  });

  let now = Date.now();
  let shop: AShop;
  beforeAll(async () => {
    const clock = () => new Date(now);
    shop = await aShop({ standIn: { clock }, overrides: { clock } });
  });
  afterAll(() => shop.stop());
  let numbers = 0;
  const aPhone = (): string => `+1202551${String((numbers += 1)).padStart(4, '0')}`;
  const one = (phone: string) => shop.db().collection('outbox').findOne({ 'message.conversation': phone });
  const isBack = (phone: string) => until('it is back', async () => (await one(phone))?.due !== undefined);

  it('goes out again when its time has come, and what is told of the first send counts no more', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    const [first] = shop.twilio.sent(me);
    expect((await shop.twilio.tell(first!, 'undelivered', 30001))?.status).toBe(204);
    await isBack(me);
    expect(await one(me)).toMatchObject({ status: 'queued', code: '30001' });
    await shop.twilio.tell(first!, 'undelivered', 30001);
    await shop.twilio.tell(first!, 'sent');
    now += 2 * MINUTE;
    const [, second] = await shop.heard(me, 2);
    expect(second?.body).toBe(first?.body);
    await until('its SID', async () => (await one(me))?.providerId === second?.sid);
    await shop.twilio.tell(second!, 'delivered');
    await until('delivered', async () => (await one(me))?.status === 'delivered');
    await shop.quiet();
    expect(shop.twilio.sent(me)).toHaveLength(2);
    expect((await one(me))?.code).toBeUndefined();
  });

  it('has failed once its tries are used up', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    for (const tries of [1, 2, 3]) {
      const sent = shop.twilio.sent(me);
      expect(sent).toHaveLength(tries);
      await shop.twilio.tell(sent.at(-1)!, 'undelivered', 30003);
      if (tries === 3) break;
      await isBack(me);
      now += 91 * MINUTE;
      await shop.heard(me, tries + 1);
      await until('its SID', async () => (await one(me))?.providerId === shop.twilio.sent(me).at(-1)?.sid);
    }
    await until('failed', async () => (await one(me))?.status === 'failed');
    expect(await one(me)).toMatchObject({ code: '30003' });
    expect((await one(me))?.due).toBeUndefined();
  });

  it('is looked up under its new name when the second send gets no answer', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    const [first] = shop.twilio.sent(me);
    await shop.twilio.tell(first!, 'undelivered', 30022);
    await isBack(me);
    shop.twilio.troubles.push({ reset: true, taken: true });
    now += 2 * MINUTE;
    const [, second] = await shop.heard(me, 2);
    await until('its SID', async () => (await one(me))?.providerId === second?.sid);
    await shop.quiet();
    expect(shop.twilio.sent(me)).toHaveLength(2);
  });
});
