import { refuse } from '../values/errors';
import type { Test } from './filter';
import { assign, isIndex } from '../values/paths';
import { type Change, REMOVE } from './update-operators';
import { isDoc, type Doc, type Value } from '../values/values';

/** The tests of arrayFilters, by identifier. */
export type Filters = Map<string, Test>;

/** One change to one path. */
export interface Step {
  readonly path: string;
  readonly name: string;
  readonly change: Change;
  readonly creates: boolean;
  readonly renameTo?: string;
}
type Container = Doc | Value[];

function put(container: Container, name: string, value: Value): void {
  if (!Array.isArray(container)) {
    if (value === REMOVE) Reflect.deleteProperty(container, name);
    else if (value !== undefined) assign(container, name, value);
    return;
  }
  if (value === undefined) return;
  const at = Number(name);
  if (at > container.length + 1_500_000) refuse('BadValue', 'cannot pad an array that far');
  while (container.length < at) container.push(null);
  container[at] = value === REMOVE ? null : value;
}

const notViable = (step: Step, part: string): never =>
  refuse('PathNotViable', `Cannot create field '${part}' on the path '${step.path}'`);

function elements(container: Container, part: string, step: Step, filters: Filters): string[] {
  if (!Array.isArray(container))
    return refuse('BadValue', `Cannot apply array updates to non-array element on the path '${step.path}'`);
  const name = part.slice(2, -1);
  const test = filters.get(name);
  return [...container.keys()].filter((i) => !test || test({ [name]: container[i] })).map(String);
}

/** Walks a path (with its `$[]` and `$[id]`) to its end and changes what is there. */
export function walk(container: Container, parts: readonly string[], step: Step, filters: Filters): void {
  const [part = '', ...rest] = parts;
  if (part.startsWith('$[') && part.endsWith(']')) {
    for (const name of elements(container, part, step, filters)) descend(container, name, rest, step, filters);
  } else if (Array.isArray(container) && !isIndex(part)) {
    if (step.creates) notViable(step, part);
  } else descend(container, part, rest, step, filters);
}

const childOf = (container: Container, name: string): Value => {
  if (Array.isArray(container)) return container[Number(name)];
  return Object.hasOwn(container, name) ? container[name] : undefined;
};

function createBelow(container: Container, name: string, rest: readonly string[], step: Step, filters: Filters): void {
  if (!step.creates) return;
  if (rest[0]?.startsWith('$['))
    refuse('BadValue', `The path '${step.path}' must exist in the document in order to apply array updates.`);
  const created: Doc = {};
  walk(created, rest, step, filters);
  put(container, name, created);
}

function descend(container: Container, name: string, rest: readonly string[], step: Step, filters: Filters): void {
  const old = childOf(container, name);
  if (rest.length === 0) return put(container, name, step.change(old));
  if (old === undefined) return createBelow(container, name, rest, step, filters);
  if (isDoc(old) || Array.isArray(old)) walk(old, rest, step, filters);
  else if (rest[0]?.startsWith('$[')) elements({}, '', step, filters);
  else if (step.creates) notViable(step, rest[0] as string);
}
