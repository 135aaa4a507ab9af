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

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type Headers = Record<string, string>;
const call = (one: Service, method: Method, path: string, payload?: object, headers: Headers = asStaff) =>
  one.http.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });

const IVA = { name: 'Iva', email: 'Iva@Shop.Example', roles: ['agent'] };

async function added(one: Service, body: object = IVA): Promise<{ id: string; status: string }> {
  const answer = await call(one, 'POST', '/staff', body);
  expect(answer.statusCode).toBe(201);
  return answer.json();
}
const minted = async (one: Service, id: string, body?: object) =>
  (await call(one, 'POST', `/staff/${id}/tokens`, body)).json<{ token: string; id: string; expiresAt: string }>();
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

test('a change that names nothing known is refused, not answered as if it had been made', async () => {
  const one = await up();
  const { id } = await added(one);
  for (const [path, body] of [
    [`/staff/${id}`, { state: 'revoked' }],
    [`/staff/${id}`, { client: 'default' }],
    ['/settings', { secondpersonabove: { USD: '1' } }],
    ['/settings', {}],
  ] as const) {
    const answer = await call(one, 'PATCH', path, body);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { error: { field: 'body' } }]);
  }
  expect((await call(one, 'PATCH', `/staff/${id}`, { status: 'revoked' })).statusCode).toBe(200);
});

describe('people', () => {
  test('are invited by their e-mail until they have an account', async () => {
    const one = await up();
    const iva = await added(one, { ...IVA, limits: { approve: { USD: '10000' } }, languages: ['ES', 'es'] });
    const at = '2026-11-19T09:30:00.000Z';
    expect((await call(one, 'GET', `/staff/${iva.id}`)).json()).toEqual({
      id: iva.id,
      client: 'default',
      awaySince: null,
      name: 'Iva',
      email: 'iva@shop.example',
      roles: ['agent'],
      limits: { approve: [{ minor: '10000', currency: 'USD' }] },
      languages: ['es'],
      teams: [],
      slack: null,
      status: 'invited',
      createdAt: at,
      updatedAt: at,
      revokedAt: null,
    });
    const changed = await call(one, 'PATCH', `/staff/${iva.id}`, { slackTeam: 'T9', slackUser: 'U9' });
    expect(changed.json()).toMatchObject({ status: 'active', slack: { team: 'T9', user: 'U9' } });
  });

  test.each([
    [{ email: 'ana.lopez@shop.example', roles: ['agent'], client: 'default' }, 'Ana', null],
    [{ ...IVA, slackTeamId: 'T9', slackUserId: 'U9' }, 'Iva', { team: 'T9', user: 'U9' }],
    [{ ...IVA, slack: { team: 'T9', user: 'U9' }, limits: {} }, 'Iva', { team: 'T9', user: 'U9' }],
  ])('can be added as %j', async (body, name, slack) => {
    const answer = await call(await up(), 'POST', '/staff', body);
    expect([answer.statusCode, answer.json()]).toMatchObject([201, { name, slack }]);
  });

  test('leave a trace of everything that is done to their record', async () => {
    const one = await up();
    const { id } = await added(one);
    await call(one, 'PATCH', `/staff/${id}`, { roles: ['agent', 'approver'] }, as('kim'));
    const { id: token } = await minted(one, id);
    await call(one, 'PATCH', `/staff/${id}`, { status: 'revoked' });
    const { items } = (await call(one, 'GET', `/staff/${id}/events`)).json<{ items: unknown[] }>();
    expect(items).toMatchObject([
      { seq: 1, what: 'invited', by: { type: 'staff', id: 'api' } },
      { seq: 2, what: 'changed', by: { type: 'staff', id: 'kim' }, details: { roles: ['agent', 'approver'] } },
      { seq: 3, what: 'token_minted', details: { token } },
      { seq: 4, what: 'revoked' },
    ]);
  });

  test.each([
    [{ ...IVA, email: 'iva' }, 'email'],
    [{ ...IVA, email: undefined }, 'email'],
    [{ ...IVA, name: '' }, 'name'],
    [{ ...IVA, name: 'a\u202eb' }, 'name'],
    [{ ...IVA, roles: ['boss'] }, 'roles.0'],
    [{ ...IVA, roles: undefined }, 'roles'],
    [{ ...IVA, limits: { approve: { XYZ: '1' } } }, 'limits'],
    [{ ...IVA, limits: { approve: { USD: '1.50' } } }, 'limits.approve.USD'],
    [{ ...IVA, limits: { approve: [{ minor: '-1', currency: 'USD' }] } }, 'limits.approve.0.minor'],
    [{ ...IVA, limits: { USD: '10000' } }, 'limits'],
    [{ ...IVA, languages: ['klingon'] }, 'languages'],
    [{ ...IVA, slackTeam: 'T1' }, 'slack'],
    [{ ...IVA, slack: { team: 'T 1', user: 'U1' } }, 'slack'],
    [{ ...IVA, client: 'other' }, 'client'],
  ])('are not added as %j', async (body, field) => {
    const answer = await call(await up(), 'POST', '/staff', body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'BadRequest', field } });
  });

  test('have an e-mail and an account of their own', async () => {
    const one = await up();
    const sameMail = await call(one, 'POST', '/staff', { ...IVA, email: 'ADA@shop.example' });
    expect([sameMail.statusCode, sameMail.json()]).toMatchObject([
      409,
      { error: { code: 'Conflict', field: 'email' } },
    ]);
    const sameAccount = await call(one, 'POST', '/staff', { ...IVA, slack: { team: 'T1', user: 'U-ada' } });
    expect([sameAccount.statusCode, sameAccount.json()]).toMatchObject([409, { error: { field: 'slack' } }]);
  });

  test('are managed by an admin or with STAFF_TOKEN, and by nobody else', async () => {
    const one = await up();
    for (const who of ['ada', 'gus']) {
      for (const [method, path] of [
        ['GET', '/staff'],
        ['POST', '/staff'],
        ['POST', '/staff/ada/tokens'],
        ['PATCH', '/staff/gus'],
      ] as const) {
        const answer = await call(one, method, path, method === 'GET' ? undefined : IVA, as(who));
        expect([answer.statusCode, answer.json()]).toMatchObject([403, { error: { code: 'Forbidden' } }]);
      }
    }
    expect((await call(one, 'GET', '/staff', undefined, as('kim'))).statusCode).toBe(200);
  });

  test('of another client do not exist here', async () => {
    const one = await up({ staffMembers: [someone('eve', ['admin'], { client: 'other' })] });
    expect((await call(one, 'GET', '/staff/eve')).statusCode).toBe(404);
    expect((await call(one, 'POST', '/staff/eve/tokens')).statusCode).toBe(404);
    expect((await call(one, 'GET', '/cases', undefined, as('eve'))).statusCode).toBe(401);
  });
});

