import { BSONRegExp, BSONSymbol, MaxKey, MinKey } from 'bson';
import { refuse } from '../values/errors';
import { compileExpression } from './expressions';
import type { Scope } from './scope';
import { bits } from './filter-bits';
import { regularExpression } from './filter-regex';
import { calculate, isNumber, type Num, toNumber } from '../values/numbers';
import { array, leads, table } from './operands';
import { reach } from '../values/paths';
import {
  bsonType,
  compare,
  equal,
  isDoc,
  rank,
  truthy,
  TYPE_ALIASES,
  type Doc,
  type Strings,
  type Value,
} from '../values/values';

export type Test = (doc: Doc) => boolean;
type Accepts = (v: Value) => boolean;
type Operator = (operand: Value, siblings: Doc, scope?: Scope) => Accepts;

/** One condition on one path: the document passes when a reached value is accepted (or, negated, when none is). */
export interface Clause {
  readonly path: string;
  readonly parts: readonly string[];
  readonly operator: string;
  readonly operand: Value;
  readonly negated: boolean;
  readonly accepts: Accepts;
}
export interface Filter {
  readonly clauses: Clause[];
  readonly rest: Test[];
  /** How it compares strings, where the command has a collation: no index is in that order. */
  readonly strings?: Strings | undefined;
}

const nan = (v: Value): boolean => isNumber(v) && Number.isNaN(toNumber(v));
/** An array is accepted for itself or for one of its elements. */
const each =
  (accepts: Accepts): Accepts =>
  (v) =>
    accepts(v) || (Array.isArray(v) && v.some(accepts));

function matchesRegex(source: Value, options?: Value): Accepts {
  const regex = regularExpression(source, options);
  const literal = source instanceof BSONRegExp ? source : undefined;
  return each(
    (v) =>
      (typeof v === 'string' && regex.test(v)) ||
      (v instanceof BSONSymbol && regex.test(v.value)) ||
      (literal !== undefined && v instanceof BSONRegExp && equal(v, literal)),
  );
}

function equals(operand: Value, strings?: Strings): Accepts {
  if (operand === null || operand === undefined) return each((v) => v === null || v === undefined);
  if (typeof operand === 'string' && !strings)
    return each((v) => v === operand || (v instanceof BSONSymbol && v.value === operand));
  return each((v) => equal(v, operand, strings));
}

const ordered =
  (wanted: (order: number) => boolean): Operator =>
  (operand, _, scope) => {
    if (operand === null || nan(operand)) return wanted(0) ? equals(operand) : () => false;
    const anyType = operand instanceof MinKey || operand instanceof MaxKey;
    const type = rank(operand);
    return each(
      (v) =>
        (anyType || (v !== undefined && rank(v) === type)) && !nan(v) && wanted(compare(v, operand, scope?.strings)),
    );
  };

function isIn(operand: Value, strings?: Strings): Accepts {
  const tests = array('BadValue', operand).map((v) => {
    if (leads(v)) refuse('BadValue', 'cannot nest $ under $in');
    return v instanceof BSONRegExp ? matchesRegex(v) : equals(v, strings);
  });
  return (v) => tests.some((test) => test(v));
}

function hasType(operand: Value): Accepts {
  const wanted = (Array.isArray(operand) ? operand : [operand]).map((type) => {
    if (type === 'number') return type;
    const number = typeof type === 'string' ? TYPE_ALIASES.get(type) : isNumber(type) ? toNumber(type) : undefined;
    if (number === undefined || number === 0 || ![...TYPE_ALIASES.values()].includes(number))
      refuse('BadValue', `Unknown type name alias: ${String(type)}`);
    return number;
  });
  return each(
    (v) => v !== undefined && (wanted.includes(bsonType(v)[0]) || (wanted.includes('number') && isNumber(v))),
  );
}

function modulo(operand: Value): Accepts {
  const [by, rest, more] = Array.isArray(operand) ? operand : [];
  if (!isNumber(by) || !isNumber(rest) || more !== undefined)
    return refuse('BadValue', 'malformed mod, needs [divisor, remainder]');
  const [d, r] = [Math.trunc(toNumber(by)), Math.trunc(toNumber(rest))];
  if (!Number.isFinite(d) || !Number.isFinite(r))
    refuse('BadValue', 'malformed mod, divisor and remainder must be finite');
  if (d === 0) refuse('BadValue', 'divisor cannot be 0');
  const whole = (v: Num): Num => (typeof v === 'bigint' ? v : BigInt(Math.trunc(toNumber(v))));
  return each(
    (v) => isNumber(v) && Number.isFinite(toNumber(v)) && toNumber(calculate('mod', whole(v), BigInt(d))) === r,
  );
}

function size(operand: Value): Accepts {
  const wanted = isNumber(operand) ? toNumber(operand) : -1;
  if ((wanted | 0) !== wanted || wanted < 0) refuse('BadValue', '$size must be a non-negative whole number');
  return (v) => Array.isArray(v) && v.length === wanted;
}

function elemMatch(operand: Value, scope?: Scope): Accepts {
  if (!isDoc(operand)) return refuse('BadValue', '$elemMatch needs an Object');
  const first = Object.keys(operand)[0] ?? '';
  if (first.startsWith('$') && !LOGICAL.has(first)) {
    const clauses = operators('', operand, scope);
    return (v) => Array.isArray(v) && v.some((element) => clauses.every((c) => c.accepts(element) !== c.negated));
  }
  const test = compileFilter(operand, scope);
  return (v) =>
    Array.isArray(v) && v.some((element) => (isDoc(element) || Array.isArray(element)) && test(element as Doc));
}

