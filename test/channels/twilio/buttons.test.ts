import { dress } from '../../../channels/twilio/contents';
import { aRecentOrder, aShop, until, type AShop } from './a-shop';

const choice = (text: string, value = text.toLowerCase()) => ({ text, value });

describe('choices as a content resource', () => {
  const typesOf = (choices: ReturnType<typeof choice>[], locale = 'en') =>
    Object.keys(dress('Which one?', choices, locale)?.resource.types ?? {});

  it('are up to three short buttons, or a list of up to ten', () => {
    expect(typesOf([choice('Yes'), choice('No')])).toEqual(['twilio/quick-reply']);
    expect(typesOf([choice('A title longer than 20'), choice('No')])).toEqual(['twilio/list-picker']);
    expect(typesOf(Array.from({ length: 10 }, (_, i) => choice(`Item ${i}`)))).toEqual(['twilio/list-picker']);
    expect(
      dress(
        'Which one?',
        Array.from({ length: 11 }, (_, i) => choice(`Item ${i}`)),
        'en',
      ),
    ).toBeNull();
  });

  it('are numbers where WhatsApp would refuse them: two of one value, no words, a body beyond 1024 characters', () => {
    expect(dress('Which one?', [choice('A', 'x'), choice('B', 'x')], 'en')).toBeNull();
    expect(dress('Which one?', [choice(' ', 'x')], 'en')).toBeNull();
    expect(dress('x'.repeat(1_025), [choice('Yes')], 'en')).toBeNull();
    expect(dress('', [choice('Yes')], 'en')).toBeNull();
  });

  it('keep what a title has no room for in the description', () => {
    const long = 'The blue mug with the golden handle';
    const { variables = {} } = dress('Which one?', [choice(long), choice('No')], 'en') ?? {};
    expect(variables).toEqual({
      '1': 'Which one?',
      '2': 'The blue mug with the g…',
      '3': long.toLowerCase(),
      '4': long,
      '5': 'No',
      '6': 'no',
      '7': 'No',
    });
  });

  it('share a resource with every message of their form, language and number', () => {
    const one = dress('How many?', [choice('1'), choice('2')], 'en-US');
    const hash = (text: string, count: number, locale: string) =>
      dress(
        text,
        Array.from({ length: count }, (_, i) => choice(`Other ${i}`)),
        locale,
      )?.hash;
    expect(hash('Something else?', 2, 'en-GB')).toBe(one?.hash);
    expect(hash('Something else?', 3, 'en')).not.toBe(one?.hash);
    expect(hash('¿Cuántos?', 2, 'es')).not.toBe(one?.hash);
  });
});

describe('buttons on WhatsApp', () => {
  let shop: AShop;
  beforeEach(async () => (shop = await aShop()));
  afterEach(() => shop.stop());
  let numbers = 0;
  const aPhone = (): string => `whatsapp:+1202558${String((numbers += 1)).padStart(4, '0')}`;
  let orders = 7200;
  const newOrder = async (): Promise<string> => {
    const orderNo = String((orders += 1));
    await shop.app.orders.save([aRecentOrder(orderNo)]);
    return orderNo;
  };
  const asksHowMany = async (me: string): Promise<void> => {
    await shop.talk(me, `refund for order ${await newOrder()}, ana@example.com`);
  };
  const last = (me: string) => shop.twilio.sent(me).at(-1);

  it('are made once and answered by a tap', async () => {
    const [me, other] = [aPhone(), aPhone()];
    await asksHowMany(me);
    await asksHowMany(other);
    expect(last(me)?.content?.choices.length).toBeGreaterThan(1);
    expect(last(other)?.params.ContentSid).toBe(last(me)?.params.ContentSid);
    expect(shop.twilio.contents.filter(({ sid }) => sid === last(me)?.params.ContentSid)).toHaveLength(1);

    const all = last(me)?.content?.choices ?? [];
    const chosen = all.find(({ title }) => /all/i.test(title)) ?? all[0];
    const before = last(me);
    const tap = last(me)?.content?.kind === 'list' ? 'ListId' : 'ButtonPayload';
    await shop.talk(me, chosen?.title ?? '', { [tap]: chosen?.id ?? '', ButtonText: chosen?.title ?? '' });
    expect(last(me)?.body).not.toBe(before?.body);
    expect(shop.twilio.refused).toEqual([]);
  });

  it('are numbers when they cannot be made, and nobody waits for them again', async () => {
    const me = aPhone();
    shop.twilio.contents.push = () => {
      throw new Error('Content is away');
    };
    await asksHowMany(me);
    expect(last(me)?.params.ContentSid).toBeUndefined();
    expect(last(me)?.body).toMatch(/\n1\. /);
    expect(await shop.talk(me, '1')).toHaveLength(1);
  });

  it('are numbers when Twilio does not send them, and made anew afterwards', async () => {
    const me = aPhone();
    await asksHowMany(me);
    const { ContentSid = '' } = last(me)?.params ?? {};
    shop.twilio.contents.splice(0);
    const other = aPhone();
    await asksHowMany(other);
    expect(last(other)?.params.ContentSid).toBeUndefined();
    expect(last(other)?.body).toMatch(/\n1\. /);
    expect(shop.twilio.refused.map(({ code }) => code)).toEqual([21655]);
    expect(await shop.db().collection('contents').countDocuments({ sid: ContentSid })).toBe(0);
  });

  it('go out again as numbers when WhatsApp says afterwards that it did not take them', async () => {
    const me = aPhone();
    await asksHowMany(me);
    const first = last(me);
    expect(first?.params.ContentSid).toBeDefined();
    const before = shop.twilio.sent(me).length;
    await shop.twilio.tell(first!, 'failed', 63021);
    await shop.heard(me, before + 1);
    expect(last(me)?.params.ContentSid).toBeUndefined();
    expect(last(me)?.body).toMatch(/\n1\. /);
    expect(await shop.talk(me, '1')).toHaveLength(1);
  });

  it('never go out by SMS', async () => {
    const me = aPhone().replace('whatsapp:', '');
    await asksHowMany(me);
    expect(last(me)?.params.ContentSid).toBeUndefined();
    expect(last(me)?.body).toMatch(/\n1\. /);
  });

  it('go out once when the answer of the send is lost', async () => {
    const me = aPhone();
    await asksHowMany(me);
    shop.twilio.troubles.push({ reset: true, taken: true });
    const choices = last(me)?.content?.choices ?? [];
    const count = shop.twilio.sent(me).length;
    await shop.twilio.says(me, choices[0]?.title ?? '', { ButtonPayload: choices[0]?.id ?? '' });
    await shop.heard(me, count + 1);
    await until('its SID', () =>
      shop
        .db()
        .collection('outbox')
        .countDocuments({ 'message.conversation': me.replace('whatsapp:', ''), providerId: last(me)?.sid }),
    );
    await shop.quiet();
    expect(shop.twilio.sent(me)).toHaveLength(count + 1);
  });
});
