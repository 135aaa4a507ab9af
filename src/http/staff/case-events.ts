import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { CaseEvent, Refusal } from '../../domain/case-transitions';
import type { CaseStatus, RefundCase } from '../../domain/refund-case';
import { AppError } from '../../errors';
import { cleanWords, eventProblem, readCaseEvent } from '../../intake/case-event';
import { decide, type Decided } from '../../intake/decide';
import { reportEvent } from '../../intake/report-event';
import { problemBody } from '../problem';
import { byOf, permit, personOf } from './caller';
import { deedOf } from './case-deeds';
import { caseNumber, missingCase } from './case-number';
import { decisionOf, eventBody, isDecision, type DecidingName, type EventBody } from './event-body';
import { caseToJson } from './json';
import type { StaffParts } from './parts';
import { answers, caseParams } from './shapes';

/** In words, why the table refused. */
function illegal(event: string, from: CaseStatus, why: Refusal = 'illegal'): AppError {
  const words: Partial<Record<Refusal, string>> = {
    actor: `${event} is not for staff to do`,
    claims: 'its items are held by another case',
  };
  const message = words[why] ?? `${event} is not possible while the case is ${from}`;
  return new AppError('IllegalTransition', message, { field: 'event' });
}

const FORBIDDEN: Record<string, string> = {
  not_allowed: 'your roles do not allow this',
  took_part: 'you took part in this case: somebody else must decide it',
  over_limit: 'this is above what you may approve',
};

/** Fields of a decision as a body names them. */
const FIELDS: Record<string, string> = { code: 'reason' };

function refusal(decided: Extract<Decided, { outcome: 'refused' }>, event: CaseEvent): AppError {
  if (decided.why === 'missing') return missingCase();
  if (decided.why === 'invalid') {
    const field = FIELDS[decided.field] ?? decided.field;
    return new AppError('BadRequest', `${event} needs another ${field}`, { field });
  }
  if (decided.why === 'illegal') return illegal(event, decided.refundCase.status);
  return new AppError('Forbidden', FORBIDDEN[decided.why] ?? 'not allowed', { why: decided.why });
}

/** What an event must carry whatever the state of the case. Throws AppError `BadRequest`. */
function wordsOf(event: CaseEvent, { reason, reference }: EventBody) {
  const words = { reason: reason ?? '', reference: reference ?? '' };
  const problem = eventProblem(event, words);
  if (problem) throw new AppError('BadRequest', problem.message, { field: problem.field });
  return cleanWords(words);
}

/** Moves cases by events: decisions take a person, the others report what is known. */
export function caseEventRoutes(app: FastifyInstance, parts: StaffParts): void {
  const { client, clock, newId } = parts;

  async function shown(reply: FastifyReply, refundCase: RefundCase): Promise<FastifyReply> {
    return reply.send(caseToJson(refundCase, await parts.settings.of(client)));
  }

  /** A stale decision is answered with the case as it is now. */
  async function outdated(reply: FastifyReply, refundCase: RefundCase): Promise<FastifyReply> {
    const problem = { status: 409, code: 'stale' as const, message: 'the case is not what was shown any more' };
    const current = caseToJson(refundCase, await parts.settings.of(client));
    return reply.code(409).send({ ...problemBody(problem), case: current });
  }

  async function decided(request: FastifyRequest, reply: FastifyReply, event: DecidingName, body: EventBody) {
    const { caseNo } = request.params as { caseNo: string };
    const person = personOf(request);
    const current = await parts.cases.find(client, caseNumber(caseNo));
    if (!current) throw missingCase();
    const made = await decide(parts, {
      id: body.id ? `${person.id}:${body.id}` : newId(),
      client,
      caseNo: current.caseNo,
      staffId: person.id,
      ...(body.fingerprint ? { fingerprint: body.fingerprint } : {}),
      decision: decisionOf(event, body, current.requested.currency),
      at: clock(),
    });
    if (made.outcome === 'refused') throw refusal(made, event);
    return made.outcome === 'stale' ? outdated(reply, made.refundCase) : shown(reply, made.refundCase);
  }

  app.withTypeProvider<ZodTypeProvider>().post(
    '/cases/:caseNo/events',
    {
      config: { may: 'body' },
      schema: {
        tags: ['cases'],
        security: [{ staff: [] }],
        summary: 'Moves a case through its table; a decision takes a person, and above a limit two',
        params: caseParams,
        body: eventBody,
        response: answers.moved,
      },
    },
    async (request, reply) => {
      const { body } = request;
      const event = readCaseEvent(body.event);
      if (!event) throw new AppError('BadRequest', 'no such event', { field: 'event' });
      permit(request, deedOf(event));
      const words = wordsOf(event, body);
      if (isDecision(event)) return decided(request, reply, event, body);
      const order = { client, caseNo: caseNumber(request.params.caseNo), event, ...byOf(request, clock()) };
      const reported = await reportEvent(parts, { ...order, ...words });
      if (reported.outcome === 'missing') throw missingCase();
      if (reported.outcome === 'refused') throw illegal(event, reported.from, reported.why);
      return shown(reply, reported.refundCase);
    },
  );
}
