import { announcements } from '../../src/intake/commit-case';
import type { CaseStatus, RefundCase } from '../../src/domain/refund-case';
import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { aShop, pause, until, type AShop } from '../channels/twilio/a-shop';
import { aPostOffice, wordsOf, type PostOffice } from '../helpers/a-post-office';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The service looks every second of real time. */
const LOOKED = 2_000;
/** Early afternoon in Madrid. */
const NOON = Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR + 12 * HOUR;

let now = NOON;
const clock = () => new Date(now);
let numbers = 0;
const aPhone = (): string => `+3461234${String((numbers += 1)).padStart(4, '0')}`;
const placeOf = (phone: string) =>
  phone.startsWith('whatsapp:')
    ? { client: 'default', channel: 'whatsapp', conversation: phone.slice(9) }
    : { client: 'default', channel: 'sms', conversation: phone };

let shop: AShop;
let post: PostOffice | undefined;

async function open(withMail: boolean): Promise<void> {
  now = NOON;
  post = withMail ? await aPostOffice() : undefined;
  const email: Record<string, string> = post ? { SMTP_URL: post.url, MAIL_FROM: 'The shop <shop@example.com>' } : {};
  shop = await aShop({
    standIn: { clock },
    overrides: { clock },
    more: post ? { email } : {},
  });
}

/** Somebody's case, under review. */
async function aCaseOf(...phones: string[]): Promise<RefundCase> {
  const caseNo = `RF-N${String((numbers += 1)).padStart(3, '0')}-TEST`;
  const orderNo = `N${numbers}`;
  await shop.app.orders.save([anOrder({ orderNo })]);
  const one = aCase({ caseNo, orderNo, conversations: phones.map(placeOf), claims: [], logSeq: 0, version: 1 });
  const cases = shop.db().collection<{ _id: string }>('cases');
  const { status } = one;
  const fields = { client: 'default', schemaVersion: 1, caseNo, version: 1, status, orderNo, threads: [], case: one };
  await cases.insertOne({ _id: `default/${caseNo}`, ...fields } as never);
  return one;
}

async function becomes(one: RefundCase, status: CaseStatus): Promise<RefundCase> {
  const step = { status, at: clock(), actor: { type: 'staff' as const, id: 'mara' } };
  const approved = one.approved ?? one.requested;
  const after = { ...one, status, approved, version: one.version + 1, history: [...one.history, step] };
  const event = { changes: [{ kind: 'case' as const, expects: one.version, after }], entries: [] };
  expect(await shop.app.line.announce(event, announcements(after))).toBe(true);
  return after;
}

const waiting = () => shop.db().collection('notices').countDocuments({});
const allTold = () => until('nothing is left to tell', async () => (await waiting()) === 0);
const heard = (phone: string) => shop.twilio.sent(phone).map(({ body }) => body);
afterEach(async () => {
  await shop.stop();
  await post?.stop();
});

describe('news of a case by SMS and WhatsApp', () => {
  beforeEach(() => open(false));

  it('of ten seconds are one message, which tells the latest', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    const approved = await becomes(await aCaseOf(me), 'approved');
    now += 5_000;
    await becomes(approved, 'paid');
    await pause(LOOKED);
    expect(heard(me)).toHaveLength(1);
    now += 6_000;
    const [, news] = await shop.heard(me, 2);
    expect(news?.body).toMatch(/on its way/);
    await allTold();
    await pause(LOOKED);
    expect(heard(me)).toHaveLength(2);
    const log = await shop
      .db()
      .collection('log')
      .find({ stream: `default/sms/${me}` })
      .sort({ _id: 1 })
      .toArray();
    expect(log.filter(({ type }) => type === 'message-out').at(-1)?.data).toMatchObject({ key: 'status.changed' });
    expect(log.at(-1)).toMatchObject({ type: 'delivery', data: { status: 'queued' } });
  }, 40_000);

  it('tell a US number the way out, the first time only', async () => {
    const me = `+1202553${String((numbers += 1)).padStart(4, '0')}`;
    await shop.talk(me, 'hello');
    const one = await becomes(await aCaseOf(me), 'approved');
    now += 2 * MINUTE;
    const [, first] = await shop.heard(me, 2);
    expect(first?.body).toMatch(/ Reply STOP to opt out\.$/);
    await allTold();
    await becomes(one, 'paid');
    now += 2 * MINUTE;
    const [, , second] = await shop.heard(me, 3);
    expect(second?.body).not.toMatch(/STOP/);
  }, 40_000);

  it('wait for eight in the morning where the telephone is from', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    now = NOON + 8 * HOUR;
    await becomes(await aCaseOf(me), 'approved');
    now += 2 * MINUTE;
    await pause(LOOKED);
    expect([heard(me).length, await waiting()]).toEqual([1, 1]);
    const [held] = await shop.db().collection('notices').find({}).toArray();
    // The hour of Madrid, in winter or in summer.
    expect(
      new Intl.DateTimeFormat('en', {
        timeZone: 'Europe/Madrid',
        hour: 'numeric',
        minute: 'numeric',
        hourCycle: 'h23',
      }).format(held?.dueAt as Date),
    ).toBe('08:00');
    now = (held?.dueAt as Date).getTime();
    await shop.heard(me, 2);
    await allTold();
  }, 40_000);

  it('go to the other channel of an opted-out customer, and nothing by SMS', async () => {
    const me = aPhone();
    const also = `whatsapp:${aPhone()}`;
    await shop.talk(also, 'hello');
    now += MINUTE;
    await shop.talk(me, 'hello');
    await shop.twilio.says(me, 'STOP');
    const one = await aCaseOf(me, also);
    await becomes(one, 'approved');
    now += 2 * MINUTE;
    const [, news] = await shop.heard(also, 2);
    expect(news?.body).toContain(one.caseNo);
    await allTold();
    expect(heard(me)).toHaveLength(1);
  }, 40_000);

  it('are put before the people where nothing would arrive', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    await shop.twilio.says(me, 'STOP');
    const one = await aCaseOf(me);
    await becomes(one, 'approved');
    now += 2 * MINUTE;
    const handoff = await until('the people hear of it', () => shop.db().collection('handoffs').findOne({}));
    expect(handoff).toMatchObject({
      thread: `default/sms/${me}`,
      status: 'waiting',
      handoff: { reason: 'unreachable', caseNo: one.caseNo },
    });
    await allTold();
    expect(heard(me)).toHaveLength(1);
  }, 40_000);

  it('are put before the people when the carrier refuses them', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    const one = await aCaseOf(me);
    shop.twilio.blocked.add(me);
    await becomes(one, 'approved');
    now += 2 * MINUTE;
    const handoff = await until('the people hear of it', () => shop.db().collection('handoffs').findOne({}), 20_000);
    expect(handoff).toMatchObject({ handoff: { reason: 'unreachable', caseNo: one.caseNo } });
  }, 40_000);
});

