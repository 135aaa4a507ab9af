import type { Amount, DeskCase } from '../channel-desk-shown';
import { firstOfTwo, needsTwo, type ApprovalRules } from '../domain/approval';
import { maskText } from '../domain/masking';
import { formatMoney, sum, type Money } from '../domain/money';
import { onTheTable } from '../domain/on-the-table';
import type { Destination, RefundCase } from '../domain/refund-case';
import { caseFingerprint } from './case-fingerprint';
import type { Cases } from './ports';

/** The language of those who work at the desk. */
const DESK_LOCALE = 'en';

export const deskAmount = (amount: Money): Amount => ({
  minor: amount.minor.toString(),
  currency: amount.currency,
  text: formatMoney(amount, DESK_LOCALE),
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('_', ' ');

/** `Visa ending 4242`; several joined; nothing where no money moves. */
function destinationWords({ type, payments }: Destination): string {
  if (type === 'store_credit') return 'Store credit';
  const each = payments.map(
    ({ method, brand, last4 }) => `${capital(brand ?? method)}${last4 ? ` ending ${last4}` : ''}`,
  );
  return each.join(' and ');
}

/** Refunds that were approved or paid before, each once; the total where they are of one currency. */
function earlierOf(refundCase: RefundCase, others: readonly RefundCase[]): DeskCase['earlier'] {
  const given = new Map(
    others.flatMap((one) =>
      one.caseNo !== refundCase.caseNo && one.approved ? [[one.caseNo, one.approved] as const] : [],
    ),
  );
  const amounts = [...given.values()];
  const [first] = amounts;
  const alike = first && amounts.every(({ currency }) => currency === first.currency);
  return { count: amounts.length, total: alike ? deskAmount(sum(amounts, first.currency)) : null };
}

export interface Around {
  /** Cases of the same order or contact. */
  others: readonly RefundCase[];
  rules: ApprovalRules;
  /** A reason in words. */
  reasonWords: (l1: string, l2: string) => string;
}

/** A case as it is shown at the desk: amounts as text, contact data in the customer's words masked. */
export function deskCase(refundCase: RefundCase, { others, rules, reasonWords }: Around): DeskCase {
  const { caseNo, orderNo, status, kind, reason, lines, approved, destination, resolution, decision } = refundCase;
  return {
    caseNo,
    orderNo,
    status,
    fingerprint: caseFingerprint(refundCase),
    kind,
    reason: {
      l1: reason.l1,
      l2: reason.l2,
      words: reasonWords(reason.l1, reason.l2),
      verbatim: maskText(reason.verbatim),
    },
    lines: lines.map(({ sku, name, quantity, amount }) => ({ sku, name, quantity, amount: deskAmount(amount) })),
    requested: deskAmount(onTheTable(refundCase)),
    approved: approved ? deskAmount(approved) : null,
    destination: destinationWords(destination),
    resolution,
    verdict: {
      outcome: decision.outcome,
      rules: decision.rules.map(({ id, version, result }) => ({ id, version, result })),
      codes: decision.codes,
    },
    evidence: refundCase.evidence,
    earlier: earlierOf(refundCase, others),
    approvals: { needed: needsTwo(refundCase, rules) ? 2 : 1, by: firstOfTwo(refundCase) },
    expectedAt: refundCase.expectedAt ?? null,
    createdAt: refundCase.createdAt,
  };
}

/** The other cases that a deskCase tells of. */
export async function casesAround(cases: Cases, { client, orderNo, contact }: RefundCase): Promise<RefundCase[]> {
  const [ofOrder, ofContact] = await Promise.all([
    cases.byOrder(client, orderNo),
    contact === undefined ? [] : cases.byContact(client, contact),
  ]);
  return [...ofOrder, ...ofContact];
}
