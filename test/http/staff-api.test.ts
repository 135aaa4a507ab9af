import { AppError } from '../../src/errors';
import { disposition } from '../../src/http/staff/attachments';
import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { as, asStaff, service, TOKEN, type Service } from './service';

const open: Service[] = [];
async function up(...given: Parameters<typeof service>): Promise<Service> {
  const one = await service(...given);
  open.push(one);
  return one;
}
afterEach(async () => {
  for (const { http } of open.splice(0)) await http.close();
});

const get = ({ http }: Service, url: string) => http.inject({ url, headers: asStaff });
const post = ({ http }: Service, url: string, payload: object, headers = as('ada')) =>
  http.inject({ method: 'POST', url, headers, payload });

describe('who may use the staff API', () => {
  test.each([
    ['nothing', {}],
    ['another token', { authorization: 'Bearer wrong' }],
    ['the token in another scheme', { authorization: `Basic ${TOKEN}` }],
    ['a token that only begins right', { authorization: `Bearer ${TOKEN}x` }],
    ['an empty token', { authorization: 'Bearer ' }],
  ])('is not who brings %s', async (_name, headers) => {
    const { http } = await up();
    for (const url of ['/api/v1/cases', '/api/v1/attachments/x', '/api/v1/no/such/thing']) {
      const answer = await http.inject({ url, headers });
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual({ error: { code: 'Unauthorized', message: expect.any(String) } });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test('is told to wait after many wrong tokens, and never locked out with the right one', async () => {
    const one = await up();
    const wrong = () => one.http.inject({ url: '/api/v1/cases', headers: { authorization: 'Bearer no' } });
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) statuses.push((await wrong()).statusCode);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.slice(20)).toEqual(Array(5).fill(429));
    expect((await wrong()).headers['retry-after']).toBe('60');
    expect((await get(one, '/api/v1/cases')).statusCode).toBe(200);
  });

  test('gets what must not be kept by any cache', async () => {
    const answer = await get(await up(), '/api/v1/cases');
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
});

describe('cases over the API', () => {
  test('have exactly the fields that clients rely on', async () => {
    const one = await up({ cases: [aCase({ evidence: ['p1'] })] });
    const answer = await get(one, '/api/v1/cases/RF-K7M4-92QN');
    const AT = '2026-11-18T10:00:00.000Z';
    const money = { minor: '2713', currency: 'USD' };
    expect(answer.json()).toEqual({
      caseNo: 'RF-K7M4-92QN',
      client: 'default',
      status: 'under_review',
      orderNo: '1042',
      conversations: ['talk-1'],
      kind: 'return',
      reason: { l1: 'damaged', l2: 'on_arrival', verbatim: 'arrived broken' },
      lines: [{ sku: 'MUG-BLUE', quantity: 2, amount: money }],
      requested: money,
      proposed: null,
      approved: null,
      approvals: { needed: 1, by: [] },
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      intake: null,
      destination: { type: 'original', payments: [{ method: 'card', brand: 'visa', last4: '4242', amount: money }] },
      resolution: 'refund',
      decision: { outcome: 'manual', rules: [], codes: [], alternatives: [], at: AT },
      evidence: ['p1'],
      history: [
        { status: 'submitted', at: AT, actor: { type: 'customer', id: 'dl_ana' } },
        { status: 'under_review', at: AT, actor: { type: 'system', id: 'policy' } },
      ],
      expectedAt: null,
      createdAt: AT,
      updatedAt: AT,
      messaging: { messages: 0, segments: 0, estimate: null, conversations: [] },
    });
  });

  test('are listed with the filters and the page that was asked for', async () => {
    const one = await up({ cases: [aCase()] });
    const answer = await get(
      one,
      '/api/v1/cases?conversation=talk-1&order=1042&status=under_review&limit=7&cursor=abc',
    );
    expect(answer.json()).toMatchObject({ items: [{ caseNo: 'RF-K7M4-92QN' }], next: 'more' });
    expect(one.asked).toEqual([
      {
        name: 'cases',
        given: [
          'default',
          { conversation: 'talk-1', order: '1042', status: 'under_review' },
          { limit: 7, cursor: 'abc' },
        ],
      },
    ]);
  });

  test('come fifty at a time unless told otherwise', async () => {
    const one = await up();
    await get(one, '/api/v1/cases');
    expect(one.asked[0]?.given).toEqual(['default', {}, { limit: 50 }]);
  });

  test.each([
    ['/api/v1/cases?limit=0', 'limit'],
    ['/api/v1/cases?limit=201', 'limit'],
    ['/api/v1/cases?limit=many', 'limit'],
    ['/api/v1/cases?limit=1&limit=2', 'limit'],
    ['/api/v1/cases?status=lost', 'status'],
    ['/api/v1/orders?sample=perhaps', 'sample'],
  ])('are not listed for %s, which names the field', async (url, field) => {
    const answer = await get(await up(), url);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ error: { code: 'BadRequest', message: expect.any(String), field } });
  });

  test('are found under a number as it is spoken', async () => {
    const { newCaseNo } =
      jest.requireActual<typeof import('../../src/domain/case-number')>('../../src/domain/case-number');
    const caseNo = newCaseNo(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]));
    const one = await up({ cases: [aCase({ caseNo })] });
    const spoken = caseNo.toLowerCase().replaceAll('-', ' ');
    expect((await get(one, `/api/v1/cases/${encodeURIComponent(spoken)}`)).json()).toMatchObject({ caseNo });
  });

  test.each([
    '/api/v1/cases/RF-0000-0000',
    '/api/v1/cases/RF-0000-0000/log',
    '/api/v1/conversations/none/log',
    '/api/v1/orders/none',
    '/api/v1/attachments/none',
    '/api/v1/none',
  ])('and everything else that is not there is a 404: %s', async (url) => {
    const answer = await get(await up(), url);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual({ error: { code: 'NotFound', message: expect.any(String) } });
  });
});

