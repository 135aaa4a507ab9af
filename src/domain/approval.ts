import { autoApproveLimit } from './eligibility';
import { exponent } from './currency';
import type { Money, MoneyJson } from './money';
import type { RefundCase } from './refund-case';
import type { StaffMember, StaffRef } from './staff';
import { onTheTable } from './on-the-table';
import { may } from './permission';

/** Above these amounts a second person must approve; a currency that is absent has the default. */
export interface ApprovalRules {
  secondPersonAbove: readonly MoneyJson[];
}

export type ApprovalAnswer =
  | { verdict: 'allowed' }
  /** Kept, and completed by somebody else. */
  | { verdict: 'first_of_two' }
  | { verdict: 'refused'; why: 'not_allowed' | 'took_part' | 'over_limit' | 'illegal' };

/** The default is five times what is approved without any person: 500.00 in most currencies. House rule. */
const TIMES_AUTOMATIC = 5n;

/** The largest amount one person may approve, in minor units. */
export function secondPersonAbove({ secondPersonAbove: own }: ApprovalRules, currency: string): Money {
  exponent(currency);
  const said = own.find((one) => one.currency === currency);
  return { minor: said ? BigInt(said.minor) : autoApproveLimit(currency).minor * TIMES_AUTOMATIC, currency };
}

/** Who already counts as the first of two: whoever approved what is on the table, and whoever put it there. */
export function firstOfTwo({ approvals = [], proposed }: Pick<RefundCase, 'approvals' | 'proposed'>): StaffRef[] {
  const all = [...(proposed ? [proposed.by] : []), ...approvals.map(({ staffId, name }) => ({ staffId, name }))];
  return all.filter((one, index) => all.findIndex(({ staffId }) => staffId === one.staffId) === index);
}

/** Whether two different people have to stand behind the amount on the table. */
export const needsTwo = (refundCase: RefundCase, rules: ApprovalRules): boolean =>
  onTheTable(refundCase).minor > secondPersonAbove(rules, refundCase.requested.currency).minor;

function overOwnLimit({ limits }: StaffMember, { minor, currency }: Money): boolean {
  const own = limits.approve.find((one) => one.currency === currency);
  return own !== undefined && minor > BigInt(own.minor);
}

const tookPart = ({ participants = [] }: RefundCase, { id }: StaffMember): boolean =>
  participants.some(({ staffId }) => staffId === id);

const refused = (why: Extract<ApprovalAnswer, { verdict: 'refused' }>['why']): ApprovalAnswer => ({
  verdict: 'refused',
  why,
});

/** An appeal is reviewed by somebody who did not decide: whoever denied the case before does not decide it again. */
export const deniedBefore = ({ history }: Pick<RefundCase, 'history'>, { id }: Pick<StaffMember, 'id'>): boolean =>
  history.some(({ status, actor }) => status === 'denied' && actor.type === 'staff' && actor.id === id);

/**
 * The one place that says whether a person may approve a case as it stands. It takes the role and keeps to the person's
 * own limit; whoever denied the case before does not judge the appeal; above the client's limit two different people must stand behind the same amount, and whoever took part in
 * the case in any way cannot be the second of them.
 */
export function judgeApproval(refundCase: RefundCase, person: StaffMember, rules: ApprovalRules): ApprovalAnswer {
  const active = person.status !== 'revoked' && person.client === refundCase.client;
  if (!active || !may(person.roles, 'approve')) return refused('not_allowed');
  if (refundCase.status !== 'under_review') return refused('illegal');
  if (deniedBefore(refundCase, person)) return refused('took_part');
  if (overOwnLimit(person, onTheTable(refundCase))) return refused('over_limit');
  if (!needsTwo(refundCase, rules)) return { verdict: 'allowed' };
  if (firstOfTwo(refundCase).length === 0) return { verdict: 'first_of_two' };
  return tookPart(refundCase, person) ? refused('took_part') : { verdict: 'allowed' };
}
