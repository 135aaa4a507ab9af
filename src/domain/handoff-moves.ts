import type { DeskAction } from './desk-order';
import type { Handoff, HandoffStatus } from './handoff';

export const DESK_ACTIONS = [
  'claim',
  'release',
  'transfer',
  'reply',
  'note',
  'park',
  'resolve',
  'handback',
  'open',
] as const satisfies readonly DeskAction['kind'][];
export type DeskActionKind = (typeof DESK_ACTIONS)[number];

/** What somebody is to a handoff: who has it, another agent, or another who leads them. */
export type Standing = 'owner' | 'agent' | 'lead';

/** Where an action leads: to a status, nowhere (`stays`), to whoever it names (`moves`), or to a refusal. */
export type Step = HandoffStatus | 'stays' | 'moves' | 'taken' | 'not_yours' | 'refused_closed';

interface Row {
  /** Nobody has it. */
  waiting: Record<'agent' | 'lead', Step>;
  /** Somebody has it, claimed or parked: whoever acts on what they parked takes it up again. */
  owned: Record<Standing, Step>;
}

const everyone = (step: Step): Row => ({
  waiting: { agent: step, lead: step },
  owned: { owner: step, agent: step, lead: step },
});
const ownerOnly = (step: Step): Row => ({
  ...everyone('not_yours'),
  owned: { ...everyone('not_yours').owned, owner: step },
});

/** The life of a handoff as data. A lead takes over by transferring to themselves; nobody claims what another has. */
const MOVES: Readonly<Record<DeskActionKind, Row>> = {
  claim: {
    waiting: { agent: 'claimed', lead: 'claimed' },
    owned: { owner: 'claimed', agent: 'taken', lead: 'taken' },
  },
  release: ownerOnly('waiting'),
  transfer: {
    waiting: { agent: 'not_yours', lead: 'moves' },
    owned: { owner: 'moves', agent: 'not_yours', lead: 'moves' },
  },
  reply: ownerOnly('claimed'),
  note: everyone('stays'),
  park: ownerOnly('parked'),
  resolve: ownerOnly('closed'),
  handback: ownerOnly('closed'),
  open: everyone('stays'),
};

/** True while a person has the conversation: then no dialog answers. */
export const isOwned = ({ status }: Pick<Handoff, 'status'>): boolean => status === 'claimed' || status === 'parked';

/** Compared by staff id alone: whoever has two accounts is still one person. */
export function standing(
  { owner }: Pick<Handoff, 'owner'>,
  { by, lead = false }: { by: { staffId: string }; lead?: boolean },
): Standing {
  if (owner?.staffId === by.staffId) return 'owner';
  return lead ? 'lead' : 'agent';
}

/** Where an action of somebody with this standing leads from a status. */
export function stepOf(status: HandoffStatus, action: DeskActionKind, who: Standing): Step {
  if (status === 'closed') return action === 'note' || action === 'open' ? 'stays' : 'refused_closed';
  const row = MOVES[action];
  if (status === 'waiting') return row.waiting[who === 'lead' ? 'lead' : 'agent'];
  return row.owned[who];
}
