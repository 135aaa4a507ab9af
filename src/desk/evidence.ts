import type { Change } from '../domain/change';
import type { EntryDraft } from '../domain/log-entry';
import type { CaseStatus } from '../domain/refund-case';
import type { Turn } from '../turn/form';
import type { DeskTurnParts } from './turn-parts';

/** Photos a case holds at most. */
const MOST_PHOTOS = 5;
/** While it is not decided, what the customer shows counts. */
const UNDECIDED: readonly CaseStatus[] = ['submitted', 'needs_info', 'under_review'];

/** Photos sent while a person has the conversation are evidence of its case, as long as that is open and has room. */
export async function addedEvidence(
  { cases }: DeskTurnParts,
  { thread, said, handoff, contact }: Turn,
): Promise<{ changes: Change[]; entries: EntryDraft[] }> {
  const nothing = { changes: [], entries: [] };
  if (!said.attachments.length || !handoff?.caseNo) return nothing;
  const found = await cases.find(thread.client, handoff.caseNo);
  if (!found || !UNDECIDED.includes(found.status)) return nothing;
  const fresh = said.attachments.map(({ id }) => id).filter((id) => !found.evidence.includes(id));
  const added = fresh.slice(0, Math.max(0, MOST_PHOTOS - found.evidence.length));
  if (!added.length) return nothing;
  const after = {
    ...found,
    version: found.version + 1,
    evidence: [...found.evidence, ...added],
    updatedAt: said.at,
  };
  const entry: EntryDraft = {
    stream: { caseNo: found.caseNo },
    type: 'answer',
    actor: { type: 'customer', id: contact.id },
    data: { dialog: 'desk', field: 'evidence', given: '', value: added },
  };
  return { changes: [{ kind: 'case', expects: found.version, after }], entries: [entry] };
}
