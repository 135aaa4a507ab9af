import { AppError } from '../errors';
import { fromLocal, toLocal } from './local-time';

/** A shop's working time. `days`: 1 Monday … 7 Sunday; times `HH:MM` and holidays `YYYY-MM-DD` in `timeZone` (IANA). */
export interface BusinessCalendar {
  timeZone: string;
  days: readonly number[];
  open: string;
  close: string;
  holidays: readonly string[];
}

/** Monday to Friday, nine to five, no holidays. House rule until a client says otherwise. */
export function defaultCalendar(timeZone = 'UTC'): BusinessCalendar {
  return { timeZone, days: [1, 2, 3, 4, 5], open: '09:00', close: '17:00', holidays: [] };
}

/** As many as a calendar takes: more than a year of days on which nobody works. */
export const MOST_HOLIDAYS = 400;

/** Minutes within which a person answers, while there are persons. House rule. */
const PROMISE_MINUTES = 30;
/**
 * A calendar that has no business day in this many days has none at all: one working day a week, and as many holidays as
 * settings take (client-settings.ts), all of them on it.
 */
const FURTHEST = 7 * (MOST_HOLIDAYS + 1);

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

function isBusinessDay(day: number, { days, holidays }: BusinessCalendar): boolean {
  const date = new Date(day * 86_400_000);
  return days.includes(date.getUTCDay() || 7) && !holidays.includes(date.toISOString().slice(0, 10));
}

/** The first business day at or after a local day. */
function businessDay(from: number, calendar: BusinessCalendar): number {
  for (let day = from; day < from + FURTHEST; day += 1) if (isBusinessDay(day, calendar)) return day;
  throw new AppError('Internal', 'The business calendar has no business days');
}

/**
 * The same local time `n` business days later. From a day off counting starts there: one business day after a Saturday
 * is the Monday.
 */
export function addBusinessDays(at: Date, n: number, calendar: BusinessCalendar = defaultCalendar()): Date {
  const { day: today, minute } = toLocal(at, calendar.timeZone);
  let day = today;
  for (let left = n; left > 0; left -= 1) day = businessDay(day + 1, calendar);
  return fromLocal({ day, minute }, calendar.timeZone);
}

/** True while people work: on a business day from the opening until before the closing minute. */
export function isOpen(at: Date, calendar: BusinessCalendar = defaultCalendar()): boolean {
  const { day, minute } = toLocal(at, calendar.timeZone);
  return isBusinessDay(day, calendar) && minute >= minutes(calendar.open) && minute < minutes(calendar.close);
}

/**
 * The moment `n` business minutes later. What is left over at closing time counts on from the next opening; a moment
 * outside hours counts from there.
 */
export function addBusinessMinutes(at: Date, n: number, calendar: BusinessCalendar = defaultCalendar()): Date {
  const open = minutes(calendar.open);
  const close = minutes(calendar.close);
  if (close <= open) throw new AppError('Internal', 'The business day has no minutes');
  const moment = (day: number, minute: number): number => fromLocal({ day, minute }, calendar.timeZone).getTime();
  const now = toLocal(at, calendar.timeZone);
  const today = isBusinessDay(now.day, calendar) && now.minute < close;
  let day = today ? now.day : businessDay(now.day + 1, calendar);
  let from = Math.max(at.getTime(), moment(day, open));
  let left = n * 60_000;
  // Time that passes, not what clocks show: a night in which they change is an hour longer or shorter.
  for (let end = moment(day, close); from + left > end; end = moment(day, close)) {
    left -= Math.max(0, end - from);
    day = businessDay(day + 1, calendar);
    from = moment(day, open);
  }
  return new Date(from + left);
}

/**
 * When a person answers at the latest: after so many business minutes. Outside hours they count from the next opening;
 * what is left over at closing time counts on from there.
 */
export function promiseBy(
  at: Date,
  calendar: BusinessCalendar = defaultCalendar(),
  within: number = PROMISE_MINUTES,
): Date {
  return addBusinessMinutes(at, within, calendar);
}
