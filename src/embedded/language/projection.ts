import { MongoError, refuse } from '../values/errors';
import { compileExpression } from './expressions';
import type { Evaluate, Scope } from './scope';
import { compileFilter } from './filter';
import { isNumber, toNumber } from '../values/numbers';
import { array, check, leads, part, table, text, unknownName } from './operands';
import { assign, fieldPath, putPath } from '../values/paths';
import { isDoc, truthy, type Doc, type Value } from '../values/values';

/** What is asked of one field: keep it, drop it, compute it, or look further down. */
type Node = Map<string, Node> | true | Evaluate | { change: (v: Value, doc: Doc) => Value };
export type Shape = (doc: Doc, scope: Scope) => Doc;
interface Tree {
  root: Map<string, Node>;
  /** Whether fields are kept or dropped, once one of them has said so. */
  keeps?: boolean;
  /** Positional projection needs the query; set by find. */
  positional?: { path: string; at: (doc: Doc, path: string) => number };
}

function place(root: Map<string, Node>, path: string, node: Node): void {
  const parts = fieldPath(path);
  let at = root;
  for (const part of parts.slice(0, -1)) {
    const next = at.get(part) ?? new Map<string, Node>();
    if (!(next instanceof Map)) return refuse(31249, `Path collision at ${path}`);
    at.set(part, next);
    at = next;
  }
  const last = parts.at(-1) as string;
  if (at.has(last)) refuse(31250, `Path collision at ${path}`);
  at.set(last, node);
}

/** Says of a field whether it is kept, and refuses what the fields before it said otherwise. */
function settle(tree: Tree, path: string, keeps: boolean, code: number): void {
  if (tree.keeps !== undefined && tree.keeps !== keeps)
    refuse(
      code,
      `Cannot do ${keeps ? 'in' : 'ex'}clusion on field ${path} in ${keeps ? 'ex' : 'in'}clusion projection`,
    );
  tree.keeps = keeps;
}

function sliced(spec: Value): (v: Value) => Value {
  const [a, b] = Array.isArray(spec) ? spec : [spec];
  if (!isNumber(a) || (b !== undefined && !isNumber(b))) return refuse(28667, '$slice takes a number or [skip, limit]');
  const [skip, limit] = [toNumber(a), b === undefined ? undefined : toNumber(b)];
  if (limit !== undefined && limit <= 0) refuse(28724, '$slice limit must be positive');
  return (v) => (Array.isArray(v) ? part(v, skip, limit) : v);
}

function elemMatched(spec: Value): (v: Value) => Value {
  if (!isDoc(spec)) return refuse('BadValue', '$elemMatch needs an Object');
  const byValue = leads(spec);
  const test = compileFilter(byValue ? { v: spec } : spec);
  return (v) => {
    if (!Array.isArray(v)) return undefined;
    const found = v.find((element) => (byValue ? test({ v: element }) : isDoc(element) && test(element)));
    return found === undefined ? undefined : [found];
  };
}

/** The operators only find has; the others are expressions. */
function readOperator(tree: Tree, path: string, { $slice: slice, $elemMatch: match }: Doc): boolean {
  const own = match !== undefined || (slice !== undefined && !(Array.isArray(slice) && slice.length === 3));
  if (match !== undefined) settle(tree, path, true, 31253);
  if (own) place(tree.root, path, { change: match === undefined ? sliced(slice) : elemMatched(match) });
  return own;
}

function readFlag(tree: Tree, path: string, keep: boolean, top: boolean): void {
  if (path !== '_id' || !top) settle(tree, path, keep, keep ? 31253 : 31254);
  place(tree.root, path, keep || path !== '_id' ? true : { change: () => undefined });
}

function readDoc(tree: Tree, path: string, spec: Doc, find: boolean): boolean {
  const [first] = Object.keys(spec);
  if (first === undefined) return refuse(51270, 'An empty sub-projection is not a valid value.');
  if (first.startsWith('$')) return find && readOperator(tree, path, spec);
  for (const [name, inner] of Object.entries(spec)) readField(tree, `${path}.${name}`, inner, find, false);
  return true;
}

function readField(tree: Tree, path: string, spec: Value, find: boolean, top: boolean): void {
  if (find && path.endsWith('.$')) return readPositional(tree, path.slice(0, -2));
  if (isNumber(spec) || typeof spec === 'boolean') return readFlag(tree, path, truthy(spec), top);
  if (isDoc(spec) && readDoc(tree, path, spec, find)) return;
  settle(tree, path, true, isDoc(spec) ? 31252 : 31310);
  place(tree.root, path, computed(spec));
}

/** An expression; an unknown operator is refused with the code projections have for it. */
function computed(spec: Value): Evaluate {
  try {
    return compileExpression(spec);
  } catch (error) {
    const unknown = error instanceof MongoError && error.code === 168 && isDoc(spec);
    throw unknown ? new MongoError(31325, error.message) : error;
  }
}

function readPositional(tree: Tree, path: string): void {
  const { positional } = tree;
  if (!positional) return refuse(31394, 'positional projection needs a query');
  settle(tree, path, true, 31253);
  place(tree.root, path, {
    change: (v, doc) => {
      const at = positional.at(doc, path);
      if (Array.isArray(v) && at < 0) refuse(51246, 'Executor error: the positional operator matched nothing');
      return Array.isArray(v) ? [v[at]] : v;
    },
  });
}

