import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { REASONS } from '../../domain/reasons';
import { AppError } from '../../errors';
import { fileOnBehalf, type Filed } from '../../intake/file-on-behalf';
import { SOURCES, VERIFICATIONS } from '../../intake/on-behalf-request';
import { personOf } from './caller';
import { caseToJson } from './json';
import type { StaffParts } from './parts';
import { answers, id } from './shapes';

const filingBody = z.object({
  source: z.enum(SOURCES).describe('how the request reached you'),
  verifiedBy: z.enum(VERIFICATIONS).describe('how you know who it is; nobody files without'),
  orderNo: id,
  contact: z.string().min(1).max(254).describe("the order's e-mail address or telephone number"),
  lines: z
    .array(z.object({ sku: z.string().min(1).max(200), quantity: z.number().int().min(1).max(1_000_000) }))
    .min(1)
    .max(500),
  reason: z.object({
    l1: z
      .string()
      .max(64)
      .describe(`one of ${[...new Set(REASONS.map(({ l1 }) => l1))].join(', ')}`),
    l2: z
      .string()
      .max(64)
      .describe(`of its l1: ${REASONS.map(({ l1, l2 }) => `${l1}/${l2}`).join(', ')}`),
    verbatim: z.string().max(4_000).default('').describe("in the customer's words"),
  }),
  resolution: z.enum(['refund', 'exchange', 'store_credit']).default('refund'),
  locale: z
    .string()
    .max(35)
    .nullish()
    .describe('of what the customer will read of it, such as es; English unless said'),
  transcriptRef: z.string().max(500).nullish().describe('where the call or mail can be found'),
  id: z.string().min(1).max(128).nullish().describe('of the request: the same one sent again files once'),
});

function refusal(filed: Extract<Filed, { outcome: 'refused' }>): AppError {
  if (filed.why === 'invalid')
    return new AppError('BadRequest', `not a ${filed.field} of this`, { field: filed.field });
  if (filed.why === 'not_found') return new AppError('NotFound', 'no such order, or not with this contact');
  const own = 'this is an order of your own: somebody else must file it';
  return new AppError('Forbidden', filed.why === 'own_order' ? own : 'your roles do not allow this', {
    why: filed.why,
  });
}

/** Requests that came by phone, e-mail or social media, filed by an agent. */
export function filingRoutes(app: FastifyInstance, parts: StaffParts): void {
  const { client, clock, newId, settings } = parts;
  app.withTypeProvider<ZodTypeProvider>().post(
    '/cases',
    {
      config: { may: 'file' },
      schema: {
        tags: ['cases'],
        security: [{ staff: [] }],
        summary: 'Files a request for a customer who called or wrote elsewhere; takes a person',
        body: filingBody,
        response: answers.filed,
      },
    },
    async (request, reply) => {
      const { transcriptRef, locale, id: given, ...rest } = request.body;
      const filed = await fileOnBehalf(parts, {
        ...rest,
        ...(transcriptRef ? { transcriptRef } : {}),
        ...(locale ? { locale } : {}),
        id: given ?? newId(),
        client,
        staffId: personOf(request).id,
        at: clock(),
      });
      if (filed.outcome === 'refused') throw refusal(filed);
      const shown = caseToJson(filed.refundCase, await settings.of(client)) as object;
      return reply.code(filed.outcome === 'duplicate' ? 200 : 201).send({ outcome: filed.outcome, ...shown });
    },
  );
}
