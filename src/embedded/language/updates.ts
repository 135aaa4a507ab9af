import { decode } from '../values/decode';
import { refuse } from '../values/errors';
import type { Scope } from './scope';
import { compileFilter, type Filter } from './filter';
import { array, leads } from './operands';
import { isIndex, reach } from '../values/paths';
import { documentStage } from './projection';
import { type Change, fieldOperator, REMOVE } from './update-operators';
import { type Filters, type Step, walk } from './update-walk';
import { encode, isDoc, type Doc, type Value } from '../values/values';

/** What an update needs to know about its occasion. */
export interface Occasion {
  readonly inserting: boolean;
  /** The array element the query matched, for the positional `$`. */
  readonly matched: (path: string) => number;
  readonly scope: Omit<Scope, 'root'>;
}
/** Turns a document (a copy it may change) into what it becomes. */
export type Update = (doc: Doc, occasion: Occasion) => Doc;

function put(doc: Doc, path: string, change: Change): void {
  walk(doc, path.split('.'), { path, name: '', change, creates: true }, new Map());
}

function rename(doc: Doc, from: string, to: string): void {
  let value: Value = doc;
  for (const part of from.split('.')) {
    if (Array.isArray(value)) refuse('BadValue', `The source field cannot be an array element, '${from}'`);
    value = isDoc(value) ? value[part] : undefined;
  }
  if (value === undefined) return;
  put(doc, from, () => REMOVE);
  put(doc, to, () => value);
}

function checkPath(path: string): void {
  const parts = path.split('.');
  if (parts.includes('')) refuse('EmptyFieldName', `The update path '${path}' contains an empty field name.`);
  if (parts[0] === '$' || parts.indexOf('$') !== parts.lastIndexOf('$'))
    refuse('BadValue', `A positional element may stand once in a path, and not first: '${path}'`);
  if (parts[0]?.startsWith('$'))
    refuse('DollarPrefixedFieldName', `The dollar ($) prefixed field '${path}' is not valid for storage.`);
}

function renaming(from: string, to: Value): Step[] {
  if (typeof to !== 'string') return refuse('BadValue', "The 'to' field for $rename must be a string");
  checkPath(to);
  if (/(^|\.)\$/.test(`${from}.${to}`)) refuse('BadValue', `The fields of $rename may not be dynamic: ${from}, ${to}`);
  if (from === to) refuse('BadValue', `The source and target field for $rename must differ: ${from}`);
  const change: Change = (v) => v;
  return [
    { path: from, name: '$rename', change, creates: true, renameTo: to },
    { path: to, name: '', change, creates: false },
  ];
}

function stepsOf(spec: Doc): Step[] {
  const steps = Object.entries(spec).flatMap(([name, fields]) => {
    const operator = name === '$rename' ? undefined : fieldOperator(name);
    if (!isDoc(fields)) return refuse('FailedToParse', `Modifiers operate on fields but ${name} was given none`);
    return Object.entries(fields).flatMap(([path, operand]): Step[] => {
      checkPath(path);
      return operator ? [{ path, name, ...operator(operand) }] : renaming(path, operand);
    });
  });
  checkConflicts(steps);
  return steps.filter((step) => step.name !== '').sort(byPath);
}

/** A path and what lies below it cannot both be updated; sorted with a dot at their end, they stand next to each other. */
function checkConflicts(steps: Step[]): void {
  const paths = steps.map((step) => `${step.path}.`).sort();
  const at = paths.findIndex((path, i) => paths[i + 1]?.startsWith(path));
  if (at < 0) return;
  const [path, clash] = paths.slice(at, at + 2).map((one) => one.slice(0, -1));
  refuse('ConflictingUpdateOperators', `Updating the path '${clash}' would create a conflict at '${path}'`);
}

/** New fields appear in the order of their names, numbers by value, as MongoDB adds them. */
function byPath(a: Step, b: Step): number {
  const [x, y] = [a.path.split('.'), b.path.split('.')];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const [p, q] = [x[i] as string, y[i] as string];
    if (p !== q) return isIndex(p) && isIndex(q) ? Number(p) - Number(q) : p < q ? -1 : 1;
  }
  return x.length - y.length;
}

function filtersOf(list: Value): Filters {
  const filters: Filters = new Map();
  for (const filter of list === undefined ? [] : array('TypeMismatch', list)) {
    const names = new Set(namesIn(filter));
    const [name] = names;
    if (!isDoc(filter) || name === undefined || names.size > 1)
      return refuse('FailedToParse', 'Error parsing array filter: expected a single top-level field name');
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
      refuse('BadValue', `Error parsing array filter: '${name}' is no identifier of letters and digits`);
    if (filters.has(name))
      refuse('FailedToParse', `Found multiple array filters with the same top-level field name ${name}`);
    filters.set(name, compileFilter(filter));
  }
  return filters;
}
const namesIn = (filter: Value): string[] =>
  Object.entries(isDoc(filter) ? filter : {}).flatMap(([name, v]) =>
    name.startsWith('$') && Array.isArray(v) ? v.flatMap(namesIn) : [name.split('.')[0] as string],
  );

