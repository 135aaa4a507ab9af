import type { DeskOrderInput } from '../../src/channel-desk';
import { aPerson } from '../intake/people-fakes';
import { aDeskOver, aHandoff } from './desk-ports';

const order = (action: DeskOrderInput['action'], more: Partial<DeskOrderInput> = {}): DeskOrderInput => ({
  id: 'o1',
  handoffId: 'h1',
  staffId: 'bea',
  action,
  ...more,
});

describe('an order of a person', () => {
  it("enters the customer's own conversation once, by who gave it, its words beside it", async () => {
    const { world, desk } = aDeskOver();
    const reply = { kind: 'reply' as const, text: 'Hello Ana', attachments: [], fingerprint: 'f' };
    expect(await desk.act(order(reply))).toEqual({ outcome: 'done' });
    const [entered] = world.instructed;
    expect(entered).toMatchObject({
      place: { client: 'default', channel: 'webchat', conversation: 'c1' },
      name: 'desk',
      id: 'desk:o1',
      text: 'Hello Ana',
    });
    expect(JSON.parse(entered!.value)).toEqual({
      id: 'o1',
      handoffId: 'h1',
      by: { staffId: 'bea', name: 'Bea' },
      action: { ...reply, text: '' },
    });
  });

  it('says so when it is a lead who gives it', async () => {
    const { world, desk } = aDeskOver();
    await desk.act(order({ kind: 'transfer', to: { staffId: 'lena' }, note: 'mine' }, { staffId: 'lena' }));
    expect(JSON.parse(world.instructed[0]!.value)).toMatchObject({
      lead: true,
      action: { kind: 'transfer', to: { staff: { staffId: 'lena', name: 'Lena' } } },
    });
    expect(world.instructed[0]!.text).toBe('mine');
  });

  it.each([
    ['of nobody we know', { staffId: 'nobody' }],
    ['of another client', { staffId: 'eve' }],
    ['of somebody revoked', { staffId: 'rob' }],
    ['of somebody without the role', { staffId: 'ada' }],
  ])('%s does not enter at all', async (_whose, more) => {
    const { world, desk } = aDeskOver();
    world.members.push(
      aPerson('eve', ['agent'], { client: 'other' }),
      aPerson('rob', ['agent'], { status: 'revoked' }),
    );
    expect(await desk.act(order({ kind: 'claim' }, more))).toEqual({ outcome: 'refused', why: 'not_allowed' });
    expect(world.instructed).toEqual([]);
  });

  it('lets whoever works here write a note', async () => {
    const { desk } = aDeskOver();
    const note = { kind: 'note' as const, text: 'look', ref: 'r', change: 'written' as const };
    expect(await desk.act(order(note, { staffId: 'ada' }))).toEqual({ outcome: 'done' });
  });

  it.each<[string, DeskOrderInput['action'], string]>([
    ['a colleague who does not attend', { kind: 'transfer', to: { staffId: 'ada' } }, 'to'],
    ['a colleague nobody knows', { kind: 'transfer', to: { staffId: 'x' } }, 'to'],
    ['a team of no name', { kind: 'transfer', to: { team: '  ' } }, 'to'],
    [
      'an end that comes about by itself',
      { kind: 'resolve', resolution: 'customer_left', farewell: true },
      'resolution',
    ],
    ['an end nobody knows', { kind: 'resolve', resolution: 'won', farewell: true }, 'resolution'],
    ['a letter', { kind: 'reply', text: 'x'.repeat(12_001), attachments: [], fingerprint: '' }, 'text'],
  ])('is refused for %s', async (_what, action, field) => {
    const { world, desk } = aDeskOver();
    expect(await desk.act(order(action))).toEqual({ outcome: 'refused', why: 'invalid', field });
    expect(world.instructed).toEqual([]);
  });

  it('is refused with what became of it', async () => {
    const taken = { outcome: 'refused', why: 'taken', owner: { staffId: 's', name: 'S' }, since: 'now' } as const;
    const { desk } = aDeskOver({ outcome: taken });
    expect(await desk.act(order({ kind: 'claim' }))).toEqual(taken);
  });

  it('to claim what somebody else has is answered from what is stored; the owner may', async () => {
    const owner = { staffId: 'lena', name: 'Lena', since: new Date(0), until: new Date(0) };
    const { desk, world } = aDeskOver({ handoffs: [aHandoff({ status: 'claimed', owner })] });
    const { since: _since, ...answer } = (await desk.act(order({ kind: 'claim' }))) as Record<string, unknown>;
    expect(answer).toEqual({ outcome: 'refused', why: 'taken', owner: { staffId: 'lena', name: 'Lena' } });
    expect(world.instructed).toEqual([]);
    expect(await desk.act(order({ kind: 'claim' }, { staffId: 'lena' }))).toEqual({ outcome: 'done' });
  });

  it('is pending while nobody has done it, and safe', async () => {
    const { world, desk } = aDeskOver({ outcome: null });
    expect(await desk.act(order({ kind: 'claim' }))).toEqual({ outcome: 'pending' });
    expect(world.instructed).toHaveLength(1);
  });

  it('for a closed conversation is refused, but for notes; the one that closed it is still answered', async () => {
    const answered = [{ order: 'o1', outcome: { outcome: 'done' as const } }];
    const { world, desk } = aDeskOver({ handoffs: [aHandoff({ status: 'closed', answered })] });
    expect(await desk.act(order({ kind: 'claim' }, { id: 'o2' }))).toEqual({ outcome: 'refused', why: 'closed' });
    expect(await desk.act(order({ kind: 'handback' }))).toEqual({ outcome: 'done' });
    expect(world.instructed).toEqual([]);
    const note = { kind: 'note' as const, text: 'afterwards', ref: 'r', change: 'written' as const };
    expect(await desk.act(order(note, { id: 'o3' }))).toEqual({ outcome: 'done' });
  });

  it('for what is not there is missing', async () => {
    expect(await aDeskOver().desk.act(order({ kind: 'claim' }, { handoffId: 'h9' }))).toEqual({
      outcome: 'refused',
      why: 'missing',
    });
  });

  it('is not swallowed when the store is away', async () => {
    const { desk, world } = aDeskOver();
    world.instructed.push = () => {
      throw new Error('away');
    };
    await expect(desk.act(order({ kind: 'claim' }))).rejects.toThrow('away');
  });
});