describe('tokens of people', () => {
  test('are shown once and kept as a hash', async () => {
    const one = await up();
    const made = await minted(one, 'gus', { expiresInDays: 7 });
    expect(made).toMatchObject({ id: expect.any(String), expiresAt: '2026-11-26T09:30:00.000Z' });
    expect(made.token).toMatch(/^rds_[\w-]{43}$/);
    const { items } = (await call(one, 'GET', '/staff/gus/tokens')).json<{ items: { id: string }[] }>();
    expect(items.at(-1)).toEqual({
      id: made.id,
      createdAt: '2026-11-19T09:30:00.000Z',
      expiresAt: made.expiresAt,
      revokedAt: null,
      lastUsedAt: null,
    });
    expect(JSON.stringify([...one.people.tokens])).not.toContain(made.token);
    expect(one.logged()).not.toContain(made.token);
  });

  test('last ninety days unless told otherwise, and never more than a year', async () => {
    const one = await up();
    expect((await minted(one, 'gus')).expiresAt).toBe('2027-02-17T09:30:00.000Z');
    const tooLong = await call(one, 'POST', '/staff/gus/tokens', { days: 366 });
    expect([tooLong.statusCode, tooLong.json()]).toMatchObject([400, { error: { field: 'days' } }]);
  });

  test('end when the caller says, not before now and within a year', async () => {
    const one = await up();
    const { id } = await added(one);
    expect((await minted(one, id, { expiresAt: '2026-11-19T10:30:00+01:01' })).expiresAt).toBeUndefined();
    expect((await minted(one, id, { expiresAt: '2027-11-20T09:30:00Z' })).expiresAt).toBeUndefined();
    const soon = '2026-11-19T09:30:05.000Z';
    expect((await minted(one, id, { expiresAt: soon })).expiresAt).toBe(soon);
  });

  test('are announced at the desk when the person holds a role', async () => {
    const one = await up({ staffMembers: [someone('new', [])] });
    await minted(one, 'new');
    expect(one.people.notices).toEqual([]);
    await call(one, 'POST', '/staff/ada/tokens', undefined, as('kim'));
    expect(one.people.notices).toMatchObject([
      { kind: 'token_minted', staffId: 'ada', name: 'Ada', roles: ['approver'], by: 'Kim' },
    ]);
  });

  test('open what the roles allow, and show when they were used last', async () => {
    const one = await up();
    const { token } = await minted(one, 'gus');
    expect((await call(one, 'GET', '/cases', undefined, bearer(token))).statusCode).toBe(200);
    const { items } = (await call(one, 'GET', '/staff/gus/tokens')).json<{ items: object[] }>();
    expect(items.at(-1)).toMatchObject({ lastUsedAt: '2026-11-19T09:30:00.000Z' });
  });

  test('open nothing once revoked, alone or with the person, also after the person came back', async () => {
    const one = await up();
    const [first, second] = [await minted(one, 'gus'), await minted(one, 'gus')];
    const status = async (token: string) => (await call(one, 'GET', '/cases', undefined, bearer(token))).statusCode;
    expect((await call(one, 'DELETE', `/staff/gus/tokens/${first.id}`)).statusCode).toBe(204);
    expect([await status(first.token), await status(second.token)]).toEqual([401, 200]);
    await call(one, 'PATCH', '/staff/gus', { status: 'revoked' });
    expect(await status(second.token)).toBe(401);
    expect((await call(one, 'POST', '/staff/gus/tokens')).statusCode).toBe(409);
    const back = await call(one, 'PATCH', '/staff/gus', { status: 'active' });
    expect(back.json()).toMatchObject({ status: 'active', revokedAt: null });
    expect(await status(second.token)).toBe(401);
  });

  test('that are over are answered like wrong ones, and told apart in the log only', async () => {
    let now = new Date('2026-11-19T09:30:00Z');
    const one = await up({ clock: () => now });
    const { token, id } = await minted(one, 'gus', { days: 1 });
    now = new Date('2026-11-20T09:30:00Z');
    const over = await call(one, 'GET', '/cases', undefined, bearer(token));
    const wrong = await call(one, 'GET', '/cases', undefined, bearer(`${token.slice(0, -1)}!`));
    expect([over.statusCode, over.json()]).toEqual([401, wrong.json()]);
    expect(one.logged()).toContain(`"token":"${id}","why":"expired"`);
  });

  test('are not there under a wrong id', async () => {
    const one = await up();
    expect((await call(one, 'DELETE', '/staff/gus/tokens/none')).statusCode).toBe(404);
    expect((await call(one, 'DELETE', '/staff/gus/tokens/t-ada')).statusCode).toBe(404);
  });
});
