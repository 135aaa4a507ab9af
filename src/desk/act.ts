import type { DeskAnswer, DeskOrderInput } from '../channel-desk';
import { isFree, mayDo } from '../domain/at-the-desk';
import type { DeskAction, DeskOrder, DeskOutcome } from '../domain/desk-order';
import type { Handoff } from '../domain/handoff';
import type { StaffMember } from '../domain/staff';
import { CHOSEN_RESOLUTIONS } from '../domain/handoff-resolution';
import { DESK_ORDER } from './desk-turn';
import type { DeskPorts, Instruction } from './ports';

export type ActPorts = Pick<DeskPorts, 'handoffs' | 'people' | 'instruct'>;

/** How long whoever clicked waits for what became of it; Slack allows 3 s. */
const PATIENCE_MS = 2_500;
/** Waits between looks at another process's work, within that time: ever longer, since in a rush everybody looks. */
const LOOKS_MS = [150, 250, 400, 600, 1_050];
/** As much as a thread's message holds. */
const LONGEST_TEXT = 12_000;
const TEAM = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const invalid = (field: string): DeskAnswer => ({ outcome: 'refused', why: 'invalid', field });
const CLOSED = { outcome: 'refused', why: 'closed' } as const;
const isAnswer = (checked: object): checked is DeskAnswer => 'outcome' in checked;

type TransferInput = Extract<DeskOrderInput['action'], { kind: 'transfer' }>;

async function checkedTransfer(
  { people }: ActPorts,
  handoff: Handoff,
  action: TransferInput,
): Promise<DeskAction | DeskAnswer> {
  const { to } = action;
  if ('team' in to) {
    const team = to.team.trim();
    return TEAM.test(team) ? { kind: 'transfer', to: { team } } : invalid('to');
  }
  const colleague = await people.find(handoff.client, to.staffId);
  if (!colleague || !isFree(colleague)) return invalid('to');
  return { kind: 'transfer', to: { staff: { staffId: colleague.id, name: colleague.name } } };
}

/** The action as it enters the lane, without its words, which travel beside it. */
async function checked(
  ports: ActPorts,
  handoff: Handoff,
  action: DeskOrderInput['action'],
): Promise<DeskAction | DeskAnswer> {
  if (wordsOf(action).length > LONGEST_TEXT) return invalid('text');
  switch (action.kind) {
    case 'transfer':
      return checkedTransfer(ports, handoff, action);
    case 'resolve': {
      const resolution = CHOSEN_RESOLUTIONS.find((one) => one === action.resolution);
      return resolution ? { ...action, resolution } : invalid('resolution');
    }
    case 'reply':
    case 'note':
      return { ...action, text: '' };
    default:
      return action;
  }
}

function wordsOf(action: DeskOrderInput['action']): string {
  if (action.kind === 'reply' || action.kind === 'note') return action.text;
  return action.kind === 'transfer' ? (action.note ?? '') : '';
}

/** An order on its way into the conversation's lane. */
export function instructionOf(handoff: Handoff, order: DeskOrder, text: string): Instruction {
  const { client, channel, conversation } = handoff;
  const place = { client, channel, conversation };
  return { place, name: DESK_ORDER, id: `desk:${order.id}`, value: JSON.stringify(order), text };
}

const answerIn = (handoff: Handoff | null, order: string): DeskOutcome | null =>
  handoff?.answered.findLast((one) => one.order === order)?.outcome ?? null;

/** What became of an order that is safe, as soon as any process has done it; null when none has within the time. */
async function outcomeOf(
  ports: ActPorts,
  handoff: Handoff,
  order: DeskOrder,
  admitted: Promise<void>,
): Promise<DeskOutcome | null> {
  const here = { done: false };
  const done = admitted.then(() => void (here.done = true));
  for (const [looks, ms] of LOOKS_MS.entries()) {
    // Another copy of the order, or another process, may be the one that does it.
    await (here.done && looks > 0 ? pause(ms) : Promise.race([done, pause(ms)]));
    const now = await ports.handoffs.find(handoff.id);
    const found = answerIn(now, order.id) ?? (now?.status === 'closed' ? CLOSED : null);
    if (found) return found;
  }
  await done;
  return null;
}

/** What is said or looked at after the end is only logged. */
const onlyLogged = (handoff: Handoff, kind: DeskAction['kind']): boolean =>
  handoff.status === 'closed' && (kind === 'note' || kind === 'open');

/**
 * What is sure already: nothing happens to what is closed, and nobody claims what another has. Whoever comes second in a
 * rush is told so from what is stored, and keeps the lanes free for those who come first.
 */
function refusedAtOnce(handoff: Handoff, { id }: StaffMember, { kind }: DeskAction): DeskOutcome | null {
  const { owner } = handoff;
  if (handoff.status === 'closed') return onlyLogged(handoff, kind) ? null : CLOSED;
  if (kind !== 'claim' || !owner || owner.staffId === id) return null;
  const who = { staffId: owner.staffId, name: owner.name };
  return { outcome: 'refused', why: 'taken', owner: who, since: owner.since.toISOString() };
}

/**
 * Gives an order of a person into the conversation's lane and waits for what became of it, at most 2.5 s: after that it is
 * `pending`, and safe. Rejects with AppError `Unavailable` while the store is away: then nothing is safe.
 */
export async function act(ports: ActPorts, input: DeskOrderInput): Promise<DeskAnswer> {
  const handoff = await ports.handoffs.find(input.handoffId);
  if (!handoff) return { outcome: 'refused', why: 'missing' };
  const person = await ports.people.find(handoff.client, input.staffId);
  if (!person || !mayDo(person, input.action.kind)) return { outcome: 'refused', why: 'not_allowed' };
  const action = await checked(ports, handoff, input.action);
  if (isAnswer(action)) return action;
  const known = answerIn(handoff, input.id) ?? refusedAtOnce(handoff, person, action);
  if (known) return known;
  const order: DeskOrder = {
    id: input.id,
    handoffId: handoff.id,
    by: { staffId: person.id, name: person.name },
    ...(person.roles.includes('lead') ? { lead: true } : {}),
    action,
  };
  const admitted = ports.instruct(instructionOf(handoff, order, wordsOf(input.action)), PATIENCE_MS);
  if (onlyLogged(handoff, action.kind)) return admitted.then(() => ({ outcome: 'done' }));
  return (await outcomeOf(ports, handoff, order, admitted)) ?? { outcome: 'pending' };
}
