import { changeTerms, type NewTerms } from '../domain/change-terms';
import { moneyToJson, type Money } from '../domain/money';
import { onTheTable } from '../domain/on-the-table';
import { readAmount } from '../domain/read-amount';
import type { CaseStatus, RefundCase } from '../domain/refund-case';
import { illegal, moved, refOf, withPart, type Deciding, type Decision, type Verdict } from './decision';
import { atHand, type OrderAtHand } from './order-at-hand';

/** Lines and amount as the log keeps them, before and after. */
const told = ({ lines }: Pick<RefundCase, 'lines'>, amount: Money) => ({
  lines: lines.map(({ sku, quantity, amount: each }) => ({ sku, quantity, amount: moneyToJson(each) })),
  amount: moneyToJson(amount),
});

/** The new total in minor units; null for one that cannot be read, undefined for none. */
const totalOf = ({ amount }: Wanted, currency: string): bigint | null | undefined =>
  typeof amount === 'string' ? readAmount(amount, currency) : amount;

type Wanted = Extract<Decision, { kind: 'change' }>;

/** The terms that would be on the table, beside what the order's other cases hold. */
function newTerms({ before }: Deciding, hand: OrderAtHand, { lines }: Wanted, amount: bigint | undefined): NewTerms {
  const { order, cases } = hand;
  const others = atHand(
    order,
    cases.filter(({ caseNo }) => caseNo !== before.caseNo),
  );
  const prior = { claims: others.claims, destinations: others.priorDestinations };
  return changeTerms(before, order, prior, {
    ...(lines ? { lines } : {}),
    ...(amount === undefined ? {} : { amount }),
  });
}

const CHANGEABLE: readonly CaseStatus[] = ['under_review', 'approved'];

/**
 * Puts other terms on the table: fewer units, or a smaller total. Units that are no longer asked for are free again, and an
 * earlier approval is void. Whoever does it counts as the first of two, should the new amount need two.
 */
export function changeCase(deciding: Deciding, wanted: Wanted): Verdict {
  const { before, person, hand, at } = deciding;
  const { reason } = wanted;
  if (!reason) return { outcome: 'invalid', field: 'reason' };
  if (!hand || !CHANGEABLE.includes(before.status)) return illegal;
  const amount = totalOf(wanted, before.requested.currency);
  if (amount === null) return { outcome: 'invalid', field: 'amount' };
  const made = newTerms(deciding, hand, wanted, amount);
  if (!made.ok) return { outcome: 'invalid', field: made.field };
  const proposed = { amount: made.amount, by: refOf(person), at, reason };
  const after = moved(deciding, 'change', { reason, proposal: { ...made.terms, proposed } });
  if (!after) return illegal;
  const [was, is] = [told(before, onTheTable(before)), told(after, made.amount)];
  const released = before.claims.length - after.claims.length;
  const data = { reason, amount: is.amount, before: was, after: is, released };
  return { outcome: 'done', after: withPart(after, person, 'changed', at), data };
}
