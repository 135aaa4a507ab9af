import type { Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';
import { hasOpenDraft, resume } from './resume';

/** Reminds once of an unfinished request and asks its question again; silent when there is none. */
export async function remind(moment: Moment, memory: Memory): Promise<Reply> {
  if (!hasOpenDraft(memory) || memory.reminded) return reply(memory, [], 'ignored');
  const reminded = { ...memory, reminded: true };
  const { orderNo } = memory.refund.identity;
  return {
    ...(await resume(moment, reminded, orderNo ? { key: 'reminderOrder', orderNo } : { key: 'reminder' })),
    outcome: 'reminded',
  };
}
