import type { ModalView } from '@slack/types';
import type { Desk, DeskPerson } from '../../../src/channel-desk';
import type { DeskCard, DeskCase } from '../../../src/channel-desk-shown';
import type { Logger } from '../../../src/logger';
import type { SlackClients } from '../client';
import type { DeskAction, DeskChannel, Who } from '../desk-port';
import { section } from './blocks';
import { NOT_THERE, OTHER_CLIENT } from './answers';
import { noticeView } from './decision-views';
import type { Rendered } from './opening';

/** What everything that answers a person needs. */
export interface Context {
  desk: Desk;
  client: string;
  slack: SlackClients;
  channels: DeskChannel[];
  logger: Logger;
  /** Threads, and the Home tabs of those who look at one, may show something new. */
  changed: () => void;
  /** Draws the Home tab anew for whoever clicked on it; false: it was no Home tab. */
  redraw: (action: DeskAction) => Promise<boolean>;
}

/** Who is behind an account; null: nobody we know, or of another client than the workspace's. */
export async function personFor({ desk, client }: Context, { team, user }: Who): Promise<DeskPerson | null> {
  const person = await desk.personOf({ team, user });
  return person?.client === client ? person : null;
}

/** Shows a modal: on top of the one that was clicked in, else as the first. */
export async function show(context: Context, action: Pick<DeskAction, 'team' | 'triggerId' | 'view'>, view: ModalView) {
  const slack = await context.slack.of(action.team);
  const method = action.view?.type === 'modal' ? 'views.push' : 'views.open';
  await slack?.call(method, { trigger_id: action.triggerId, view });
}

/** Puts another view in place of a modal that was submitted. */
export async function showIn(
  context: Context,
  { team, view }: { team: string; view: { id: string } },
  shown: ModalView,
): Promise<void> {
  const slack = await context.slack.of(team);
  await slack?.call('views.update', { view_id: view.id, view: shown });
}

/** Tells the one who clicked something, and nobody else: beside the message, or in a modal where there is none. */
export async function say(context: Context, action: DeskAction, rendered: string | Rendered): Promise<void> {
  const { text, blocks } = typeof rendered === 'string' ? { text: rendered, blocks: [section(rendered)] } : rendered;
  const slack = await context.slack.of(action.team);
  if (!slack) return;
  if (action.responseUrl === undefined) await show(context, action, { ...noticeView('Desk', text), blocks });
  else await slack.respond(action.responseUrl, { text, blocks, response_type: 'ephemeral', replace_original: false });
}

type Found<T> = { found: T } | { missing: string };

/**
 * The handoff a button is about. Whoever holds an id of another client, or clicks from a workspace that its thread is not
 * in, learns nothing of it.
 */
export async function handoffFor(
  { desk }: Context,
  person: DeskPerson,
  team: string,
  handoffId: string | undefined,
): Promise<Found<DeskCard>> {
  const card = handoffId === undefined ? null : await desk.card(handoffId);
  if (!card) return { missing: NOT_THERE };
  const place = (await desk.surfaces.byHandoff(card.handoffId))?.place;
  const elsewhere = place !== null && place !== undefined && place.team !== team;
  return card.client === person.client && !elsewhere ? { found: card } : { missing: OTHER_CLIENT };
}

/** The same without reading everything about it: what is done at once needs no more than the right to do it. */
export async function handoffIdFor(
  context: Context,
  person: DeskPerson,
  team: string,
  handoffId: string | undefined,
): Promise<Found<string>> {
  const thread = handoffId === undefined ? null : await context.desk.surfaces.byHandoff(handoffId);
  if (thread?.place) {
    const fits = thread.client === person.client && thread.place.team === team;
    return fits ? { found: thread.handoffId } : { missing: OTHER_CLIENT };
  }
  const scope = await handoffFor(context, person, team, handoffId);
  return 'missing' in scope ? scope : { found: scope.found.handoffId };
}

/** The case a button is about; only those of the person's own client are ever read. */
export async function caseFor(
  { desk }: Context,
  person: DeskPerson,
  caseNo: string | undefined,
): Promise<Found<DeskCase>> {
  const given = caseNo === undefined ? null : await desk.caseOf(person.client, caseNo);
  return given ? { found: given } : { missing: NOT_THERE };
}
