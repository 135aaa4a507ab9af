import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors';
import type { Metrics } from './metrics';

export interface OperationsParts {
  health: () => { store: { kind: 'server' | 'mongod' | 'embedded' }; channels: string[] };
  /** Resolves when the store answered. */
  ping: () => Promise<unknown>;
  metrics: Metrics;
}

/** How long the store may take to answer before this process asks not to be sent anything. */
const PING_MS = 1_000;

/** Rejects with AppError `Unavailable` when the store does not answer in time. */
async function answersInTime(ping: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), PING_MS);
  });
  try {
    await Promise.race([ping(), late]);
  } catch (cause) {
    throw new AppError('Unavailable', 'the store does not answer', { retryAfter: 2 }, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** Pages for those who run the service: open, and without a word about any customer. */
export function operations(app: FastifyInstance, { health, ping, metrics }: OperationsParts): void {
  app.get('/health', () => ({ status: 'ok', ...health() }));
  app.get('/ready', async () => {
    await answersInTime(ping);
    return { status: 'ready' };
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  app.addHook('onResponse', (request, reply, done) => {
    const { url = 'none' } = request.routeOptions;
    metrics.request(url, request.method, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}
