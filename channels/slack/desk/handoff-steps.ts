import { z } from 'zod';
import type { DeskOrderInput, DeskPerson } from '../../../src/channel-desk';
import type { DeskCard } from '../../../src/channel-desk-shown';
import type { DeskAction, DeskSubmission, SubmissionAnswer } from '../desk-port';
import { actWords, fieldWords, NOT_THERE } from './answers';
import { handoffFor, say, showIn, type Context } from './context';
import { fieldErrors } from './field-errors';
import { noticeView } from './decision-views';
import { tellLater } from './late';
import { PARK_VIEW, readReceiver, receivers, RESOLVE_VIEW, TRANSFER_VIEW } from './handoff-views';
import { choiceOf, textOf, valueOf } from './inputs';
import type { DeskOption } from '../desk-port';

const keepsSchema = z.object({ handoffId: z.string() });

const TITLES: Record<string, string> = {
  [TRANSFER_VIEW]: 'Transfer',
  [PARK_VIEW]: 'Park',
  [RESOLVE_VIEW]: 'Resolve',
};

/** Does at once what a button says. Whoever comes too late reads who has it and since when; nobody else does. */
export async function actNow(
  context: Context,
  action: DeskAction,
  person: DeskPerson,
  handoffId: string,
  what: DeskOrderInput['action'],
): Promise<void> {
  const order = { id: action.id, handoffId, staffId: person.id, action: what };
  const answer = await context.desk.act(order);
  context.changed();
  if (answer.outcome === 'pending') tellLater(context, order, (words) => say(context, action, words));
  const words = actWords(answer);
  if (words !== null) await say(context, action, words);
}

/** Teams there are: those of the client's settings, those with a channel, and where everything else goes. */
export const teamsOf = ({ channels, desk, client }: Context, card?: DeskCard): string[] => [
  ...new Set([
    'general',
    ...desk.teams(client),
    ...channels.flatMap(({ team }) => (team === undefined ? [] : [team])),
    ...(card ? [card.team] : []),
  ]),
];

/** Colleagues and teams that fit what was typed. */
export async function transferOptions(
  context: Context,
  person: DeskPerson,
  query: string,
  card?: DeskCard,
): Promise<DeskOption[]> {
  return receivers(await context.desk.people(person.client), teamsOf(context, card), person.id, query);
}

type Read = { action: DeskOrderInput['action'] } | { errors: Record<string, string> };

const FIELD = 'desk.transfer.to';

function readTransfer({ values }: DeskSubmission['view']): Read {
  const to = readReceiver(choiceOf(values, FIELD));
  const note = textOf(values, 'note');
  if (!to) return { errors: { [FIELD]: 'Choose a colleague or a team.' } };
  return { action: { kind: 'transfer', to, ...(note ? { note } : {}) } };
}

function readPark({ values }: DeskSubmission['view']): Read {
  const seconds = Number(valueOf(values, 'until').value);
  if (!Number.isFinite(seconds) || seconds <= 0) return { errors: { until: fieldWords('until') } };
  return { action: { kind: 'park', until: new Date(seconds * 1_000).toISOString() } };
}

function readResolve({ values }: DeskSubmission['view']): Read {
  const resolution = choiceOf(values, 'resolution');
  const farewell = valueOf(values, 'farewell').selected.includes('yes');
  return { action: { kind: 'resolve', resolution, farewell } };
}

const READERS: Record<string, (view: DeskSubmission['view']) => Read> = {
  [TRANSFER_VIEW]: readTransfer,
  [PARK_VIEW]: readPark,
  [RESOLVE_VIEW]: readResolve,
};

export const isHandoffView = (callbackId: string): boolean => Object.hasOwn(READERS, callbackId);

function handoffIdIn(privateMetadata: string): string | undefined {
  try {
    return keepsSchema.parse(JSON.parse(privateMetadata)).handoffId;
  } catch {
    return undefined;
  }
}

/** Does what a modal about a handoff was filled in for. */
export async function actOnSubmission(
  context: Context,
  { id, team, view }: DeskSubmission,
  person: DeskPerson,
): Promise<SubmissionAnswer> {
  const title = TITLES[view.callbackId] ?? 'Desk';
  const notice = (words: string): SubmissionAnswer => ({ response_action: 'update', view: noticeView(title, words) });
  const scope = await handoffFor(context, person, team, handoffIdIn(view.privateMetadata));
  const wanted = READERS[view.callbackId]?.(view);
  if ('missing' in scope) return notice(scope.missing);
  if (!wanted) return notice(NOT_THERE);
  if ('errors' in wanted) return { response_action: 'errors', errors: wanted.errors };
  const { handoffId } = scope.found;
  const order = { id, handoffId, staffId: person.id, action: wanted.action };
  const answer = await context.desk.act(order);
  context.changed();
  if (answer.outcome === 'pending')
    tellLater(context, order, (words) => showIn(context, { team, view }, noticeView(title, words)));
  const beside = fieldErrors(answer, view.values);
  if (beside) return beside;
  const words = actWords(answer);
  return words === null ? null : notice(words);
}
