import { statusValues } from './case-values';
import type { Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';

/** Tells the customer what changed in a case and what comes next. The question on the table stays where it is. */
export async function announce(moment: Moment, memory: Memory, caseNo: string): Promise<Reply> {
  const refundCase = await moment.deps.cases.find(moment.turn.thread.client, caseNo);
  if (!refundCase) return reply(memory, [], 'ignored');
  const values = statusValues(refundCase, moment.at);
  return reply(memory, [{ key: 'status.changed', values: { ...values, variant: String(values.stage) } }], 'announced');
}
