import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { as, asStaff, service, someone, type Service } from './service';

const open: Service[] = [];
async function up(...given: Parameters<typeof service>): Promise<Service> {
  const one = await service(...given);
  open.push(one);
  return one;
}
afterEach(async () => {
  for (const { http } of open.splice(0)) await http.close();
});

const events = '/api/v1/cases/RF-K7M4-92QN/events';
const says = (one: Service, who: string, payload: object) =>
  one.http.inject({ method: 'POST', url: events, headers: as(who), payload });
const shown = async (one: Service) =>
  (await one.http.inject({ url: '/api/v1/cases/RF-K7M4-92QN', headers: as('gus') })).json<Record<string, unknown>>();
const patch = (one: Service, payload: object, headers: Record<string, string> = as('kim')) =>
  one.http.inject({ method: 'PATCH', url: '/api/v1/settings', headers, payload });
const desk = () =>
  up({
    cases: [aCase()],
    orders: [anOrder()],
    staffMembers: [
      someone('bo', ['approver']),
      someone('low', ['approver'], {
        limits: { approve: [{ minor: '1000', currency: 'USD' }] },
      }),
    ],
  });

describe('deciding over the API', () => {
  test('is bound to the fingerprint that was read, and a stale one gets the case as it is now', async () => {
    const one = await desk();
    const { fingerprint } = await shown(one);
    const changed = await says(one, 'gus', { event: 'change', amount: '2000', reason: 'a scratch', fingerprint });
    expect([changed.statusCode, changed.json()]).toMatchObject([200, { proposed: { amount: { minor: '2000' } } }]);
    const stale = await says(one, 'ada', { event: 'approve', fingerprint });
    expect(stale.statusCode).toBe(409);
    const { messaging: _, ...now } = await shown(one);
    expect(stale.json()).toEqual({ error: { code: 'stale', message: expect.any(String) }, case: now });
    const decided = await says(one, 'ada', { event: 'approve', fingerprint: now.fingerprint });
    expect(decided.json()).toMatchObject({ status: 'approved', approved: { minor: '2000', currency: 'USD' } });
  });

  test.each([
    [{ event: 'change', lines: [{ sku: 'MUG-BLUE', quantity: 1 }], reason: 'one is whole' }, 'gus', 'under_review'],
    [{ event: 'change', amount: { minor: '100', currency: 'USD' }, reason: 'x' }, 'gus', 'under_review'],
    [{ event: 'request_return', text: 'To 1 Shop Street' }, 'gus', 'awaiting_return'],
    [{ event: 'ask', text: 'a photo?' }, 'gus', 'needs_info'],
    [{ event: 'deny', reason: 'other', text: 'It was worn.' }, 'ada', 'denied'],
  ])('takes %j', async (body, who, status) => {
    const answer = await says(await desk(), who, body);
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { status }]);
  });

  test.each([
    [{ event: 'change', reason: 'x' }, 'lines'],
    [{ event: 'change', amount: '100' }, 'reason'],
    [{ event: 'change', amount: '1.00', reason: 'x' }, 'amount'],
    [{ event: 'change', amount: '9999999', reason: 'x' }, 'amount'],
    [{ event: 'change', amount: { minor: '1', currency: 'EUR' }, reason: 'x' }, 'amount'],
    [{ event: 'change', lines: [{ sku: 'SOFA', quantity: 1 }], reason: 'x' }, 'lines'],
    [{ event: 'change', lines: [{ sku: 'MUG-BLUE', quantity: -1 }], reason: 'x' }, 'lines.0.quantity'],
    [{ event: 'request_return' }, 'text'],
    [{ event: 'ask_info' }, 'text'],
    [{ event: 'deny', text: 'no' }, 'reason'],
  ])('cannot be done with %j', async (body, field) => {
    const one = await desk();
    const answer = await says(one, 'ada', body);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { error: { code: 'BadRequest', field } }]);
    expect(one.desk.entries).toEqual([]);
  });

  test('takes two people above the limit that the client set', async () => {
    const one = await desk();
    expect((await patch(one, { secondPersonAbove: { USD: '2000' } })).statusCode).toBe(200);
    const first = await says(one, 'ada', { event: 'approve' });
    expect([first.statusCode, first.json()]).toMatchObject([
      200,
      { status: 'under_review', approved: null, approvals: { needed: 2, by: [{ staffId: 'ada', name: 'Ada' }] } },
    ]);
    const again = await says(one, 'ada', { event: 'approve' });
    expect([again.statusCode, again.json()]).toMatchObject([403, { error: { code: 'Forbidden', why: 'took_part' } }]);
    expect((await says(one, 'bo', { event: 'approve' })).json()).toMatchObject({
      status: 'approved',
      approvals: { needed: 2, by: [{ staffId: 'ada' }, { staffId: 'bo' }] },
    });
  });

  test('keeps to the own limit of a person', async () => {
    const answer = await says(await desk(), 'low', { event: 'approve' });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      403,
      { error: { code: 'Forbidden', why: 'over_limit' } },
    ]);
  });

  test('takes effect once for the same id of the same person', async () => {
    const one = await desk();
    for (let i = 0; i < 2; i++) {
      expect((await says(one, 'ada', { event: 'approve', id: 'k1' })).json()).toMatchObject({ status: 'approved' });
    }
    expect(one.desk.entries).toHaveLength(1);
    expect((await says(one, 'bo', { event: 'approve', id: 'k1' })).statusCode).toBe(409);
  });
});

