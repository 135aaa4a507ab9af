import helmet from '@fastify/helmet';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from '../logger';
import { docs } from './docs';
import { answerError, installErrors, refuseConnection } from './error-handler';
import { operations, type OperationsParts } from './operations';
import { staffApi } from './staff/api';
import type { StaffParts } from './staff/parts';
import { traceOf } from './trace';

export interface HttpOptions extends OperationsParts {
  logger: Logger;
  clock: () => Date;
  staff: Omit<StaffParts, 'clock'>;
  /** Shown on the documentation page. */
  version: string;
}

/** Our interface: a larger body is answered 413. */
const BODY_LIMIT = 256 * 1024;
/** A photo over a slow phone's uplink still arrives in time; a caller that trickles bytes does not hold a socket for ever. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Longer than any identifier of ours or a provider's. */
const LONGEST_PARAM = 512;

/** The page policy of everything we serve: our own scripts and styles only, and nobody puts us into a frame. */
const POLICY = {
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'connect-src': ["'self'", 'ws:', 'wss:'],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'object-src': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
};

/** Spoken to by programs, often: a page's policies mean nothing there, and a dozen headers are a tenth of what an answer costs. */
const MACHINES = /^\/(v3\/directline|webhooks)\//;

/** Addresses hold tokens and phone numbers, messages quote customers: a log line gets neither, whoever writes it. */
const SERIALIZERS = {
  req: (request: { method?: string; routeOptions?: { url?: string } }) => ({
    method: request.method,
    route: request.routeOptions?.url,
  }),
  res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
  err: (error: unknown) => (error instanceof Error ? traceOf(error) : error),
};

function bare({ logger, metrics }: HttpOptions): FastifyInstance {
  const answer = answerError({ logger, metrics });
  return Fastify({
    loggerInstance: logger.child({}, { serializers: SERIALIZERS }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: false,
    requestIdHeader: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: LONGEST_PARAM },
    frameworkErrors: (error, request, reply) => void answer(error, request, reply),
    clientErrorHandler: refuseConnection,
  });
}

/** Requests under way when we close have this long to end, in milliseconds. */
const LAST_WORDS_MS = 3_000;

/**
 * Node waits for every connection that is not idle, and one on which no request ever came (browsers open them ahead) does
 * not count as idle: whoever holds one open must not keep the service from ending.
 */
function endInTime(app: FastifyInstance): void {
  app.addHook('preClose', (done) => {
    setTimeout(() => app.server.closeAllConnections(), LAST_WORDS_MS).unref();
    done();
  });
}

/** One line per request, only where somebody is looking for something. */
function logRequests(app: FastifyInstance, logger: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (logger.isLevelEnabled('debug')) {
      const { method, routeOptions } = request;
      const ms = Math.round(reply.elapsedTime);
      logger.debug({ method, route: routeOptions.url ?? 'none', status: reply.statusCode, ms }, 'answered');
    }
    done();
  });
}

/**
 * The web server with everything on it but the channels, whose routes are registered on what this returns. Errors of any
 * route, the channels' too, become answers in one place (error-handler.ts). Schemas of routes are zod's.
 */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { logger, clock, staff, metrics } = options;
  const app = bare(options);
  installErrors(app, { logger, metrics });
  app.setValidatorCompiler(validatorCompiler);
  // Schemas of answers are for the documentation: an old record that no longer fits one is shown, not refused.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  logRequests(app, logger);
  endInTime(app);
  await app.register(helmet, { global: false, contentSecurityPolicy: POLICY, frameguard: { action: 'deny' } });
  app.addHook('onRequest', async (request, reply) => {
    if (MACHINES.test(request.url))
      reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    else await reply.helmet();
  });
  await docs(app, options.version);
  operations(app, options);
  await app.register(staffApi, { prefix: '/api/v1', ...staff, clock });
  return app;
}
