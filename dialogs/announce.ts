import type { RefundCase } from '../src/domain/refund-case';
import { variantOf } from './case-report';
import { statusValues } from './case-values';
import type { Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';

/** The latest thing that happened is that staff put other terms on the table. */
const hasNewTerms = ({ status, proposed, updatedAt }: RefundCase): boolean =>
  status === 'under_review' && proposed?.at.getTime() === updatedAt.getTime();

/** Tells the customer what changed in a case and what comes next. The question on the table stays where it is. */
export async function announce(moment: Moment, memory: Memory, caseNo: string): Promise<Reply> {
  const refundCase = await moment.deps.cases.find(moment.turn.thread.client, caseNo);
  if (!refundCase) return reply(memory, [], 'ignored');
  const values = statusValues(refundCase, moment.at);
  const wanted = values.stage === 'needs_info' ? caseNo : memory.wanted === caseNo ? null : memory.wanted;
  const variant = hasNewTerms(refundCase)
    ? `terms_${refundCase.resolution}`
    : variantOf(String(values.stage), false, refundCase, moment.at);
  return reply({ ...memory, wanted }, [{ key: 'status.changed', values: { ...values, variant } }], 'announced');
}
