import { refuse } from '../values/errors';
import { table } from './operands';
import { isDoc, type Doc, type Value } from '../values/values';

/** Codes of an operator with named arguments: no document, an unknown name, and each name's absence (0: may be left out). */
type Shape = readonly [notObject: number, unknown: number, fields: Readonly<Record<string, number>>];

const date = { timezone: 0 };
const trim: Shape = [50696, 50694, { input: 50695, chars: 0 }];
const regex: Shape = [51103, 31024, { input: 31022, regex: 31023, options: 0 }];
const replace: Shape = [51751, 51750, { input: 51749, find: 51748, replacement: 51747 }];
const shift: Shape = [5166400, 5166401, { startDate: 5166402, unit: 5166402, amount: 5166402, ...date }];
const firstOf: Shape = [5788200, 5787901, { n: 5787906, input: 5787907 }];
const part: Shape = [40535, 40535, { date: 40539, ...date }];
const PARTS = 'year month dayOfMonth hour minute second millisecond isoDayOfWeek isoWeek isoWeekYear';

const SHAPES: Readonly<Record<string, Shape>> = {
  $map: [16878, 16879, { input: 16880, as: 0, in: 16882 }],
  $filter: [28646, 28647, { input: 28648, as: 0, cond: 28650, limit: 0 }],
  $reduce: [40075, 40076, { input: 40077, initialValue: 40078, in: 40079 }],
  $cond: [16020, 17083, { if: 17080, then: 17081, else: 17082 }],
  $switch: [40060, 40067, { branches: 40068, default: 0 }],
  case: [40062, 40063, { case: 40064, then: 40065 }],
  $let: [16874, 16875, { vars: 16876, in: 16877 }],
  $zip: [34460, 34464, { inputs: 34465, useLongestLength: 0, defaults: 0 }],
  $sortArray: [2942500, 2942501, { input: 2942502, sortBy: 2942503 }],
  ...table('firstN lastN minN maxN', () => firstOf),
  $median: [7436100, 40415, { input: 40414, method: 40414 }],
  $percentile: [7429703, 40415, { input: 40414, p: 40414, method: 40414 }],
  $getField: [3041701, 3041701, { field: 3041702, input: 3041703 }],
  $setField: [4161100, 4161101, { field: 4161102, input: 4161109, value: 4161103 }],
  $unsetField: [4161100, 4161101, { field: 4161102, input: 4161109, value: 0 }],
  $convert: [9, 9, { input: 9, to: 9, onError: 0, onNull: 0 }],
  ...table('trim ltrim rtrim', () => trim),
  ...table('regexMatch regexFind regexFindAll', () => regex),
  ...table('replaceOne replaceAll', () => replace),
  $dateToString: [18629, 18534, { date: 18628, format: 0, onNull: 0, ...date }],
  $dateFromString: [40540, 40541, { dateString: 40542, format: 0, onNull: 0, onError: 0, ...date }],
  $dateToParts: [40524, 40520, { date: 40522, iso8601: 0, ...date }],
  ...table('dateAdd dateSubtract', () => shift),
  $dateDiff: [5166301, 5166302, { startDate: 5166303, endDate: 5166304, unit: 5166305, startOfWeek: 0, ...date }],
  $dateTrunc: [5439007, 5439008, { date: 5439009, unit: 5439010, binSize: 0, startOfWeek: 0, ...date }],
  $dateFromParts: [
    40519,
    40518,
    { ...Object.fromEntries(`${PARTS} day`.split(' ').map((name) => [name, 0])), ...date },
  ],
  ...table(`${PARTS} dayOfWeek dayOfYear week`, () => part),
};

/** The named arguments of an operator, or a refusal with MongoDB's code for what is wrong with them. */
export function namedArguments(name: string, operand: Value): Doc {
  const [notObject, unknown, fields] = SHAPES[name] as Shape;
  if (!isDoc(operand)) return refuse(notObject, `${name} only supports an object as its argument`);
  const other = Object.keys(operand).find((key) => !Object.hasOwn(fields, key));
  if (other !== undefined) refuse(unknown, `Unrecognized argument to ${name}: ${other}`);
  const absent = Object.keys(fields).find((key) => fields[key] !== 0 && !(key in operand));
  if (absent !== undefined) refuse(fields[absent] as number, `Missing '${absent}' parameter to ${name}`);
  return operand;
}

/** The name of a variable as $map, $filter, $let and $lookup let one choose it. */
export function variableName(v: Value, known: readonly string[] = []): string {
  return typeof v === 'string' && (/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(v) || known.includes(v))
    ? v
    : refuse('FailedToParse', `'${String(v)}' is not a valid name for a variable`);
}
