import { ObjectId, Timestamp } from 'bson';
import { CONVERSIONS } from './convert';
import { refuse } from './errors';
import { isNumber, toNumber } from './numbers';
import { bsonType, type Doc, type Value } from './values';

const DAY = 86_400_000;

function offsetOf(zone: string, at: Date): number {
  const fixed = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  try {
    const local = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
      hourCycle: 'h23',
      calendar: 'iso8601',
    });
    const part = Object.fromEntries(
      new Intl.DateTimeFormat('en-US', {
        ...local.resolvedOptions(),
        dateStyle: undefined,
        timeStyle: undefined,
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      } as Intl.DateTimeFormatOptions)
        .formatToParts(at)
        .map(({ type, value }) => [type, Number(value)]),
    );
    const wall = Date.UTC(
      part['year'] ?? 0,
      (part['month'] ?? 1) - 1,
      part['day'],
      part['hour'],
      part['minute'],
      part['second'],
    );
    return wall - Math.floor(at.getTime() / 1000) * 1000;
  } catch {
    return refuse(40485, `unrecognized time zone identifier: "${zone}"`);
  }
}

function asDate(v: Value): Date {
  if (v instanceof Date) return v;
  if (v instanceof ObjectId) return v.getTimestamp();
  if (v instanceof Timestamp) return new Date(v.t * 1000);
  return refuse(16006, `can't convert from BSON type ${bsonType(v)[1]} to Date`);
}
const missing = (v: Value): boolean => v === null || v === undefined;
const local = (date: Date, zone: Value): Date =>
  missing(zone) ? date : new Date(date.getTime() + offsetOf(String(zone), date));

const dayOfYear = (d: Date): number => Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / DAY) + 1;
const thursday = (d: Date): Date => new Date(d.getTime() + (4 - (d.getUTCDay() || 7)) * DAY);
const PARTS: Record<string, (d: Date) => number> = {
  $year: (d) => d.getUTCFullYear(),
  $month: (d) => d.getUTCMonth() + 1,
  $dayOfMonth: (d) => d.getUTCDate(),
  $dayOfWeek: (d) => d.getUTCDay() + 1,
  $dayOfYear: dayOfYear,
  $hour: (d) => d.getUTCHours(),
  $minute: (d) => d.getUTCMinutes(),
  $second: (d) => d.getUTCSeconds(),
  $millisecond: (d) => d.getUTCMilliseconds(),
  $week: (d) => Math.floor((dayOfYear(d) + 6 - d.getUTCDay()) / 7),
  $isoDayOfWeek: (d) => d.getUTCDay() || 7,
  $isoWeek: (d) => Math.ceil(dayOfYear(thursday(d)) / 7),
  $isoWeekYear: (d) => thursday(d).getUTCFullYear(),
};

/** The parts of a date, in UTC or the given time zone; null stays null. */
export const DATE_PARTS: Record<string, (date: Value, zone: Value) => Value> = Object.fromEntries(
  Object.entries(PARTS).map(([name, part]) => [
    name,
    (date: Value, zone: Value) => (missing(date) || zone === null ? null : part(local(asDate(date), zone))),
  ]),
);

const padded =
  (part: string, width: number) =>
  (d: Date): string =>
    String(PARTS[part]?.(d) ?? '').padStart(width, '0');
const FORMATS: Record<string, (d: Date, offset: number) => string> = {
  Y: padded('$year', 4),
  G: padded('$isoWeekYear', 4),
  m: padded('$month', 2),
  d: padded('$dayOfMonth', 2),
  j: padded('$dayOfYear', 3),
  H: padded('$hour', 2),
  M: padded('$minute', 2),
  S: padded('$second', 2),
  L: padded('$millisecond', 3),
  w: padded('$dayOfWeek', 1),
  u: padded('$isoDayOfWeek', 1),
  U: padded('$week', 2),
  V: padded('$isoWeek', 2),
  b: (d) => d.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' }),
  B: (d) => d.toLocaleString('en-US', { month: 'long', timeZone: 'UTC' }),
  z: (_, o) =>
    `${o < 0 ? '-' : '+'}${String(Math.floor(Math.abs(o) / 60)).padStart(2, '0')}${String(Math.abs(o) % 60).padStart(2, '0')}`,
  Z: (_, o) => `${o < 0 ? '-' : '+'}${String(Math.abs(o)).padStart(3, '0')}`,
  '%': () => '%',
};

