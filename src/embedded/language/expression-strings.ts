import { BSONRegExp } from 'bson';
import { refuse } from '../values/errors';
import { bounds, position } from './expression-values';
import { regularExpression } from './filter-regex';
import { isNumber } from '../values/numbers';
import { borrow, leads, strict, table, text, whole } from './operands';
import type { Operator } from './scope';
import { isDoc, missing, type Doc, type Value } from '../values/values';

/** $toUpper, $toLower and $substr… take numbers and dates as their text, null as none. */
function asText(v: Value): string {
  if (missing(v)) return '';
  if (v instanceof Date) return v.toISOString();
  return isNumber(v) ? String(v) : text(16007, v);
}

const seek =
  (codes: [number, number], unitsOf: (s: string) => Value[]): Operator =>
  (s: Value, wanted: Value, ...at: Value[]) => {
    if (missing(s)) return null;
    const units = unitsOf(text(codes[0], s));
    return position(units, unitsOf(text(codes[1], wanted)), ...bounds(at, 40096, 40097));
  };

function concatenated(...args: Value[]): Value {
  const stop = args.findIndex(missing);
  const parts = args.slice(0, stop < 0 ? undefined : stop).map((v) => text(16702, v));
  return stop < 0 ? parts.join('') : null;
}

function substring(s: Value, from: Value, count: Value): Value {
  const given = asText(s);
  const [start, length] = [whole(from, 34450, 34451), whole(count, 34452, 34453)];
  if (length < 0) refuse(34454, '$substrCP: length must be a nonnegative integer value.');
  if (start < 0) refuse(34455, '$substrCP: starting index must be a nonnegative integer');
  return borrow('$substrCP', [given, start, length]);
}

function bytesOf(s: Value, from: Value, count: Value): Value {
  const bytes = Buffer.from(asText(s));
  const [start, length] = [whole(from, 16034), whole(count, 16035)];
  if (start < 0) refuse(50752, '$substrBytes: starting index must be non-negative');
  const end = length < 0 ? bytes.length : Math.min(start + length, bytes.length);
  const inside = (at: number): boolean => ((bytes[at] ?? 0) & 0xc0) === 0x80;
  if (inside(start)) refuse(28656, '$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.');
  if (inside(end)) refuse(28657, '$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.');
  return bytes.toString('utf8', start, Math.max(start, end));
}

/** The operators over text with arguments in a row. */
export const STRING_OPERATORS: Record<string, Operator> = {
  $concat: concatenated,
  $toUpper: (s) => asText(s).toUpperCase(),
  $toLower: (s) => asText(s).toLowerCase(),
  $strcasecmp: (a, b) => borrow('$strcasecmp', [asText(a), asText(b)]),
  $strLenCP: (s) => borrow('$strLenCP', [text(34471, s)]),
  $strLenBytes: (s) => Buffer.byteLength(text(34473, s)),
  $split: strict((s, by) => {
    const given = [text(40085, s), text(10503900, by)];
    return by === '' ? refuse(40087, '$split requires a non-empty separator') : borrow('$split', given);
  }),
  $indexOfCP: seek([40093, 40094], (s) => [...s]),
  $indexOfBytes: seek([40091, 40092], (s) => [...Buffer.from(s)]),
  $substrCP: substring,
  $substrBytes: bytesOf,
  $substr: bytesOf,
  $rand: () => borrow('$rand', {}),
};

function trimmed(name: string, args: Doc): Value {
  if (Object.values(args).some(missing)) return null;
  for (const [key, v] of Object.entries(args)) text(key === 'input' ? 50699 : 50700, v);
  return borrow(name, args);
}

function patternOf(name: string, { regex, options }: Doc): RegExp {
  if (!missing(options)) text(51106, options);
  if (regex instanceof BSONRegExp && regex.options !== '' && !missing(options))
    refuse(51107, `${name}: found regex option(s) specified in both 'regex' and 'option' fields`);
  const source = regex instanceof BSONRegExp ? regex.pattern : text(51105, regex);
  if (source.includes('\0')) refuse(51109, `${name}: regular expression cannot contain an embedded null byte`);
  return regularExpression(source, options ?? (regex instanceof BSONRegExp ? regex.options : ''), 51111);
}

function matched(name: string, args: Doc): Value {
  const { input, regex } = args;
  if (!missing(input)) text(51104, input);
  const pattern = missing(regex) ? undefined : patternOf(name, args);
  if (pattern && !missing(input)) return borrow(name, { input, regex: pattern });
  return { $regexMatch: false, $regexFindAll: [] as Value[] }[name] ?? null;
}

const REPLACE = { input: 10503904, find: 10503901, replacement: 10503902 };
function replaced(name: string, args: Doc): Value {
  for (const [key, code] of Object.entries(REPLACE)) if (!missing(args[key])) text(code, args[key]);
  return Object.values(args).some(missing) ? null : borrow(name, args);
}

function zipped({ inputs, useLongestLength: longest = false, defaults }: Doc): Value {
  if (missing(inputs)) return null;
  const lists = Array.isArray(inputs) ? inputs : refuse(34461, 'inputs must be an array of expressions');
  if (typeof longest !== 'boolean') refuse(34463, 'useLongestLength must be a bool');
  if (!missing(defaults) && !longest) refuse(34466, 'cannot specify defaults unless useLongestLength is true');
  if (lists.some(missing)) return null;
  if (lists.some((list) => !Array.isArray(list))) refuse(34468, '$zip found a non-array expression in input');
  return borrow('$zip', { inputs: lists, useLongestLength: longest, ...(!missing(defaults) && { defaults }) });
}

/** The operators over text (and $zip) with named arguments. */
export const NAMED_STRINGS: Record<string, (args: Doc) => Value> = {
  ...table('trim ltrim rtrim', (name) => (args: Doc) => trimmed(name, args)),
  ...table('regexMatch regexFind regexFindAll', (name) => (args: Doc) => matched(name, args)),
  ...table('replaceOne replaceAll', (name) => (args: Doc) => replaced(name, args)),
  $zip: zipped,
};
/** Whether an operand is no document of named arguments. */
export const shorthand = (v: Value): boolean => !isDoc(v) || leads(v);
