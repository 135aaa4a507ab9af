import type { Change } from '../domain/change';
import type { Handoff } from '../domain/handoff';
import { isOwned } from '../domain/handoff-moves';
import type { Converse, Turn, TurnResult } from '../turn/form';
import { clockTurn } from './clock-turn';
import { deskState, withDesk } from './desk-state';
import { addedEvidence } from './evidence';
import { orderTurn } from './order-turn';
import { closed, heardFrom } from './ownership';
import { ratingTurn } from './rating';
import { BOT } from './says';
import type { DeskTurnParts } from './turn-parts';
import { handoffChange, handoffEntry, resumed, silently } from './turn-pieces';

/** Names of the system activities that are the desk's. */
export const DESK_ORDER = 'desk';
export const DESK_CLOCK = 'desk-clock';

/** While a person has the conversation the bot neither greets nor reminds; news it tells whoever has it. */
const SILENCED = ['start', 'reminder'];

function leaves(parts: DeskTurnParts, { said, thread, cause }: Turn): boolean {
  if (cause.type !== 'message') return false;
  if (said.choice === BOT || said.text.trim() === BOT) return true;
  return said.choice === undefined && parts.leaves(said.text, said.locale, thread.channel);
}

/** The customer goes back to the bot: nobody is waited for any more. */
async function left(parts: DeskTurnParts, turn: Turn, handoff: Handoff, converse: Converse): Promise<TurnResult> {
  const result = await resumed(converse, turn, 'left');
  const actor = { type: 'customer' as const, id: turn.contact.id };
  const over = closed(handoff, turn.said.at, 'customer_left');
  return {
    ...result,
    entries: [handoffEntry(handoff, actor, 'customer_left'), ...result.entries],
    changes: [handoffChange(over, parts.settings(turn.thread.client)), ...result.changes],
    outcome: 'desk-left',
  };
}

/** While a person has the conversation the customer's words are kept and shown, and no dialog answers them. */
async function overheard(parts: DeskTurnParts, turn: Turn, handoff: Handoff, converse: Converse): Promise<TurnResult> {
  const settings = parts.settings(turn.thread.client);
  const written = turn.cause.type === 'message';
  const base = await silently(converse, turn, { owned: true, outcome: 'desk-heard', customerWrote: written });
  if (!written) return base;
  const evidence = await addedEvidence(parts, turn);
  const woken =
    handoff.status === 'parked' ? [handoffEntry(handoff, { type: 'customer', id: turn.contact.id }, 'woken')] : [];
  return {
    ...base,
    silent: true,
    entries: [...woken, ...evidence.entries],
    changes: [handoffChange(heardFrom(handoff, turn.said.at, settings), settings), ...evidence.changes],
  };
}

async function owned(parts: DeskTurnParts, turn: Turn, handoff: Handoff, converse: Converse): Promise<TurnResult> {
  if (turn.cause.type === 'message' || SILENCED.includes(turn.cause.name ?? '')) {
    return overheard(parts, turn, handoff, converse);
  }
  const { remindAt: _none, ...result } = await converse(turn);
  return result;
}

/** The case a handoff is about, once one is filed while it waits. */
function about(handoff: Handoff, changes: Change[]): Handoff {
  const filed = changes.findLast((one) => one.kind === 'case' && one.expects === null);
  if (handoff.caseNo || filed?.kind !== 'case') return handoff;
  return { ...handoff, caseNo: filed.after.caseNo, orderNo: filed.after.orderNo };
}

/** What the bot's turn means for a handoff that waits, or that it has just opened: its clocks run. */
function attended(parts: DeskTurnParts, turn: Turn, result: TurnResult): TurnResult {
  const settings = parts.settings(turn.thread.client);
  const own = result.changes.findLast((one) => one.kind === 'handoff');
  const open = own?.kind === 'handoff' ? own.handoff : turn.handoff;
  if (!open || open.status === 'closed') return result;
  const known = about(open, result.changes);
  const heard = turn.cause.type === 'message' ? heardFrom(known, turn.said.at, settings) : known;
  const others = result.changes.filter((one) => one !== own);
  return { ...result, changes: [...others, handoffChange(heard, settings)] };
}

/** Another message came: a bare number answers the bot from now on, not the question how it went. */
function stale(turn: Turn, result: TurnResult): TurnResult {
  const { rating } = deskState(turn.state);
  if (!rating?.fresh || turn.cause.type !== 'message') return result;
  return { ...result, state: withDesk(result.state, { rating: { ...rating, fresh: false } }) };
}

async function withBot(parts: DeskTurnParts, turn: Turn, converse: Converse): Promise<TurnResult> {
  const answer = await ratingTurn(parts, turn, converse);
  if (answer) return answer;
  const { said, handoff } = turn;
  if (handoff && leaves(parts, turn)) return left(parts, turn, handoff, converse);
  // A button of the desk that means nothing any more.
  const old = turn.cause.type === 'message' && (said.choice ?? said.text).trim().startsWith('desk:');
  const result = old ? await resumed(converse, turn, 'over') : await converse(turn);
  return stale(turn, attended(parts, turn, result));
}

/**
 * The conversation with people in it. While somebody owns it no dialog answers; while it waits the bot goes on serving.
 * Orders of the desk and its clocks are turns like all others, so that there is one owner at any time and nothing is done
 * twice.
 */
export function createDeskTurn(parts: DeskTurnParts, converse: Converse): Converse {
  return async (turn) => {
    const { cause, handoff } = turn;
    if (cause.type === 'event' && cause.name === DESK_ORDER) return orderTurn(parts, turn, converse);
    if (cause.type === 'event' && cause.name === DESK_CLOCK) return clockTurn(parts, turn, converse);
    if (!handoff || !isOwned(handoff)) return withBot(parts, turn, converse);
    return leaves(parts, turn) ? left(parts, turn, handoff, converse) : owned(parts, turn, handoff, converse);
  };
}
