import { judgeApproval } from '../domain/approval';
import { moneyToJson } from '../domain/money';
import { onTheTable } from '../domain/on-the-table';
import { illegal, moved, refOf, withPart, type Deciding, type Verdict } from './decision';

/** Approves what is on the table, or keeps the first of two approvals; `judgeApproval` alone says which. */
export function approveCase(deciding: Deciding): Verdict {
  const { before, person, rules, at } = deciding;
  const answer = judgeApproval(before, person, rules);
  if (answer.verdict === 'refused') return { outcome: 'refused', why: answer.why };
  const approvals = [...(before.approvals ?? []), { ...refOf(person), at }];
  const data = { amount: moneyToJson(onTheTable(before)), approvals: approvals.map(({ staffId }) => staffId) };
  if (answer.verdict === 'first_of_two') {
    const kept = { ...before, approvals, version: before.version + 1, updatedAt: at };
    return { outcome: 'second_person', after: withPart(kept, person, 'approved', at), data };
  }
  const after = moved(deciding, 'approve', {});
  // Who completes an approval has decided and not prepared: should it be taken back, they may complete it again.
  return after ? { outcome: 'done', after: { ...after, approvals }, data } : illegal;
}