function within(v: Value, f: (doc: Doc) => Doc, keepOthers: boolean): Value {
  if (Array.isArray(v)) return v.map((e) => within(e, f, keepOthers)).filter((e) => e !== undefined);
  return isDoc(v) ? f(v) : keepOthers ? v : undefined;
}

function applyNode(out: Doc, name: string, v: Value, node: Node, keeps: boolean, scope: Scope): void {
  let left: Value = node === true && keeps ? v : undefined;
  if (node instanceof Map) left = within(v, (doc) => pruned(doc, node, scope, keeps), !keeps);
  else if (typeof node === 'object') left = node.change(v, scope.root);
  if (left !== undefined) assign(out, name, left);
}

const hasComputed = (tree: Map<string, Node>): boolean =>
  [...tree.values()].some((n) => typeof n === 'function' || (n instanceof Map && hasComputed(n)));

function compute(out: Doc, tree: Map<string, Node>, scope: Scope): Doc {
  for (const [name, node] of tree) {
    if (typeof node === 'function') {
      const value = node(scope);
      if (value !== undefined && name === '_id')
        return compute({ _id: value, ...out }, new Map(tree).set(name, true), scope);
      if (value !== undefined) assign(out, name, value);
    } else if (node instanceof Map && !(name in out) && hasComputed(node)) {
      assign(out, name, compute({}, node, scope));
    }
  }
  return out;
}

/** Without the fields of the tree; or, when it `keeps`, with no others. */
function pruned(doc: Doc, tree: Map<string, Node>, scope: Scope, keeps: boolean): Doc {
  const out: Doc = {};
  for (const name of Object.keys(doc)) {
    const node = tree.get(name);
    if (node !== undefined) applyNode(out, name, doc[name], node, keeps, scope);
    else if (!keeps) assign(out, name, doc[name]);
  }
  return keeps ? compute(out, tree, scope) : out;
}

/** A projection as a function; `at` tells which array element the query matched (find's `path.$`). */
export function compileProjection(spec: Doc, find: boolean, at?: (doc: Doc, path: string) => number): Shape {
  const tree: Tree = { root: new Map(), ...(at && { positional: { path: '', at } }) };
  for (const [path, v] of Object.entries(spec)) readField(tree, path, v, find, true);
  const { root } = tree;
  if (!(tree.keeps ?? root.get('_id') === true)) {
    if (root.get('_id') === true) root.delete('_id');
    return (doc, scope) => pruned(doc, root, scope, false);
  }
  if (!root.has('_id')) root.set('_id', true);
  return (doc, scope) => pruned(doc, root, scope, true);
}

function flatten(spec: Doc, prefix: string): [string[], Evaluate][] {
  return Object.entries(spec).flatMap(([name, v]): [string[], Evaluate][] => {
    const path = fieldPath(prefix + name);
    return isDoc(v) && Object.keys(v).length > 0 && !leads(v)
      ? flatten(v, `${prefix}${name}.`)
      : [[path, compileExpression(v)]];
  });
}

/** $addFields: every value is computed from the document as it came. */
export function compileAddFields(spec: Value): Shape {
  if (!isDoc(spec)) return refuse(40272, '$addFields specification stage must be an object');
  const fields = flatten(spec, '');
  const paths = fields.map(([path]) => `${path.join('.')}.`);
  const clash = paths.find((path, i) => paths.some((other, j) => j !== i && other.startsWith(path)));
  if (clash !== undefined) refuse(40176, `specification contains two conflicting paths at '${clash}'`);
  return (doc, scope) => {
    let out = doc;
    for (const [parts, evaluate] of fields) out = putPath(out, parts, evaluate(scope), true);
    return out;
  };
}

/** $replaceRoot and $replaceWith. */
export function compileReplaceRoot(expression: Value): Shape {
  const evaluate = compileExpression(expression);
  return (_, scope) => {
    const root = evaluate(scope);
    return isDoc(root) ? root : refuse(40228, "'newRoot' expression must evaluate to an object");
  };
}

/** $unset with one name or a list of them. */
function compileUnset(names: Value): Shape {
  const list = typeof names === 'string' ? [names] : array(31002, names);
  if (list.length === 0) refuse(31119, '$unset specification must be a string or an array with at least one field');
  return compileProjection(Object.fromEntries(list.map((name) => [text(31120, name), 0])), false);
}

const DOCUMENT_STAGES: Record<string, (spec: Value) => Shape> = {
  ...table('addFields set', () => compileAddFields),
  $unset: compileUnset,
  $replaceWith: compileReplaceRoot,
  $replaceRoot(spec) {
    if (!isDoc(spec)) return refuse(40229, 'expected an object as specification for $replaceRoot stage');
    const { newRoot } = spec;
    check(
      [newRoot === undefined, 40414, "BSON field '$replaceRoot.newRoot' is missing but a required field"],
      [unknownName(spec, 'newRoot') !== undefined, 40415, 'BSON field of $replaceRoot is an unknown field.'],
    );
    return compileReplaceRoot(newRoot);
  },
  $project(spec) {
    if (!isDoc(spec)) return refuse(15969, '$project specification must be an object');
    check([Object.keys(spec).length === 0, 51272, 'Invalid $project: specification must have at least one field']);
    return compileProjection(spec, false);
  },
};

/** The stages that turn one document into one document; undefined for any other stage. */
export function documentStage(name: string, spec: Value): Shape | undefined {
  return Object.hasOwn(DOCUMENT_STAGES, name) ? DOCUMENT_STAGES[name]?.(spec) : undefined;
}