describe('filing for a customer over the API', () => {
  const body = {
    source: 'phone',
    verifiedBy: 'order_data',
    orderNo: '1042',
    contact: '+1 500 555 0006',
    lines: [{ sku: 'MUG-BLUE', quantity: 1 }],
    reason: { l1: 'not_as_described', l2: 'damaged_in_transit', verbatim: 'broken' },
  };
  const files = (one: Service, headers: Record<string, string>, more: object = {}) =>
    one.http.inject({ method: 'POST', url: '/api/v1/cases', headers, payload: { ...body, ...more } });

  test('takes an agent, and answers with the case', async () => {
    const one = await up({ orders: [anOrder()] });
    const filed = await files(one, as('gus'));
    expect([filed.statusCode, filed.json()]).toMatchObject([
      201,
      { outcome: 'filed', caseNo: 'RF-ABCD-1234', intake: { mode: 'agent', filedBy: { staffId: 'gus' } } },
    ]);
    const token = await files(one, asStaff);
    expect([token.statusCode, token.json()]).toMatchObject([403, { error: { code: 'person_required' } }]);
    expect((await files(one, as('ada'))).statusCode).toBe(403);
  });

  test('answers a duplicate with the open case', async () => {
    const filed = await files(await desk(), as('gus'));
    expect([filed.statusCode, filed.json()]).toMatchObject([200, { outcome: 'duplicate', caseNo: 'RF-K7M4-92QN' }]);
  });

  test.each([
    [{ verifiedBy: 'trust me' }, 400, 'verifiedBy'],
    [{ lines: [] }, 400, 'lines'],
    [{ reason: { l1: 'x', l2: 'y' } }, 400, 'reason'],
    [{ contact: 'eve@example.com' }, 404, undefined],
    [{ filedBy: 'x', by: 'ada' }, 400, 'by'],
  ])('is refused with %j', async (more, status, field) => {
    const answer = await files(await up({ orders: [anOrder()] }), as('gus'), more);
    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ error: { field?: string } }>().error.field).toBe(field);
  });
});

describe('the settings of a client', () => {
  test('have their defaults, the limits of the usual currencies among them', async () => {
    const one = await up();
    const answer = await one.http.inject({ url: '/api/v1/settings', headers: as('gus') });
    expect(answer.json()).toEqual({
      client: 'default',
      version: 0,
      secondPersonAbove: [
        { minor: '50000', currency: 'EUR' },
        { minor: '50000', currency: 'GBP' },
        { minor: '50000', currency: 'JPY' },
        { minor: '150000', currency: 'KWD' },
        { minor: '50000', currency: 'USD' },
      ],
      calendar: { timeZone: 'UTC', days: [1, 2, 3, 4, 5], open: '09:00', close: '17:00', holidays: [] },
      desk: { firstReplyMinutes: 30, ownerSilentMinutes: 15, warnBeforeMinutes: 10, parkMaxHours: 72 },
      teams: ['general'],
      changed: null,
    });
  });

  test('change as far as they are named, by an admin or STAFF_TOKEN', async () => {
    const one = await up();
    expect((await patch(one, { desk: { parkMaxHours: 24 } }, as('ada'))).statusCode).toBe(403);
    await patch(one, { desk: { parkMaxHours: 24 }, secondPersonAbove: [{ minor: '100', currency: 'CHF' }] });
    const answer = await patch(one, { calendar: { holidays: ['2026-12-25'] }, teams: ['general', 'vip'] }, asStaff);
    expect(answer.json()).toMatchObject({
      version: 2,
      desk: { firstReplyMinutes: 30, parkMaxHours: 24 },
      secondPersonAbove: expect.arrayContaining([{ minor: '100', currency: 'CHF' }]),
      calendar: { open: '09:00', holidays: ['2026-12-25'] },
      teams: ['general', 'vip'],
      changed: { by: { type: 'staff', id: 'api' } },
    });
    const back = await patch(one, { secondPersonAbove: { CHF: null } });
    expect(back.json<{ secondPersonAbove: { currency: string }[] }>().secondPersonAbove).toHaveLength(5);
  });

  test.each([
    [{ secondPersonAbove: { XYZ: '1' } }, 'secondPersonAbove'],
    [{ calendar: { timeZone: 'Mars/Olympus' } }, 'calendar.timeZone'],
    [{ calendar: { open: '18:00' } }, 'calendar.close'],
    [{ calendar: { days: [8] } }, 'calendar.days.0'],
    [{ calendar: { holidays: ['2026-02-30'] } }, 'calendar.holidays.0'],
    [{ desk: { parkMaxHours: 0 } }, 'desk.parkMaxHours'],
    [{ teams: [] }, 'teams'],
    [{ teams: ['<b>'] }, 'teams'],
  ])('are not %j', async (body, field) => {
    const answer = await patch(await up(), body);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { error: { code: 'BadRequest', field } }]);
  });
});
