import { fromLocal, toLocal, type LocalTime } from './local-time';

/** Minutes of the local day from which, and until which, nobody is written to unasked. House rule: nine in the evening to eight. */
export const QUIET = { from: 21 * 60, until: 8 * 60 } as const;

/** Local minutes of the quiet time a moment lies in, which may have begun the day before; null when it is not quiet. */
function quietAround({ day, minute }: LocalTime): { from: LocalTime; until: LocalTime } | null {
  if (minute >= QUIET.until && minute < QUIET.from) return null;
  const first = minute < QUIET.until ? day - 1 : day;
  return { from: { day: first, minute: QUIET.from }, until: { day: first + 1, minute: QUIET.until } };
}

/** Each step leaves the quiet time of one zone for good, or enters that of another: a country has two in the table. */
const STEPS = 8;

function outside(at: Date, zones: readonly string[], next: (quiet: Date[]) => Date): Date {
  let moment = at;
  for (let step = 0; step < STEPS; step += 1) {
    const zone = zones.find((one) => quietAround(toLocal(moment, one)));
    const quiet = zone === undefined ? null : quietAround(toLocal(moment, zone));
    if (!quiet || zone === undefined) return moment;
    moment = next([fromLocal(quiet.from, zone), fromLocal(quiet.until, zone)]);
  }
  return moment;
}

/** The first moment from `at` on at which it is quiet in none of these zones (IANA); `at` itself by day. */
export const nextLoud = (at: Date, zones: readonly string[]): Date => outside(at, zones, ([, until]) => until as Date);

/** Minutes before the quiet time that a message still takes to arrive. */
const AHEAD_MS = 15 * 60_000;

/** The last moment until `at` at which it was quiet in none of these zones; `at` itself by day. */
export const lastLoud = (at: Date, zones: readonly string[]): Date =>
  outside(at, zones, ([from]) => new Date((from as Date).getTime() - AHEAD_MS));
