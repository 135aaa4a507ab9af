import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { DeskAnswer, DeskOrderInput } from '../../channel-desk';
import { AppError } from '../../errors';
import { personOf } from './caller';
import {
  actionBodies,
  actionOf,
  handoffAnswers,
  handoffQuery,
  previewQuery,
  reportQuery,
  transcriptQuery,
  type ActionName,
} from './handoff-shapes';
import { toJson } from './json';
import type { StaffParts } from './parts';
import { idParams } from './shapes';

const missing = (): AppError => new AppError('NotFound', 'no such conversation at the desk');
const conflict = (why: string, message: string): AppError => new AppError('Conflict', message, { why });

type Refused = Extract<DeskAnswer, { outcome: 'refused' }>;

/** Every refusal of the desk as the house answers it; who has a conversation is named. */
const REFUSALS: { [W in Refused['why']]: (refused: Extract<Refused, { why: W }>) => AppError } = {
  taken: ({ owner, since }) => conflict('taken', `taken by ${owner.name} (${owner.staffId}) at ${since}`),
  not_yours: ({ owner }) =>
    conflict('not_yours', owner ? `${owner.name} (${owner.staffId}) has it` : 'nobody has it: claim it first'),
  closed: () => conflict('closed', 'this conversation is closed at the desk'),
  stale: () => new AppError('stale', 'this is not what the preview showed; preview it again'),
  unreachable: ({ code }) => conflict(code, 'the customer cannot be reached now'),
  missing,
  not_allowed: () => new AppError('Forbidden', 'your roles do not allow this'),
  invalid: ({ field }) => new AppError('BadRequest', `not valid: ${field}`, { field }),
};

const refusal = <W extends Refused['why']>(why: W, refused: Extract<Refused, { why: W }>): AppError =>
  REFUSALS[why](refused);

/** Conversations that people take over: what can be done at the desk can be done here, under a person's own token. */
export function handoffRoutes(app: FastifyInstance, parts: StaffParts): void {
  const { desk, client, newId } = parts;
  const api = app.withTypeProvider<ZodTypeProvider>();
  const described = { tags: ['handoffs'], security: [{ staff: [] }] };
  const read = { may: 'read' } as const;

  /** Of our client, or not there at all. */
  async function ours(id: string) {
    const card = await desk.card(id);
    if (card?.client !== client) throw missing();
    return card;
  }

  /** Whoever is of another client may do nothing with it (`not_allowed`): that is for the desk to say. */
  async function act(request: FastifyRequest, input: Omit<DeskOrderInput, 'staffId'>): Promise<DeskAnswer> {
    const answer = await desk.act({ ...input, staffId: personOf(request).id });
    if (answer.outcome === 'refused') throw refusal(answer.why, answer);
    return answer;
  }

  api.get(
    '/handoffs',
    {
      config: read,
      schema: {
        ...described,
        summary: 'Open conversations of the desk, the longest waiting first',
        querystring: handoffQuery,
        response: handoffAnswers.queue,
      },
    },
    async (request, reply) => {
      const { status, team, mine } = request.query;
      const filter = {
        ...(team === undefined ? {} : { team }),
        ...(mine === 'true' ? { staffId: personOf(request).id } : {}),
      };
      const items = await desk.queue(client, filter);
      const shown = status ? items.filter((one) => one.status === status) : items;
      return reply.send({ items: shown.map(toJson), next: null });
    },
  );

  api.get(
    '/handoffs/:id',
    {
      config: read,
      schema: {
        ...described,
        summary: 'One of them, personal data masked',
        params: idParams,
        response: handoffAnswers.card,
      },
    },
    async (request, reply) => reply.send(toJson(await ours(request.params.id))),
  );

  api.get(
    '/handoffs/:id/transcript',
    {
      config: read,
      schema: {
        ...described,
        summary: 'What was said and done, personal data masked',
        params: idParams,
        querystring: transcriptQuery,
        response: handoffAnswers.transcript,
      },
    },
    async (request, reply) => {
      const { after, limit } = request.query;
      await ours(request.params.id);
      const items = await desk.transcript(request.params.id, after, limit);
      const next = items.length === limit ? String(items.at(-1)?.seq) : null;
      return reply.send({ items: items.map(toJson), next });
    },
  );

  api.get(
    '/handoffs/:id/preview',
    {
      config: { may: 'attend' },
      schema: {
        ...described,
        summary: 'What the customer would read, and whether it can be sent',
        params: idParams,
        querystring: previewQuery,
        response: handoffAnswers.preview,
      },
    },
    async (request, reply) => {
      await ours(request.params.id);
      return reply.send(toJson(await desk.preview(request.params.id, request.query.text, [])));
    },
  );

  function action<K extends ActionName>(name: K): void {
    api.post(
      `/handoffs/:id/${name}`,
      {
        config: { may: name === 'note' ? 'note' : 'attend' },
        schema: {
          ...described,
          summary: `The caller's own ${name}`,
          params: idParams,
          body: actionBodies[name],
          response: handoffAnswers.acted,
        },
      },
      async (request, reply) => {
        const body = actionBodies[name].parse(request.body ?? {}) as Parameters<(typeof actionOf)[K]>[0];
        const id = body?.id ?? newId();
        const { id: handoffId } = request.params as { id: string };
        const answer = await act(request, { id: `api:${id}`, handoffId, action: actionOf[name](body) });
        return reply.code(answer.outcome === 'pending' ? 202 : 200).send({ outcome: answer.outcome });
      },
    );
  }
  (Object.keys(actionBodies) as ActionName[]).forEach(action);

  api.get(
    '/desk/report',
    {
      config: read,
      schema: {
        ...described,
        summary: 'What ended between two moments: counts, times and satisfaction',
        querystring: reportQuery,
        response: handoffAnswers.report,
      },
    },
    async (request, reply) => {
      const { from, to } = request.query;
      if (from >= to) throw new AppError('BadRequest', 'ends after it begins', { field: 'to' });
      return reply.send(toJson(await parts.deskReport(client, from, to)));
    },
  );
}
