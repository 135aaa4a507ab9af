import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { AppError } from '../../errors';
import type { ConversationSummary } from '../../intake/ports';
import type { StaffParts } from './parts';
import { entryToJson, toJson, type Json } from './json';
import { pageRequest } from './page';
import { answers, conversationQuery, idParams, pageQuery } from './shapes';

const toItem = ({ conversation, lastInAt, ...rest }: ConversationSummary): Json =>
  toJson({ id: conversation, ...rest, lastInAt: lastInAt ?? null });

/** Conversations and their logs. */
export function conversationRoutes(app: FastifyInstance, { board, client }: StaffParts): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const described = { tags: ['conversations'], security: [{ staff: [] }] };
  const config = { may: 'read' } as const;

  api.get(
    '/conversations',
    {
      config,
      schema: {
        ...described,
        summary: 'Conversations, by channel and id',
        querystring: conversationQuery,
        response: answers.conversations,
      },
    },
    async (request, reply) => {
      const { channel } = request.query;
      const filter = channel === undefined ? {} : { channel };
      const { items, next } = await board.conversations(client, filter, pageRequest(request.query));
      return reply.send({ items: items.map(toItem), next });
    },
  );

  api.get(
    '/conversations/:id/log',
    {
      config,
      schema: {
        ...described,
        summary: 'The log of one conversation',
        params: idParams,
        querystring: pageQuery,
        response: answers.log,
      },
    },
    async (request, reply) => {
      const log = await board.conversationLog(client, request.params.id, pageRequest(request.query));
      if (!log) throw new AppError('NotFound', 'no such conversation');
      return reply.send({ items: log.items.map(entryToJson), next: log.next });
    },
  );
}