function operatorUpdate(spec: Doc, arrayFilters: Value): Update {
  const steps = stepsOf(spec);
  const filters = filtersOf(arrayFilters);
  for (const { path } of steps)
    for (const [, name = ''] of path.matchAll(/\$\[([^\]]+)\]/g))
      if (!filters.has(name)) refuse('BadValue', `No array filter found for identifier '${name}' in path '${path}'`);
  const unused = [...filters.keys()].find((name) => !steps.some((step) => step.path.includes(`$[${name}]`)));
  if (unused !== undefined)
    refuse('FailedToParse', `The array filter for identifier '${unused}' was not used in the update`);
  return (doc, { inserting, matched }) => {
    for (const step of steps) {
      if (step.name === '$setOnInsert' && !inserting) continue;
      if (step.renameTo !== undefined) rename(doc, step.path, step.renameTo);
      else walk(doc, positioned(step.path, matched), step, filters);
    }
    return doc;
  };
}

function positioned(path: string, matched: (path: string) => number): string[] {
  const parts = path.split('.');
  const at = parts.indexOf('$');
  if (at < 0) return parts;
  const found = matched(parts.slice(0, at).join('.'));
  if (found < 0) return refuse('BadValue', 'The positional operator did not find the match needed from the query.');
  return parts.map((part, i) => (i === at ? String(found) : part));
}

function pipelineUpdate(stages: Value[]): Update {
  const shapes = stages.map((stage) => {
    const [name = ''] = isDoc(stage) ? Object.keys(stage) : [];
    const shape = isDoc(stage) ? documentStage(name, stage[name]) : undefined;
    return shape ?? refuse('InvalidOptions', `${name} is not allowed to be used within an update`);
  });
  return (doc, { scope }) => {
    const made = shapes.reduce((d, shape) => shape(d, { ...scope, root: d }), doc);
    return '_id' in doc && !('_id' in made) ? { _id: doc['_id'], ...made } : made;
  };
}

function replacement(spec: Doc): Update {
  const dollar = Object.keys(spec).find((name) => name.startsWith('$'));
  if (dollar !== undefined)
    refuse(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' is not allowed in a replacement document.`,
    );
  return (doc) => ('_id' in doc && !('_id' in spec) ? { _id: doc['_id'], ...spec } : { ...spec });
}

/** An update (operators, replacement or pipeline) as a function. Refuses what MongoDB refuses. */
export function compileUpdate(spec: Value, arrayFilters: Value): { update: Update; replaces: boolean } {
  if (Array.isArray(spec)) return { update: pipelineUpdate(spec), replaces: false };
  if (!isDoc(spec)) return refuse('FailedToParse', 'Update argument must be either an object or an array');
  const replaces = !leads(spec);
  return { update: replaces ? replacement(spec) : operatorUpdate(spec, arrayFilters), replaces };
}

/** Which element of the array at `path` the filter matched: the first that satisfies the first condition on it. */
export function matchedElement({ clauses }: Filter, doc: Doc, path: string): number {
  let list: Value;
  reach(doc, path.split('.'), (v) => ((list = v), Array.isArray(v)));
  if (!Array.isArray(list)) return -1;
  const elements: Value[] = list;
  for (const clause of clauses) {
    if (clause.negated || (clause.path !== path && !clause.path.startsWith(`${path}.`))) continue;
    const rest = clause.path === path ? [] : clause.path.slice(path.length + 1).split('.');
    const whole = clause.operator === '$elemMatch' && rest.length === 0;
    const accepts = whole ? (v: Value) => clause.accepts([v]) : clause.accepts;
    const at = elements.findIndex((element) => reach(element, rest, accepts));
    if (at >= 0) return at;
  }
  return -1;
}

/** The document an upsert starts from: the filter's equalities. */
export function seedOf({ clauses }: Filter, replaces: boolean): Doc {
  const doc: Doc = {};
  for (const { path, operator, operand, negated } of clauses) {
    const among = operator === '$in' || operator === '$all' ? (operand as Value[]) : [];
    const only = operator === '$eq' ? [operand] : among;
    if (negated || only.length !== 1 || (replaces && path !== '_id')) continue;
    put(doc, path, () => decode(encode({ v: only[0] }))['v']);
  }
  return doc;
}

/** _id first, as it is stored. */
export function idFirst(doc: Doc): Doc {
  if (Object.keys(doc)[0] === '_id') return doc;
  return '_id' in doc ? { _id: doc['_id'], ...doc } : doc;
}

/** Refuses an update that would change _id. */
export function checkId({ _id: from }: Doc, { _id: to }: Doc): void {
  if (!Object.is(from, to) && !encode({ from }).equals(encode({ from: to })))
    refuse('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
}
