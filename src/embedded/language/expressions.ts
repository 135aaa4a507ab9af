import { calculateObjectSize, Binary, Timestamp } from 'bson';
import { convert, CONVERSIONS } from './convert';
import { refuse } from '../values/errors';
import { datePart, NAMED_DATES } from './expression-dates';
import { FORMS } from './expression-forms';
import { NUMBER_OPERATORS } from './expression-numbers';
import { namedArguments } from './expression-shapes';
import { NAMED_STRINGS, shorthand, STRING_OPERATORS } from './expression-strings';
import { NAMED_VALUES, VALUE_OPERATORS } from './expression-values';
import { assign, fieldPath, pick } from '../values/paths';
import { strict } from './operands';
import type { Evaluate, Operator, Scope } from './scope';
import { isDoc, type Doc, type Value } from '../values/values';

const stamp = (part: 't' | 'i'): Operator =>
  strict((v) => (v instanceof Timestamp ? BigInt(v[part]) : refuse(5687301, 'a timestamp is required')));

const OPERATORS: Record<string, Operator> = {
  ...NUMBER_OPERATORS,
  ...VALUE_OPERATORS,
  ...STRING_OPERATORS,
  ...CONVERSIONS,
  $tsSecond: stamp('t'),
  $tsIncrement: stamp('i'),
  $bsonSize: strict((v) => (isDoc(v) ? calculateObjectSize(v) : refuse(31393, '$bsonSize needs an object'))),
  $binarySize: strict((v) => {
    if (typeof v === 'string') return Buffer.byteLength(v);
    return v instanceof Binary ? v.position : refuse(51276, '$binarySize requires a string or BinData argument');
  }),
};
const NAMED: Record<string, (args: Doc) => Value> = {
  ...NAMED_VALUES,
  ...NAMED_STRINGS,
  ...NAMED_DATES,
  $convert: convert,
};

type Arity = readonly [least: number, most: number, code: number];
const arities = (names: string, ...arity: Arity): [string, Arity][] => names.split(' ').map((n) => [`$${n}`, arity]);
/** How many arguments an operator takes, and the code of what is refused; the others take any number. */
const ARITY = new Map<string, Arity>([
  ...arities('abs ceil floor exp ln log10 sqrt degreesToRadians radiansToDegrees bitNot not size', 1, 1, 16020),
  ...arities('sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh binarySize bsonSize', 1, 1, 16020),
  ...arities('isArray isNumber type first last reverseArray arrayToObject objectToArray', 1, 1, 16020),
  ...arities('toUpper toLower strLenCP strLenBytes tsSecond tsIncrement', 1, 1, 16020),
  ...arities('anyElementTrue allElementsTrue', 1, 1, 16020),
  ...arities('subtract divide mod pow log atan2 cmp eq ne gt gte lt lte in arrayElemAt', 2, 2, 16020),
  ...arities('setDifference setIsSubset split strcasecmp', 2, 2, 16020),
  ...arities('substr substrBytes substrCP', 3, 3, 16020),
  ...arities('trunc round', 1, 2, 28667),
  ...arities('slice range', 2, 3, 28667),
  ...arities('indexOfArray indexOfCP indexOfBytes', 2, 4, 28667),
  ...Object.keys(CONVERSIONS).map((name): [string, Arity] => [name, [1, 1, 50723]]),
]);

function variable(name: string): Evaluate {
  if (name === '') return refuse('FailedToParse', 'empty variable names are not allowed');
  if (name === 'NOW') return (s) => s.now ?? new Date();
  if (name === 'REMOVE') return () => undefined;
  const unbound = (s: Scope): Value =>
    name === 'ROOT' || name === 'CURRENT' ? s.root : refuse(17276, `Use of undefined variable: ${name}`);
  return (s) => (name in s.vars ? s.vars[name] : unbound(s));
}

function compilePath(text: string): Evaluate {
  if (text.startsWith('$$')) {
    const [name = '', ...parts] = text.slice(2).split('.');
    const read = variable(name);
    if (parts.length === 0) return read;
    fieldPath(parts.join('.'));
    return (s) => pick(read(s), parts);
  }
  if (text === '$') return refuse(16872, "'$' by itself is not a valid FieldPath");
  const parts = fieldPath(text.slice(1));
  const only = parts[0] as string;
  if (parts.length === 1) return (s) => (Object.hasOwn(s.root, only) ? s.root[only] : undefined);
  return (s) => pick(s.root, parts);
}

/** The operand as the arguments it stands for: $getField and the date parts may be written shorter. */
function spelledOut(name: string, operand: Value): Value {
  if (name === '$getField' && shorthand(operand)) return { field: operand, input: '$$CURRENT' };
  const named = datePart(name, operand);
  return name === '$unsetField' && isDoc(named) ? { ...named, value: '$$REMOVE' } : named;
}

function compileNamed(name: string, operand: Value): Evaluate {
  const run = NAMED[name] as (args: Doc) => Value;
  const fields = Object.entries(namedArguments(name, spelledOut(name, operand)));
  const compiled = fields.map(([key, v]) => [key, compileExpression(v)] as const);
  return (s) => run(Object.fromEntries(compiled.map(([key, e]) => [key, e(s)])));
}

function compileOperator(name: string, operand: Value): Evaluate {
  if (Object.hasOwn(FORMS, name)) return (FORMS[name] as (typeof FORMS)[string])(operand, compileExpression);
  if (Object.hasOwn(NAMED, name)) return compileNamed(name, operand);
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  return operator ? applied(name, operator, operand) : refuse(168, `Unrecognized expression '${name}'`);
}

function applied(name: string, operator: Operator, operand: Value): Evaluate {
  const args = (Array.isArray(operand) ? operand : [operand]).map(compileExpression);
  const [least, most, code] = ARITY.get(name) ?? [0, Infinity, 0];
  if (args.length < least || args.length > most)
    refuse(code, `Expression ${name} takes ${least} to ${most} arguments. ${args.length} were passed in.`);
  const [first, second] = args;
  if (args.length === 1 && first) return (s) => operator(first(s));
  if (args.length === 2 && first && second) return (s) => operator(first(s), second(s));
  return (s) => operator(...args.map((e) => e(s)));
}

function compileDoc(spec: Doc): Evaluate {
  const fields = Object.entries(spec).map(([name, v]) => [name, compileExpression(v)] as const);
  return (s) => {
    const doc: Doc = {};
    for (const [name, evaluate] of fields) {
      const value = evaluate(s);
      if (value !== undefined) assign(doc, name, value);
    }
    return doc;
  };
}

/** An aggregation expression as a function; an operator that is not known is refused when it is compiled. */
export function compileExpression(expression: Value): Evaluate {
  if (typeof expression === 'string') return expression.startsWith('$') ? compilePath(expression) : () => expression;
  if (Array.isArray(expression)) {
    const items = expression.map(compileExpression);
    return (s) => items.map((e) => e(s) ?? null);
  }
  if (!isDoc(expression)) return () => expression;
  const [name] = Object.keys(expression);
  if (!name?.startsWith('$')) return compileDoc(expression);
  return Object.keys(expression).length === 1
    ? compileOperator(name, expression[name])
    : refuse(15983, 'an expression specification must contain exactly one field');
}
