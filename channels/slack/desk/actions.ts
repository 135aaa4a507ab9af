import type { DeskPerson } from '../../../src/channel-desk';
import type { DeskCard } from '../../../src/channel-desk-shown';
import type { DeskAction } from '../desk-port';
import { NOT_THERE, UNKNOWN_PERSON } from './answers';
import { handoffFor, handoffIdFor, personFor, say, show, type Context } from './context';
import { openDecision } from './decision-steps';
import { decisionKind } from './decision-steps';
import { detailsView, fullView } from './details-views';
import { actNow, transferOptions } from './handoff-steps';
import { parkView, resolveView, transferView } from './handoff-views';
import { ACTIONS, readRef, type Ref } from './ids';
import { fileView } from './on-behalf-views';
import { own } from './own';
import { openReply, pickSaved } from './reply-steps';

interface Click {
  context: Context;
  action: DeskAction;
  person: DeskPerson;
  card: DeskCard;
}

type OnHandoff = (click: Click) => Promise<void>;

/** What is done at once, in a rush by many: nothing is read but whose it is. */
const AT_ONCE: Record<string, 'claim' | 'release' | 'handback'> = {
  [ACTIONS.claim]: 'claim',
  [ACTIONS.release]: 'release',
  [ACTIONS.handback]: 'handback',
};

const reply: OnHandoff = ({ context, action, person, card }) => openReply(context, action, person, card);

const transfer: OnHandoff = async ({ context, action, person, card }) =>
  show(context, action, transferView(card, await transferOptions(context, person, '', card)));

const full: OnHandoff = async ({ context, action, person, card }) => {
  const data = await context.desk.full({ handoffId: card.handoffId }, person.id);
  if (data) await show(context, action, fullView(data));
  else await say(context, action, 'Your role does not allow this.');
};

/** What a click on a button about a handoff does. */
const ON_HANDOFF: Record<string, OnHandoff> = {
  [ACTIONS.reply]: reply,
  [ACTIONS.saved]: reply,
  [ACTIONS.transfer]: transfer,
  [ACTIONS.park]: ({ context, action, card }) => show(context, action, parkView(card, context.desk.clock())),
  [ACTIONS.resolve]: ({ context, action, card }) =>
    show(context, action, resolveView(card, context.desk.resolutions())),
  [ACTIONS.details]: ({ context, action, card }) => show(context, action, detailsView(card)),
  [ACTIONS.full]: full,
};

/** On Home the tab says it; anywhere else a sentence does. */
async function presence(context: Context, action: DeskAction, person: DeskPerson): Promise<void> {
  const away = action.actionId === ACTIONS.away;
  await context.desk.setAway(person.client, person.id, away);
  if (!(await context.redraw(action)))
    await say(context, action, away ? 'You are away now.' : 'You are available again.');
}

/** What happens without a handoff. */
async function elsewhere(context: Context, action: DeskAction, person: DeskPerson, ref: Ref): Promise<boolean> {
  const decision = decisionKind(action.actionId);
  if (decision) await openDecision(context, action, person, decision, ref);
  else if (action.actionId === `${ACTIONS.saved}.pick`) await pickSaved(context, action, person);
  else if (action.actionId === ACTIONS.away || action.actionId === ACTIONS.back)
    await presence(context, action, person);
  else if (action.actionId === ACTIONS.file) await show(context, action, fileView());
  else return action.actionId === ACTIONS.open;
  return true;
}

async function atOnce(
  context: Context,
  action: DeskAction,
  person: DeskPerson,
  kind: 'claim' | 'release' | 'handback',
  { handoffId }: Ref,
): Promise<void> {
  const known = await handoffIdFor(context, person, action.team, handoffId);
  if ('missing' in known) await say(context, action, known.missing);
  else await actNow(context, action, person, known.found, { kind });
}

/** A click at the desk: by somebody we know, about something of their own client, or nothing happens but a sentence. */
export async function onAction(context: Context, action: DeskAction): Promise<void> {
  // Fields of a modal report themselves too; only what is submitted counts.
  if (action.view && !action.actionId.startsWith('desk.')) return;
  const person = await personFor(context, action);
  if (!person) return await say(context, action, UNKNOWN_PERSON);
  const ref = readRef(action.value) ?? {};
  if (await elsewhere(context, action, person, ref)) return;
  const kind = own(AT_ONCE, action.actionId);
  if (kind) return await atOnce(context, action, person, kind, ref);
  const handle = own(ON_HANDOFF, action.actionId);
  if (!handle) return;
  const scope = await handoffFor(context, person, action.team, ref.handoffId);
  if ('missing' in scope) return await say(context, action, scope.missing || NOT_THERE);
  return await handle({ context, action, person, card: scope.found });
}
