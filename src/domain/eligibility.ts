import { addDays } from './calendar-days';
import { exponent, type Money } from './money';
import type { Decision, RefundCase, Resolution } from './refund-case';
import type { DenialCode } from './denial-codes';
import { RULES } from './rules';
import type { RefundRequest } from './refund-request';

export { DENIAL_CODES, type DenialCode } from './denial-codes';
export type { RefundRequest } from './refund-request';

/** What decides. The default is the plain rule set of this folder; a policy engine fills the same interface. */
export interface Policy {
  decide(request: RefundRequest): Decision;
}

/** Days a customer has to contest a denial. House rule. */
export const APPEAL_DAYS = 14;

const RESOLUTIONS: readonly Resolution[] = ['refund', 'exchange', 'store_credit'];

function judge(request: RefundRequest) {
  const verdicts = RULES.map((rule) => rule(request));
  return {
    rules: verdicts.map((verdict) => verdict.rule),
    failed: verdicts.filter((verdict) => verdict.rule.result === 'fail'),
  };
}

/** Resolutions other than the one asked for that no rule would refuse: an alternative is never a false hope. */
function alternatives(request: RefundRequest): Resolution[] {
  return RESOLUTIONS.filter(
    (resolution) => resolution !== request.resolution && judge({ ...request, resolution }).failed.length === 0,
  );
}

/** The shop's rules as shipped: 30 days from delivery, order state, already refunded, final sale. */
export const defaultPolicy: Policy = {
  decide(request) {
    const { rules, failed } = judge(request);
    const { at } = request;
    if (failed.length === 0) {
      const outcome = rules.some((rule) => rule.result === 'unknown') ? 'manual' : 'eligible';
      return { outcome, rules, codes: [], alternatives: [], at };
    }
    const codes = [...new Set(failed.flatMap((verdict): DenialCode[] => (verdict.code ? [verdict.code] : [])))];
    return {
      outcome: 'ineligible',
      rules,
      codes,
      alternatives: alternatives(request),
      appealUntil: addDays(at, APPEAL_DAYS),
      at,
    };
  },
};

/**
 * Decides a request. Every rule leaves its result with the facts it used; a denial is exactly its failing rules, and a
 * missing or contradictory fact makes the outcome `manual`, never a denial.
 */
export function decide(request: RefundRequest, policy: Policy = defaultPolicy): Decision {
  return policy.decide(request);
}

/**
 * The largest amount approved without a person: 100 major units of the order's currency, except 10,000 yen and
 * 30.000 Kuwaiti dinar. House rule; no exchange rate is involved, so other currencies get a nominal 100 as well.
 */
export function autoApproveLimit(currency: string): Money {
  const major: Record<string, bigint> = { JPY: 10_000n, KWD: 30n };
  return { minor: (major[currency] ?? 100n) * 10n ** BigInt(exponent(currency)), currency };
}

/** Where a decided request goes: denied, approved up to the limit, everything else to a person. */
export function evaluate(draft: Pick<RefundCase, 'decision' | 'requested'>): 'approved' | 'under_review' | 'denied' {
  if (draft.decision.outcome === 'ineligible') return 'denied';
  const within = draft.requested.minor <= autoApproveLimit(draft.requested.currency).minor;
  return draft.decision.outcome === 'eligible' && within ? 'approved' : 'under_review';
}