describe('letters', () => {
  beforeEach(() => open(true));

  it('are the receipt of a request: number, lines, amount and what comes next, once', async () => {
    const me = aPhone();
    const orderNo = 'N7777';
    await shop.app.orders.save([
      anOrder({ orderNo, deliveredAt: new Date(now - 5 * 24 * HOUR), placedAt: new Date(now - 9 * 24 * HOUR) }),
    ]);
    post?.troubles.push(451);
    await shop.talk(me, `refund for order ${orderNo}, ana@example.com, both arrived damaged, no photo, money back`);
    await shop.talk(me, 'yes');
    const [one] = (await shop.db().collection('cases').find({ orderNo }).toArray()) as unknown as RefundCase[];
    await until('a letter', () => post?.letters.length, 20_000);
    const [letter] = post?.letters ?? [];
    expect(letter?.to).toEqual(['ana@example.com']);
    const raw = wordsOf(letter?.raw ?? '');
    expect(raw).toContain(`Subject: Your refund request ${one?.caseNo}`);
    expect(raw).toMatch(/2 x Blue mug: \$27\.13/);
    expect(raw).toMatch(/Shipping: \$4\.99/);
    expect(raw).toMatch(/Total: \$32\.12/);
    expect(raw).toMatch(/<html lang="en/);
    await allTold();
    await shop.quiet();
    expect(post?.letters).toHaveLength(1);
    expect(await shop.db().collection('outbox').findOne({ 'message.channel': 'email' })).toMatchObject({
      status: 'sent',
    });
  }, 40_000);

  it('bring the news to a customer who opted out of everything else, in their language', async () => {
    const me = aPhone();
    await shop.talk(me, 'hola');
    await shop.twilio.says(me, 'STOP');
    const one = await aCaseOf(me);
    await shop
      .db()
      .collection<{ _id: string }>('cases')
      .updateOne({ _id: `default/${one.caseNo}` }, { $set: { 'case.locale': 'es' } });
    await becomes({ ...one, locale: 'es' }, 'approved');
    now += 2 * MINUTE;
    await until('a letter', () => post?.letters.length, 20_000);
    expect(wordsOf(post?.letters[0]?.raw ?? '')).toContain(`Número de caso: ${one.caseNo}`);
    expect(await shop.db().collection('handoffs').countDocuments({})).toBe(0);
  }, 40_000);

  it('that the server refuses leave the people to tell it', async () => {
    const me = aPhone();
    await shop.talk(me, 'hello');
    await shop.twilio.says(me, 'STOP');
    post?.troubles.push(550);
    await becomes(await aCaseOf(me), 'approved');
    now += 2 * MINUTE;
    const handoff = await until('the people hear of it', () => shop.db().collection('handoffs').findOne({}), 20_000);
    expect(handoff).toMatchObject({ handoff: { reason: 'unreachable' } });
    expect(await shop.db().collection('outbox').findOne({ 'message.channel': 'email' })).toMatchObject({
      status: 'failed',
      code: 'smtp_550',
    });
  }, 40_000);
});
