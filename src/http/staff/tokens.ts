import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { DEFAULT_TOKEN_DAYS, mayEndAt, type StaffToken } from '../../domain/staff-token';
import { AppError } from '../../errors';
import { mintToken } from '../../intake/mint-token';
import { revokeToken } from '../../intake/revoke-token';
import { byOf } from './caller';
import { toJson, type Json } from './json';
import type { StaffParts } from './parts';
import { noSuchPerson, refusedPerson } from './people';
import { peopleAnswers, tokenBody, tokenParams } from './people-shapes';
import { idParams } from './shapes';

const tokenToJson = ({ id, createdAt, expiresAt, revokedAt, lastUsedAt }: StaffToken): Json =>
  toJson({ id, createdAt, expiresAt, revokedAt: revokedAt ?? null, lastUsedAt: lastUsedAt ?? null });

/** Throws AppError `BadRequest` for an end that no token may have. */
function endOf(body: z.infer<typeof tokenBody>, at: Date): { days: number } | { expiresAt: Date } {
  const { expiresAt, expiresInDays, days = expiresInDays ?? DEFAULT_TOKEN_DAYS } = body ?? {};
  if (expiresAt === undefined) return { days };
  const end = new Date(expiresAt);
  if (mayEndAt(end, at)) return { expiresAt: end };
  throw new AppError('BadRequest', 'a token ends in the future, and within a year', { field: 'expiresAt' });
}

/** The API tokens of a person: the secret is shown when it is made, and never again. */
export function tokenRoutes(app: FastifyInstance, parts: StaffParts): void {
  const { people, tokens, client, clock, newId } = parts;
  const api = app.withTypeProvider<ZodTypeProvider>();
  const described = { tags: ['staff'], security: [{ staff: [] }] };
  const config = { may: 'manage_people' } as const;

  api.post(
    '/staff/:id/tokens',
    {
      config,
      schema: {
        ...described,
        summary: 'Makes a token for a person; written down, and told at the desk',
        params: idParams,
        body: tokenBody,
        response: peopleAnswers.minted,
      },
    },
    async (request, reply) => {
      const { caller, params, body } = request;
      const wanted = { client, staffId: params.id, id: newId(), random: randomBytes(32) };
      const minter = caller.kind === 'person' ? { minter: caller.member.name } : {};
      const minted = await mintToken(parts, { ...wanted, ...minter, ...endOf(body, clock()) }, byOf(request, clock()));
      if (!minted) throw noSuchPerson();
      if (minted.outcome === 'revoked') throw new AppError('Conflict', 'this person is revoked', { field: 'id' });
      if (minted.outcome !== 'minted') throw refusedPerson(minted);
      const { id, expiresAt } = minted.token;
      return reply.code(201).send({ token: minted.secret, id, expiresAt: expiresAt.toISOString() });
    },
  );

  api.get(
    '/staff/:id/tokens',
    {
      config,
      schema: { ...described, summary: 'Tokens of a person', params: idParams, response: peopleAnswers.tokens },
    },
    async (request, reply) => {
      if (!(await people.find(client, request.params.id))) throw noSuchPerson();
      const found = await tokens.of(client, request.params.id);
      return reply.send({ items: found.map(tokenToJson), next: null });
    },
  );

  api.delete(
    '/staff/:id/tokens/:tokenId',
    {
      config,
      schema: { ...described, summary: 'Ends a token at once', params: tokenParams, response: peopleAnswers.ended },
    },
    async (request, reply) => {
      const { id: staffId, tokenId: id } = request.params;
      const ended = await revokeToken({ people, tokens }, { client, staffId, id }, byOf(request, clock()));
      if (!ended) throw new AppError('NotFound', 'no such token');
      return reply.code(204).send(null);
    },
  );
}
