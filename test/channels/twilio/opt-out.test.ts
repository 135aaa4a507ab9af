import { hearOptOut, type Heard } from '../../../channels/twilio/opt-out';
import type { Consent } from '../../../channels/twilio/ports';
import { aRecentOrder, aShop, pause, until, type AShop } from './a-shop';

const AT = new Date('2026-11-18T10:00:00Z');
const OUT_BY = (by: Consent['by']): Consent => ({ optedOut: true, by, at: AT });
const kindOf = ({ change, as }: Heard): string =>
  `${as}${change ? ` ${change.optedOut ? 'out' : 'in'} ${change.by}` : ''}`;

describe('a message read for opting out and in', () => {
  const hear = (channel: 'sms' | 'whatsapp', body: string, consent: Consent | null = null, more = {}): string =>
    kindOf(hearOptOut({ channel, body, reported: '', consent, tollFree: false, ...more }));

  it.each(['STOP', 'stop', ' Stop ', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL', 'cancel'])(
    'takes the bare word %j on SMS as the carrier does',
    (body) => expect(hear('sms', body)).toBe('noted out carrier'),
  );

  it.each([
    'stop texting me',
    'Please stop texting me!',
    "don't text me again",
    'stop messages',
    'no more texts',
    'remove me from your list',
    'unsubscribe me please',
    'opt me out',
    'Stop.',
    'alto',
    'BAJA',
    'cancelar',
    'No me escriban más',
    'dejen de enviarme mensajes',
    'darme de baja',
  ])('takes the plain wish %j', (body) => {
    expect(hear('sms', body)).toBe('noted out customer');
    expect(hear('whatsapp', body)).toBe('noted out customer');
  });

  it.each(
    [
      'cancel my order',
      'I want to cancel the refund',
      'stop the shipment of order 1042',
      'the end of the handle is broken',
      'quit asking, it is broken',
      'yes',
      'help',
      'info',
      'start over',
      'refund',
      'end',
      'it stopped working',
    ].filter((one) => one !== 'end'),
  )('leaves %j to the dialogs', (body) => expect(hear('sms', body)).toBe('message'));

  it('leaves carrier words to the dialogs on WhatsApp, where no carrier listens', () => {
    for (const body of ['cancel', 'end', 'quit', 'START'])
      expect([body, hear('whatsapp', body)]).toEqual([body, 'message']);
    for (const body of ['STOP', 'stopall', 'Unsubscribe'])
      expect([body, hear('whatsapp', body)]).toEqual([body, 'noted out customer']);
  });

  it('opts in on START, UNSTOP and YES, and shows where we were', () => {
    for (const body of ['START', 'unstop', 'YES', 'yes'])
      expect([body, hear('sms', body, OUT_BY('carrier'))]).toEqual([body, 'start in customer']);
  });

  it('keeps a toll-free number blocked on YES', () => {
    expect(hear('sms', 'YES', OUT_BY('carrier'), { tollFree: true })).toBe('noted');
    expect(hear('sms', 'UNSTOP', OUT_BY('carrier'), { tollFree: true })).toBe('start in customer');
  });

  it('lets nothing else of an opted-out phone reach a dialog', () => {
    for (const body of ['1', 'sí', 'ok', 'where is my refund'])
      expect([body, hear('sms', body, OUT_BY('carrier'))]).toEqual([body, 'noted']);
  });

  it("lets a WhatsApp customer come back by writing, unless the block is the carrier's", () => {
    expect(hear('whatsapp', 'where is my refund', OUT_BY('customer'))).toBe('message in customer');
    expect(hear('whatsapp', 'yes', OUT_BY('customer'))).toBe('start in customer');
    expect(hear('whatsapp', 'where is my refund', OUT_BY('carrier'))).toBe('noted');
  });

  it('believes OptOutType over its own lists', () => {
    expect(hear('sms', 'ARRET', null, { reported: 'STOP' })).toBe('noted out carrier');
    expect(hear('whatsapp', 'hola', OUT_BY('carrier'), { reported: 'START' })).toBe('start in customer');
    expect(hear('sms', 'AYUDA', null, { reported: 'HELP' })).toBe('noted');
  });
});

describe('an opted-out phone', () => {
  let shop: AShop;
  beforeAll(async () => (shop = await aShop()));
  afterAll(() => shop.stop());

  let numbers = 0;
  const aPhone = (): string => `+1202556${String((numbers += 1)).padStart(4, '0')}`;
  const consentOf = (phone: string) =>
    shop
      .db()
      .collection<{ _id: string; optedOut: boolean; by: string }>('consents')
      .findOne({ _id: `default/sms/${phone}` });
  const stateOf = async (phone: string) =>
    (
      await shop
        .db()
        .collection<{ _id: string; state: { refund: unknown } }>('conversations')
        .findOne({ _id: `default/sms/${phone}` })
    )?.state;

  let orders = 6000;
  const newOrder = async (): Promise<string> => {
    const orderNo = String((orders += 1));
    await shop.app.orders.save([aRecentOrder(orderNo)]);
    return orderNo;
  };

  /** What is said before the opt-out, by the question then on the table. */
  const STATES: [name: string, says: (orderNo: string) => string[]][] = [
    ['nothing said yet', () => []],
    ['the order number', () => ['I want a refund']],
    ['the contact', (no) => [`refund for order ${no}`]],
    ['the quantity', (no) => [`refund for order ${no}, ana@example.com`]],
    ['the reason', (no) => [`refund for order ${no}, ana@example.com`, 'all of it']],
    ['the read-back', (no) => [`refund for order ${no}, ana@example.com, both arrived damaged, no photo, money back`]],
    [
      'a filed case',
      (no) => [`refund for order ${no}, ana@example.com, both arrived damaged, no photo, money back`, 'yes'],
    ],
  ];
  const WORDS = [
    ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'stop'],
    ...['stop texting me', 'no me escriban'],
  ];

  it.each(STATES)(
    'hears nothing more with %s open, whichever word it used, and the draft is kept',
    async (_name, says) => {
      for (const word of WORDS) {
        const me = aPhone();
        for (const line of says(await newOrder())) await shop.talk(me, line);
        const before = shop.twilio.sent(me).length;
        const draft = (await stateOf(me))?.refund ?? null;
        expect((await shop.twilio.says(me, word)).status).toBe(200);
        for (const line of ['1', 'hello?']) await shop.twilio.says(me, line);
        await shop.quiet();
        expect((await consentOf(me))?.optedOut).toBe(true);
        expect(shop.twilio.sent(me)).toHaveLength(before);
        expect((await stateOf(me))?.refund ?? null).toEqual(draft);
      }
    },
    60_000,
  );

  it.each(['START', 'UNSTOP'])('hears the question again after %s', async (word) => {
    const me = aPhone();
    await shop.talk(me, `refund for order ${await newOrder()}, ana@example.com`);
    await shop.twilio.says(me, 'STOP');
    expect((await shop.talk(me, word)).join(' ')).toMatch(/How many/);
  });

  it('confirms nothing with a YES that opts in: the read-back comes again and wants its own', async () => {
    const me = aPhone();
    const [readBack = ''] = await shop.talk(
      me,
      `refund for order ${await newOrder()}, ana@example.com, both arrived damaged, no photo, money back`,
    );
    await shop.twilio.says(me, 'STOP');
    const again = await shop.talk(me, 'YES');
    const cases = () =>
      shop
        .db()
        .collection('cases')
        .countDocuments({ threads: `default/sms/${me}` });
    expect(await cases()).toBe(0);
    expect(again.join('\n')).toContain(readBack.split('\n')[1]);
    await shop.talk(me, 'YES');
    expect(await cases()).toBe(1);
  });

  it('goes on where it was after START', async () => {
    const me = aPhone();
    await shop.talk(me, `refund for order ${await newOrder()}, ana@example.com`);
    await shop.twilio.says(me, 'STOP');
    const again = await shop.talk(me, 'START');
    expect(again.join(' ')).toMatch(/How many/);
    expect((await consentOf(me))?.optedOut).toBe(false);
  });

  it('is not opted out again by a STOP that comes a second time', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    const stop = { MessageSid: 'SM000000000000000000000000000stop', SmsSid: 'SM000000000000000000000000000stop' };
    await shop.twilio.says(me, 'STOP', stop);
    await shop.talk(me, 'START');
    await shop.twilio.says(me, 'STOP', stop);
    expect((await consentOf(me))?.optedOut).toBe(false);
    await shop.talk(me, 'hello again');
  });

  it('is learnt from a send that the carrier refuses', async () => {
    const me = aPhone();
    shop.twilio.blocked.add(me);
    await shop.twilio.says(me, 'hello');
    await until('the refusal is known', async () => (await consentOf(me))?.optedOut);
    await shop.quiet();
    const failed = () =>
      shop.db().collection('outbox').findOne({ status: 'failed', code: '21610', 'message.conversation': me });
    expect(await until('the failure', failed)).toBeTruthy();
    await shop.twilio.says(me, 'anybody there?');
    await shop.quiet();
    expect(shop.twilio.refused.filter(({ params }) => params.To === me)).toHaveLength(1);
    shop.twilio.blocked.delete(me);
    shop.twilio.refused.length = 0;
  });

  it('is learnt from a callback as well', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    const [message] = shop.twilio.sent(me);
    expect((await shop.twilio.tell(message!, 'undelivered', 21610))?.status).toBe(204);
    expect((await consentOf(me))?.optedOut).toBe(true);
    await pause(10);
  });
});
