import { BSONRegExp } from 'bson';
import { Context, evalExpr } from 'mingo/core';
import * as mingo from 'mingo/operators/expression';
import { DATE_FORMS, DATE_PARTS } from './expression-dates';
import { refuse } from './errors';
import type { Evaluate } from './scope';
import { regularExpression } from './filter-regex';
import { isNumber, toNumber } from './numbers';
import { bsonType, isDoc, type Doc, type Value } from './values';

/**
 * mingo's operators that take strings, dates and plain counts: their arguments are computed here, where all number
 * types are known, and handed over as literals. The operators of other rooms' types (numbers, comparison) are ours.
 */
const STRINGS = [
  '$concat',
  '$toUpper',
  '$toLower',
  '$split',
  '$trim',
  '$ltrim',
  '$rtrim',
  '$strLenCP',
  '$strLenBytes',
  '$indexOfBytes',
  '$strcasecmp',
  '$replaceOne',
  '$replaceAll',
  '$regexMatch',
  '$regexFind',
  '$regexFindAll',
  '$substr',
  '$substrBytes',
  '$substrCP',
  '$zip',
  '$dateFromParts',
  '$dateTrunc',
  '$dateDiff',
  '$rand',
];
const context = Context.init({ expression: mingo as never });
const NULL_RESULT = new Set([
  '$split',
  '$trim',
  '$ltrim',
  '$rtrim',
  '$replaceOne',
  '$replaceAll',
  '$indexOfBytes',
  '$concat',
]);
const TAKES_DATES = new Set(['$dateTrunc', '$dateDiff']);

function lower(v: Value): Value {
  if (isNumber(v)) return toNumber(v);
  if (v instanceof BSONRegExp) return regularExpression(v, undefined);
  return Array.isArray(v) ? v.map(lower) : v;
}

/** $toUpper, $toLower and $substr… take numbers and dates as their text. */
function asText(v: Value): Value {
  if (v instanceof Date) return v.toISOString();
  if (isNumber(v)) return String(v);
  if (v === null || v === undefined || typeof v === 'string') return v;
  return refuse(16007, `can't convert from BSON type ${bsonType(v)[1]} to String`);
}

function check(name: string, [first, ...others]: Value[]): Value[] {
  if (name.startsWith('$strLen') && typeof first !== 'string') {
    refuse(34471, `${name} requires a string argument, found: ${bsonType(first)[1]}`);
  }
  return /^\$(to[UL]|substr)/.test(name) ? [asText(first), ...others] : [first, ...others];
}

function run(name: string, args: Value): Value {
  const result = evaluate(name, args);
  if (name === '$dateDiff' && typeof result === 'number') return BigInt(result);
  return (name === '$toUpper' || name === '$toLower') && (result === undefined || result === null) ? '' : result;
}

function evaluate(name: string, args: Value): Value {
  return (
    (evalExpr({}, { [name]: args } as never, { context } as never) as Value) ??
    (NULL_RESULT.has(name) ? null : undefined)
  );
}

const literal = (v: Value): Doc => ({ $literal: lower(v ?? null) });

function positional(name: string, evaluators: Evaluate[]): Evaluate {
  return (s) => {
    const args = check(
      name,
      evaluators.map((e) => e(s)),
    );
    return run(name, args.length === 1 ? literal(args[0]) : args.map(literal));
  };
}

function named(name: string, fields: [string, Evaluate][]): Evaluate {
  return (s) => {
    const args = fields.map(([key, e]) => [key, e(s)] as const);
    if (TAKES_DATES.has(name)) {
      const zone = args.find(([key]) => key === 'timezone')?.[1];
      if (zone !== undefined && zone !== null && zone !== 'UTC' && zone !== 'GMT')
        refuse('NotImplemented', `${name} works in UTC only`);
    }
    return run(name, Object.fromEntries(args.map(([key, v]) => [key, literal(v)])));
  };
}

function datePart(name: string, operand: Value, compile: (e: Value) => Evaluate): Evaluate | undefined {
  const part = Object.hasOwn(DATE_PARTS, name) ? DATE_PARTS[name] : undefined;
  if (!part) return undefined;
  const fields: Doc =
    isDoc(operand) && 'date' in operand ? operand : { date: Array.isArray(operand) ? operand[0] : operand };
  const [date, zone] = [compile(fields['date']), compile(fields['timezone'])];
  return (s) => part(date(s), zone(s));
}

function dateForm(name: string, operand: Value, compile: (e: Value) => Evaluate): Evaluate | undefined {
  const form = Object.hasOwn(DATE_FORMS, name) ? DATE_FORMS[name] : undefined;
  if (!form) return undefined;
  if (!isDoc(operand)) return refuse(18629, `${name} only supports an object as its argument`);
  const fields = Object.entries(operand).map(([key, v]) => [key, compile(v)] as const);
  const unknown = fields.find(([key]) => !form.known.includes(key));
  if (unknown) refuse(18534, `Unrecognized argument to ${name}: ${unknown[0]}`);
  return (s) => {
    const args: Doc = {};
    for (const [key, e] of fields) args[key] = e(s);
    return form.run(args);
  };
}

/** An operator taken from mingo (or one over dates), or undefined when there is none of that name. */
export function borrowed(name: string, operand: Value, compile: (e: Value) => Evaluate): Evaluate | undefined {
  const overDates = datePart(name, operand, compile) ?? dateForm(name, operand, compile);
  if (overDates || !STRINGS.includes(name)) return overDates;
  if (isDoc(operand) && !(Object.keys(operand)[0] ?? '$').startsWith('$')) {
    return named(
      name,
      Object.entries(operand).map(([key, v]) => [key, compile(v)]),
    );
  }
  return positional(name, (Array.isArray(operand) ? operand : [operand]).map(compile));
}
