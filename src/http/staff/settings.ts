import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { secondPersonAbove } from '../../domain/approval';
import { clientSettings, type ClientSettings, type SettingsChange } from '../../domain/client-settings';
import { moneyToJson } from '../../domain/money';
import { AppError } from '../../errors';
import type { StoredSettings } from '../../intake/ports-settings';
import { updateSettings } from '../../intake/update-settings';
import { byOf } from './caller';
import { toJson, type Json } from './json';
import { namesSomething } from './names-something';
import type { StaffParts } from './parts';
import { actorShape, date, moneyShape, refusals, shown, unread } from './shapes';

const digits = z.string().regex(/^\d{1,18}$/, 'minor units in digits');
const limits = z.union([
  z.array(z.object({ minor: digits, currency: z.string().max(8) })).max(200),
  z.record(z.string().max(8), digits.nullable()),
]);

/** Loosely: what the values must be is said in one place (client-settings.ts). */
const settingsPatch = z.object({
  secondPersonAbove: limits.optional().describe('by currency, in minor units; null: back to the default'),
  calendar: z.object(clientSettings.shape.calendar.shape).partial().optional(),
  desk: z.object(clientSettings.shape.desk.shape).partial().optional(),
  teams: z.array(z.string().max(64)).min(1).max(50).optional(),
});

const settingsShape = z.object({
  client: z.string(),
  version: z.number(),
  secondPersonAbove: z.array(moneyShape).describe('those in force, the defaults of the usual currencies included'),
  calendar: z.looseObject({}),
  desk: z.looseObject({}),
  teams: z.array(z.string()),
  changed: z.object({ at: date, by: actorShape }).nullable(),
});
const answers = shown({
  settings: { 200: settingsShape, ...refusals },
  changed: { 200: settingsShape, ...unread, ...refusals },
});

function changeOf({ secondPersonAbove: given, ...rest }: z.infer<typeof settingsPatch>): SettingsChange {
  const named = Array.isArray(given)
    ? Object.fromEntries(given.map(({ minor, currency }) => [currency, minor]))
    : given;
  return { ...rest, ...(named ? { secondPersonAbove: named } : {}) } as SettingsChange;
}

/** Currencies whose limit is shown also where the client has not said anything about it. */
const USUAL = ['EUR', 'GBP', 'JPY', 'KWD', 'USD'];

function limitsInForce(settings: ClientSettings) {
  const all = new Set([...USUAL, ...settings.secondPersonAbove.map(({ currency }) => currency)]);
  return [...all].sort().map((currency) => moneyToJson(secondPersonAbove(settings, currency)));
}

/** What a client has decided about its desk. */
export function settingsRoutes(app: FastifyInstance, parts: StaffParts): void {
  const { client, clock } = parts;
  const api = app.withTypeProvider<ZodTypeProvider>();
  const described = { tags: ['settings'], security: [{ staff: [] }] };
  const settingsToJson = ({ version, settings, changed }: StoredSettings): Json =>
    toJson({ client, version, ...settings, secondPersonAbove: limitsInForce(settings), changed });

  api.get(
    '/settings',
    { config: { may: 'read' }, schema: { ...described, summary: 'Settings', response: answers.settings } },
    async (_request, reply) => reply.send(settingsToJson(await parts.settingsStore.read(client))),
  );

  api.patch(
    '/settings',
    {
      config: { may: 'manage_settings' },
      schema: {
        ...described,
        summary: 'Changes what is named',
        body: settingsPatch,
        response: answers.changed,
      },
    },
    async (request, reply) => {
      namesSomething(request.body);
      const { actor, at } = byOf(request, clock());
      const changed = await updateSettings(parts, client, changeOf(request.body), { at, by: actor });
      if (changed.outcome === 'invalid') throw new AppError('BadRequest', changed.message, { field: changed.field });
      request.log.info({ by: actor.id, settings: Object.keys(request.body) }, 'settings changed');
      return reply.send(settingsToJson(changed.stored));
    },
  );
}
