import { refuse } from '../values/errors';
import { compileExpression } from '../language/expressions';
import { sortDocs, type Stage, type Surroundings, whole } from './flow';
import { encodeKey } from '../values/key-string';
import { isNumber, toNumber } from '../values/numbers';
import { unknownName } from '../language/operands';
import { compileAddFields } from '../language/projection';
import type { Evaluate, Scope } from '../language/scope';
import { comparator, parseSort, sortKey } from '../language/sorting';
import { accumulator } from '../language/accumulators';
import { isDoc, type Doc, type Value } from '../values/values';

/** One output of $setWindowFields: its value for the document at a place in its partition. */
type Column = (docs: Doc[], at: number) => Value;
type Scoped = (doc: Doc) => Scope;

function bound(v: Value, unbounded: number): (at: number) => number {
  if (v === 'unbounded') return () => unbounded;
  if (v === 'current') return (at) => at;
  const offset = isNumber(v) ? toNumber(v) : NaN;
  return Number.isInteger(offset)
    ? (at) => at + offset
    : refuse('FailedToParse', 'window bounds are whole numbers, "current" or "unbounded"');
}

function windowOf(spec: Value): (docs: Doc[], at: number) => Doc[] {
  if (spec === undefined) return (docs) => docs;
  if (!isDoc(spec) || !Array.isArray(spec['documents']))
    return refuse('NotImplemented', '$setWindowFields supports windows of documents');
  const [from, to] = [bound(spec['documents'][0], 0), bound(spec['documents'][1], Infinity)];
  return (docs, at) => docs.slice(Math.max(0, from(at)), Math.max(0, to(at) + 1));
}

function overWindow(name: string, operand: Value, window: Value, scoped: Scoped): Column {
  const counts = name === '$count';
  const make = accumulator(counts ? '$sum' : name);
  const value: Evaluate = counts ? () => 1 : compileExpression(operand);
  const frame = windowOf(window);
  return (docs, at) => {
    const into = make();
    for (const doc of frame(docs, at)) into.add(value(scoped(doc)));
    return into.result();
  };
}

function ranked(sortBy: Value, dense: boolean): Column {
  const sort = parseSort(sortBy);
  if (sort.length !== 1) return refuse(5371602, '$rank and $denseRank need a sortBy of exactly one field');
  const [key, order] = [sortKey(sort), comparator(sort)];
  const same = (docs: Doc[], i: number): boolean => i > 0 && order(key(docs[i] as Doc), key(docs[i - 1] as Doc)) === 0;
  return (docs, at) => {
    const first = docs.slice(0, at + 1).flatMap((_, i) => (same(docs, i) ? [] : [i + 1]));
    return dense ? first.length : first.at(-1);
  };
}

function shifted(spec: Value, scoped: Scoped): Column {
  const { output, by, default: otherwise = null } = isDoc(spec) ? spec : {};
  const offset = isNumber(by) ? toNumber(by) : NaN;
  if (!Number.isInteger(offset)) return refuse('FailedToParse', "$shift needs a whole number 'by'");
  const value = compileExpression(output);
  return (docs, at) => {
    const doc = docs[at + offset];
    return doc ? value(scoped(doc)) : otherwise;
  };
}

function column(spec: Value, sortBy: Value, scoped: Scoped): Column {
  if (!isDoc(spec)) return refuse('FailedToParse', 'an output of $setWindowFields is an object');
  const { window, ...rest } = spec;
  const [name = '', more] = Object.keys(rest);
  if (more !== undefined) return refuse('FailedToParse', `unexpected argument ${more} to a window function`);
  if (name === '$documentNumber') return (_, at) => at + 1;
  if (name === '$rank' || name === '$denseRank') return ranked(sortBy, name === '$denseRank');
  return name === '$shift' ? shifted(rest[name], scoped) : overWindow(name, rest[name], window, scoped);
}

/** $setWindowFields over windows of documents; windows of values or time are refused. */
export function setWindowFields(spec: Value, around: Surroundings): Stage {
  const { partitionBy = null, sortBy, output } = isDoc(spec) ? spec : {};
  const unknown = unknownName(isDoc(spec) ? spec : {}, 'partitionBy', 'sortBy', 'output');
  if (unknown !== undefined) refuse(40415, `BSON field '$setWindowFields.${unknown}' is an unknown field.`);
  if (!isDoc(output)) return refuse(40414, "BSON field '$setWindowFields.output' is missing but a required field");
  const scoped: Scoped = (root) => ({ ...around.scope, root });
  const key = compileExpression(partitionBy);
  const columns = Object.entries(output).map(([name, v]) => [name, column(v, sortBy, scoped)] as const);
  const add = compileAddFields(Object.fromEntries(columns.map(([name], i) => [name, `$$c${i}`])));
  return whole(async (docs) => {
    const partitions = new Map<string, Doc[]>();
    for (const doc of docs) {
      const id = encodeKey(key(scoped(doc)) ?? null);
      partitions
        .set(id, partitions.get(id) ?? [])
        .get(id)
        ?.push(doc);
    }
    const out: Doc[] = [];
    for (const [, members] of [...partitions].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const sorted = sortBy === undefined ? members : await sortDocs(members, sortBy, around.pace);
      for (const [at, doc] of sorted.entries()) {
        const vars = Object.fromEntries(columns.map(([, value], i) => [`c${i}`, value(sorted, at)]));
        out.push(add(doc, { ...around.scope, root: doc, vars }));
        if (around.pace.due()) await around.pace.pause();
      }
    }
    return out;
  });
}
