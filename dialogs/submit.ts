import type { Proposal } from '../src/intake/prepare-case';
import { submitCase, type Submitted } from '../src/intake/submit-case';
import type { Memory } from './memory';
import { customerOf, placeOf } from './moment';
import type { RefundDraft } from './refund-draft';
import type { RefundWorld } from './refund-world';

/** Makes the case of a proposal, with what the draft knows around it. */
export function submit(world: RefundWorld, memory: Memory, draft: RefundDraft, proposal: Proposal): Submitted {
  const { moment, hand } = world;
  const { deps, turn, at } = moment;
  return submitCase({
    caseNo: deps.newCaseNo(),
    hand,
    proposal,
    verbatim: draft.verbatim ?? '',
    evidence: draft.evidence ?? [],
    conversation: placeOf(moment),
    ...(turn.contact.identified ? { contact: turn.contact.id } : {}),
    customer: customerOf(moment),
    locale: memory.locale,
    at,
    ...(deps.calendar ? { calendar: deps.calendar } : {}),
  });
}
