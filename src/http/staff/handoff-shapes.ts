import { z } from 'zod';
import type { DeskOrderInput } from '../../channel-desk';
import { CHOSEN_RESOLUTIONS } from '../../domain/handoff-resolution';
import { HANDOFF_STATUSES } from '../../domain/handoff';
import { date, errorShape, id, listOf, refusals, shown, unread } from './shapes';

/** What the API takes and gives about conversations that people take over. */

const text = z.string().max(12_000);
const orderId = z.string().min(1).max(128).optional().describe('the same id takes effect once');

export const handoffQuery = z.object({
  status: z.enum(HANDOFF_STATUSES).exclude(['closed']).optional(),
  team: z.string().max(64).optional(),
  mine: z.enum(['true', 'false']).optional().describe('only what the caller has'),
});
export const transcriptQuery = z.object({
  after: z.coerce.number().int().min(0).default(0).describe('`seq` of the last line known'),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export const previewQuery = z.object({ text });
export const reportQuery = z.object({ from: z.coerce.date(), to: z.coerce.date() });

const attachment = z.object({
  id,
  name: z.string().max(200),
  contentType: z.string().max(100),
  bytes: z.number().int(),
});

/** Nothing need be said beside the address. */
const bare = z.object({ id: orderId }).nullish();

/** The body of each action, by the last part of its address. */
export const actionBodies = {
  claim: bare,
  release: bare,
  transfer: z.object({
    id: orderId,
    to: z.union([z.object({ staffId: id }), z.object({ team: z.string().min(1).max(64) })]),
    note: text.optional(),
  }),
  reply: z.object({
    id: orderId,
    text,
    attachments: z.array(attachment).max(5).default([]),
    fingerprint: z.string().max(64).describe('of the preview: what it did not show is not sent'),
  }),
  note: z.object({ id: orderId, text, ref: z.string().max(200).default('api') }),
  park: z.object({ id: orderId, until: z.iso.datetime({ offset: true }) }),
  resolve: z.object({
    id: orderId,
    resolution: z
      .string()
      .max(64)
      .describe(`one of ${CHOSEN_RESOLUTIONS.join(', ')}`),
    farewell: z.boolean().default(true),
  }),
  handback: bare,
};
export type ActionName = keyof typeof actionBodies;

type Body<K extends ActionName> = z.infer<(typeof actionBodies)[K]>;

/** What each body asks the desk to do. */
export const actionOf: { [K in ActionName]: (body: Body<K>) => DeskOrderInput['action'] } = {
  claim: () => ({ kind: 'claim' }),
  release: () => ({ kind: 'release' }),
  transfer: ({ to, note }) => ({ kind: 'transfer', to, ...(note === undefined ? {} : { note }) }),
  reply: ({ text: words, attachments, fingerprint }) => ({ kind: 'reply', text: words, attachments, fingerprint }),
  note: ({ text: words, ref }) => ({ kind: 'note', text: words, ref, change: 'written' }),
  park: ({ until }) => ({ kind: 'park', until }),
  resolve: ({ resolution, farewell }) => ({ kind: 'resolve', resolution, farewell }),
  handback: () => ({ kind: 'handback' }),
};

const person = z.object({ staffId: z.string(), name: z.string() });
const queueShape = z.object({
  handoffId: z.string(),
  status: z.enum(HANDOFF_STATUSES),
  team: z.string(),
  locale: z.string(),
  channel: z.string(),
  title: z.string(),
  askedAt: date,
  promisedBy: date,
  late: z.boolean(),
  owner: person.nullable(),
  parkedUntil: date.nullable(),
  caseNo: z.string().nullable(),
});
const cardShape = z.looseObject({
  handoffId: z.string(),
  status: z.enum(HANDOFF_STATUSES),
  owner: person.extend({ since: date }).nullable(),
});
const lineShape = z.looseObject({ seq: z.number(), at: date, who: z.string(), kind: z.string(), text: z.string() });
const answerShape = z.object({ outcome: z.enum(['done', 'pending']) });
const previewShape = z.looseObject({ ok: z.boolean(), problem: z.string().nullable(), fingerprint: z.string() });
const spread = z.object({ count: z.number(), average: z.number().nullable(), median: z.number().nullable() });
const satisfactionShape = z.looseObject({ asked: z.number(), answered: z.number(), average: z.number().nullable() });
const groupShape = z.object({ ended: z.number(), handle: spread, satisfaction: satisfactionShape });
const reportShape = z.object({
  handled: z.number(),
  left: z.object({ waiting: z.number(), claimed: z.number() }),
  resolutions: z.record(z.string(), z.number()),
  firstReply: spread.describe('milliseconds from the call to the first words of a person'),
  handle: spread.describe('milliseconds somebody had it'),
  promisesBroken: z.number(),
  satisfaction: satisfactionShape,
  teams: z.array(groupShape.extend({ team: z.string() })).describe('by the team it was in at the end'),
  agents: z
    .array(groupShape.extend({ staffId: z.string(), name: z.string() }))
    .describe('by who ended it: with them goes all the time that anybody had it'),
  messaging: z
    .looseObject({ messages: z.number(), segments: z.number() })
    .describe('what was sent to phones from the call to the end, with an estimate of its price'),
});

export const handoffAnswers = shown({
  queue: { 200: listOf(queueShape), ...refusals },
  card: { 200: cardShape, 404: errorShape, ...refusals },
  transcript: { 200: listOf(lineShape), 404: errorShape, ...refusals },
  preview: { 200: previewShape, 404: errorShape, ...refusals },
  acted: {
    200: answerShape,
    202: answerShape.describe('safe, not done yet'),
    404: errorShape,
    409: errorShape,
    ...unread,
    ...refusals,
  },
  report: { 200: reportShape, ...refusals },
});
