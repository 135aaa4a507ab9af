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

/** The status of a case as values: stage, since, who acts next, expected date, and the track. */
export function statusValues(refundCase: RefundCase, at: Date): Record<string, Value> {
  const { stage, since, whoActs, expected, late, steps } = customerStatus(refundCase, at);
  const last = refundCase.history.at(-1);
  return {
    caseNo: refundCase.caseNo,
    ...customerWords(refundCase),
    stage,
    since: since.toISOString(),
    whoActs,
    expected: expected?.toISOString() ?? null,
    late,
    steps: steps.map((step) => ({ stage: step.stage, state: step.state, at: step.at?.toISOString() ?? null })),
    destination: destinationValue(refundCase.destination),
    codes: refundCase.decision.codes,
    ...(refundCase.decision.appealUntil ? { appealUntil: refundCase.decision.appealUntil.toISOString() } : {}),
    ...(last?.reference ? { reference: last.reference } : {}),
    ...(stage === 'needs_info' && last?.reason ? { wanted: last.reason } : {}),
  };
}
