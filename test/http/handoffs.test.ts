import type { DeskAnswer, DeskOrderInput } from '../../src/channel-desk';
import type { QueueItem } from '../../src/channel-desk-shown';
import { aFakeDesk } from './fake-desk';
import { as, asStaff, service } from './service';

const AT = new Date('2026-11-19T09:00:00Z');

const waiting: QueueItem = {
  handoffId: 'h1',
  status: 'waiting',
  team: 'general',
  locale: 'en',
  channel: 'webchat',
  title: 'Ana R.',
  askedAt: AT,
  promisedBy: AT,
  late: true,
  owner: null,
  parkedUntil: null,
  caseNo: null,
};
const owned: QueueItem = { ...waiting, handoffId: 'h2', status: 'claimed', owner: { staffId: 'gus', name: 'Gus' } };

const desked = async (answer: DeskAnswer = { outcome: 'done' }) => {
  const acted: DeskOrderInput[] = [];
  const cards = [
    { handoffId: 'h1', client: 'default' },
    { handoffId: 'hx', client: 'other' },
  ];
  const { desk, deskReport } = aFakeDesk({ cards, queue: [waiting, owned], answer, acted });
  const { http } = await service({ staff: { desk, deskReport } as never });
  const post = (path: string, payload?: object, headers: Record<string, string> = as('gus')) =>
    http.inject({ method: 'POST', url: `/api/v1/handoffs/${path}`, headers, ...(payload ? { payload } : {}) });
  const get = (path: string, headers: Record<string, string> = as('gus')) =>
    http.inject({ method: 'GET', url: `/api/v1/${path}`, headers });
  return { acted, post, get };
};

describe('the desk over the staff API', () => {
  it("claims under the caller's own token, with or without an id of its own", async () => {
    const { acted, post } = await desked();
    expect((await post('h1/claim')).json()).toEqual({ outcome: 'done' });
    expect((await post('h1/claim', { id: 'mine' })).statusCode).toBe(200);
    expect(acted).toMatchObject([
      { handoffId: 'h1', staffId: 'gus', action: { kind: 'claim' } },
      { id: 'api:mine', staffId: 'gus' },
    ]);
  });

  it.each(['claim', 'release', 'transfer', 'reply', 'note', 'park', 'resolve', 'handback'])(
    'lets nobody but a person %s',
    async (name) => {
      const { acted, post } = await desked();
      const { statusCode, json } = await post(`h1/${name}`, {}, asStaff);
      expect([statusCode, json().error.code]).toEqual([403, 'person_required']);
      expect(acted).toEqual([]);
    },
  );

  it('lets those without the role only write notes', async () => {
    const { acted, post } = await desked();
    expect((await post('h1/claim', {}, as('ada'))).statusCode).toBe(403);
    expect((await post('h1/note', { text: 'see the photo' }, as('ada'))).statusCode).toBe(200);
    expect(acted).toMatchObject([
      { staffId: 'ada', action: { kind: 'note', text: 'see the photo', change: 'written' } },
    ]);
  });

  it.each<[DeskAnswer, number, string, string | undefined]>([
    [
      { outcome: 'refused', why: 'taken', owner: { staffId: 'bea', name: 'Bea' }, since: '2026-11-19T08:00:00Z' },
      409,
      'Conflict',
      'taken',
    ],
    [{ outcome: 'refused', why: 'not_yours', owner: null }, 409, 'Conflict', 'not_yours'],
    [{ outcome: 'refused', why: 'closed' }, 409, 'Conflict', 'closed'],
    [{ outcome: 'refused', why: 'stale' }, 409, 'stale', undefined],
    [{ outcome: 'refused', why: 'unreachable', code: 'opted_out' }, 409, 'Conflict', 'opted_out'],
    [{ outcome: 'refused', why: 'not_allowed' }, 403, 'Forbidden', undefined],
    [{ outcome: 'refused', why: 'missing' }, 404, 'NotFound', undefined],
    [{ outcome: 'refused', why: 'invalid', field: 'until' }, 400, 'BadRequest', undefined],
  ])('answers %j as it is', async (answer, status, code, why) => {
    const { post } = await desked(answer);
    const { statusCode, json } = await post('h1/release', {});
    expect([statusCode, json().error.code, json().error.why]).toEqual([status, code, why]);
    if (why === 'taken') expect(json().error.message).toContain('Bea');
  });

  it('says that an order is safe when it is not done yet', async () => {
    const { post } = await desked({ outcome: 'pending' });
    const { statusCode, json } = await post('h1/handback', {});
    expect([statusCode, json()]).toEqual([202, { outcome: 'pending' }]);
  });

  it('shows the queue, whole, by status, and what is mine', async () => {
    const { get } = await desked();
    const ids = async (path: string) => (await get(path)).json().items.map((one: QueueItem) => one.handoffId);
    expect(await ids('handoffs')).toEqual(['h1', 'h2']);
    expect(await ids('handoffs?status=waiting')).toEqual(['h1']);
    expect(await ids('handoffs?mine=true')).toEqual(['h2']);
    expect((await get('handoffs?mine=true', asStaff)).json().error.code).toBe('person_required');
    expect((await get('handoffs', asStaff)).statusCode).toBe(200);
  });

  it('knows nothing of other clients', async () => {
    const { get } = await desked();
    expect((await get('handoffs/hx')).statusCode).toBe(404);
    expect((await get('handoffs/hx/transcript')).statusCode).toBe(404);
    expect((await get('handoffs/hx/preview?text=hi')).statusCode).toBe(404);
  });

  it.each([
    ['transfer', { to: {} }],
    ['transfer', { to: 'everybody' }],
    ['park', { until: 'tomorrow' }],
    ['reply', { text: 'hello' }],
    ['note', {}],
    ['resolve', {}],
  ])('refuses a %s with %j', async (name, body) => {
    const { acted, post } = await desked();
    expect((await post(`h1/${name}`, body)).statusCode).toBe(400);
    expect(acted).toEqual([]);
  });

  it('counts a span of time, from before to after', async () => {
    const { get } = await desked();
    expect((await get('desk/report?from=2026-11-01&to=2026-12-01')).json()).toEqual({ handled: 0 });
    expect((await get('desk/report?from=2026-12-01&to=2026-11-01')).statusCode).toBe(400);
    expect((await get('desk/report')).statusCode).toBe(400);
  });
});