describe('moving a case over the API', () => {
  const events = '/api/v1/cases/RF-K7M4-92QN/events';

  test('answers with the case as it is then', async () => {
    const one = await up({ cases: [aCase()] });
    const answer = await post(one, events, { event: 'approve' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ status: 'approved', approved: { minor: '2713', currency: 'USD' } });
    expect(one.desk.told).toHaveLength(1);
    expect(one.desk.entries[0]).toMatchObject({
      type: 'status',
      actor: { type: 'staff', id: 'ada' },
      data: { to: 'approved' },
    });
  });

  test.each([
    [{ event: 'deny', reason: 'window_expired' }, 'under_review', 'denied'],
    [{ event: 'askForInformation', reason: 'a photo, please' }, 'under_review', 'needs_info'],
    [{ event: 'mark_paid', reference: 're_1', reason: null }, 'approved', 'paid'],
    [{ event: 'close' }, 'paid', 'closed'],
  ] as const)('takes %j while it is %s', async (body, status, to) => {
    const answer = await post(await up({ cases: [aCase({ status })] }), events, body);
    expect(answer.json()).toMatchObject({ status: to });
  });

  test.each([
    [{ event: 'approve' }, 'denied'],
    [{ event: 'mark_paid', reference: 're_1' }, 'under_review'],
    [{ event: 'submit' }, 'under_review'],
    [{ event: 'evaluate_approve' }, 'submitted'],
  ] as const)('refuses %j while it is %s, and the log says so', async (body, status) => {
    const one = await up({ cases: [aCase({ status })] });
    const answer = await post(one, events, body);
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toEqual({
      error: { code: 'IllegalTransition', message: expect.any(String), field: 'event' },
    });
    expect(one.desk.cases.get('RF-K7M4-92QN')?.status).toBe(status);
    expect(one.desk.entries).toEqual([
      expect.objectContaining({ type: 'status', actor: { type: 'staff', id: 'ada' } }),
    ]);
    expect(one.desk.entries[0]?.data).toHaveProperty('refused');
  });

  test.each([
    [{ event: 'deny' }, 'reason'],
    [{ event: 'deny', reason: 'not a code' }, 'reason'],
    [{ event: 'mark_paid' }, 'reference'],
    [{ event: 'explode' }, 'event'],
    [{ event: 42 }, 'event'],
    [{}, 'event'],
    [{ event: 'approve', reason: { code: 'x' } }, 'reason'],
    [{ event: 'ask_info', reason: 'x'.repeat(2_001) }, 'reason'],
  ])('cannot be done with %j', async (body, field) => {
    const one = await up({ cases: [aCase()] });
    const answer = await post(one, events, body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'BadRequest', field } });
    expect(one.desk.entries).toEqual([]);
  });

  test.each(['approve', 'deny', 'ask_info', 'amend', 'appeal', 'withdraw', 'provide', 'submit', 'evaluate_approve'])(
    'needs a person for %s: STAFF_TOKEN reads and administers',
    async (event) => {
      const one = await up({ cases: [aCase()] });
      const answer = await post(one, events, { event, reason: 'other' }, asStaff);
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toEqual({ error: { code: 'person_required', message: expect.any(String) } });
      expect(one.desk.entries).toEqual([]);
    },
  );

  test.each([
    [{ event: 'mark_paid', reference: 're_1' }, 'approved', 'paid'],
    [{ event: 'confirm_arrival' }, 'paid', 'closed'],
    [{ event: 'close' }, 'denied', 'closed'],
  ] as const)('takes %j from the service itself: a payment system knows it', async (body, status, to) => {
    const one = await up({ cases: [aCase({ status })] });
    expect((await post(one, events, body, asStaff)).json()).toMatchObject({ status: to });
    expect(one.desk.entries[0]?.actor).toEqual({ type: 'staff', id: 'api' });
  });

  test.each(['actor', 'by', 'staffId'])('is never done in the name that a body puts into "%s"', async (field) => {
    const one = await up({ cases: [aCase({ status: 'approved' })] });
    const body = { event: 'mark_paid', reference: 're_1', [field]: 'ada' };
    const service_ = await post(one, events, body, asStaff);
    expect([service_.statusCode, service_.json()]).toMatchObject([403, { error: { code: 'person_required' } }]);
    const person = await post(one, events, body, as('gus'));
    expect([person.statusCode, person.json()]).toMatchObject([400, { error: { code: 'BadRequest', field } }]);
    expect(one.desk.entries).toEqual([]);
  });

  test.each([
    ['approve', 'gus'],
    ['deny', 'gus'],
    ['amend', 'gus'],
    ['mark_paid', 'gus'],
    ['approve', 'kim'],
    ['ask_info', 'kim'],
    ['withdraw', 'kim'],
  ])('is forbidden to whoever lacks the role: %s by %s', async (event, who) => {
    const one = await up({ cases: [aCase()] });
    const answer = await post(one, events, { event, reason: 'other', reference: 're_1' }, as(who));
    expect([answer.statusCode, answer.json()]).toMatchObject([403, { error: { code: 'Forbidden' } }]);
  });

  test('is a 404 for a case nobody has', async () => {
    expect((await post(await up(), events, { event: 'approve' })).statusCode).toBe(404);
  });

  test('is a 409 for two who move it at the same time, again and again', async () => {
    const one = await up({ cases: [aCase()] });
    one.desk.ports.line.announce = () => Promise.resolve(false);
    const answer = await post(await up({ cases: [aCase()], staff: { line: one.desk.ports.line } as never }), events, {
      event: 'approve',
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ error: { code: 'Conflict' } });
  });
});

