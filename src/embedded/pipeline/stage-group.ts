import { accumulator, type Accumulator } from '../language/accumulators';
import { refuse } from '../values/errors';
import { compileExpression } from '../language/expressions';
import type { Evaluate, Scope } from '../language/scope';
import { encodeKey } from '../values/key-string';
import { portions, sortDocs, whole, type Stage, type Stages, type Surroundings } from './flow';
import { namedArguments } from '../language/expression-shapes';
import { check, text, unknownName } from '../language/operands';
import { assign } from '../values/paths';
import { compare, equal, isDoc, rank, type Doc, type Strings, type Value } from '../values/values';

interface Output {
  readonly name: string;
  readonly make: () => Accumulator;
  readonly value: Evaluate;
}

/** The accumulators of a $group, $bucket or $setWindowFields. */
export function outputs(spec: Doc): Output[] {
  return Object.entries(spec).map(([name, v]) => {
    const [operator = '', more] = isDoc(v) ? Object.keys(v) : [];
    check(
      [name.includes('.'), 40235, `The field name '${name}' cannot contain '.'`],
      [name.startsWith('$'), 40236, `The field name '${name}' cannot be an operator name`],
      [!operator.startsWith('$'), 40234, `The field '${name}' must be an accumulator object`],
      [more !== undefined, 40238, `The field '${name}' must specify one accumulator`],
    );
    return { name, ...accumulation(operator, (v as Doc)[operator]) };
  });
}

function accumulation(operator: string, operand: Value): Pick<Output, 'make' | 'value'> {
  if (/^\$((first|last|min|max)N|median|percentile)$/.test(operator)) namedArguments(operator, operand);
  const make = accumulator(operator === '$count' ? '$sum' : operator);
  if (Array.isArray(operand)) return refuse(40237, `The ${operator} accumulator is a unary operator`);
  if (operator !== '$count') return { make, value: compileExpression(operand) };
  return isDoc(operand) && Object.keys(operand).length === 0
    ? { make, value: () => 1 }
    : refuse('FailedToParse', '$count takes no arguments');
}

interface Group {
  readonly id: Value;
  readonly into: Accumulator[];
}
type Groups = Map<string | number, Group>;

/** Equal keys meet whatever their numeric type; a missing key is null, as $group has it. */
const groupKey = (id: Value): string | number => (typeof id === 'string' ? `s${id}` : encodeKey(id));

/** The group of a key; under a collation also that of any other key it calls equal. */
function groupOf(groups: Groups, id: Value, fields: Output[], strings: Strings | undefined): Group {
  const key = groupKey(id);
  let group = groups.get(key);
  if (strings) group ??= [...groups.values()].find((known) => equal(known.id, id, strings));
  if (!group) groups.set(key, (group = { id, into: fields.map((field) => field.make()) }));
  return group;
}

function grouping(id: Evaluate, fields: Output[], around: Surroundings): Stage {
  const { vars, now = new Date(), strings } = around.scope;
  return async function* (input) {
    const groups: Groups = new Map();
    for await (const docs of input) {
      for (const doc of docs) {
        const scope: Scope = { root: doc, vars, now };
        const { into } = groupOf(groups, id(scope) ?? null, fields, strings);
        for (let i = 0; i < fields.length; i++) into[i]?.add(fields[i]?.value(scope));
        if (around.pace.due()) await around.pace.pause();
      }
    }
    yield* portions([...groups.values()].map(({ id: value, into }) => finish(value, into, fields)));
  };
}

function finish(id: Value, into: Accumulator[], fields: Output[]): Doc {
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

function sorted(grouped: Stage, sort: Doc, { pace }: Surroundings): Stage {
  const ordered = whole((docs) => sortDocs(docs, sort, pace));
  return (input) => ordered(grouped(input));
}

function sortByCount(spec: Value, around: Surroundings): Stage {
  if (isDoc(spec) ? !Object.keys(spec)[0]?.startsWith('$') : !/^\$/.test(text(40149, spec)))
    refuse(isDoc(spec) ? 40147 : 40148, 'the sortByCount field must be a $-prefixed path or an expression');
  return sorted(grouping(compileExpression(spec), outputs({ count: { $sum: 1 } }), around), { count: -1 }, around);
}

function checkBucket(spec: Value): Doc & { boundaries: Value[]; output: Doc } {
  if (!isDoc(spec)) return refuse(40201, 'Argument to $bucket stage must be an object');
  const { groupBy, boundaries: given, default: other, output = { count: { $sum: 1 } } } = spec;
  const boundaries: Value[] = Array.isArray(given) ? given : [];
  const [least, most] = [boundaries[0], boundaries.at(-1)];
  const unknown = unknownName(spec, 'groupBy', 'boundaries', 'default', 'output');
  const inside = other !== undefined && compare(other, least) >= 0 && compare(other, most) < 0;
  check(
    [unknown !== undefined, 40197, `Unrecognized option to $bucket: ${unknown}`],
    [groupBy === undefined || given === undefined, 40198, "$bucket requires 'groupBy' and 'boundaries'"],
    [!isDoc(groupBy) && !/^\$/.test(String(groupBy)), 40202, "'groupBy' must be a $-prefixed path or an expression"],
    [!Array.isArray(given), 40200, "The $bucket 'boundaries' field must be an array"],
    [boundaries.length < 2, 40192, "The $bucket 'boundaries' field must have at least 2 values"],
    [boundaries.some((v) => rank(v) !== rank(least)), 40193, 'all boundaries must have the same type'],
    [boundaries.some((v, i) => i > 0 && compare(boundaries[i - 1], v) >= 0), 40194, 'boundaries must be sorted'],
    [inside, 40199, "The $bucket 'default' field must be outside of the boundaries"],
    [!isDoc(output), 40196, "The $bucket 'output' field must be an object"],
  );
  return { ...spec, boundaries, output: output as Doc };
}

function bucket(spec: Value, around: Surroundings): Stage {
  const { groupBy, boundaries, default: other, output } = checkBucket(spec);
  const by = compileExpression(groupBy);
  const named = 'default' in (spec as Doc);
  const place: Evaluate = (scope) => {
    const v = by(scope);
    const above = boundaries.findIndex((bound) => compare(v, bound) < 0);
    if (above > 0) return boundaries[above - 1];
    return named ? other : refuse(40066, '$bucket found no bucket for a value and has no default.');
  };
  return sorted(grouping(place, outputs(output), around), { _id: 1 }, around);
}

/** The stages that bring documents together. */
export const GROUP_STAGES: Stages = { $group: group, $sortByCount: sortByCount, $bucket: bucket };
