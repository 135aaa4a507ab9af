import { createFreeing } from '../../src/desk/free-from';
import type { Instruction } from '../../src/desk/ports';
import type { StaffMember } from '../../src/domain/staff';
import { keysOf } from '../helpers/conversation';
import { aPerson } from '../intake/people-fakes';
import { aDesk, BEA, CARL, LENA, type DeskAndCustomer } from './a-desk';

async function claimed(afterHours = 0): Promise<DeskAndCustomer> {
  const desk = aDesk();
  await desk.customer.says('I want to talk to a person', { afterHours });
  await desk.order(BEA, { kind: 'claim' });
  return desk;
}

const change = (desk: DeskAndCustomer, id: string, over: Partial<StaffMember>): void =>
  void desk.people.set(id, { ...(desk.people.get(id) ?? aPerson(id, ['agent'])), ...over });

/** What the service notices when the record of an owner changed, played in the conversation's lane. */
async function noticed(desk: DeskAndCustomer, staffId: string = BEA.staffId) {
  const found: Instruction[] = [];
  const freeing = createFreeing({
    handoffs: {
      open: (_client, filter) =>
        Promise.resolve([desk.handoff()].filter(({ owner }) => owner?.staffId === filter.staffId)),
      owners: () => Promise.resolve([desk.handoff().owner?.staffId ?? ''].filter(Boolean)),
    },
    people: { find: (_client, id) => Promise.resolve(desk.people.get(id) ?? null) },
    admit: (one) => Promise.resolve(void found.push(one)),
  });
  const member = desk.people.get(staffId);
  if (member) await freeing.changed(member);
  const atOnce = found.map(({ id }) => id);
  await freeing.sweep('default');
  // A sweep that sees the same gives it the same id: the lane takes it once.
  expect(new Set(found.map(({ id }) => id))).toEqual(new Set(atOnce));
  const [first] = found;
  return first ? desk.customer.says('', { event: first.name, value: first.value }) : null;
}

describe('an owner who may have no conversations any more', () => {
  it.each([
    ['is revoked', { status: 'revoked' }],
    ['loses the role', { roles: ['approver'] }],
  ] as [string, Partial<StaffMember>][])('%s: the conversation waits at once, with a new promise', async (_, over) => {
    const desk = await claimed();
    change(desk, BEA.staffId, over);
    const result = await noticed(desk);
    expect(keysOf(result!)).toEqual(['desk.left']);
    expect(desk.handoff()).toMatchObject({ status: 'waiting', owner: null, rung: 0 });
    expect(desk.handoff().promisedBy > desk.customer.now()).toBe(true);
    expect(result?.entries).toMatchObject([{ data: { action: 'lapsed', owner: 'st-bea', why: 'gone' } }]);
    await desk.order(CARL, { kind: 'claim' });
    expect(desk.handoff().owner).toMatchObject(CARL);
  });

  it('had laid it aside: it waits all the same', async () => {
    const desk = await claimed();
    await desk.order(BEA, {
      kind: 'park',
      until: new Date(desk.customer.now().getTime() + 7_200_000).toISOString(),
    });
    change(desk, BEA.staffId, { status: 'revoked' });
    await noticed(desk);
    expect(desk.handoff()).toMatchObject({ status: 'waiting', owner: null });
    expect(desk.handoff()).not.toHaveProperty('parkedUntil');
  });

  it('goes at night: nobody is written to', async () => {
    const desk = await claimed();
    await desk.order(BEA, { kind: 'note', text: '', ref: 'n', change: 'written' }, { text: 'late', afterHours: 12 });
    change(desk, BEA.staffId, { status: 'revoked' });
    expect(keysOf((await noticed(desk))!)).toEqual([]);
    expect(desk.handoff().status).toBe('waiting');
  });

  it('is somebody else by now, or is back: nothing happens', async () => {
    const desk = await claimed();
    change(desk, BEA.staffId, { status: 'revoked' });
    const ring = { handoffId: desk.handoff().id, strike: 'lapse', due: '', gone: BEA.staffId };
    change(desk, BEA.staffId, { status: 'active' });
    await desk.customer.says('', { event: 'desk-clock', value: JSON.stringify(ring) });
    expect(desk.handoff().owner).toMatchObject(BEA);
    await desk.order(LENA, { kind: 'transfer', to: { staff: CARL } });
    change(desk, BEA.staffId, { status: 'revoked' });
    await desk.customer.says('', { event: 'desk-clock', value: JSON.stringify(ring) });
    expect(desk.handoff().owner).toMatchObject(CARL);
  });

  it('is not disturbed while they are only away', async () => {
    const desk = await claimed();
    change(desk, BEA.staffId, { awaySince: desk.customer.now() });
    expect(await noticed(desk)).toBeNull();
    expect(desk.handoff().owner).toMatchObject(BEA);
  });
});

describe('an order that was under way when its person', () => {
  it('was revoked says nothing to the customer', async () => {
    const desk = await claimed();
    change(desk, BEA.staffId, { status: 'revoked' });
    const result = await desk.reply(BEA, 'your money is lost, goodbye');
    expect([keysOf(result), desk.answer()]).toEqual([[], { outcome: 'refused', why: 'not_allowed' }]);
  });

  it('lost the lead takes nothing over', async () => {
    const desk = await claimed();
    change(desk, LENA.staffId, { roles: ['agent'] });
    await desk.order(LENA, { kind: 'transfer', to: { staff: LENA } }, { lead: true });
    expect([desk.answer(), desk.handoff().owner]).toMatchObject([{ why: 'not_yours' }, BEA]);
  });

  it.each([
    ['was revoked', { status: 'revoked' }],
    ['went away', { awaySince: new Date('2026-11-18T10:00:00Z') }],
  ] as [string, Partial<StaffMember>][])('was to hand it to somebody who %s keeps it', async (_, over) => {
    const desk = await claimed();
    change(desk, CARL.staffId, over);
    await desk.order(BEA, { kind: 'transfer', to: { staff: CARL } });
    expect([desk.answer(), desk.handoff().owner]).toMatchObject([{ why: 'invalid', field: 'to' }, BEA]);
  });
});
