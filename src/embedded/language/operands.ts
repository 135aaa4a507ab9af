import { BSONRegExp } from 'bson';
import { Context, evalExpr } from 'mingo/core';
import * as mingo from 'mingo/operators/expression';
import { refuse } from '../values/errors';
import { regularExpression } from './filter-regex';
import { isNumber, toNumber } from '../values/numbers';
import type { Operator } from './scope';
import { bsonType, isDoc, missing, type Doc, type Value } from '../values/values';

/** A refusal's code, by its number or its name. */
type Code = Parameters<typeof refuse>[0];

/** Refuses with the first reason that holds. */
export function check(...reasons: [holds: boolean, code: Code, message: string][]): void {
  const [, code, message] = reasons.find(([holds]) => holds) ?? [];
  if (code !== undefined) refuse(code, message ?? '');
}
/** The first name of a document that is none of those known. */
export const unknownName = (doc: Doc, ...known: string[]): string | undefined =>
  Object.keys(doc).find((name) => !known.includes(name));

/** Part of a list as $slice asks for it: so many from the start (or, negative, the end), or so many from a place on. */
export function part(list: readonly Value[], at: number, count?: number): Value[] {
  if (count === undefined) return at >= 0 ? list.slice(0, at) : list.slice(at);
  const from = at < 0 ? Math.max(0, list.length + at) : at;
  return list.slice(from, from + count);
}

/** Whether a document's first name is that of an operator. */
export const leads = (v: Value): boolean => isDoc(v) && (Object.keys(v)[0] ?? '').startsWith('$');

/** The operators in a value, however deep, each with its operand. */
export function operatorsIn(v: Value): [name: string, operand: Value][] {
  if (!Array.isArray(v) && !isDoc(v)) return [];
  const entries: [string, Value][] = Object.entries(v);
  return entries.flatMap((entry) => [...(entry[0].startsWith('$') ? [entry] : []), ...operatorsIn(entry[1])]);
}

/** A table of what is alike for several operators, named without their `$`. */
export const table = <T>(names: string, make: (name: string) => T): Record<string, T> =>
  Object.fromEntries(names.split(' ').map((name) => [`$${name}`, make(`$${name}`)]));

/** An operator that is null as soon as one of its arguments is null or missing. */
export const strict =
  (f: Operator): Operator =>
  (...args: Value[]) =>
    args.some(missing) ? null : f(...args);

/** The array an operator was given, or a refusal with that operator's own code. */
export function array(code: Code, v: Value): Value[] {
  return Array.isArray(v) ? v : refuse(code, `an array is required, but this is of type: ${bsonType(v)[1]}`);
}

/** The text an operator was given, or a refusal with that operator's own code. */
export function text(code: Code, v: Value): string {
  return typeof v === 'string' ? v : refuse(code, `a string is required, but this is of type: ${bsonType(v)[1]}`);
}

/** A whole number of 32 bits; one code for what is no number, one for what is no such number. */
export function whole(v: Value, notNumber: Code, notWhole = notNumber): number {
  if (!isNumber(v)) return refuse(notNumber, `a number is required, but this is of type: ${bsonType(v)[1]}`);
  const n = toNumber(v);
  return (n | 0) === n ? n | 0 : refuse(notWhole, 'the number must be whole and fit 32 bits');
}

const context = Context.init({ expression: mingo as never });

function lower(v: Value): Value {
  if (isNumber(v)) return toNumber(v);
  return v instanceof BSONRegExp ? regularExpression(v, undefined) : (v ?? null);
}

/** Values mingo takes for nothing but themselves; some of its operators want these unwrapped. */
const plain = (v: Value): boolean =>
  isNumber(v) ||
  typeof v === 'boolean' ||
  (typeof v === 'string' && /^[^$]/.test(v)) ||
  (Array.isArray(v) && v.every(isNumber));

/** What mingo's operator makes of arguments already computed and checked; numbers are handed over as JavaScript's. */
export function borrow(name: string, args: readonly Value[] | Doc): Value {
  const literal = (v: Value): Value => (plain(v) ? lower(v) : { $literal: lower(v) });
  const given = Array.isArray(args)
    ? args.length === 1
      ? literal(args[0])
      : args.map(literal)
    : Object.fromEntries(Object.entries(args).map(([key, v]) => [key, literal(v)]));
  return evalExpr({}, { [name]: given } as never, { context } as never) as Value;
}
