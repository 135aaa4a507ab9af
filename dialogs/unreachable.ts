import { callPerson } from './handoff-dialog';
import type { Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';

/** Nothing that we send about a case would reach its customer: the people hear of it, and the customer of nothing. */
export function unreachable(moment: Moment, memory: Memory, caseNo: string): Reply {
  const { changes, entries } = callPerson(moment, memory, 'unreachable', caseNo);
  const actor = { type: 'system' as const, id: 'notices' };
  return reply(memory, [], 'unreachable', { changes, entries: entries.map((one) => ({ ...one, actor })) });
}
