import { z } from 'zod';
import { PHOTO_TYPES } from '../../domain/photo/sniff-image';
import { ENTRY_TYPES } from '../../domain/log-entry';
import { CASE_STATUSES } from '../../domain/refund-case';

/** What the API takes and gives, for validation (requests) and documentation (both). */

const MOST_ITEMS = 200;
const DEFAULT_ITEMS = 50;
export const id = z.string().min(1).max(512);

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MOST_ITEMS).default(DEFAULT_ITEMS).describe('items in a page'),
  cursor: z.string().max(4_096).optional().describe('`next` of the page before'),
});
export type PageQuery = z.infer<typeof pageQuery>;

export const caseQuery = pageQuery.extend({
  conversation: id.optional().describe('the Direct Line conversationId, or the id the channel uses'),
  order: id.optional().describe('order number'),
  status: z.enum(CASE_STATUSES).optional(),
});
export const conversationQuery = pageQuery.extend({ channel: id.optional() });
export const orderQuery = pageQuery.extend({ sample: z.enum(['true', 'false']).optional() });

export const caseParams = z.object({ caseNo: id.describe('in any spelling that survives a phone call') });
export const idParams = z.object({ id });
export const orderParams = z.object({ orderNo: id });

export const date = z.string().describe('ISO 8601');
export const moneyShape = z.object({ minor: z.string(), currency: z.string() });
export const actorShape = z.object({ type: z.enum(['customer', 'system', 'staff', 'bot']), id: z.string() });

const caseShape = z.object({
  caseNo: z.string(),
  client: z.string(),
  status: z.enum(CASE_STATUSES),
  orderNo: z.string(),
  conversations: z.array(z.string()),
  kind: z.string(),
  reason: z.object({ l1: z.string(), l2: z.string(), verbatim: z.string() }),
  lines: z.array(z.object({ sku: z.string(), quantity: z.number(), amount: moneyShape })),
  requested: moneyShape,
  proposed: z.looseObject({ amount: moneyShape }).nullable().describe('what staff put in place of what was requested'),
  approved: moneyShape.nullable(),
  approvals: z
    .object({ needed: z.number(), by: z.array(z.object({ staffId: z.string(), name: z.string() })) })
    .describe('how many people the amount needs, and who stands behind it already'),
  fingerprint: z.string().describe('of everything that is decided'),
  intake: z.looseObject({ mode: z.string(), source: z.string() }).nullable(),
  destination: z.looseObject({ type: z.string() }),
  resolution: z.string(),
  decision: z.looseObject({ outcome: z.string(), codes: z.array(z.string()) }),
  evidence: z.array(z.string()).describe('attachment ids'),
  history: z.array(z.looseObject({ status: z.string(), at: date, actor: actorShape })),
  expectedAt: date.nullable(),
  createdAt: date,
  updatedAt: date,
});

const costShape = z.object({
  messages: z.number().describe('taken by a provider that charges for each'),
  segments: z.number().describe('of SMS'),
  estimate: z
    .object({ amount: z.string(), currency: z.string() })
    .nullable()
    .describe('an estimate by the prices configured; null where one is missing'),
});
const seenCase = caseShape.extend({
  messaging: costShape.extend({
    conversations: z.array(costShape.extend({ channel: z.string(), conversation: z.string() })),
  }),
});

const entryShape = z.object({
  stream: z.string(),
  seq: z.number(),
  at: date,
  type: z.enum(ENTRY_TYPES),
  actor: actorShape,
  data: z.looseObject({}),
});

const conversationShape = z.object({
  id: z.string(),
  channel: z.string(),
  client: z.string(),
  contact: z.looseObject({ id: z.string() }),
  locale: z.string(),
  handled: z.number(),
  lastInAt: date.nullable(),
});

const orderShape = z.looseObject({ orderNo: z.string(), client: z.string(), currency: z.string() });
export const errorShape = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.string().optional(),
    why: z.string().optional().describe('which of several refusals of the same code it is'),
  }),
});
const stale = errorShape.extend({ case: caseShape.optional().describe('`stale`: the case as it is now') });

export const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() });
export const refusals = { 400: errorShape, 401: errorShape, 403: errorShape, 429: errorShape, 503: errorShape };
/** Of a request with a body: too large, or in another format. */
export const unread = { 413: errorShape, 415: errorShape };

/** A photo, as the type its content has. */
const picture = {
  description: 'The file',
  content: Object.fromEntries(PHOTO_TYPES.map((type) => [type, { schema: z.string().meta({ format: 'binary' }) }])),
};

/** Shapes that are shown, not enforced: what a handler answers is typed by what it reads. */
export const shown = <Name extends string>(shapes: Record<Name, Record<number, z.ZodType | typeof picture>>) => shapes;

export const answers = shown({
  cases: { 200: listOf(caseShape), ...refusals },
  case: { 200: seenCase, 404: errorShape, ...refusals },
  filed: {
    200: caseShape.extend({ outcome: z.literal('duplicate') }).describe('an open case holds these items'),
    201: caseShape.extend({ outcome: z.enum(['filed', 'denied', 'review']) }),
    404: errorShape,
    409: errorShape,
    ...unread,
    ...refusals,
  },
  moved: { 200: caseShape, 404: errorShape, 409: stale, ...unread, ...refusals },
  log: { 200: listOf(entryShape), 404: errorShape, ...refusals },
  conversations: { 200: listOf(conversationShape), ...refusals },
  orders: { 200: listOf(orderShape), ...refusals },
  order: { 200: orderShape, 404: errorShape, ...refusals },
  attachment: { 200: picture, 404: errorShape, ...refusals },
});
