import { createPeople } from '../../src/storage/staff';
import { createStaffTokens } from '../../src/storage/staff-tokens';
import { connectStore, type Store } from '../../src/storage/connect';
import type { StaffMember } from '../../src/domain/staff';
import type { PersonCommit } from '../../src/intake/ports-people';
import { aPerson } from '../intake/people-fakes';
import { testStore, type TestStore } from '../helpers/store';

const AT = new Date('2026-11-19T09:30:00Z');
const event = (after: StaffMember, what: PersonCommit['event']['what'] = 'changed') => ({
  client: after.client,
  staffId: after.id,
  seq: after.version,
  at: AT,
  by: { type: 'staff' as const, id: 'api' },
  what,
  details: { name: after.name },
});

describe('the people in the store', () => {
  let home: TestStore;
  let store: Store;
  beforeAll(async () => {
    home = await testStore();
    store = await connectStore(home.uri);
  });
  afterAll(async () => {
    await store.close();
    await home.drop();
  });

  const add = (member: StaffMember) =>
    createPeople(store).commit({ expects: null, after: member, event: event(member, 'added') });
  const token = (id: string, staffId: string) => ({
    token: { id, client: 'default', staffId, createdAt: AT, expiresAt: new Date('2027-02-17T09:30:00Z') },
    hash: `hash-of-${id}`,
  });

  test('are found by id, e-mail and account', async () => {
    const people = createPeople(store);
    const ben = aPerson('ben', ['agent'], { limits: { approve: [{ minor: '10000', currency: 'USD' }] } });
    expect(await add(ben)).toBe(true);
    expect(await people.find('default', 'ben')).toEqual(ben);
    expect(await people.find('other', 'ben')).toBeNull();
    expect(await people.byEmail('default', 'ben@shop.example')).toEqual(ben);
    expect(await people.byAccount({ provider: 'slack', team: 'T1', user: 'U-ben' })).toEqual([ben]);
    expect(await people.byAccount({ provider: 'slack', team: 'T2', user: 'U-ben' })).toEqual([]);
  });

  test('share neither e-mail nor account within a client, and may be without an account', async () => {
    await add(aPerson('cal', ['agent']));
    expect(await add(aPerson('cal2', ['agent'], { email: 'cal@shop.example', accounts: [] }))).toBe(false);
    expect(await add(aPerson('cal3', ['agent'], { accounts: aPerson('cal', []).accounts }))).toBe(false);
    expect(await add(aPerson('cal4', ['agent'], { accounts: [] }))).toBe(true);
    expect(await add(aPerson('cal5', ['agent'], { accounts: [] }))).toBe(true);
    expect(await add({ ...aPerson('cal', ['agent']), client: 'other' })).toBe(true);
    const everywhere = await createPeople(store).byAccount({ provider: 'slack', team: 'T1', user: 'U-cal' });
    expect(everywhere.map(({ client }) => client).sort()).toEqual(['default', 'other']);
  });

  test('change only from what was read, each change with its event', async () => {
    const people = createPeople(store);
    const dot = aPerson('dot', ['agent']);
    await add(dot);
    const after = { ...dot, version: 2, name: 'Dorothy' };
    const change = { expects: 1, after, event: event(after) };
    const both = await Promise.all([people.commit(change), people.commit(change)]);
    expect(both.sort()).toEqual([false, true]);
    const first = await people.events('default', 'dot', { limit: 1 });
    expect(first.items).toEqual([event(dot, 'added')]);
    const rest = await people.events('default', 'dot', { limit: 5, ...(first.next ? { cursor: first.next } : {}) });
    expect(rest).toEqual({ items: [event(after)], next: null });
  });

  test('lose their tokens with the write that revokes them', async () => {
    const people = createPeople(store);
    const tokens = createStaffTokens(store);
    const eli = aPerson('eli', ['agent']);
    await add(eli);
    let member = eli;
    for (const id of ['e1', 'e2', 'e3']) {
      member = { ...member, version: member.version + 1 };
      const expects = member.version - 1;
      await people.commit({ expects, after: member, event: event(member, 'token_minted'), mint: token(id, 'eli') });
    }
    const state = async () => (await tokens.of('default', 'eli')).map(({ revokedAt }) => revokedAt !== undefined);
    expect(await state()).toEqual([false, false, false]);
    const next = { ...member, version: 5 };
    await people.commit({ expects: 4, after: next, event: event(next, 'token_revoked'), revoke: { id: 'e2' } });
    expect((await tokens.byHash('hash-of-e2'))?.revokedAt).toEqual(AT);
    expect((await state()).filter(Boolean)).toHaveLength(1);
    const gone = { ...next, version: 6, status: 'revoked' as const, revokedAt: AT };
    await people.commit({ expects: 5, after: gone, event: event(gone, 'revoked'), revoke: 'all' });
    expect(await state()).toEqual([true, true, true]);
    expect((await people.everybody('default')).map(({ id }) => id)).not.toContain('eli');
  });

  test('are listed page by page, each client for itself', async () => {
    const people = createPeople(store);
    for (const id of ['p1', 'p2', 'p3']) await add({ ...aPerson(id, ['agent']), client: 'paged' });
    const first = await people.list('paged', { limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(['p1', 'p2']);
    const second = await people.list('paged', { limit: 2, cursor: first.next ?? '' });
    expect([second.items.map(({ id }) => id), second.next]).toEqual([['p3'], null]);
  });

  test('show when a token was used last, and never go back in that', async () => {
    const tokens = createStaffTokens(store);
    const fay = aPerson('fay', ['agent']);
    await createPeople(store).commit({ expects: null, after: fay, event: event(fay), mint: token('f1', 'fay') });
    await tokens.used('hash-of-f1', AT);
    await tokens.used('hash-of-f1', new Date(AT.getTime() - 1));
    expect((await tokens.byHash('hash-of-f1'))?.lastUsedAt).toEqual(AT);
    expect(await tokens.byHash('hash-of-none')).toBeNull();
  });
});
