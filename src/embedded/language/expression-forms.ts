import { refuse } from '../values/errors';
import { namedArguments, variableName } from './expression-shapes';
import { array, whole } from './operands';
import { missing, isDoc, truthy, type Doc, type Value } from '../values/values';
import type { Evaluate, Scope } from './scope';

type Compile = (e: Value) => Evaluate;
const bind = (s: Scope, vars: Record<string, Value>): Scope => ({ ...s, vars: { ...s.vars, ...vars } });
const list = (operand: Value): Value[] => (Array.isArray(operand) ? operand : [operand]);
/** Evaluates until one says what decides. */
function decided(all: Evaluate[], by: boolean): Evaluate {
  return (s) => all.some((e) => truthy(e(s)) === by) === by;
}

/** The elements of an array, each bound to its variable; undefined when the array is null. */
function elements(name: string, code: number, operand: Value, compile: Compile): (s: Scope) => Scope[] | undefined {
  const { input, as = 'this' } = namedArguments(name, operand);
  const [values, variable] = [compile(input), variableName(as)];
  return (s) => {
    const given = values(s);
    return missing(given) ? undefined : array(code, given).map((v) => bind(s, { [variable]: v }));
  };
}

function map(operand: Value, compile: Compile): Evaluate {
  const each = elements('$map', 16883, operand, compile);
  const body = compile((operand as Doc)['in']);
  return (s) => each(s)?.map((inner) => body(inner) ?? null) ?? null;
}

function limitOf(v: Value): number {
  if (missing(v)) return Infinity;
  const limit = whole(v, 327391);
  return limit > 0 ? limit : refuse(327392, "$filter: 'limit' must be greater than 0");
}

function filter(operand: Value, compile: Compile): Evaluate {
  const each = elements('$filter', 28651, operand, compile);
  const { as = 'this', cond, limit = null } = operand as Doc;
  const [test, most] = [compile(cond), compile(limit)];
  return (s) => {
    const left = limitOf(most(s));
    const out: Value[] = [];
    const all = each(s);
    for (const inner of all ?? []) if (out.length < left && truthy(test(inner))) out.push(inner.vars[as as string]);
    return all ? out : null;
  };
}

function reduce(operand: Value, compile: Compile): Evaluate {
  const { input, initialValue, in: body } = namedArguments('$reduce', operand);
  const [values, start, next] = [compile(input), compile(initialValue), compile(body)];
  return (s) => {
    const given = values(s);
    if (missing(given)) return null;
    return array(40080, given).reduce((value: Value, v) => next(bind(s, { value, this: v })), start(s));
  };
}

function cond(operand: Value, compile: Compile): Evaluate {
  if (Array.isArray(operand) && operand.length !== 3) refuse(16020, 'Expression $cond takes exactly 3 arguments.');
  const named = Array.isArray(operand) ? undefined : namedArguments('$cond', operand);
  const [test, yes, no] = (named ? [named['if'], named['then'], named['else']] : list(operand)).map(compile);
  return (s) => (truthy(test?.(s)) ? yes?.(s) : no?.(s));
}

function choose(operand: Value, compile: Compile): Evaluate {
  const { branches, default: otherwise } = namedArguments('$switch', operand);
  const pairs = array(40061, branches).map((branch) => {
    const { case: test, then } = namedArguments('case', branch);
    return [compile(test), compile(then)] as const;
  });
  if (pairs.length === 0) refuse(40068, '$switch requires at least one branch.');
  const fallback = isDoc(operand) && 'default' in operand ? compile(otherwise) : undefined;
  return (s) => {
    const chosen = pairs.find(([test]) => truthy(test(s)))?.[1] ?? fallback;
    return chosen ? chosen(s) : refuse(40066, '$switch found no matching branch and has no default.');
  };
}

function letIn(operand: Value, compile: Compile): Evaluate {
  const { vars, in: body } = namedArguments('$let', operand);
  if (!isDoc(vars)) return refuse(10065, 'invalid parameter: expected an object (vars)');
  const bindings = Object.entries(vars).map(([name, v]) => [variableName(name, ['CURRENT']), compile(v)] as const);
  const evaluate = compile(body);
  return (s) => evaluate(bind(s, Object.fromEntries(bindings.map(([name, v]) => [name, v(s)]))));
}

function ifNull(operand: Value, compile: Compile): Evaluate {
  if (!Array.isArray(operand) || operand.length < 2) return refuse(1257300, '$ifNull needs at least two arguments');
  const all = operand.map(compile);
  return (s) => {
    let value: Value;
    for (const e of all) if (!missing((value = e(s)))) break;
    return value;
  };
}

/** The operators that evaluate some of their arguments only when they need them, or with variables of their own. */
export const FORMS: Record<string, (operand: Value, compile: Compile) => Evaluate> = {
  $literal: (v) => () => v,
  $expr: (v, compile) => compile(v),
  $and: (v, compile) => decided(list(v).map(compile), false),
  $or: (v, compile) => decided(list(v).map(compile), true),
  $ifNull: ifNull,
  $cond: cond,
  $switch: choose,
  $let: letIn,
  $map: map,
  $filter: filter,
  $reduce: reduce,
};
