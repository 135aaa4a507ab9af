import { HANDOFF_STATUSES } from '../../src/domain/handoff';
import { DESK_ACTIONS, standing, stepOf, type DeskActionKind, type Standing } from '../../src/domain/handoff-moves';

/** Every cell: who (owner, agent, lead) in each status; nobody owns what waits. */
const TABLE: Record<DeskActionKind, Record<'waiting' | 'owned' | 'closed', Record<Standing, string>>> = {
  claim: {
    waiting: { owner: 'claimed', agent: 'claimed', lead: 'claimed' },
    owned: { owner: 'claimed', agent: 'taken', lead: 'taken' },
    closed: { owner: 'refused_closed', agent: 'refused_closed', lead: 'refused_closed' },
  },
  release: {
    waiting: { owner: 'not_yours', agent: 'not_yours', lead: 'not_yours' },
    owned: { owner: 'waiting', agent: 'not_yours', lead: 'not_yours' },
    closed: { owner: 'refused_closed', agent: 'refused_closed', lead: 'refused_closed' },
  },
  transfer: {
    waiting: { owner: 'not_yours', agent: 'not_yours', lead: 'moves' },
    owned: { owner: 'moves', agent: 'not_yours', lead: 'moves' },
    closed: { owner: 'refused_closed', agent: 'refused_closed', lead: 'refused_closed' },
  },
  reply: {
    waiting: { owner: 'not_yours', agent: 'not_yours', lead: 'not_yours' },
    owned: { owner: 'claimed', agent: 'not_yours', lead: 'not_yours' },
    closed: { owner: 'refused_closed', agent: 'refused_closed', lead: 'refused_closed' },
  },
  note: {
    waiting: { owner: 'stays', agent: 'stays', lead: 'stays' },
    owned: { owner: 'stays', agent: 'stays', lead: 'stays' },
    closed: { owner: 'stays', agent: 'stays', lead: 'stays' },
  },
  park: {
    waiting: { owner: 'not_yours', agent: 'not_yours', lead: 'not_yours' },
    owned: { owner: 'parked', agent: 'not_yours', lead: 'not_yours' },
    closed: { owner: 'refused_closed', agent: 'refused_closed', lead: 'refused_closed' },
  },
  resolve: {
    waiting: { owner: 'not_yours', agent: 'not_yours', lead: 'not_yours' },
    owned: { owner: 'closed', agent: 'not_yours', lead: 'not_yours' },
    closed: { owner: 'refused_closed', agent: 'refused_closed', lead: 'refused_closed' },
  },
  handback: {
    waiting: { owner: 'not_yours', agent: 'not_yours', lead: 'not_yours' },
    owned: { owner: 'closed', agent: 'not_yours', lead: 'not_yours' },
    closed: { owner: 'refused_closed', agent: 'refused_closed', lead: 'refused_closed' },
  },
  open: {
    waiting: { owner: 'stays', agent: 'stays', lead: 'stays' },
    owned: { owner: 'stays', agent: 'stays', lead: 'stays' },
    closed: { owner: 'stays', agent: 'stays', lead: 'stays' },
  },
};

const PEOPLE: Standing[] = ['owner', 'agent', 'lead'];
const cells = DESK_ACTIONS.flatMap((action) =>
  HANDOFF_STATUSES.flatMap((status) => PEOPLE.map((who) => ({ action, status, who }))),
);

describe('what a person may do with a handoff', () => {
  it.each(cells)('$who: $action while it is $status', ({ action, status, who }) => {
    const row = status === 'claimed' || status === 'parked' ? 'owned' : status;
    expect(stepOf(status, action, who)).toBe(TABLE[action][row][who]);
  });

  it('goes by the staff id alone: the owner under another name is still the owner', () => {
    const owner = { staffId: 's1', name: 'Bea', since: new Date(0), until: new Date(0) };
    const as = (staffId: string, lead = false) => standing({ owner }, { by: { staffId }, lead });
    expect([as('s1'), as('s1', true), as('s2'), as('s2', true)]).toEqual(['owner', 'owner', 'agent', 'lead']);
    expect(standing({ owner: null }, { by: { staffId: 's1' } })).toBe('agent');
  });
});
