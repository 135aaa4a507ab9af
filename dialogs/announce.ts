import type { RefundCase } from '../src/domain/refund-case';
import { variantOf } from './case-report';
import { statusValues } from './case-values';
import type { Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';

/** The latest thing that happened is that staff put other terms on the table. */
const hasNewTerms = ({ status, proposed, updatedAt }: RefundCase): boolean =>
  status === 'under_review' && proposed?.at.getTime() === updatedAt.getTime();

/** Which words tell the latest of a case. */
export const newsVariant = (refundCase: RefundCase, stage: string, at: Date): string =>
  hasNewTerms(refundCase) ? `terms_${refundCase.resolution}` : variantOf(stage, false, refundCase, at);

/**
 * US carriers want the way out in the first message that nobody asked for (CTIA, Messaging Principles and Best Practices,
 * 5.1): by SMS to a number of theirs, once.
 */
function wayOut({ turn: { thread } }: Moment, { noticed }: Memory): { tail?: { key: string } } {
  const wanted = thread.channel === 'sms' && thread.conversation.startsWith('+1') && !noticed;
  return wanted ? { tail: { key: 'optOut' } } : {};
}

/** Tells the customer what changed in a case and what comes next. The question on the table stays where it is. */
export async function announce(moment: Moment, memory: Memory, caseNo: string): Promise<Reply> {
  const refundCase = await moment.deps.cases.find(moment.turn.thread.client, caseNo);
  if (!refundCase) return reply(memory, [], 'ignored');
  const values = statusValues(refundCase, moment.at);
  const wanted = values.stage === 'needs_info' ? caseNo : memory.wanted === caseNo ? null : memory.wanted;
  const variant = newsVariant(refundCase, String(values.stage), moment.at);
  return reply(
    { ...memory, wanted, noticed: true },
    [{ key: 'status.changed', values: { ...values, variant, ...wayOut(moment, memory) } }],
    'announced',
  );
}
