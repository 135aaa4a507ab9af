import type { FastifyInstance } from 'fastify';
import { AppError } from '../../errors';
import { attachmentRoutes } from './attachments';
import { permit, refuseNamedActor } from './caller';
import { caseEventRoutes } from './case-events';
import { caseRoutes } from './cases';
import { conversationRoutes } from './conversations';
import { filingRoutes } from './filing';
import { handoffRoutes } from './handoffs';
import { orderRoutes } from './orders';
import type { StaffParts } from './parts';
import { peopleRoutes } from './people';
import { settingsRoutes } from './settings';
import { createTokenCheck } from './token';
import { tokenRoutes } from './tokens';

/**
 * Everything under /api/v1. The token is checked before anything is read of a request, of addresses that do not exist too;
 * then whether its bearer may do what the route does. A route that does not say what it does is nobody's.
 */
export async function staffApi(app: FastifyInstance, parts: StaffParts): Promise<void> {
  const check = createTokenCheck(parts);
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    request.caller = await check(request.headers.authorization, request.ip, ({ id, why }) =>
      request.log.info({ token: id, why }, 'staff token refused'),
    );
    if (request.is404) return;
    const { may } = request.routeOptions.config;
    if (may === undefined) throw new AppError('Forbidden', 'nobody may do this');
    if (may !== 'body') permit(request, may);
  });
  app.addHook('preValidation', (request, _reply, done) => {
    refuseNamedActor(request);
    done();
  });
  app.setNotFoundHandler(() => {
    throw new AppError('NotFound', 'there is nothing here');
  });
  caseRoutes(app, parts);
  caseEventRoutes(app, parts);
  filingRoutes(app, parts);
  conversationRoutes(app, parts);
  orderRoutes(app, parts);
  attachmentRoutes(app, parts);
  peopleRoutes(app, parts);
  tokenRoutes(app, parts);
  settingsRoutes(app, parts);
  handoffRoutes(app, parts);
}
