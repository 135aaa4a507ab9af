import { z } from 'zod';
import { STAFF_DEEDS } from '../../domain/staff-event';
import { STAFF_ROLES, type StaffAccount } from '../../domain/staff';
import { DEFAULT_TOKEN_DAYS, MOST_TOKEN_DAYS } from '../../domain/staff-token';
import type { PersonUpdate } from '../../intake/update-person';
import { AppError } from '../../errors';
import { actorShape, date, errorShape, id, listOf, moneyShape, refusals, shown, unread } from './shapes';

const digits = z.string().regex(/^\d{1,18}$/, 'minor units in digits');
const short = z.string().max(64);
const list = z.array(short).max(50);

const amounts = z.union([z.array(z.object({ minor: digits, currency: short })).max(200), z.record(short, digits)]);
const limits = z
  .strictObject({ approve: amounts.optional() })
  .describe('approve: most that the person may approve, by currency, in minor units; a list or { "USD": "10000" }');

const details = {
  name: z
    .string()
    .max(200)
    .describe("as customers read it; a new person's is taken from the address where it is absent"),
  email: z.string().max(254),
  phone: short.optional().describe('with its country; nobody files for an order of their own'),
  roles: z.array(z.enum(STAFF_ROLES)).max(STAFF_ROLES.length),
  limits: limits.optional(),
  languages: list.optional().describe('BCP 47 primary tags; none: any'),
  teams: list.optional().describe('whose queue the person sees; none: all'),
  slack: z.object({ team: short, user: short }).nullish().describe('null takes the account away'),
  slackTeam: short.optional(),
  slackUser: short.optional(),
  slackTeamId: short.optional().describe('the same as slackTeam'),
  slackUserId: short.optional().describe('the same as slackUser'),
};

export const personBody = z.object({ ...details, name: details.name.optional(), client: short.optional() });
export const personPatch = z
  .object(details)
  .partial()
  .extend({ client: short.optional(), status: z.enum(['active', 'revoked']).optional() });
export type PersonPatch = z.infer<typeof personPatch>;

const days = z.number().int().min(1).max(MOST_TOKEN_DAYS);
export const tokenBody = z
  .object({
    days: days.optional(),
    expiresInDays: days.optional().describe(`the same as days; ${DEFAULT_TOKEN_DAYS} unless told otherwise`),
    expiresAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe(`instead of days, at most ${MOST_TOKEN_DAYS} of them from now`),
  })
  .nullish();
export const tokenParams = z.object({ id, tokenId: id });

const accountIn = ({ slack, ...given }: PersonPatch): { team?: string | undefined; user?: string | undefined } => {
  const { slackTeam = given.slackTeamId, slackUser = given.slackUserId } = given;
  return slack ?? { team: slackTeam, user: slackUser };
};

/** The Slack account a body names; undefined when it says nothing about one. */
function accountsOf(body: PersonPatch): StaffAccount[] | undefined {
  if (body.slack === null) return [];
  const { team, user } = accountIn(body);
  if (team === undefined && user === undefined) return undefined;
  if (team === undefined || user === undefined) {
    throw new AppError('BadRequest', 'an account is a workspace and a user in it', { field: 'slack' });
  }
  return [{ provider: 'slack', team, user }];
}

function limitsOf({ limits: given }: PersonPatch): PersonUpdate['limits'] {
  const { approve = [] } = given ?? {};
  if (Array.isArray(approve)) return { approve };
  return { approve: Object.entries(approve).map(([currency, minor]) => ({ minor, currency })) };
}

/** What a body says of a person, each thing in its one form. Throws AppError `BadRequest` for half an account. */
export function updateOf(body: PersonPatch): PersonUpdate {
  const { name, email, phone, roles, languages, teams, status } = body;
  const accounts = accountsOf(body);
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(roles === undefined ? {} : { roles }),
    ...(languages === undefined ? {} : { languages }),
    ...(teams === undefined ? {} : { teams }),
    ...(status === undefined ? {} : { status }),
    ...(body.limits === undefined ? {} : { limits: limitsOf(body) as NonNullable<PersonUpdate['limits']> }),
    ...(accounts === undefined ? {} : { accounts }),
  };
}

/** `ana.lopez@shop.example` is Ana until somebody says otherwise. */
export function nameFrom(email: string): string {
  const [first = ''] = email.split(/[@.+_-]/u);
  return first.charAt(0).toUpperCase() + first.slice(1);
}

const personShape = z.object({
  id: z.string(),
  client: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string().optional(),
  roles: z.array(z.string()),
  limits: z.object({ approve: z.array(moneyShape) }),
  languages: z.array(z.string()),
  teams: z.array(z.string()),
  slack: z.object({ team: z.string(), user: z.string() }).nullable(),
  status: z.enum(['invited', 'active', 'revoked']),
  awaySince: date.nullable().describe('away from the desk since then; null: available'),
  createdAt: date,
  updatedAt: date,
  revokedAt: date.nullable(),
});
const tokenShape = z.object({
  id: z.string(),
  createdAt: date,
  expiresAt: date,
  revokedAt: date.nullable(),
  lastUsedAt: date.nullable(),
});
const eventShape = z.object({
  seq: z.number(),
  at: date,
  by: actorShape,
  what: z.enum(STAFF_DEEDS),
  details: z.looseObject({}),
});
const minted = z.object({ token: z.string().describe('shown this once'), id: z.string(), expiresAt: date });

export const peopleAnswers = shown({
  people: { 200: listOf(personShape), ...refusals },
  person: { 200: personShape, 404: errorShape, ...refusals },
  added: { 201: personShape, 409: errorShape, ...unread, ...refusals },
  changed: { 200: personShape, 404: errorShape, 409: errorShape, ...unread, ...refusals },
  tokens: { 200: listOf(tokenShape), 404: errorShape, ...refusals },
  minted: { 201: minted, 404: errorShape, 409: errorShape, ...unread, ...refusals },
  ended: { 204: z.null(), 404: errorShape, ...refusals },
  events: { 200: listOf(eventShape), 404: errorShape, ...refusals },
});
