import { checkToken } from '../../src/intake/check-token';
import { claimInvitation } from '../../src/intake/claim-invitation';
import { leaveWorkspace } from '../../src/intake/leave-workspace';
import { mintToken } from '../../src/intake/mint-token';
import { updatePerson } from '../../src/intake/update-person';
import { aPerson, peopleDesk } from './people-fakes';

const AT = new Date('2026-11-19T09:30:00Z');
const by = { actor: { type: 'staff' as const, id: 'kim' }, at: AT };
const account = (user: string) => ({ provider: 'slack' as const, team: 'T1', user });
const invited = aPerson('iva', ['agent'], { status: 'invited', accounts: [] });

const mint = (desk: ReturnType<typeof peopleDesk>, staffId: string) =>
  mintToken(desk.ports, { client: 'default', staffId, id: 't1', random: new Uint8Array(32).fill(7) }, by);

describe('an invitation', () => {
  test('is taken up by the account with its e-mail address, once', async () => {
    const desk = peopleDesk([invited]);
    const claim = (user: string, email: string) =>
      claimInvitation(desk.ports.people, 'default', account(user), email, AT);
    expect(await claim('U1', 'somebody@else.example')).toBeNull();
    expect(await claim('U1', ' IVA@shop.example ')).toMatchObject({
      id: 'iva',
      status: 'active',
      accounts: [account('U1')],
    });
    expect(await claim('U2', 'iva@shop.example')).toBeNull();
    expect(desk.events).toMatchObject([{ what: 'joined', by: { type: 'staff', id: 'iva' } }]);
  });

  test('is not taken up by an account that is somebody’s already, nor for whoever was revoked', async () => {
    const desk = peopleDesk([
      invited,
      aPerson('gus', ['agent']),
      aPerson('old', [], { status: 'revoked', accounts: [] }),
    ]);
    const claim = (user: string, email: string) =>
      claimInvitation(desk.ports.people, 'default', account(user), email, AT);
    expect(await claim('U-gus', 'iva@shop.example')).toBeNull();
    expect(await claim('U9', 'old@shop.example')).toBeNull();
    expect(desk.members.get('iva')).toEqual(invited);
  });
});

describe('whoever leaves the workspace', () => {
  test('is revoked with their tokens, in every client, and nobody else is', async () => {
    const gus = aPerson('gus', ['agent']);
    const twin = aPerson('gus2', ['agent'], { client: 'other', accounts: gus.accounts });
    const desk = peopleDesk([gus, twin, aPerson('ada', ['approver'])]);
    const minted = await mint(desk, 'gus');
    const secret = minted?.outcome === 'minted' ? minted.secret : '';
    expect(await checkToken(desk.ports, secret, AT)).toMatchObject({ outcome: 'valid', member: { id: 'gus' } });
    for (let i = 0; i < 2; i++) await leaveWorkspace(desk.ports.people, account('U-gus'), AT);
    expect([...desk.members.values()].map(({ id, status }) => `${id} ${status}`)).toEqual([
      'gus revoked',
      'gus2 revoked',
      'ada active',
    ]);
    expect(await checkToken(desk.ports, secret, AT)).toEqual({ outcome: 'revoked', tokenId: 't1' });
    expect(desk.events.filter(({ what }) => what === 'revoked')).toHaveLength(2);
  });
});

describe('a token', () => {
  test('ends to the millisecond, and with a person who is gone from the store', async () => {
    const desk = peopleDesk([aPerson('gus', ['agent'])]);
    const minted = await mint(desk, 'gus');
    if (minted?.outcome !== 'minted') throw new Error('not minted');
    const end = minted.token.expiresAt.getTime();
    expect(await checkToken(desk.ports, minted.secret, new Date(end - 1))).toMatchObject({ outcome: 'valid' });
    expect(await checkToken(desk.ports, minted.secret, new Date(end))).toEqual({ outcome: 'expired', tokenId: 't1' });
    desk.members.delete('gus');
    expect(await checkToken(desk.ports, minted.secret, AT)).toEqual({ outcome: 'revoked', tokenId: 't1' });
  });

  test.each(['', 'rds_short', 'STAFF', `rds_${'x'.repeat(42)}=`])(
    'is not looked up when it cannot be one: %j',
    async (given) => {
      const { people, tokens } = peopleDesk().ports;
      const never = { ...tokens, byHash: () => Promise.reject(new Error('looked up')) };
      expect(await checkToken({ people, tokens: never }, given, AT)).toEqual({ outcome: 'unknown' });
    },
  );
});

test('a record that changes meanwhile is changed as it is then', async () => {
  const desk = peopleDesk([aPerson('gus', ['agent'])]);
  const { commit } = desk.ports.people;
  let meddled = false;
  desk.ports.people.commit = (change) => {
    if (!meddled) desk.members.set('gus', aPerson('gus', ['agent'], { version: 5, name: 'Gustav' }));
    meddled = true;
    return commit(change);
  };
  const who = { client: 'default', id: 'gus' };
  expect(await updatePerson(desk.ports.people, who, { teams: ['vip'] }, by)).toMatchObject({
    member: { name: 'Gustav', teams: ['vip'], version: 6 },
  });
});
