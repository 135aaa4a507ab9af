import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { AppError } from '../../src/errors';
import { bearerOf } from './access';
import type { Tokens } from './tokens';

/** What the page shows of an order to try. */
export interface Sample {
  orderNo: string;
  email: string;
  note: Record<string, string>;
}

export interface ChatParts {
  tokens: Tokens;
  clock: () => Date;
  secure: boolean;
  isAllowedOrigin: (origin: string | undefined) => boolean;
  samples: () => Promise<Sample[]>;
  /** A page where more than the chat can be tried, on this machine only. */
  demo: string | undefined;
}

const COOKIE = 'redress_visitor';
const COOKIE_DAYS = 30;
/** An expired token still tells who its visitor was for this long, in milliseconds. */
const REMEMBER_MS = COOKIE_DAYS * 86_400_000;

const cookieOf = (request: FastifyRequest): string | undefined =>
  new RegExp(`(?:^|; *)${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];

/** What our own page needs beside Direct Line: a token without a secret, and the orders to try. */
export function chat({ tokens, clock, secure, isAllowedOrigin, samples, demo }: ChatParts): FastifyPluginAsync {
  function visitorOf(request: FastifyRequest): { user: string; conversation?: string } {
    const previous = tokens.read(bearerOf(request) ?? '');
    if (previous?.user && clock().getTime() - previous.expires < REMEMBER_MS)
      return { user: previous.user, conversation: previous.conversation };
    const known = tokens.unseal(cookieOf(request) ?? '');
    return { user: known ?? `dl_${randomBytes(12).toString('hex')}` };
  }

  return async (http: FastifyInstance) => {
    http.post<{ Querystring: { resume?: string } }>(
      '/token',
      { config: { rateLimit: { max: 60, timeWindow: 60_000 } } },
      async (request, reply) => {
        if (!isAllowedOrigin(request.headers.origin))
          throw new AppError('Forbidden', 'this site is not on the list', { field: 'origin' });
        const { user, conversation } = visitorOf(request);
        // `?resume=1` with the previous token reopens its conversation; otherwise a new one begins.
        const opened = request.query.resume === '1' && conversation ? conversation : tokens.newConversation();
        const attributes = `Path=/chat; HttpOnly; SameSite=Lax; Max-Age=${COOKIE_DAYS * 86_400}${secure ? '; Secure' : ''}`;
        await reply
          .header('set-cookie', `${COOKIE}=${tokens.seal(user)}; ${attributes}`)
          .header('cache-control', 'no-store')
          .send({ ...tokens.issue({ conversation: opened, user }, clock()), conversationId: opened, userId: user });
      },
    );
    http.get('/samples', async (_request, reply) => {
      const all = await samples();
      if (!all.length) throw new AppError('NotFound', 'there are no sample orders here');
      if (demo) void reply.header('link', `<${demo}>; rel="related"`);
      await reply.send(all);
    });
  };
}
