const MINUTE = 60_000;

/** A date and minute of the day as a wall clock in some time zone shows them. */
export interface LocalTime {
  /** Days since 1970-01-01 of the local date. */
  day: number;
  /** Minutes since local midnight, with the fraction of the running one. */
  minute: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}

/** Milliseconds the wall clock of a zone is ahead of UTC at a moment. */
function offset(at: Date, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const parts = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}

/** What the clocks of a zone show. Throws RangeError for a zone that does not exist. */
export function toLocal(at: Date, timeZone: string): LocalTime {
  const wall = at.getTime() + offset(at, timeZone);
  const day = Math.floor(wall / 86_400_000);
  return { day, minute: (wall - day * 86_400_000) / MINUTE };
}

/** The moment at which the clocks of a zone show this. A time skipped by a clock change is read as the one after it. */
export function fromLocal({ day, minute }: LocalTime, timeZone: string): Date {
  const wall = day * 86_400_000 + minute * MINUTE;
  const guess = wall - offset(new Date(wall), timeZone);
  return new Date(wall - offset(new Date(guess), timeZone));
}
