import { variantOf } from './case-report';
import { statusValues } from './case-values';
import type { Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';

/**
 * A case as a letter that can be kept: number, lines, amounts, and what happens next. `receipt`: what was asked for;
 * `changed`: how it stands now.
 */
export async function byMail(moment: Moment, memory: Memory, caseNo: string, kind: string): Promise<Reply> {
  const { deps, turn, at } = moment;
  const refundCase = await deps.cases.find(turn.thread.client, caseNo);
  if (!refundCase) return reply(memory, [], 'ignored');
  const locale = refundCase.locale;
  const values = statusValues(refundCase, at);
  const told = { ...values, variant: variantOf(String(values.stage), false, refundCase, at) };
  const news = deps.choiceText({ key: kind === 'receipt' ? 'status.report' : 'status.changed', values: told }, locale);
  return reply(
    { ...memory, locale },
    [{ key: 'mail.case', values: { ...values, news, variant: refundCase.resolution } }],
    'mailed',
  );
}
