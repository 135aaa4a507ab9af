import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { StaffMember } from '../../domain/staff';
import { AppError } from '../../errors';
import { addPerson } from '../../intake/add-person';
import type { PersonProblem } from '../../intake/change-person';
import { updatePerson } from '../../intake/update-person';
import { byOf } from './caller';
import { toJson, type Json } from './json';
import { pageRequest } from './page';
import { namesSomething } from './names-something';
import type { StaffParts } from './parts';
import { nameFrom, peopleAnswers, personBody, personPatch, updateOf } from './people-shapes';
import { idParams, pageQuery } from './shapes';

export const noSuchPerson = (): AppError => new AppError('NotFound', 'no such person');

export function refusedPerson({ outcome, field, message }: PersonProblem): AppError {
  return new AppError(outcome === 'taken' ? 'Conflict' : 'BadRequest', message, { field });
}

/** A person as the API shows them. */
function personToJson({ version: _version, accounts, revokedAt, awaySince, ...shown }: StaffMember): Json {
  const [account] = accounts;
  const slack = account ? { team: account.team, user: account.user } : null;
  return toJson({ ...shown, slack, awaySince: awaySince ?? null, revokedAt: revokedAt ?? null });
}

/** The people of a client: who works here, with which roles and limits, and what was done to their records. */
export function peopleRoutes(app: FastifyInstance, { people, client, clock, newId }: StaffParts): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const described = { tags: ['staff'], security: [{ staff: [] }] };
  const config = { may: 'manage_people' } as const;

  const ours = (given: string | undefined): void => {
    if (given !== undefined && given !== client)
      throw new AppError('BadRequest', 'no such client', { field: 'client' });
  };

  api.post(
    '/staff',
    { config, schema: { ...described, summary: 'Adds a person', body: personBody, response: peopleAnswers.added } },
    async (request, reply) => {
      ours(request.body.client);
      const { email, roles, name = nameFrom(email) } = request.body;
      const rest = { limits: { approve: [] }, languages: [], teams: [], accounts: [] };
      const { status: _status, ...update } = updateOf(request.body);
      const details = { ...rest, ...update, name, email, roles };
      const added = await addPerson(people, { id: newId(), client, details }, byOf(request, clock()));
      if (added.outcome !== 'changed') throw refusedPerson(added);
      return reply.code(201).send(personToJson(added.member));
    },
  );

  api.get(
    '/staff',
    { config, schema: { ...described, summary: 'People', querystring: pageQuery, response: peopleAnswers.people } },
    async (request, reply) => {
      const { items, next } = await people.list(client, pageRequest(request.query));
      return reply.send({ items: items.map(personToJson), next });
    },
  );

  api.get(
    '/staff/:id',
    { config, schema: { ...described, summary: 'One person', params: idParams, response: peopleAnswers.person } },
    async (request, reply) => {
      const found = await people.find(client, request.params.id);
      if (!found) throw noSuchPerson();
      return reply.send(personToJson(found));
    },
  );

  api.patch(
    '/staff/:id',
    {
      config,
      schema: {
        ...described,
        summary: 'Changes a person; status revoked ends their tokens at once',
        params: idParams,
        body: personPatch,
        response: peopleAnswers.changed,
      },
    },
    async (request, reply) => {
      const { client: whose, ...named } = request.body;
      ours(whose);
      namesSomething(named);
      const who = { client, id: request.params.id };
      const changed = await updatePerson(people, who, updateOf(request.body), byOf(request, clock()));
      if (!changed) throw noSuchPerson();
      if (changed.outcome !== 'changed') throw refusedPerson(changed);
      return reply.send(personToJson(changed.member));
    },
  );

  api.get(
    '/staff/:id/events',
    {
      config,
      schema: {
        ...described,
        summary: "What was done to a person's record, oldest first",
        params: idParams,
        querystring: pageQuery,
        response: peopleAnswers.events,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!(await people.find(client, id))) throw noSuchPerson();
      const { items, next } = await people.events(client, id, pageRequest(request.query));
      const shown = items.map(({ seq, at, by, what, details }) => toJson({ seq, at, by, what, details }));
      return reply.send({ items: shown, next });
    },
  );
}
