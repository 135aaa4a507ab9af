import type { FastifyInstance } from 'fastify';
import { AppError } from '../../errors';
import { attachmentRoutes } from './attachments';
import { caseRoutes } from './cases';
import { conversationRoutes } from './conversations';
import { orderRoutes } from './orders';
import type { StaffParts } from './parts';
import { createTokenCheck } from './token';

/** Everything under /api/v1. The token is checked before anything is read of a request, of addresses that do not exist too. */
export async function staffApi(app: FastifyInstance, parts: StaffParts): Promise<void> {
  const check = createTokenCheck(parts.token, parts.clock);
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('cache-control', 'no-store');
    try {
      check(request.headers.authorization, request.ip);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  app.setNotFoundHandler(() => {
    throw new AppError('NotFound', 'there is nothing here');
  });
  caseRoutes(app, parts);
  conversationRoutes(app, parts);
  orderRoutes(app, parts);
  attachmentRoutes(app, parts);
}
