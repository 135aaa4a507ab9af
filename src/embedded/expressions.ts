import { refuse } from './errors';
import type { Evaluate, Operator, Scope } from './scope';
import { NUMBER_OPERATORS } from './expression-numbers';
import { borrowed } from './expression-mingo';
import { VALUE_OPERATORS } from './expression-values';
import { CONVERSIONS } from './convert';
import { assign, pick } from './paths';
import { isDoc, truthy, type Doc, type Value } from './values';

const OPERATORS: Record<string, Operator> = { ...NUMBER_OPERATORS, ...VALUE_OPERATORS, ...CONVERSIONS };
const missing = (v: Value): boolean => v === null || v === undefined;

function variable(name: string): Evaluate {
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return (s) => (name in s.vars ? s.vars[name] : s.root);
    case 'NOW':
      return (s) => s.now ?? new Date();
    case 'REMOVE':
      return () => undefined;
    default:
      return (s) => (name in s.vars ? s.vars[name] : refuse(17276, `Use of undefined variable: ${name}`));
  }
}

function compilePath(text: string): Evaluate {
  if (text.startsWith('$$')) {
    const [name = '', ...parts] = text.slice(2).split('.');
    const read = variable(name);
    return parts.length === 0 ? read : (s) => pick(read(s), parts);
  }
  const parts = text.slice(1).split('.');
  if (parts.some((part) => part === '')) return refuse(40353, "FieldPath must not end with a '.'.");
  const only = parts[0] as string;
  if (parts.length === 1) return (s) => (Object.hasOwn(s.root, only) ? s.root[only] : undefined);
  return (s) => pick(s.root, parts);
}

function fieldsOf(name: string, operand: Value, known: string[], needed: string[]): Record<string, Evaluate> {
  if (!isDoc(operand)) return refuse('FailedToParse', `${name} only supports an object as its argument`);
  const unknown = Object.keys(operand).find((key) => !known.includes(key));
  if (unknown !== undefined) refuse('FailedToParse', `Unrecognized argument to ${name}: ${unknown}`);
  const absent = needed.find((key) => !(key in operand));
  if (absent !== undefined) refuse('FailedToParse', `Missing '${absent}' parameter to ${name}`);
  return Object.fromEntries(
    Object.entries(operand).map(([key, v]) => [key, key === 'as' ? () => v : compileExpression(v)]),
  );
}

const bind = (s: Scope, vars: Record<string, Value>): Scope => ({ ...s, vars: { ...s.vars, ...vars } });

function overArray(
  name: string,
  operand: Value,
  body: string,
  known: string[],
): (s: Scope, each: (s: Scope, v: Value) => boolean | undefined) => boolean {
  const fields = fieldsOf(name, operand, known, ['input', body]);
  const as = isDoc(operand) && typeof operand['as'] === 'string' ? operand['as'] : 'this';
  return (s, each) => {
    const input = fields['input']?.(s);
    if (missing(input)) return false;
    if (!Array.isArray(input)) return refuse(28651, `input to ${name} must be an array`);
    for (const v of input) if (each(bind(s, { [as]: v }), v) === false) break;
    return true;
  };
}

function compileMap(operand: Value): Evaluate {
  const over = overArray('$map', operand, 'in', ['input', 'as', 'in']);
  const body = compileExpression((operand as Doc)['in']);
  return (s) => {
    const out: Value[] = [];
    return over(s, (inner) => void out.push(body(inner) ?? null)) ? out : null;
  };
}

function compileFilterArray(operand: Value): Evaluate {
  const over = overArray('$filter', operand, 'cond', ['input', 'as', 'cond', 'limit']);
  const test = compileExpression((operand as Doc)['cond']);
  const limit = compileExpression((operand as Doc)['limit'] ?? null);
  return (s) => {
    const out: Value[] = [];
    const most = Number(limit(s) ?? Infinity);
    return over(s, (inner, v) => (truthy(test(inner)) && out.push(v) >= most ? false : undefined)) ? out : null;
  };
}

function compileReduce(operand: Value): Evaluate {
  const fields = fieldsOf('$reduce', operand, ['input', 'initialValue', 'in'], ['input', 'initialValue', 'in']);
  return (s) => {
    const input = fields['input']?.(s);
    if (missing(input)) return null;
    if (!Array.isArray(input)) return refuse(40080, "$reduce requires that 'input' be an array");
    return input.reduce(
      (value: Value, v: Value) => fields['in']?.(bind(s, { value, this: v })),
      fields['initialValue']?.(s),
    );
  };
}

