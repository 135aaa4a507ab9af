import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { readCaseNo } from '../../domain/case-number';
import type { Refusal } from '../../domain/case-transitions';
import type { CaseStatus } from '../../domain/refund-case';
import { AppError } from '../../errors';
import { cleanWords, eventProblem, readCaseEvent } from '../../intake/case-event';
import { decideCase } from '../../intake/decide-case';
import { byOf, permit } from './caller';
import { deedOf } from './case-deeds';
import type { StaffParts } from './parts';
import { caseToJson, entryToJson } from './json';
import { pageRequest } from './page';
import { answers, caseParams, caseQuery, eventBody, pageQuery } from './shapes';

/** The number as it is stored, from however it was spelled. */
const caseNumber = (given: string): string => readCaseNo(given) ?? given.trim();

const missing = (): AppError => new AppError('NotFound', 'no such case');

/** In words, why the table refused. */
function refusal(event: string, from: CaseStatus, why: Refusal): AppError {
  const words: Partial<Record<Refusal, string>> = {
    actor: `${event} is not for staff to do`,
    claims: 'its items are held by another case',
  };
  const message = words[why] ?? `${event} is not possible while the case is ${from}`;
  return new AppError('IllegalTransition', message, { field: 'event' });
}

/** Cases, their logs, and the events that move them. */
export function caseRoutes(app: FastifyInstance, parts: StaffParts): void {
  const { board, cases, client, clock } = parts;
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
      return reply.send({ items: items.map(caseToJson), next });
    },
  );

  api.get(
    '/cases/:caseNo',
    { config, schema: { ...described, summary: 'One case', params: caseParams, response: answers.case } },
    async (request, reply) => {
      const found = await cases.find(client, caseNumber(request.params.caseNo));
      if (!found) throw missing();
      return reply.send(caseToJson(found));
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
      if (!log) throw missing();
      return reply.send({ items: log.items.map(entryToJson), next: log.next });
    },
  );

  api.post(
    '/cases/:caseNo/events',
    {
      config: { may: 'body' },
      schema: {
        ...described,
        summary: 'Moves a case through its table',
        params: caseParams,
        body: eventBody,
        response: answers.moved,
      },
    },
    async (request, reply) => {
      const event = readCaseEvent(request.body.event);
      if (!event) throw new AppError('BadRequest', 'no such event', { field: 'event' });
      permit(request, deedOf(event));
      const words = { reason: request.body.reason ?? '', reference: request.body.reference ?? '' };
      const problem = eventProblem(event, words);
      if (problem) throw new AppError('BadRequest', problem.message, { field: problem.field });
      const caseNo = caseNumber(request.params.caseNo);
      const order = { client, caseNo, event, ...byOf(request, clock()) };
      const decided = await decideCase(parts, { ...order, ...cleanWords(words) });
      if (decided.outcome === 'missing') throw missing();
      if (decided.outcome === 'refused') throw refusal(event, decided.from, decided.why);
      return reply.send(caseToJson(decided.refundCase));
    },
  );
}
