import { z } from 'zod';
import type { DeskPerson, OnBehalfInput } from '../../../src/channel-desk';
import type { DeskCase } from '../../../src/channel-desk-shown';
import type { DeskSubmission, SubmissionAnswer } from '../desk-port';
import { filedWords, NOT_THERE } from './answers';
import type { Context } from './context';
import { noticeView } from './decision-views';
import { fieldErrors } from './field-errors';
import { choiceOf, textOf } from './inputs';
import { fileLinesView, type FileKeeps } from './on-behalf-views';

const SOURCES = ['phone', 'email', 'social'] as const;
const RESOLUTIONS = ['refund', 'exchange', 'store_credit'] as const;

const keepsSchema = z.object({
  source: z.enum(SOURCES),
  verifiedBy: z.string(),
  orderNo: z.string(),
  contact: z.string(),
  locale: z.string().default('en'),
  skus: z.array(z.string()),
});

function readKeeps(privateMetadata: string): FileKeeps | null {
  try {
    return keepsSchema.parse(JSON.parse(privateMetadata));
  } catch {
    return null;
  }
}

const errors = (given: Record<string, string>): SubmissionAnswer => ({ response_action: 'errors', errors: given });

/** First step: the order is there; what of it is free can be chosen. */
export async function chooseLines(
  { desk }: Context,
  { view }: DeskSubmission,
  person: DeskPerson,
): Promise<SubmissionAnswer> {
  const orderNo = textOf(view.values, 'orderNo');
  const order = await desk.order(person.client, orderNo);
  if (!order) return errors({ orderNo: 'There is no order with this number.' });
  const source = SOURCES.find((one) => one === choiceOf(view.values, 'source')) ?? 'phone';
  const verifiedBy = choiceOf(view.values, 'verifiedBy');
  const contact = textOf(view.values, 'contact');
  const locale = choiceOf(view.values, 'locale') || 'en';
  const keeps = { source, verifiedBy, orderNo: order.orderNo, contact, locale };
  return { response_action: 'update', view: fileLinesView(order, keeps, desk.reasons()) };
}

/** What the second step holds. */
function requestOf({ id, view }: DeskSubmission, person: DeskPerson, { skus, ...first }: FileKeeps): OnBehalfInput {
  const { values } = view;
  const lines = skus.map((sku, i) => ({ sku, quantity: Number(choiceOf(values, `line-${String(i)}`) || 0) }));
  const [l1 = '', l2 = ''] = choiceOf(values, 'reason').split('/');
  const transcriptRef = textOf(values, 'transcriptRef');
  return {
    ...first,
    id,
    client: person.client,
    staffId: person.id,
    lines: lines.filter(({ quantity }) => quantity > 0),
    reason: { l1, l2, verbatim: textOf(values, 'verbatim') },
    resolution: RESOLUTIONS.find((one) => one === choiceOf(values, 'resolution')) ?? 'refund',
    ...(transcriptRef ? { transcriptRef } : {}),
  };
}

const notice = (words: string, given: DeskCase | null = null): SubmissionAnswer => ({
  response_action: 'update',
  view: noticeView('File a request', words, given),
});

/** Second step: the request is filed like one of the customer's own. */
export async function fileRequest(
  context: Context,
  submission: DeskSubmission,
  person: DeskPerson,
): Promise<SubmissionAnswer> {
  const { view } = submission;
  const keeps = readKeeps(view.privateMetadata);
  if (!keeps) return notice(NOT_THERE);
  const request = requestOf(submission, person, keeps);
  if (!request.lines.length)
    return keeps.skus.length
      ? errors({ 'line-0': 'Choose at least one item.' })
      : notice('Nothing of this order is free.');
  const answer = await context.desk.fileOnBehalf(request);
  context.changed();
  const beside = fieldErrors(answer, view.values);
  if (beside) return beside;
  return notice(`*${filedWords(answer)}*`, answer.outcome === 'refused' ? null : answer.case);
}
