import { z } from 'zod';
import { CASE_EVENTS, TRANSITIONS, type CaseEvent } from '../../domain/case-transitions';
import { DENIAL_CODES } from '../../domain/denial-codes';
import { AppError } from '../../errors';
import { DECIDING, type Decision } from '../../intake/decision';

const words = z.string().max(2_000).nullish();
const digits = z.string().regex(/^\d{1,18}$/, 'minor units in digits');

/** What staff can make happen to a case that exists. */
const STAFF_EVENTS = CASE_EVENTS.filter((one) => one !== 'submit' && TRANSITIONS[one].by.includes('staff'));

export const eventBody = z.object({
  event: z
    .string()
    .min(1)
    .max(64)
    .describe(`one of ${STAFF_EVENTS.join(', ')}; which of them is possible depends on the status`),
  reason: words.describe(
    `deny: one of ${DENIAL_CODES.join(', ')}; ask_info, request_return: what the customer reads; change: why`,
  ),
  text: words.describe('what the customer reads: deny, ask_info, request_return'),
  reference: z.string().max(200).nullish().describe('mark_paid: the reference of the payment'),
  fingerprint: z.string().max(64).nullish().describe('of the case as it was shown: another one by now is refused'),
  lines: z
    .array(z.object({ sku: z.string().min(1).max(200), quantity: z.number().int().min(0).max(1_000_000) }))
    .max(500)
    .nullish()
    .describe('change: new quantities, 0 leaves a line out; what is not named stays'),
  amount: z
    .union([digits, z.object({ minor: digits, currency: z.string().max(8) })])
    .nullish()
    .describe('change: a new total in minor units'),
  id: z.string().min(1).max(128).nullish().describe('of the decision: the same one sent again takes effect once'),
});
export type EventBody = z.infer<typeof eventBody>;

export type DecidingName = (typeof DECIDING)[Decision['kind']];

/** Whether an event is a decision, which takes a person. */
export const isDecision = (event: CaseEvent): event is DecidingName =>
  Object.values(DECIDING).some((one) => one === event);

/** The new total in minor units. Throws AppError `BadRequest` for an amount of another currency than the case's. */
function amountOf({ amount }: EventBody, currency: string): { amount: bigint } | Record<never, never> {
  if (amount === null || amount === undefined) return {};
  if (typeof amount === 'string') return { amount: BigInt(amount) };
  if (amount.currency !== currency) throw new AppError('BadRequest', `in ${currency}`, { field: 'amount' });
  return { amount: BigInt(amount.minor) };
}

function changeOf(body: EventBody, currency: string): Decision {
  const lines = body.lines ? { lines: body.lines } : {};
  return { kind: 'change', ...lines, ...amountOf(body, currency), reason: either(body.reason, body.text) };
}

const either = (first: string | null | undefined, second: string | null | undefined): string => first ?? second ?? '';

const READ: Record<DecidingName, (body: EventBody, currency: string) => Decision> = {
  approve: () => ({ kind: 'approve' }),
  deny: ({ reason, text }) => ({ kind: 'deny', code: either(reason, ''), text: either(text, '') }),
  ask_info: ({ reason, text }) => ({ kind: 'ask', text: either(text, reason) }),
  change: changeOf,
  request_return: ({ reason, text }) => ({ kind: 'return', text: either(text, reason) }),
  return_received: ({ reason, text }) => ({ kind: 'return_received', text: either(text, reason) }),
};

/** The decision that a body asks for; `currency` is the case's. */
export const decisionOf = (event: DecidingName, body: EventBody, currency: string): Decision =>
  READ[event](body, currency);
