import { ObjectId, Timestamp } from 'bson';
import { readDate } from './convert';
import { refuse } from '../values/errors';
import { shorthand } from './expression-strings';
import { isNumber, toNumber } from '../values/numbers';
import { borrow, whole } from './operands';
import { bsonType, missing, type Doc, type Value } from '../values/values';

const DAY = 86_400_000;
const zones = new Map<string, Intl.DateTimeFormat>();

/** The name or offset as milliseconds east of UTC at an instant. */
function offsetOf(zone: Value, at: Date): number {
  if (typeof zone !== 'string') return refuse(40517, `timezone must evaluate to a string, found ${bsonType(zone)[1]}`);
  if (['UTC', 'GMT', 'Z'].includes(zone)) return 0;
  const [, sign = '+', ...parts] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? named(zone, at);
  const [hours = 0, minutes = 0, seconds = 0] = parts.map((digits) => Number(digits ?? 0));
  return Number(`${sign}1`) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function named(zone: string, at: Date): RegExpExecArray | [] {
  try {
    const made = zones.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    zones.set(zone, made);
    if (/^[A-Z]/.test(zone)) return /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(made.format(at)) ?? [];
  } catch {
    // Refused below: no such zone.
  }
  return refuse(40485, `unrecognized time zone identifier: "${zone}"`);
}

function asDate(v: Value, code = 16006): Date {
  if (v instanceof Date) return v;
  if (v instanceof ObjectId) return v.getTimestamp();
  if (v instanceof Timestamp) return new Date(v.t * 1000);
  return refuse(code, `can't convert from BSON type ${bsonType(v)[1]} to Date`);
}
const local = (date: Date, zone: Value): Date =>
  missing(zone) ? date : new Date(date.getTime() + offsetOf(zone, date));
/** The instant at which the clocks of a zone show a time. */
const instant = (wall: Date, zone: Value): Date =>
  missing(zone) ? wall : new Date(wall.getTime() - offsetOf(zone, new Date(wall.getTime() - offsetOf(zone, wall))));
/** Whether an argument that was given turned out to be null or missing. */
const incomplete = (args: Doc): boolean => Object.values(args).some(missing);

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

const partOf =
  (part: (d: Date) => number) =>
  (args: Doc): Value =>
    incomplete(args) ? null : part(local(asDate(args['date']), args['timezone']));

/** The operand of a date part as named arguments: these also take the date alone, or alone in an array. */
export function datePart(name: string, operand: Value): Value {
  if (!Object.hasOwn(PARTS, name) || !shorthand(operand)) return operand;
  if (!Array.isArray(operand)) return { date: operand };
  return operand.length === 1 ? { date: operand[0] as Value } : refuse(40536, `${name} accepts exactly one argument`);
}

const sign = (n: number): string => (n < 0 ? '-' : '+');
const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
const FORMATS: Record<string, (d: Date, offset: number) => string> = {
  b: (d) => d.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' }),
  B: (d) => d.toLocaleString('en-US', { month: 'long', timeZone: 'UTC' }),
  z: (_, o) => `${sign(o)}${two(Math.abs(o) / 60)}${two(Math.abs(o) % 60)}`,
  Z: (_, o) => `${sign(o)}${String(Math.abs(o)).padStart(3, '0')}`,
  '%': () => '%',
};
/** The letters that stand for a part of the date: each with the part and the digits it is written with. */
const LETTERS =
  'Y year 4,G isoWeekYear 4,m month 2,d dayOfMonth 2,j dayOfYear 3,H hour 2,M minute 2,S second 2,L millisecond 3,' +
  'w dayOfWeek 1,u isoDayOfWeek 1,U week 2,V isoWeek 2';
for (const [letter = '', part, width] of LETTERS.split(',').map((line) => line.split(' ')))
  FORMATS[letter] = (d) => String(PARTS[`$${part}`]?.(d)).padStart(Number(width), '0');

const ISO = '%Y-%m-%dT%H:%M:%S.%L';
type Piece = string | ((d: Date, offset: number) => string);
let known: { pattern: string; pieces: Piece[] } | undefined;

/** A format cut into its parts; the last one is kept, since a command formats many dates alike. */
function piecesOf(pattern: Value): Piece[] {
  if (typeof pattern !== 'string') return refuse(18533, '$dateToString requires that format be a string');
  if (known?.pattern === pattern) return known.pieces;
  const pieces = pattern.split(/(%.?)/s).map((part): Piece => {
    if (!part.startsWith('%')) return part;
    const write = Object.hasOwn(FORMATS, part.slice(1)) ? FORMATS[part.slice(1)] : undefined;
    return write ?? refuse(18536, `Invalid format character '${part}' in format string`);
  });
  known = { pattern, pieces };
  return pieces;
}

function toText({ onNull = null, ...args }: Doc): Value {
  const { date, timezone } = args;
  if (missing(date)) return onNull;
  if (incomplete(args)) return null;
  const pieces = piecesOf(args['format'] ?? (timezone === undefined || timezone === 'UTC' ? `${ISO}Z` : ISO));
  const from = asDate(date);
  const shown = local(from, timezone);
  if (!/^\d/.test(shown.toISOString())) refuse(18537, '$dateToString is only defined on year 0-9999');
  const offset = (shown.getTime() - from.getTime()) / 60_000;
  let text = '';
  for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(shown, offset);
  return text;
}

const UNITS: Record<string, number> = { week: 7 * DAY, day: DAY, hour: 36e5, minute: 6e4, second: 1e3, millisecond: 1 };
const MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 };

