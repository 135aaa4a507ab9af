import { isFree, mayDo } from '../domain/at-the-desk';
import type { DeskOrder, DeskOutcome, DeskRefusal } from '../domain/desk-order';
import type { Handoff } from '../domain/handoff';
import { isOwned } from '../domain/handoff-moves';
import type { Actor, EntryDraft } from '../domain/log-entry';
import type { Converse, Turn, TurnResult } from '../turn/form';
import { carryOut, refusalOf, type Deed, type Scene } from './carry-out';
import { withDesk } from './desk-state';
import { handoffChange, handoffEntry, resumed, silently, unawares } from './turn-pieces';
import type { DeskTurnParts } from './turn-parts';
import { unreachable } from './unreachable';

/** Orders whose outcome is kept with the handoff. */
const REMEMBERED = 30;

const staffActor = ({ by }: DeskOrder): Actor => ({ type: 'staff', id: by.staffId });

const withAnswer = (handoff: Handoff, { id }: DeskOrder, outcome: DeskOutcome): Handoff => ({
  ...handoff,
  answered: [...handoff.answered, { order: id, outcome }].slice(-REMEMBERED),
});

function deedEntries(order: DeskOrder, { handoff, event, data }: Deed): EntryDraft[] {
  if (event === null) return [];
  const promise = handoff.status === 'waiting' ? { promisedBy: handoff.promisedBy.toISOString() } : {};
  const told = { order: order.id, name: order.by.name, ...data, ...promise };
  return [handoffEntry(handoff, staffActor(order), event, told)];
}

/** What is said or looked at after the end is logged all the same; everything else is refused. */
function lateEntry({ said }: Turn, { action }: DeskOrder): [string, Record<string, unknown>] {
  if (action.kind === 'note') return ['noted', { text: said.text, ref: action.ref, change: action.change }];
  return action.kind === 'open' ? ['opened', {}] : ['refused', { of: action.kind, why: 'closed' }];
}

/** An order for a handoff that is over by now: nothing changes but the log. */
async function tooLate(turn: Turn, order: DeskOrder, converse: Converse): Promise<TurnResult> {
  const owned = turn.handoff !== null && isOwned(turn.handoff);
  const base = await silently(converse, turn, { owned, outcome: 'desk-late' });
  const [event, data] = lateEntry(turn, order);
  const told = { order: order.id, name: order.by.name, ...data };
  return { ...base, entries: [handoffEntry({ id: order.handoffId }, staffActor(order), event, told)] };
}

async function sceneOf(parts: DeskTurnParts, turn: Turn, order: DeskOrder, handoff: Handoff): Promise<Scene> {
  const { client, channel } = turn.thread;
  return {
    order,
    handoff,
    text: turn.said.text,
    at: turn.said.at,
    settings: parts.settings(client),
    delivery: await parts.reach(turn.thread),
    buttons: parts.buttons(channel),
    templates: parts.templates(channel),
    locale: turn.said.locale,
  };
}

/**
 * Nothing the desk says by itself is sent where it cannot arrive, or to somebody who called nobody. A person's own words
 * were checked before.
 */
const heardBy = (scene: Scene, { messages = [] }: Deed) =>
  unreachable(scene.delivery, scene.at) || unawares(scene.handoff) ? messages.filter(({ by }) => by) : messages;

async function done(turn: Turn, scene: Scene, deed: Deed, converse: Converse): Promise<TurnResult> {
  const { order, settings } = scene;
  const handoff = withAnswer(deed.handoff, order, { outcome: 'done' });
  const base = deed.resume
    ? await resumed(converse, turn, 'handback')
    : await silently(converse, turn, { owned: isOwned(handoff), outcome: `desk-${order.action.kind}` });
  const messages = [...heardBy(scene, deed), ...base.messages];
  return {
    ...base,
    state: withDesk(base.state, deed.desk ?? {}),
    messages,
    entries: [...deedEntries(order, deed), ...base.entries],
    changes: [handoffChange(handoff, settings), ...base.changes],
    outcome: `desk-${order.action.kind}`,
  };
}

/** Nothing happens but that it is known to have been refused, and why. */
async function refusal(
  parts: DeskTurnParts,
  turn: Turn,
  order: DeskOrder,
  handoff: Handoff,
  refused: DeskRefusal,
  converse: Converse,
): Promise<TurnResult> {
  const base = await silently(converse, turn, { owned: isOwned(handoff), outcome: 'desk-refused' });
  const told = { order: order.id, name: order.by.name, of: order.action.kind, why: refused.why };
  const answered = withAnswer(handoff, order, { outcome: 'refused', ...refused });
  return {
    ...base,
    entries: [handoffEntry(handoff, staffActor(order), 'refused', told)],
    changes: [handoffChange(answered, parts.settings(turn.thread.client))],
  };
}

/**
 * The order as its person may give it now: who was revoked or lost the role since they clicked does nothing any more, and
 * nothing is handed to somebody who is not there. A refusal otherwise.
 */
async function stillTheirs(
  { person: personOf }: DeskTurnParts,
  { thread }: Turn,
  order: DeskOrder,
): Promise<DeskOrder | DeskRefusal> {
  const { lead: _before, ...given } = order;
  const person = await personOf(thread.client, order.by.staffId);
  if (!person || !mayDo(person, order.action.kind)) return { why: 'not_allowed' };
  if (order.action.kind === 'transfer' && 'staff' in order.action.to) {
    const colleague = await personOf(thread.client, order.action.to.staff.staffId);
    if (!colleague || !isFree(colleague)) return { why: 'invalid', field: 'to' };
  }
  return person.roles.includes('lead') ? { ...given, lead: true } : given;
}

/** One order of a member of staff in the conversation's lane. The same order again changes nothing. */
export async function orderTurn(parts: DeskTurnParts, turn: Turn, converse: Converse): Promise<TurnResult> {
  const given = JSON.parse(turn.cause.value ?? '{}') as DeskOrder;
  const { handoff } = turn;
  if (!handoff || handoff.id !== given.handoffId) return tooLate(turn, given, converse);
  if (handoff.answered.some((one) => one.order === given.id))
    return silently(converse, turn, { owned: isOwned(handoff), outcome: 'desk-again' });
  const order = await stillTheirs(parts, turn, given);
  if ('why' in order) return refusal(parts, turn, given, handoff, order, converse);
  const refused = refusalOf({ order, handoff });
  if (refused) return refusal(parts, turn, order, handoff, refused, converse);
  const scene = await sceneOf(parts, turn, order, handoff);
  const result = carryOut(scene);
  if ('refused' in result) return refusal(parts, turn, order, handoff, result.refused, converse);
  return done(turn, scene, result, converse);
}
