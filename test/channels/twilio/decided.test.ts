import { anItem, anOrder } from '../../helpers/orders';
import { aPostOffice, wordsOf } from '../../helpers/a-post-office';
import { aShop, until, type AShop } from './a-shop';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Afternoon in Madrid: no quiet hours. */
const NOON = Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR + 12 * HOUR;
const TOKEN = 'staff-token-of-the-tests-0123456789';
const SAYS = ['I want a refund', 'ana@example.com', 'all of it arrived damaged, no photo, money back', 'YES'];

let now = NOON;
const clock = () => new Date(now);
let numbers = 0;
const aPhone = (): string => `+3461299${String((numbers += 1)).padStart(4, '0')}`;

/** A request that is too dear to be approved by itself, filed by SMS; its number. */
async function file(shop: AShop, phone: string): Promise<string> {
  const orderNo = String(7000 + (numbers += 1));
  const deliveredAt = new Date(now - 13 * 24 * HOUR);
  const items = [anItem({ unitPrice: 20_000n })];
  await shop.app.orders.save([anOrder({ orderNo, items, deliveredAt, placedAt: new Date(now - 17 * 24 * HOUR) })]);
  for (const line of SAYS) await shop.talk(phone, line.startsWith('ana') ? `order ${orderNo}, ${line}` : line);
  const one = await until('the case', () => shop.db().collection('cases').findOne({ orderNo }));
  expect(one?.status).toBe('under_review');
  return String(one?.caseNo);
}

/** A person with a token of their own approves what they were shown. */
async function approve({ publicUrl }: AShop, caseNo: string): Promise<void> {
  const call = async <T>(path: string, token: string, body?: object): Promise<T> => {
    const answer = await fetch(`${publicUrl}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const person = {
    name: 'Ada',
    email: 'ada@shop.example',
    roles: ['approver'],
    limits: { approve: { USD: '100000' } },
  };
  const { id } = await call<{ id: string }>('/staff', TOKEN, person);
  const { token } = await call<{ token: string }>(`/staff/${id}/tokens`, TOKEN, {});
  const { fingerprint } = await call<{ fingerprint: string }>(`/cases/${caseNo}`, token);
  const decided = await call<{ status: string }>(`/cases/${caseNo}/events`, token, { event: 'approve', fingerprint });
  expect(decided.status).toBe('approved');
}

describe('a request filed by SMS whose customer then said STOP', () => {
  let shop: AShop;
  afterEach(() => shop.stop());
  const open = async (more: Record<string, Record<string, string>> = {}): Promise<void> => {
    now = NOON;
    shop = await aShop({ standIn: { clock }, overrides: { clock }, settings: { staffToken: TOKEN }, more });
  };

  it('reaches its decision all the same, and the people are shown that nobody could be told', async () => {
    await open();
    const me = aPhone();
    const caseNo = await file(shop, me);
    await shop.twilio.says(me, 'STOP');
    await shop.quiet();
    const before = shop.twilio.sent(me).length;
    await approve(shop, caseNo);
    now += 2 * MINUTE;
    const call = await until('the people hear of it', () => shop.db().collection('handoffs').findOne({}), 20_000);
    expect(call).toMatchObject({ status: 'waiting', handoff: { reason: 'unreachable', caseNo } });
    expect(shop.twilio.sent(me)).toHaveLength(before);
  }, 60_000);

  it('is told where the customer may be told: by e-mail', async () => {
    const post = await aPostOffice();
    await open({ email: { SMTP_URL: post.url, MAIL_FROM: 'The shop <shop@example.com>' } });
    const me = aPhone();
    const caseNo = await file(shop, me);
    await shop.twilio.says(me, 'STOP');
    await shop.quiet();
    const before = shop.twilio.sent(me).length;
    await approve(shop, caseNo);
    now += 2 * MINUTE;
    const told = await until(
      'the letter',
      () => post.letters.map(({ raw }) => wordsOf(raw)).find((words) => /approved/i.test(words)),
      20_000,
    );
    expect(told).toContain(caseNo);
    expect(await shop.db().collection('handoffs').countDocuments()).toBe(0);
    expect(shop.twilio.sent(me)).toHaveLength(before);
    await post.stop();
  }, 60_000);
});
