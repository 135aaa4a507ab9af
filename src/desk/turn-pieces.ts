import type { Change } from '../domain/change';
import type { Handoff } from '../domain/handoff';
import type { Actor, EntryDraft } from '../domain/log-entry';
import type { Converse, Turn, TurnResult } from '../turn/form';
import { withDue } from './clocks';
import type { DeskSettings } from './settings';

export const SYSTEM: Actor = { type: 'system', id: 'desk' };

/** The people were called about a customer, not by them: they were promised nothing, and hear of it only from a person. */
export const unawares = ({ reason, unansweredSince }: Handoff): boolean =>
  reason === 'unreachable' && unansweredSince === undefined;

/** One thing that happened to a handoff, in the conversation's log. `action` is among those channel-desk.ts lists. */
export const handoffEntry = (
  handoff: Pick<Handoff, 'id'>,
  actor: Actor,
  action: string,
  data: Record<string, unknown> = {},
): EntryDraft => ({ stream: 'conversation', type: 'handoff', actor, data: { id: handoff.id, action, ...data } });

/** The handoff as it is written: with the time at which its clocks strike next. */
export const handoffChange = (handoff: Handoff, settings: DeskSettings): Change => ({
  kind: 'handoff',
  handoff: withDue(handoff, settings),
});

/** The same turn with an event of the desk in place of what was said: `heard` says nothing, `resume` asks again. */
function asEvent(turn: Turn, name: 'heard' | 'resume', value?: string): Turn {
  const { choice: _choice, ...said } = turn.said;
  return {
    ...turn,
    cause: { type: 'event', name, ...(value === undefined ? {} : { value }) },
    said: { ...said, text: '', attachments: [] },
  };
}

/** A turn in which the bot says nothing. Nobody is reminded of a draft while a person has the conversation. */
export async function silently(
  converse: Converse,
  turn: Turn,
  how: { owned: boolean; outcome: string; customerWrote?: boolean },
): Promise<TurnResult> {
  const heard = await converse(asEvent(turn, 'heard', how.customerWrote ? 'customer' : undefined));
  const { remindAt, state, locale } = heard;
  const later = remindAt && !how.owned && remindAt > turn.said.at;
  return {
    state,
    locale,
    messages: [],
    entries: [],
    changes: [],
    outcome: how.outcome,
    ...(later ? { remindAt } : {}),
  };
}

/** The bot goes on: it asks the question that was on the table, or says what it can do. `why` chooses its words. */
export const resumed = (converse: Converse, turn: Turn, why: 'handback' | 'left' | 'over'): Promise<TurnResult> =>
  converse({ ...asEvent(turn, 'resume', why), handoff: null });
