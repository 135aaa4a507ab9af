/** Dates and times in the customer's language and time zone, the weekday always with the date. */

/** A bare date ("2026-11-27") is that day everywhere; a date with a time is shown in the device's zone. */
function read(iso: string): { at: Date; zone: string | undefined } | undefined {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return undefined;
  return { at, zone: /^\d{4}-\d{2}-\d{2}$/.test(iso) ? 'UTC' : undefined };
}

function write(iso: string, locale: string, options: Intl.DateTimeFormatOptions): string | undefined {
  const moment = read(iso);
  if (!moment) return undefined;
  return new Intl.DateTimeFormat(locale, { ...options, ...(moment.zone ? { timeZone: moment.zone } : {}) }).format(
    moment.at,
  );
}

/** "Friday, November 27" as the locale writes it; the year only when it is not `now`'s. Undefined where the text is no date. */
export function day(iso: string, locale: string, now: Date): string | undefined {
  const moment = read(iso);
  const year = moment?.zone ? moment.at.getUTCFullYear() : moment?.at.getFullYear();
  const sameYear = year === now.getFullYear();
  return write(iso, locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** "14:05" or "2:05 PM". */
export const time = (iso: string, locale: string): string | undefined =>
  write(iso, locale, { hour: 'numeric', minute: '2-digit' });

/** Weekday, date and, where the text has one, the time. */
export function dayAndTime(iso: string, locale: string, now: Date): string | undefined {
  const date = day(iso, locale, now);
  if (!date || /^\d{4}-\d{2}-\d{2}$/.test(iso)) return date;
  return `${date}, ${time(iso, locale) ?? ''}`;
}

/** True when both fall on the same day of the device's calendar. */
export const sameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString();

const MEBI = 1024 * 1024;

/** "5 MB" as the locale writes it, one decimal at most; in the binary sense, as the service's limits are. */
export function fileSize(bytes: number, locale: string): string {
  const big = bytes >= MEBI;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: big ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: big ? 1 : 0,
  }).format(big ? bytes / MEBI : Math.max(1, bytes / 1024));
}