function all(operand: Value, scope?: Scope): Accepts {
  const tests = array('BadValue', operand).map((v) => {
    if (isDoc(v) && '$elemMatch' in v) return elemMatch(v['$elemMatch'], scope);
    return v instanceof BSONRegExp ? matchesRegex(v) : equals(v, scope?.strings);
  });
  return (v) => tests.length > 0 && tests.every((test) => test(v));
}

const OPERATORS: Record<string, Operator> = {
  ...table('eq ne', (): Operator => (v, _, scope) => equals(v, scope?.strings)),
  $gt: ordered((order) => order > 0),
  $gte: ordered((order) => order >= 0),
  $lt: ordered((order) => order < 0),
  $lte: ordered((order) => order <= 0),
  ...table('in nin', (): Operator => (v, _, scope) => isIn(v, scope?.strings)),
  $exists: () => (v) => v !== undefined,
  $type: hasType,
  $mod: modulo,
  $size: size,
  $regex: (v, siblings) => matchesRegex(v, siblings['$options']),
  $elemMatch: (v, _, scope) => elemMatch(v, scope),
  $all: (v, _, scope) => all(v, scope),
  ...table('bitsAllSet bitsAnySet bitsAllClear bitsAnyClear', bits),
};
const LOGICAL = new Set(['$and', '$or', '$nor', '$expr', '$comment']);

function clause(path: string, operator: string, operand: Value, accepts: Accepts, negated = false): Clause {
  return { path, parts: path === '' ? [] : path.split('.'), operator, operand, accepts, negated };
}

function negation(path: string, operand: Value, scope?: Scope): Clause {
  if (operand instanceof BSONRegExp) return clause(path, '$not', operand, matchesRegex(operand), true);
  if (!isDoc(operand) || Object.keys(operand).length === 0)
    return refuse('BadValue', '$not needs a regex or a document');
  const inner = operators(path, operand, scope);
  const only = inner[0];
  if (inner.length === 1 && only) return clause(path, '$not', operand, only.accepts, !only.negated);
  const accepts: Accepts = (doc) => inner.every((c) => passes(c, doc as Doc));
  return { path, parts: [], operator: '$not', operand, negated: true, accepts };
}

function operator(path: string, name: string, spec: Doc, scope?: Scope): Clause {
  const operand = spec[name];
  if (name === '$not') return negation(path, operand, scope);
  const build = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!build) return refuse('BadValue', `unknown operator: ${name}`);
  if (/^\$[gl]te?$/.test(name) && operand instanceof BSONRegExp)
    refuse('BadValue', `Can't have RegEx as arg to predicate over field '${path}'.`);
  const negated = name === '$ne' || name === '$nin' || (name === '$exists' && !truthy(operand));
  return clause(path, name, operand, build(operand, spec, scope), negated);
}

function operators(path: string, spec: Doc, scope?: Scope): Clause[] {
  const names = Object.keys(spec).filter((name) => name !== '$options' || !('$regex' in spec));
  return names.map((name) => operator(path, name, spec, scope));
}

const passes = (c: Clause, doc: Doc): boolean => reach(doc, c.parts, c.accepts) !== c.negated;
const isOperatorDoc = (v: Value): v is Doc => isDoc(v) && leads(v) && !('$ref' in v) && !('$id' in v);

function logical(name: string, operand: Value, into: Filter, scope?: Scope): void {
  if (name === '$comment') return;
  if (name === '$expr') {
    const evaluate = compileExpression(operand);
    into.rest.push((doc) => truthy(evaluate({ ...scope, root: doc, vars: scope?.vars ?? {} })));
    return;
  }
  const parsed = array('BadValue', operand).map((branch) =>
    isDoc(branch) ? parseFilter(branch, scope) : refuse('BadValue', `${name} argument's entries must be objects`),
  );
  if (parsed.length === 0) refuse('BadValue', `${name} must be a nonempty array`);
  if (name === '$and') {
    for (const branch of parsed) {
      into.clauses.push(...branch.clauses);
      into.rest.push(...branch.rest);
    }
    return;
  }
  const tests = parsed.map(testOf);
  const any: Test = (doc) => tests.some((test) => test(doc));
  into.rest.push(name === '$or' ? any : (doc) => !any(doc));
}

/** A filter as conditions on paths (which an index may serve) and the rest. Refuses what it does not know. */
export function parseFilter(filter: Doc, scope?: Scope): Filter {
  const parsed: Filter = { clauses: [], rest: [], strings: scope?.strings };
  for (const [name, operand] of Object.entries(filter)) {
    if (LOGICAL.has(name)) logical(name, operand, parsed, scope);
    else if (name.startsWith('$')) return refuse('BadValue', `unknown top level operator: ${name}`);
    else if (isOperatorDoc(operand)) parsed.clauses.push(...operators(name, operand, scope));
    else if (operand instanceof BSONRegExp) parsed.clauses.push(clause(name, '$regex', operand, matchesRegex(operand)));
    else parsed.clauses.push(clause(name, '$eq', operand, equals(operand, scope?.strings)));
  }
  return parsed;
}

/** The test of a parsed filter. */
export function testOf({ clauses, rest }: Filter): Test {
  const only = clauses[0];
  if (clauses.length === 1 && rest.length === 0 && only) return (doc) => passes(only, doc);
  return (doc) => clauses.every((c) => passes(c, doc)) && rest.every((test) => test(doc));
}
export const compileFilter = (filter: Doc, scope?: Scope): Test => testOf(parseFilter(filter, scope));
