import { customerStatus } from '../src/domain/case-status';
import { moneyToJson } from '../src/domain/money';
import type { RefundCase } from '../src/domain/refund-case';
import type { Value } from '../src/turn/message';
import { destinationValue } from './read-back';

/** What can be said of a case without looking at the clock. */
export function customerWords({ requested, approved, resolution, lines, orderNo }: RefundCase): Record<string, Value> {
  return {
    orderNo,
    lines: lines.map(({ sku, name, quantity, amount }) => ({
      sku,
      name,
      quantity,
      amount: { ...moneyToJson(amount) },
    })),
    amount: { ...moneyToJson(approved ?? requested) },
    resolution,
  };
}

/** What is only there at some stages: until when a denial can be contested, the payment's reference, what the shop asks. */
function particulars({ decision, history, status }: RefundCase): Record<string, Value> {
  const { appealUntil } = decision;
  const reference = history.findLast((step) => step.reference)?.reference;
  const wanted = status === 'needs_info' ? history.at(-1)?.reason : undefined;
  return {
    ...(appealUntil ? { appealUntil: appealUntil.toISOString() } : {}),
    ...(reference ? { reference } : {}),
    ...(wanted ? { wanted } : {}),
  };
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
