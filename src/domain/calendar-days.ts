const DAY = 86_400_000;

/** The same moment so many days of 24 hours later (in UTC a day is always that). */
export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY);
}

/** Calendar days in UTC from one date to another: 0 on the same day, 1 from 23:59 to 00:01. Negative backwards. */
export function daysBetween(from: Date, to: Date): number {
  return Math.floor(to.getTime() / DAY) - Math.floor(from.getTime() / DAY);
}