describe('the rest of the API', () => {
  test('gives logs entry by entry', async () => {
    const at = new Date('2026-11-18T10:00:00Z');
    const entry = {
      client: 'default',
      stream: 'default/webchat/talk-1',
      seq: 1,
      at,
      type: 'message-in' as const,
      actor: { type: 'customer' as const, id: 'dl_ana' },
      data: { text: 'hi' },
    };
    const log = () => Promise.resolve({ items: [entry], next: null });
    const one = await up({ board: { caseLog: log, conversationLog: log } });
    const { client: _client, ...shown } = entry;
    for (const url of ['/api/v1/cases/RF-1/log', '/api/v1/conversations/talk-1/log']) {
      expect((await get(one, url)).json()).toEqual({ items: [{ ...shown, at: at.toISOString() }], next: null });
    }
  });

  test('gives conversations by their own id', async () => {
    const summary = {
      client: 'default',
      channel: 'webchat',
      conversation: 'talk-1',
      contact: { id: 'dl_ana', identified: true },
      locale: 'en',
      handled: 2,
    };
    const one = await up({ board: { conversations: () => Promise.resolve({ items: [summary], next: null }) } });
    const { conversation: id, ...rest } = summary;
    expect((await get(one, '/api/v1/conversations')).json()).toEqual({
      items: [{ id, ...rest, lastInAt: null }],
      next: null,
    });
  });

  test('gives orders with exact amounts', async () => {
    const one = await up({ orders: [anOrder()] });
    expect((await get(one, '/api/v1/orders/1042')).json()).toMatchObject({
      orderNo: '1042',
      items: [{ unitPrice: '1250', quantity: 2 }],
      shipping: { price: '499' },
    });
    expect((await get(one, '/api/v1/orders?sample=true')).json()).toMatchObject({
      items: [{ orderNo: '1042' }],
      next: null,
    });
    expect(one.asked.at(-1)?.given[1]).toEqual({ sample: true });
  });

  test('gives a photo as a download that no browser opens', async () => {
    const bytes = Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]);
    const photo = { id: 'p1', name: 'caf\u00e9 "mug".jpg', contentType: 'image/jpeg', bytes: 4 };
    const answer = await get(await up({ photos: () => Promise.resolve({ photo, bytes }) }), '/api/v1/attachments/p1');
    expect(answer.rawPayload).toEqual(Buffer.from(bytes));
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename="caf_ _mug_.jpg"; filename*=UTF-8''caf%C3%A9%20%22mug%22.jpg`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  test('names files so that no name breaks a header', () => {
    expect(disposition('a\r\nx: \ud800(1)*.jpg')).toBe(
      `attachment; filename="a__x_ _(1)_.jpg"; filename*=UTF-8''a%0D%0Ax%3A%20_%281%29%2A.jpg`,
    );
  });

  test('says 503 and when to come back while the store is away', async () => {
    const away = () => Promise.reject(new AppError('Unavailable', 'the store is away', { retryAfter: 2 }));
    const answer = await get(await up({ board: { cases: away } }), '/api/v1/cases');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json()).toEqual({ error: { code: 'Unavailable', message: 'the store is away' } });
  });
});