function unitOf(unit: Value): string {
  if (typeof unit !== 'string') return refuse(5439013, `unit requires a string, found ${bsonType(unit)[1]}`);
  return Object.hasOwn(UNITS, unit) || Object.hasOwn(MONTHS, unit)
    ? unit
    : refuse('FailedToParse', `unknown time unit value: ${unit}`);
}

function shiftMonths(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), last));
  return moved;
}

function shift(args: Doc, direction: number): Value {
  if (incomplete(args)) return null;
  const { startDate, unit, amount, timezone } = args;
  const date = asDate(startDate, 5166403);
  const by = isNumber(amount) ? direction * toNumber(amount) : NaN;
  const [name, start] = [unitOf(unit), local(date, timezone)];
  if (!Number.isInteger(by)) return refuse(5166405, 'amount must be a whole number');
  const size = UNITS[name] ?? 0;
  const months = (MONTHS[name] ?? 0) * by;
  const later = size > 0 ? new Date(start.getTime() + size * by) : shiftMonths(start, months);
  const exact = size > 0 && size < DAY;
  const moved = exact ? new Date(date.getTime() + size * by) : instant(later, timezone);
  return Number.isNaN(moved.getTime()) ? refuse(5166406, 'the date would be out of range') : moved;
}

const READERS: Record<string, string> = { Y: '(?<year>\\d{4})', L: '(?<millisecond>\\d{1,3})', '%': '%' };
for (const [letter, name] of Object.entries({ m: 'month', d: 'day', H: 'hour', M: 'minute', S: 'second' }))
  READERS[letter] = `(?<${name}>\\d{1,2})`;

function readFormat(text: string, format: Value): Date {
  if (typeof format !== 'string') return refuse(40684, "$dateFromString requires that 'format' be a string");
  const pattern = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%(.?)/g, (_, letter: string) => {
    return READERS[letter] ?? refuse('NotImplemented', `$dateFromString cannot read %${letter}`);
  });
  const found = new RegExp(`^${pattern}$`).exec(text)?.groups;
  if (!found) return refuse('ConversionFailure', `Error parsing date string '${text}'`);
  return fromParts(Object.fromEntries(Object.entries(found).map(([name, digits]) => [name, Number(digits)]))) as Date;
}

function fromText({ onNull = null, onError, ...args }: Doc): Value {
  const { dateString, timezone, format } = args;
  if (missing(dateString)) return onNull;
  if (incomplete(args)) return null;
  try {
    if (typeof dateString !== 'string') return refuse('ConversionFailure', '$dateFromString requires a string');
    return instant(format === undefined ? readDate(dateString) : readFormat(dateString, format), timezone);
  } catch (error) {
    if (onError !== undefined) return onError;
    throw error;
  }
}

function toParts(args: Doc): Value {
  if (incomplete(args)) return null;
  const { date, timezone, iso8601 = false } = args;
  if (typeof iso8601 !== 'boolean') return refuse(40521, 'iso8601 must evaluate to a bool');
  const shown = local(asDate(date), timezone);
  const day = iso8601 ? ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'] : ['year', 'month', 'dayOfMonth'];
  const names = [...day, 'hour', 'minute', 'second', 'millisecond'];
  return Object.fromEntries(names.map((name) => [name.replace('dayOfMonth', 'day'), PARTS[`$${name}`]?.(shown)]));
}

function weekly(parts: Doc): boolean {
  const iso = 'isoWeekYear' in parts;
  if (!iso && !('year' in parts)) refuse(40516, "$dateFromParts requires either 'year' or 'isoWeekYear'");
  if (iso && ['year', 'month', 'day'].some((name) => name in parts))
    refuse(40489, '$dateFromParts does not allow mixing natural dates with ISO dates');
  return iso;
}

function fromParts(args: Doc): Value {
  const { timezone, ...parts } = args;
  const iso = weekly(parts);
  if (incomplete(args)) return null;
  const n = (name: string, otherwise: number): number => (name in parts ? whole(parts[name], 40515) : otherwise);
  const year = n(iso ? 'isoWeekYear' : 'year', 0);
  if (year < 1 || year > 9999) refuse(40523, 'the year must be in the range 1 to 9999');
  const date = new Date(0);
  if (iso) {
    date.setUTCFullYear(year, 0, 4);
    date.setUTCDate(4 - (date.getUTCDay() || 7) + 7 * (n('isoWeek', 1) - 1) + n('isoDayOfWeek', 1));
  } else date.setUTCFullYear(year, n('month', 1) - 1, n('day', 1));
  date.setUTCHours(n('hour', 0), n('minute', 0), n('second', 0), n('millisecond', 0));
  return instant(date, timezone);
}

/** Truncation and difference are mingo's, over what the clocks of the zone show. */
function byClock(name: string, { timezone, ...args }: Doc, code?: number): Value {
  if (incomplete(args) || timezone === null) return null;
  unitOf(args['unit']);
  const shown = { ...args };
  for (const key of ['date', 'startDate', 'endDate'])
    if (key in args) shown[key] = local(asDate(args[key], code), timezone);
  const result = borrow(name, shown);
  return result instanceof Date ? instant(result, timezone) : BigInt(result as number);
}

/** The date operators; all take named arguments, null makes null. */
export const NAMED_DATES: Record<string, (args: Doc) => Value> = {
  ...Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [name, partOf(part)])),
  $dateToString: toText,
  $dateFromString: fromText,
  $dateToParts: toParts,
  $dateFromParts: fromParts,
  $dateAdd: (args) => shift(args, 1),
  $dateSubtract: (args) => shift(args, -1),
  $dateTrunc: (args) => byClock('$dateTrunc', args),
  $dateDiff: (args) => byClock('$dateDiff', args, 5166307),
};
