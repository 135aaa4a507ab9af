import { moneyToJson, type Money } from '../src/domain/money';
import type { RefundCase } from '../src/domain/refund-case';
import { newsVariant } from './announce';
import { variantOf } from './case-report';
import { statusValues } from './case-values';
import type { Memory } from './memory';
import { reply, type Moment, type Reply } from './moment';

/** What of the amount is no line's: shipping. Null where another amount was approved than was asked for. */
function shippingOf({ lines, requested, approved }: RefundCase): Money | null {
  if (approved && approved.minor !== requested.minor) return null;
  const minor = lines.reduce((left, { amount }) => left - amount.minor, requested.minor);
  return minor > 0n ? { minor, currency: requested.currency } : null;
}

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
  const stage = String(values.stage);
  const [key, variant] =
    kind === 'receipt'
      ? ['status.report', variantOf(stage, false, refundCase, at)]
      : ['status.changed', newsVariant(refundCase, stage, at)];
  const told = { ...values, variant };
  const postage = shippingOf(refundCase);
  const news = deps.choiceText({ key, values: told }, locale);
  return reply(
    { ...memory, locale },
    [
      {
        key: 'mail.case',
        values: {
          ...values,
          ...(postage ? { shipping: { ...moneyToJson(postage) } } : {}),
          news,
          variant: refundCase.resolution,
        },
      },
    ],
    'mailed',
  );
}
