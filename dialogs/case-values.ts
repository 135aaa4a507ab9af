import { customerStatus } from '../src/domain/case-status';
import { moneyToJson } from '../src/domain/money';
import { onTheTable } from '../src/domain/on-the-table';
import type { CaseStatus, RefundCase } from '../src/domain/refund-case';
import type { Value } from '../src/turn/message';
import { destinationValue } from './read-back';

/** What can be said of a case without looking at the clock. */
export function customerWords(refundCase: RefundCase): Record<string, Value> {
  const { approved, resolution, lines, orderNo } = refundCase;
  return {
    orderNo,
    lines: lines.map(({ sku, name, quantity, amount }) => ({
      sku,
      name,
      quantity,
      amount: { ...moneyToJson(amount) },
    })),
    amount: { ...moneyToJson(approved ?? onTheTable(refundCase)) },
    resolution,
  };
}

/** Statuses in which the shop waits for something, in its own words. */
const WANTING: readonly CaseStatus[] = ['needs_info', 'awaiting_return'];

/** What is only there at some stages: until when a denial can be contested, the payment's reference, what the shop asks or says. */
function particulars({ decision, history, status }: RefundCase): Record<string, Value> {
  const { appealUntil } = decision;
  const reference = history.findLast((step) => step.reference)?.reference;
  const wanted = WANTING.includes(status) ? history.at(-1)?.reason : undefined;
  const words = deniedWords(history);
  return {
    ...(appealUntil ? { appealUntil: appealUntil.toISOString() } : {}),
    ...(reference ? { reference } : {}),
    ...(wanted ? { wanted } : {}),
    ...(words ? { words } : {}),
  };
}

/** What staff wrote to the customer with a denial that still stands; undefined when nobody did. */
export function deniedWords(history: RefundCase['history']): string | undefined {
  const last = history.findLast(({ status }) => status !== 'closed');
  return last?.status === 'denied' ? last.text : undefined;
}

const iso = (date: Date | null): string | null => (date ? date.toISOString() : null);

/** The status of a case as values: stage, since, who acts next, expected date, and the track. */
export function statusValues(refundCase: RefundCase, at: Date): Record<string, Value> {
  const { stage, since, whoActs, expected, expectedFrom, late, steps } = customerStatus(refundCase, at);
  return {
    caseNo: refundCase.caseNo,
    ...customerWords(refundCase),
    stage,
    since: since.toISOString(),
    whoActs,
    expected: iso(expected),
    expectedFrom: iso(expectedFrom),
    late,
    steps: steps.map((step) => ({ stage: step.stage, state: step.state, at: iso(step.at) })),
    destination: destinationValue(refundCase.destination),
    codes: refundCase.decision.codes,
    ...particulars(refundCase),
  };
}