type Piece = string | ((d: Date, offset: number) => string);
let known: { pattern: string; pieces: Piece[] } | undefined;

/** A format cut into its parts; the last one is kept, since a command formats many dates alike. */
function piecesOf(pattern: string): Piece[] {
  if (known?.pattern === pattern) return known.pieces;
  const pieces = pattern.split(/(%.?)/s).map((part): Piece => {
    if (!part.startsWith('%')) return part;
    const write = Object.hasOwn(FORMATS, part.slice(1)) ? FORMATS[part.slice(1)] : undefined;
    return write ?? refuse(18536, `Invalid format character '${part}' in format string`);
  });
  known = { pattern, pieces };
  return pieces;
}

function toText({ date, format, timezone, onNull }: Doc): Value {
  if (missing(date)) return onNull ?? null;
  if (format === null || timezone === null) return null;
  const instant = asDate(date);
  const shown = local(instant, timezone);
  const pattern = String(
    format ?? (timezone === undefined || timezone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L'),
  );
  const offset = (shown.getTime() - instant.getTime()) / 60_000;
  let text = '';
  for (const piece of piecesOf(pattern)) text += typeof piece === 'string' ? piece : piece(shown, offset);
  return text;
}

const UNITS: Record<string, number> = {
  week: 7 * DAY,
  day: DAY,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 };

function shift({ startDate, unit, amount, timezone }: Doc, direction: number): Value {
  if (missing(startDate) || missing(unit) || missing(amount)) return null;
  if (!missing(timezone) && timezone !== 'UTC') return refuse('NotImplemented', 'date arithmetic works in UTC only');
  const date = asDate(startDate);
  const by =
    direction *
    (isNumber(amount) && Number.isInteger(toNumber(amount))
      ? toNumber(amount)
      : refuse(5166405, 'amount must be a whole number'));
  const [milliseconds, months] = [UNITS[String(unit)], MONTHS[String(unit)]];
  if (milliseconds !== undefined) return new Date(date.getTime() + milliseconds * by);
  if (months === undefined) return refuse('FailedToParse', `unknown time unit value: ${String(unit)}`);
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months * by);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), last));
  return moved;
}

function fromText({ dateString, onNull, onError, timezone }: Doc): Value {
  if (missing(dateString)) return onNull ?? null;
  try {
    const date = CONVERSIONS['$toDate']?.(String(dateString)) as Date;
    return missing(timezone) ? date : new Date(date.getTime() - offsetOf(String(timezone), date));
  } catch (error) {
    if (onError !== undefined) return onError;
    throw error;
  }
}

function toParts({ date, timezone }: Doc): Value {
  if (missing(date)) return null;
  const d = local(asDate(date), timezone);
  const part = (name: string): number => PARTS[name]?.(d) ?? 0;
  return {
    year: part('$year'),
    month: part('$month'),
    day: part('$dayOfMonth'),
    hour: part('$hour'),
    minute: part('$minute'),
    second: part('$second'),
    millisecond: part('$millisecond'),
  };
}

/** The date operators with named arguments. */
export const DATE_FORMS: Record<string, { known: string[]; run: (args: Doc) => Value }> = {
  $dateToString: { known: ['date', 'format', 'timezone', 'onNull'], run: toText },
  $dateFromString: { known: ['dateString', 'timezone', 'onNull', 'onError'], run: fromText },
  $dateToParts: { known: ['date', 'timezone'], run: toParts },
  $dateAdd: { known: ['startDate', 'unit', 'amount', 'timezone'], run: (args) => shift(args, 1) },
  $dateSubtract: { known: ['startDate', 'unit', 'amount', 'timezone'], run: (args) => shift(args, -1) },
};
