import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { AppError } from '../../errors';
import type { StaffParts } from './parts';
import { toJson } from './json';
import { pageRequest } from './page';
import { answers, orderParams, orderQuery } from './shapes';

/** Orders as they were loaded; amounts in minor units of the order's currency, as strings of digits. */
export function orderRoutes(app: FastifyInstance, { board, orders, client }: StaffParts): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const described = { tags: ['orders'], security: [{ staff: [] }] };
  const config = { may: 'read' } as const;

  api.get(
    '/orders',
    {
      config,
      schema: { ...described, summary: 'Orders, by number', querystring: orderQuery, response: answers.orders },
    },
    async (request, reply) => {
      const { sample } = request.query;
      const filter = sample === undefined ? {} : { sample: sample === 'true' };
      const { items, next } = await board.orders(client, filter, pageRequest(request.query));
      return reply.send({ items: items.map(toJson), next });
    },
  );

  api.get(
    '/orders/:orderNo',
    { config, schema: { ...described, summary: 'One order', params: orderParams, response: answers.order } },
    async (request, reply) => {
      const order = await orders.find(client, request.params.orderNo);
      if (!order) throw new AppError('NotFound', 'no such order');
      return reply.send(toJson(order));
    },
  );
}
