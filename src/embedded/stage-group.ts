import { accumulator, type Accumulator } from './accumulators';
import { refuse } from './errors';
import { compileExpression } from './expressions';
import type { Evaluate, Scope } from './scope';
import { encodeKey } from './key-string';
import { gather, portions, sortDocs, type Stage, type Surroundings, whole } from './flow';
import { assign } from './paths';
import { compare, isDoc, type Doc, type Value } from './values';

interface Output {
  readonly name: string;
  readonly make: () => Accumulator;
  readonly value: Evaluate;
}

/** The accumulators of a $group, $bucket or $setWindowFields. */
export function outputs(spec: Doc): Output[] {
  return Object.entries(spec).map(([name, v]) => {
    const [operator = '', more] = isDoc(v) ? Object.keys(v) : [];
    if (!isDoc(v) || more !== undefined || !operator.startsWith('$'))
      return refuse(40234, `The field '${name}' must be an accumulator object`);
    if (name.includes('.')) refuse(40235, `The field name '${name}' cannot contain '.'`);
    if (operator === '$count') return { name, make: accumulator('$sum'), value: () => 1 };
    return { name, make: accumulator(operator), value: compileExpression(v[operator]) };
  });
}

interface Group {
  readonly id: Value;
  readonly into: Accumulator[];
}

/** Equal keys meet whatever their numeric type; a missing key is null, as $group has it. */
const groupKey = (id: Value): string | number => (typeof id === 'string' ? `s${id}` : encodeKey(id));

function grouping(id: Evaluate, fields: Output[], around: Surroundings): Stage {
  const { vars, now = new Date() } = around.scope;
  const scopeOf = (root: Doc): Scope => ({ root, vars, now });
  return async function* (input) {
    const groups = new Map<string | number, Group>();
    for await (const docs of input) {
      for (const doc of docs) {
        const scope = scopeOf(doc);
        const value = id(scope) ?? null;
        const key = groupKey(value);
        let group = groups.get(key);
        if (!group) groups.set(key, (group = { id: value, into: fields.map((field) => field.make()) }));
        for (let i = 0; i < fields.length; i++) group.into[i]?.add(fields[i]?.value(scope));
        if (around.pace.due()) await around.pace.pause();
      }
    }
    yield* portions([...groups.values()].map((group) => finish(group, fields)));
  };
}

function finish({ id, into }: Group, fields: Output[]): Doc {
  const doc: Doc = { _id: id };
  for (const [i, field] of fields.entries()) assign(doc, field.name, into[i]?.result());
  return doc;
}

function group(spec: Value, around: Surroundings): Stage {
  if (!isDoc(spec)) return refuse(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) return refuse(15955, 'a group specification must include an _id');
  const { _id: id, ...fields } = spec;
  return grouping(compileExpression(id), outputs(fields), around);
}

function sortByCount(spec: Value, around: Surroundings): Stage {
  const grouped = grouping(compileExpression(spec), outputs({ count: { $sum: 1 } }), around);
  return async function* (input) {
    yield* portions(await sortDocs(await gather(grouped(input)), { count: -1 }, around.pace));
  };
}

function bucket(spec: Value, around: Surroundings): Stage {
  const { groupBy, boundaries, default: other, output = { count: { $sum: 1 } } } = isDoc(spec) ? spec : {};
  if (!Array.isArray(boundaries) || boundaries.length < 2 || !isDoc(output))
    return refuse(40191, '$bucket needs at least two boundaries');
  if (boundaries.some((v, i) => i > 0 && compare(boundaries[i - 1], v) >= 0))
    return refuse(40194, '$bucket boundaries must be in ascending order');
  const by = compileExpression(groupBy);
  const named = isDoc(spec) && 'default' in spec;
  const place: Evaluate = (scope) => {
    const v = by(scope);
    const at = boundaries.findIndex(
      (bound, i) => i + 1 < boundaries.length && compare(v, bound) >= 0 && compare(v, boundaries[i + 1]) < 0,
    );
    if (at >= 0) return boundaries[at];
    return named
      ? other
      : refuse(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
  const grouped = grouping(place, outputs(output), around);
  return async function* (input) {
    yield* portions(await sortDocs(await gather(grouped(input)), { _id: 1 }, around.pace));
  };
}

function facet(spec: Value, around: Surroundings): Stage {
  if (!isDoc(spec) || Object.keys(spec).length === 0)
    return refuse(40169, 'the $facet specification must be a non-empty object');
  return whole(async (docs) => {
    const out: Doc = {};
    for (const [name, pipeline] of Object.entries(spec)) out[name] = await around.run(docs, pipeline);
    return [out];
  });
}

const STAGES: Record<string, (spec: Value, around: Surroundings) => Stage> = {
  $group: group,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $facet: facet,
};

/** The stages that bring documents together; undefined for any other. */
export function groupStage(name: string, spec: Value, around: Surroundings): Stage | undefined {
  return Object.hasOwn(STAGES, name) ? STAGES[name]?.(spec, around) : undefined;
}
