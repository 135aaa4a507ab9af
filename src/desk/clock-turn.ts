import type { Handoff } from '../domain/handoff';
import { isOwned } from '../domain/handoff-moves';
import type { Converse, Turn, TurnResult } from '../turn/form';
import type { Message } from '../turn/message';
import { unreachable } from './carry-out';
import { nextDue, struck, type Strike } from './clocks';
import { deskState, withDesk } from './desk-state';
import { apology, queued } from './says';
import type { DeskTurnParts } from './turn-parts';
import { handoffChange, handoffEntry, silently, SYSTEM, unawares } from './turn-pieces';

/** What a clock that struck is about, as it travels in its activity. */
export interface Ring {
  handoffId: string;
  strike: Strike;
  /** ISO 8601. */
  due: string;
}

/** How a strike is called in the log. */
const EVENTS: Record<Strike, string> = {
  warn: 'warned',
  remind: 'reminded',
  call_lead: 'lead_called',
  apologise: 'apologised',
  warn_owner: 'owner_warned',
  lapse: 'lapsed',
  wake: 'woken',
};

/** True when the clock still stands as it did when its strike was noticed. */
function stands(handoff: Handoff, ring: Ring, at: Date, settings: Parameters<typeof nextDue>[1]): boolean {
  const due = nextDue(handoff, settings);
  return due?.strike === ring.strike && due.at.toISOString() === ring.due && due.at <= at;
}

function told(before: Handoff, after: Handoff, strike: Strike, apologies: number): Message[] {
  if (unawares(before)) return [];
  if (strike === 'apologise') return [apology(after.promisedBy, apologies)];
  return strike === 'lapse' ? [queued('desk.left', before.owner?.name ?? '', after.promisedBy)] : [];
}

/** A clock of the desk strikes in the conversation's lane. One that was overtaken by events does nothing. */
export async function clockTurn(parts: DeskTurnParts, turn: Turn, converse: Converse): Promise<TurnResult> {
  const ring = JSON.parse(turn.cause.value ?? '{}') as Ring;
  const { handoff, thread } = turn;
  const { at } = turn.said;
  const settings = parts.settings(thread.client);
  if (!handoff || handoff.id !== ring.handoffId || !stands(handoff, ring, at, settings))
    return silently(converse, turn, { owned: handoff !== null && isOwned(handoff), outcome: 'desk-overtaken' });

  const after = struck(handoff, ring.strike, at, settings);
  const base = await silently(converse, turn, { owned: isOwned(after), outcome: `desk-${ring.strike}` });
  const apologies = deskState(turn.state).apologies + (ring.strike === 'apologise' ? 1 : 0);
  const messages = told(handoff, after, ring.strike, apologies);
  const silent = messages.length > 0 && unreachable(await parts.reach(thread), at) !== null;
  const owner = handoff.owner ? { owner: handoff.owner.staffId, ownerName: handoff.owner.name } : {};
  const data = { ...owner, due: ring.due, promisedBy: after.promisedBy.toISOString() };
  return {
    ...base,
    state: withDesk(base.state, { apologies }),
    messages: silent ? [] : messages,
    entries: [handoffEntry(handoff, SYSTEM, EVENTS[ring.strike], data)],
    changes: [handoffChange(after, settings)],
  };
}
