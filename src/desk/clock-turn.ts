import { attends } from '../domain/at-the-desk';
import { isOpen } from '../domain/business-hours';
import type { Handoff } from '../domain/handoff';
import { isOwned } from '../domain/handoff-moves';
import type { Converse, Turn, TurnResult } from '../turn/form';
import type { Message } from '../turn/message';
import { unreachable } from './unreachable';
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
  /** The owner who may have no conversations any more; whatever the clocks say, it goes back at once. */
  gone?: string;
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

/** The owner it names still has it, and is not at the desk any more: revoked, or without the role. */
async function abandoned({ person }: DeskTurnParts, { client, owner }: Handoff, { gone }: Ring): Promise<boolean> {
  if (gone === undefined || owner?.staffId !== gone) return false;
  const found = await person(client, gone);
  return !found || !attends(found);
}

function told(before: Handoff, after: Handoff, strike: Strike, apologies: number): Message[] {
  if (unawares(before)) return [];
  if (strike === 'apologise') return [apology(after.promisedBy, apologies)];
  return strike === 'lapse' ? [queued('desk.left', before.owner?.name ?? '', after.promisedBy)] : [];
}

/** Whether what was noticed still is so when its turn comes. */
async function holds(parts: DeskTurnParts, turn: Turn, handoff: Handoff, ring: Ring): Promise<boolean> {
  if (handoff.id !== ring.handoffId) return false;
  if (ring.gone !== undefined) return abandoned(parts, handoff, ring);
  return stands(handoff, ring, turn.said.at, parts.settings(turn.thread.client));
}

/** Nobody is written to where it cannot arrive, or at night because somebody's work ended in the evening. */
async function isQuiet(parts: DeskTurnParts, { thread, said }: Turn, { gone }: Ring): Promise<boolean> {
  if (gone !== undefined && !isOpen(said.at, parts.settings(thread.client).calendar)) return true;
  return unreachable(await parts.reach(thread), said.at) !== null;
}

function dataOf({ owner }: Handoff, { due, gone }: Ring, { promisedBy }: Handoff): Record<string, unknown> {
  return {
    ...(owner ? { owner: owner.staffId, ownerName: owner.name } : {}),
    ...(gone === undefined ? {} : { why: 'gone' }),
    due,
    promisedBy: promisedBy.toISOString(),
  };
}

/** A clock of the desk strikes in the conversation's lane. One that was overtaken by events does nothing. */
export async function clockTurn(parts: DeskTurnParts, turn: Turn, converse: Converse): Promise<TurnResult> {
  const ring = JSON.parse(turn.cause.value ?? '{}') as Ring;
  const { handoff } = turn;
  if (!handoff || !(await holds(parts, turn, handoff, ring)))
    return silently(converse, turn, { owned: handoff !== null && isOwned(handoff), outcome: 'desk-overtaken' });

  const settings = parts.settings(turn.thread.client);
  const after = struck(handoff, ring.strike, turn.said.at, settings);
  const base = await silently(converse, turn, { owned: isOwned(after), outcome: `desk-${ring.strike}` });
  const apologies = deskState(turn.state).apologies + (ring.strike === 'apologise' ? 1 : 0);
  const messages = told(handoff, after, ring.strike, apologies);
  return {
    ...base,
    state: withDesk(base.state, { apologies }),
    messages: messages.length > 0 && (await isQuiet(parts, turn, ring)) ? [] : messages,
    entries: [handoffEntry(handoff, SYSTEM, EVENTS[ring.strike], dataOf(handoff, ring, after))],
    changes: [handoffChange(after, settings)],
  };
}
