import type { Actor } from './log-entry';
import type { RefundCase } from './refund-case';

/** A request as confirmed by the customer, before it is a case. */
export type CaseDraft = Omit<
  RefundCase,
  'version' | 'logSeq' | 'status' | 'history' | 'approved' | 'createdAt' | 'updatedAt'
>;

/** Makes the record of a confirmed request: status `submitted`, version 1. What happens to it next goes through `move`. */
export function openCase(draft: CaseDraft, { at, actor }: { at: Date; actor: Actor }): RefundCase {
  return {
    ...draft,
    version: 1,
    logSeq: 0,
    status: 'submitted',
    approved: null,
    history: [{ status: 'submitted', at, actor }],
    createdAt: at,
    updatedAt: at,
  };
}
