import { refuse } from '../values/errors';
import { compileFilter } from '../language/filter';
import { each, sortDocs, type Stage, type Stages, type Surroundings, whole } from './flow';
import { parseSort } from '../language/sorting';
import { documentStage } from '../language/projection';
import { facet, facetPipelines } from './stage-facet';
import { GROUP_STAGES } from './stage-group';
import { setWindowFields } from './stage-window';
import { JOIN_STAGES } from './stage-join';
import { isNumber, toNumber } from '../values/numbers';
import { check, text, unknownName } from '../language/operands';
import { fieldPath, putPath } from '../values/paths';
import { isDoc, missing, type Doc, type Value } from '../values/values';

function count(v: Value, name: string, code: number): number {
  const n = isNumber(v) ? toNumber(v) : NaN;
  return Number.isInteger(n) && n >= 0 && n < 2 ** 63
    ? n
    : refuse(code, `the ${name} must be a non-negative whole number`);
}

function limited(spec: Value): Stage {
  const n = count(spec, 'limit', 5107201) || refuse(15958, 'the limit must be positive');
  return async function* (input) {
    let left = n;
    for await (const docs of input) {
      yield docs.slice(0, left);
      left -= docs.length;
      if (left <= 0) return;
    }
  };
}

function skipped(spec: Value): Stage {
  const n = count(spec, 'skip', 5107200);
  return async function* (input) {
    let left = n;
    for await (const docs of input) {
      if (left < docs.length) yield docs.slice(left);
      left = Math.max(0, left - docs.length);
    }
  };
}

function checkUnwind(spec: Value): string[] {
  if (!isDoc(spec)) return refuse(15981, '$unwind expects either a string or an object as specification');
  const { path = '', includeArrayIndex: index = 'index', preserveNullAndEmptyArrays: keep = false } = spec;
  const unknown = unknownName(spec, 'path', 'includeArrayIndex', 'preserveNullAndEmptyArrays');
  check(
    [unknown !== undefined, 28811, `unrecognized option to $unwind stage: ${unknown}`],
    [typeof path !== 'string', 28808, 'expected a string as the path for $unwind stage'],
    [typeof keep !== 'boolean', 28809, 'expected a boolean for the preserveNullAndEmptyArrays option'],
    [typeof index !== 'string' || index === '', 28810, 'expected a non-empty string for includeArrayIndex'],
    [String(index).startsWith('$'), 28822, 'includeArrayIndex option should not be prefixed with a $'],
    [path === '', 28812, 'no path specified to $unwind stage'],
    [!String(path).startsWith('$'), 28818, "path option to $unwind stage should be prefixed with a '$'"],
  );
  return fieldPath(String(path).slice(1));
}

function unwound(spec: Value): (doc: Doc) => Doc[] {
  const given: Value = typeof spec === 'string' ? { path: spec } : spec;
  const parts = checkUnwind(given);
  const { includeArrayIndex: index, preserveNullAndEmptyArrays: keep } = given as Doc;
  const place = (doc: Doc, at: bigint | null): Doc =>
    typeof index === 'string' ? putPath(doc, index.split('.'), at) : doc;
  return (doc) => {
    const value = parts.reduce<Value>((v, part) => (isDoc(v) ? v[part] : undefined), doc);
    if (!Array.isArray(value)) return missing(value) && keep !== true ? [] : [place(doc, null)];
    if (value.length > 0) return value.map((v, i) => place(putPath(doc, parts, v), BigInt(i)));
    return keep === true ? [place(putPath(doc, parts, undefined), null)] : [];
  };
}

function sampled(spec: Value): Stage {
  if (!isDoc(spec)) return refuse(28745, 'the $sample stage specification must be an object');
  const { size: given } = spec;
  const size = isNumber(given) ? Math.trunc(toNumber(given)) : NaN;
  check(
    [unknownName(spec, 'size') !== undefined, 28748, 'unrecognized option to $sample'],
    [given === undefined, 28749, '$sample stage must specify a size'],
    [!isNumber(given), 28746, 'size argument to $sample must be a number'],
    [!(size > 0), 28747, 'size argument to $sample must be a positive integer'],
  );
  return whole((docs) => {
    for (let i = 0; i < Math.min(size, docs.length); i++) {
      const j = i + Math.floor(Math.random() * (docs.length - i));
      [docs[i], docs[j]] = [docs[j] as Doc, docs[i] as Doc];
    }
    return docs.slice(0, size);
  });
}

function counted(spec: Value): Stage {
  const name = text(40156, spec);
  check(
    [name.startsWith('$'), 40158, 'the count field cannot be a $-prefixed path'],
    [name.includes('\0'), 40159, 'the count field cannot contain a null byte'],
    [name.includes('.'), 40160, "the count field cannot contain '.'"],
    [name === '', 40157, 'the count field must be a non-empty string'],
    [name === '_id', 9039800, "the count field cannot be '_id'"],
  );
  return whole((docs) => (docs.length > 0 ? [{ [name]: docs.length }] : []));
}

const STAGES: Stages = {
  ...GROUP_STAGES,
  ...JOIN_STAGES,
  $match(spec, around) {
    if (!isDoc(spec)) return refuse(15959, 'the match filter must be an expression in an object');
    const test = compileFilter(spec, { ...around.scope, root: {} });
    return each(around, (doc) => (test(doc) ? doc : undefined));
  },
  $limit: limited,
  $skip: skipped,
  $sort(spec, around) {
    parseSort(spec, true);
    return whole((docs) => sortDocs(docs, spec, around.pace, around.scope.strings));
  },
  $unwind: (spec, around) => each(around, unwound(spec)),
  $count: counted,
  $sample: sampled,
  $setWindowFields: setWindowFields,
  $facet(spec, around) {
    for (const inner of facetPipelines(spec)) compilePipeline(inner, around);
    return facet(spec as Doc, around);
  },
};

function nameOf(stage: Value): string {
  const [name, more] = isDoc(stage) ? Object.keys(stage) : [];
  return name !== undefined && more === undefined
    ? name
    : refuse(40323, 'A pipeline stage specification object must contain exactly one field.');
}

/** One stage as a function over a flow; one that is unknown, or that only MongoDB of another kind has, is refused. */
function compileStage(stage: Value, around: Surroundings): Stage {
  const name = nameOf(stage);
  const spec = (stage as Doc)[name];
  const shape = documentStage(name, spec);
  if (shape) return each(around, (doc) => shape(doc, { ...around.scope, root: doc }));
  if (/^\$(changeStream|search|searchMeta|vectorSearch|listSearchIndexes)$/.test(name))
    refuse(name === '$changeStream' ? 40573 : 31082, `${name} is supported only on replica sets and Atlas`);
  const build = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  return build?.(spec, around) ?? refuse(40324, `Unrecognized pipeline stage name: '${name}'`);
}

/** A whole pipeline; every stage is checked before the first document flows. */
export function compilePipeline(stages: Value, around: Surroundings): Stage {
  if (!Array.isArray(stages)) return refuse('TypeMismatch', "'pipeline' option must be specified as an array");
  const compiled = stages.map((stage) => compileStage(stage, around));
  return (input) => compiled.reduce((flow, stage) => stage(flow), input);
}
