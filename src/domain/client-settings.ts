import { z } from 'zod';
import { MOST_HOLIDAYS, defaultCalendar } from './business-hours';
import { isCurrency, type MoneyJson } from './money';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 09:00');
const zone = z
  .string()
  .max(64)
  .refine((name) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
    } catch {
      return false;
    }
  }, 'an IANA time zone');
const holiday = z.iso.date();

const calendar = z.object({
  timeZone: zone,
  /** 1 Monday … 7 Sunday. */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  open: time,
  close: time,
  holidays: z.array(holiday).max(MOST_HOLIDAYS),
});

const minutes = (most: number) => z.number().int().min(1).max(most);
const desk = z.object({
  /** Business minutes until a person answers at the latest: what the customer is promised. */
  firstReplyMinutes: minutes(1_440),
  /** A claim whose owner leaves the customer without an answer for this long falls back into the queue. */
  ownerSilentMinutes: minutes(1_440),
  /** Before the end of a promise by which the desk is warned of it. */
  warnBeforeMinutes: minutes(1_440),
  /** The longest a conversation may be laid aside, by the wall clock. */
  parkMaxHours: minutes(720),
});

const amount = z.object({
  minor: z.string().regex(/^\d{1,18}$/, 'minor units in digits'),
  currency: z.string().refine(isCurrency, 'an ISO 4217 currency'),
});

const team = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u, 'the name of a team');

/** What a client decides about its desk. Everything has a default; what is stored is only what differs. */
export const clientSettings = z.object({
  /** Above these amounts a second person must approve; a currency that is absent has the default (approval.ts). */
  secondPersonAbove: z.array(amount).max(200),
  calendar: calendar.refine(({ open, close }) => open < close, { message: 'closes after it opens', path: ['close'] }),
  desk,
  teams: z.array(team).min(1).max(50),
});
export type ClientSettings = z.infer<typeof clientSettings>;

/** A change of settings: of a group only what is named, of a list all of it, of limits one by one (null: the default). */
export interface SettingsChange {
  secondPersonAbove?: Record<string, string | null>;
  calendar?: Partial<ClientSettings['calendar']>;
  desk?: Partial<ClientSettings['desk']>;
  teams?: string[];
}

/** House rules until a client says otherwise. */
export function defaultSettings(): ClientSettings {
  const { timeZone, days, open, close, holidays } = defaultCalendar();
  return {
    secondPersonAbove: [],
    calendar: { timeZone, days: [...days], open, close, holidays: [...holidays] },
    desk: { firstReplyMinutes: 30, ownerSilentMinutes: 15, warnBeforeMinutes: 10, parkMaxHours: 72 },
    teams: ['general'],
  };
}

function limits(before: readonly MoneyJson[], change: Record<string, string | null> = {}): MoneyJson[] {
  const kept = before.filter(({ currency }) => !Object.hasOwn(change, currency));
  const said = Object.entries(change).flatMap(([currency, minor]) => (minor === null ? [] : [{ minor, currency }]));
  return [...kept, ...said].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

export type ChangedSettings = { ok: true; settings: ClientSettings } | { ok: false; field: string; message: string };

/** Settings after a change, or the first field that cannot be. */
export function changeSettings(before: ClientSettings, change: SettingsChange): ChangedSettings {
  const after = clientSettings.safeParse({
    secondPersonAbove: limits(before.secondPersonAbove, change.secondPersonAbove),
    calendar: { ...before.calendar, ...change.calendar },
    desk: { ...before.desk, ...change.desk },
    teams: change.teams ? [...new Set(change.teams.map((one) => one.trim()))] : before.teams,
  });
  if (after.success) return { ok: true, settings: after.data };
  return { ok: false, ...firstIssue(after.error) };
}

/** A group's own field is named; within a list, the list. */
function firstIssue({ issues }: z.ZodError): { field: string; message: string } {
  const { path = [], message = 'not valid' } = issues[0] ?? {};
  const depth = path[0] === 'calendar' || path[0] === 'desk' ? 2 : 1;
  return { field: path.slice(0, depth).map(String).join('.'), message };
}
