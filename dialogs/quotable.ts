import type { RefundDraft } from './refund-draft';
import type { Moment } from './moment';

/** A receipt has room for a clause, not for a story. */
const ROOM = 120;

const identifies = (words: string, { identity }: RefundDraft): boolean =>
  words.includes('@') || (identity.orderNo !== undefined && words.toUpperCase().includes(identity.orderNo));

/**
 * The customer's own words as they fit beside the reason: all of them, or of a message that says more than the reason the
 * clause that gives it; empty where there is none. The case keeps every word.
 */
export function quotable(draft: RefundDraft, { deps }: Moment, locale: string): string {
  const words = draft.verbatim ?? '';
  if (words.length <= ROOM && !identifies(words, draft)) return words;
  const clauses = words.split(/[\n;!?]+|[,.](?=\s|$)/).map((one) => one.trim());
  const gives = (one: string): boolean =>
    deps.understand(one, { locale }).reasons.some(({ l1, l2 }) => l1 === draft.l1 && (l2 ?? draft.l2) === draft.l2);
  return clauses.find((one) => one.length <= ROOM && !identifies(one, draft) && gives(one)) ?? '';
}
