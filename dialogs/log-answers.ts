import type { EntryDraft } from '../src/domain/log-entry';
import type { Taken } from '../src/turn/form-engine';
import type { Value } from '../src/turn/message';
import { customerOf, type Moment } from './moment';

/** One entry per answer taken: as given and as understood, or old → new where it replaces one. */
export function answerEntries(
  moment: Moment,
  dialog: string,
  taken: Taken[],
  before: Record<string, Value> = {},
): EntryDraft[] {
  const actor = customerOf(moment);
  return taken.map(({ field, given, value, was }): EntryDraft => {
    const old = was ?? before[field];
    return old === undefined
      ? { stream: 'conversation', type: 'answer', actor, data: { dialog, field, given, value } }
      : { stream: 'conversation', type: 'correction', actor, data: { dialog, field, given, from: old, to: value } };
  });
}