function compileCond(operand: Value): Evaluate {
  const [test, yes, no] = Array.isArray(operand)
    ? operand.length === 3
      ? operand.map(compileExpression)
      : refuse(16020, 'Expression $cond takes exactly 3 arguments.')
    : Object.values(
        fieldsOf(
          '$cond',
          isDoc(operand) ? { if: operand['if'], then: operand['then'], else: operand['else'] } : operand,
          ['if', 'then', 'else'],
          ['if', 'then', 'else'],
        ),
      );
  return (s) => (truthy(test?.(s)) ? yes?.(s) : no?.(s));
}

function compileSwitch(operand: Value): Evaluate {
  if (!isDoc(operand) || !Array.isArray(operand['branches']))
    return refuse(40060, '$switch requires an object with branches');
  const branches = operand['branches'].map((b) => fieldsOf('$switch', b, ['case', 'then'], ['case', 'then']));
  const fallback = 'default' in operand ? compileExpression(operand['default']) : undefined;
  return (s) => {
    const chosen = branches.find((b) => truthy(b['case']?.(s)));
    if (chosen) return chosen['then']?.(s);
    return fallback
      ? fallback(s)
      : refuse(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
}

function compileLet(operand: Value): Evaluate {
  fieldsOf(
    '$let',
    isDoc(operand)
      ? { vars: null, in: null, ...Object.fromEntries(Object.keys(operand).map((k) => [k, null])) }
      : operand,
    ['vars', 'in'],
    [],
  );
  const { vars, in: body } = operand as Doc;
  if (!isDoc(vars)) return refuse('FailedToParse', 'invalid parameter: expected an object (vars)');
  const bindings = Object.entries(vars).map(([name, v]) => [name, compileExpression(v)] as const);
  const evaluate = compileExpression(body);
  return (s) => evaluate(bind(s, Object.fromEntries(bindings.map(([name, v]) => [name, v(s)]))));
}

function compileGetField(operand: Value): Evaluate {
  const spec = isDoc(operand) && 'field' in operand ? operand : { field: operand, input: '$$CURRENT' };
  const [field, input] = [compileExpression(spec['field']), compileExpression(spec['input'] ?? '$$CURRENT')];
  return (s) => {
    const [name, from] = [field(s), input(s)];
    if (typeof name !== 'string') return refuse(5654602, "$getField requires 'field' to evaluate to a String");
    return isDoc(from) && Object.hasOwn(from, name) ? from[name] : missing(from) ? from : undefined;
  };
}

const list = (operand: Value): Evaluate[] => (Array.isArray(operand) ? operand : [operand]).map(compileExpression);

const FORMS: Record<string, (operand: Value) => Evaluate> = {
  $literal: (v) => () => v,
  $expr: (v) => compileExpression(v),
  $and: (v) =>
    (
      (all) => (s: Scope) =>
        all.every((e) => truthy(e(s)))
    )(list(v)),
  $or: (v) =>
    (
      (all) => (s: Scope) =>
        all.some((e) => truthy(e(s)))
    )(list(v)),
  $ifNull: (v) =>
    ((all) => (s: Scope) => {
      for (const e of all.slice(0, -1)) {
        const value = e(s);
        if (!missing(value)) return value;
      }
      return all.at(-1)?.(s);
    })(list(v)),
  $cond: compileCond,
  $switch: compileSwitch,
  $let: compileLet,
  $map: compileMap,
  $filter: compileFilterArray,
  $reduce: compileReduce,
  $getField: compileGetField,
};

function compileOperator(name: string, operand: Value): Evaluate {
  if (Object.hasOwn(FORMS, name)) return (FORMS[name] as (v: Value) => Evaluate)(operand);
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) return borrowed(name, operand, compileExpression) ?? refuse(168, `Unrecognized expression '${name}'`);
  const args = list(operand);
  checkArity(name, operator, args.length);
  const [first, second] = args;
  if (args.length === 1 && first) return (s) => operator(first(s));
  if (args.length === 2 && first && second) return (s) => operator(first(s), second(s));
  return (s) => operator(...args.map((e) => e(s)));
}

/** An operator of fixed arity says so by its parameter list (rest and default parameters leave it open). */
function checkArity(name: string, operator: Operator, given: number): void {
  if (operator.length > given)
    refuse(16020, `Expression ${name} takes ${operator.length} arguments. ${given} were passed in.`);
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
  if (typeof expression === 'string')
    return expression.startsWith('$') && expression.length > 1 ? compilePath(expression) : () => expression;
  if (Array.isArray(expression)) {
    const items = expression.map(compileExpression);
    return (s) => items.map((e) => e(s) ?? null);
  }
  if (!isDoc(expression)) return () => expression;
  const [name] = Object.keys(expression);
  if (name?.startsWith('$')) {
    if (Object.keys(expression).length > 1)
      return refuse(15983, 'an expression specification must contain exactly one field');
    return compileOperator(name, expression[name]);
  }
  return compileDoc(expression);
}
