import type { EntryDraft } from '../src/domain/log-entry';
import type { Taken } from '../src/turn/form-engine';
import { customerOf, type Moment } from './moment';

/** One entry per answer taken: as given and as understood, or old → new where it replaces one. */
export function answerEntries(moment: Moment, dialog: string, taken: Taken[]): EntryDraft[] {
  const actor = customerOf(moment);
  return taken.map(({ field, given, value, was }): EntryDraft =>
    was === undefined
      ? { stream: 'conversation', type: 'answer', actor, data: { dialog, field, given, value } }
      : { stream: 'conversation', type: 'correction', actor, data: { dialog, field, given, from: was, to: value } },
  );
}
