import type { Value } from '../src/turn/message';
import type { Memory } from './memory';
import type { Moment, Reply } from './moment';
import { reply } from './moment';
import type { RefundDraft } from './refund-draft';
import { refundDialog } from './refund-dialog';

/** The moment with nothing said in it: whatever question is due is asked again without counting as a failed try. */
export function quiet(moment: Moment, lead?: { key: string } & Record<string, Value>): Moment {
  const said = { ...moment.turn.said, text: '', attachments: [] };
  const blank = moment.deps.understand('', { locale: said.locale });
  return {
    ...moment,
    turn: { ...moment.turn, said },
    text: '',
    given: '',
    tap: null,
    picked: [],
    reading: blank,
    quiet: true,
    ...(lead ? { lead } : {}),
  };
}

/** True while a refund request is being made (a denied one is over). */
export function hasOpenDraft(memory: Memory): memory is Memory & { refund: RefundDraft } {
  return memory.refund !== null && memory.refund.denied === undefined;
}

/** Back to the question that was on the table, opened by a sentence that says so. */
export async function resume(
  moment: Moment,
  memory: Memory,
  lead?: { key: string } & Record<string, Value>,
): Promise<Reply> {
  if (!hasOpenDraft(memory)) return reply(memory, [], 'none');
  return refundDialog(quiet(moment, lead), memory);
}
