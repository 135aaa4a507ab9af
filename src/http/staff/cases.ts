import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { caseNumber, missingCase } from './case-number';
import type { StaffParts } from './parts';
import { caseToJson, entryToJson } from './json';
import { pageRequest } from './page';
import { answers, caseParams, caseQuery, pageQuery } from './shapes';

/** Cases and their logs. */
export function caseRoutes(app: FastifyInstance, parts: StaffParts): void {
  const { board, cases, client, settings } = parts;
  const api = app.withTypeProvider<ZodTypeProvider>();
  const described = { tags: ['cases'], security: [{ staff: [] }] };
  const config = { may: 'read' } as const;

  api.get(
    '/cases',
    {
      config,
      schema: { ...described, summary: 'Cases, newest first', querystring: caseQuery, response: answers.cases },
    },
    async (request, reply) => {
      const { conversation, order, status } = request.query;
      const filter = {
        ...(conversation === undefined ? {} : { conversation }),
        ...(order === undefined ? {} : { order }),
        ...(status === undefined ? {} : { status }),
      };
      const { items, next } = await board.cases(client, filter, pageRequest(request.query));
      const rules = await settings.of(client);
      return reply.send({ items: items.map((one) => caseToJson(one, rules)), next });
    },
  );

  api.get(
    '/cases/:caseNo',
    { config, schema: { ...described, summary: 'One case', params: caseParams, response: answers.case } },
    async (request, reply) => {
      const found = await cases.find(client, caseNumber(request.params.caseNo));
      if (!found) throw missingCase();
      const [rules, messaging] = await Promise.all([settings.of(client), parts.messaging(found)]);
      return reply.send(caseToJson(found, rules, { messaging }));
    },
  );

  api.get(
    '/cases/:caseNo/log',
    {
      config,
      schema: {
        ...described,
        summary: "A case's own log and its conversations', by time",
        params: caseParams,
        querystring: pageQuery,
        response: answers.log,
      },
    },
    async (request, reply) => {
      const log = await board.caseLog(client, caseNumber(request.params.caseNo), pageRequest(request.query));
      if (!log) throw missingCase();
      return reply.send({ items: log.items.map(entryToJson), next: log.next });
    },
  );
}
