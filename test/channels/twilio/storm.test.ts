import { seeded } from '../../helpers/seeded';
import type { Trouble } from '../../helpers/twilio-stand-in';
import { aShop, until } from './a-shop';

/** `REDRESS_STORM=500 npx jest storm` is the whole of it; the ordinary run is a part. */
const CONVERSATIONS = Number(process.env.REDRESS_STORM ?? 40);

const TROUBLES: Trouble[] = [
  { answer: 429, code: 20429 },
  { answer: 500 },
  { answer: 500, taken: true },
  { answer: 503, code: 20503 },
  { reset: true, taken: true },
  { reset: true, taken: false },
];

interface Said {
  status: string;
  message: { conversation: string; channel: string; text: string };
}

describe('many conversations at once, with Twilio in trouble', () => {
  it('leave every message at Twilio once and in order per conversation, or failed with its reason', async () => {
    const random = seeded(99);
    const shop = await aShop();
    shop.twilio.callbacks = { statuses: ['delivered', 'sent'], before: true };
    for (let i = 0; i < CONVERSATIONS / 4; i++) shop.twilio.troubles.push(random.pick(TROUBLES));
    const phones = Array.from(
      { length: CONVERSATIONS },
      (_, i) => `${i % 2 ? 'whatsapp:' : ''}+1303555${String(i).padStart(4, '0')}`,
    );
    const took: number[] = [];
    const says = async (phone: string, text: string): Promise<void> => {
      const start = performance.now();
      expect((await shop.twilio.says(phone, text)).status).toBe(200);
      took.push(performance.now() - start);
    };
    await Promise.all(
      phones.map(async (phone) => {
        await says(phone, 'I want a refund');
        await says(phone, 'where is my refund');
      }),
    );
    await until(
      'all of them',
      async () => {
        const due = await shop
          .db()
          .collection('outbox')
          .countDocuments({ due: { $exists: true } });
        const handled = await shop
          .db()
          .collection('conversations')
          .countDocuments({ outSeq: { $gte: 2 } });
        return due === 0 && handled >= CONVERSATIONS && shop.app.line.gauges().waiting === 0;
      },
      120_000,
    );

    for (const phone of phones) {
      const [channel, conversation] = phone.startsWith('whatsapp:') ? ['whatsapp', phone.slice(9)] : ['sms', phone];
      const said = await shop
        .db()
        .collection<Said>('outbox')
        .find({ 'message.conversation': conversation, 'message.channel': channel })
        .sort({ _id: 1 })
        .toArray();
      expect(said.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(shop.twilio.sent(phone).map(({ body }) => body)).toEqual(said.map(({ message }) => message.text));
    }
    expect(shop.twilio.refused).toEqual([]);
    if (process.env.REDRESS_STORM) {
      const sorted = took.sort((a, b) => a - b);
      const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
      console.log(`${took.length} webhooks acknowledged, ms: p50 ${at(0.5)}, p99 ${at(0.99)}, at most ${at(0.9999)}`);
    }
    await shop.stop();
  }, 150_000);
});

describe('a message that waits for its turn', () => {
  it('does not leave any more once the customer has said STOP', async () => {
    const shop = await aShop({ values: { TWILIO_SMS_MPS: '1' } });
    const [first, second] = ['+13035560001', '+13035560002'];
    // Two segments and more: whoever comes next waits.
    await shop.twilio.says(first, 'help me');
    await shop.heard(first, 1);
    await shop.twilio.says(second, 'I want a refund');
    await until('it waits', () => shop.db().collection('outbox').countDocuments({ 'message.conversation': second }));
    expect((await shop.twilio.says(second, 'STOP')).status).toBe(200);
    await shop.quiet();
    expect(shop.twilio.sent(second)).toEqual([]);
    expect(await shop.db().collection('outbox').findOne({ 'message.conversation': second })).toMatchObject({
      status: 'failed',
      code: 'opted_out',
    });
    await shop.stop();
  });
});
