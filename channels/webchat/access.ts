import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../src/errors';
import type { TokenClaims, Tokens } from './tokens';

/** Who asks: a holder of the secret (a server) or of a token (one visitor of one conversation). */
export type Caller = { kind: 'secret' } | ({ kind: 'token' } & TokenClaims);

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

export const bearerOf = (request: FastifyRequest): string | null =>
  /^Bearer (.{1,2048})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;

export interface Access {
  /** Station 1, verify. 401 without credentials, 403 for those that are wrong or have expired (the client then starts anew). */
  caller(credential: string | null): Caller;
  secret(credential: string | null): void;
  /** The conversation the path names, if the caller may see it: 403 for another's, 404 for one that never was. */
  conversation(caller: Caller, id: string): { id: string; user?: string };
}

export function createAccess(secret: string, tokens: Tokens, clock: () => Date): Access {
  const known = digest(secret);
  const isSecret = (credential: string): boolean => timingSafeEqual(digest(credential), known);

  function caller(credential: string | null): Caller {
    if (credential === null) throw new AppError('Unauthorized', 'a bearer token is needed', { field: 'authorization' });
    if (isSecret(credential)) return { kind: 'secret' };
    const claims = tokens.read(credential);
    if (!claims) throw new AppError('Forbidden', 'this token was not issued here', { field: 'authorization' });
    if (claims.expires <= clock().getTime())
      throw new AppError('Forbidden', 'this token has expired', { field: 'authorization' });
    return { kind: 'token', ...claims };
  }

  return {
    caller,
    secret: (credential) => {
      if (caller(credential).kind !== 'secret')
        throw new AppError('Forbidden', 'this call needs the secret', { field: 'authorization' });
    },
    conversation: (who, id) => {
      if (who.kind === 'secret') {
        if (!tokens.isOurs(id)) throw new AppError('NotFound', 'no such conversation', { field: 'conversationId' });
        return { id };
      }
      if (who.conversation !== id)
        throw new AppError('Forbidden', 'this token is for another conversation', { field: 'conversationId' });
      return { id, ...(who.user === undefined ? {} : { user: who.user }) };
    },
  };
}
