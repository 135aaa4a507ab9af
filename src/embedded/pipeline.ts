import { refuse } from './errors';
import { compileFilter } from './filter';
import { each, sortDocs, type Stage, type Surroundings, whole } from './flow';
import { parseSort } from './sorting';
import { documentStage } from './projection';
import { groupStage } from './stage-group';
import { setWindowFields } from './stage-window';
import { joinStage } from './stage-join';
import { isNumber, toNumber } from './numbers';
import { isDoc, type Doc, type Value } from './values';

function count(v: Value, name: string, least: number): number {
  const n = isNumber(v) ? toNumber(v) : NaN;
  return Number.isInteger(n) && n >= least
    ? n
    : refuse(name === '$limit' ? 15958 : 5107200, `the ${name} must be a whole number of at least ${least}`);
}

function limited(n: number): Stage {
  return async function* (input) {
    let left = n;
    for await (const docs of input) {
      yield docs.slice(0, left);
      left -= docs.length;
      if (left <= 0) return;
    }
  };
}

function skipped(n: number): Stage {
  return async function* (input) {
    let left = n;
    for await (const docs of input) {
      if (left < docs.length) yield docs.slice(left);
      left = Math.max(0, left - docs.length);
    }
  };
}

function unwound(spec: Value): (doc: Doc) => Doc[] {
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keep } = isDoc(spec) ? spec : { path: spec };
  if (typeof path !== 'string' || !path.startsWith('$'))
    return refuse(28818, "path option to $unwind stage should be prefixed with a '$'");
  const parts = path.slice(1).split('.');
  const set = (doc: Doc, value: Value, at: number | null): Doc => {
    const out = putPath(doc, parts, value);
    return typeof index === 'string' ? putPath(out, index.split('.'), at === null ? null : BigInt(at)) : out;
  };
  return (doc) => {
    const value = parts.reduce<Value>((v, part) => (isDoc(v) ? v[part] : undefined), doc);
    if (Array.isArray(value) && value.length > 0) return value.map((v, i) => set(doc, v, i));
    if (value !== undefined && value !== null && !Array.isArray(value))
      return [typeof index === 'string' ? set(doc, value, null) : doc];
    return keep === true ? [set(doc, Array.isArray(value) ? undefined : value, null)] : [];
  };
}

function putPath(doc: Doc, parts: readonly string[], value: Value): Doc {
  const [name = '', ...rest] = parts;
  const out = { ...doc };
  if (rest.length > 0) out[name] = putPath(isDoc(out[name]) ? out[name] : {}, rest, value);
  else if (value === undefined) Reflect.deleteProperty(out, name);
  else out[name] = value;
  return out;
}

function sampled(spec: Value): Stage {
  const size = count(isDoc(spec) ? spec['size'] : undefined, '$sample', 1);
  return whole((docs) => {
    for (let i = 0; i < Math.min(size, docs.length); i++) {
      const j = i + Math.floor(Math.random() * (docs.length - i));
      [docs[i], docs[j]] = [docs[j] as Doc, docs[i] as Doc];
    }
    return docs.slice(0, size);
  });
}

function counted(spec: Value): Stage {
  if (typeof spec !== 'string' || spec === '' || spec.startsWith('$') || spec.includes('.'))
    return refuse(40156, 'the count field must be a non-empty string without $ and .');
  return whole((docs) => (docs.length > 0 ? [{ [spec]: docs.length }] : []));
}

const STAGES: Record<string, (spec: Value, around: Surroundings) => Stage> = {
  $match(spec, around) {
    if (!isDoc(spec)) return refuse(15959, 'the match filter must be an expression in an object');
    const test = compileFilter(spec, { ...around.scope, root: {} });
    return each(around, (doc) => (test(doc) ? doc : undefined));
  },
  $limit: (spec) => limited(count(spec, '$limit', 1)),
  $skip: (spec) => skipped(count(spec, '$skip', 0)),
  $sort(spec, around) {
    if (!isDoc(spec) || Object.keys(spec).length === 0)
      return refuse(15976, '$sort stage must have at least one sort key');
    parseSort(spec);
    return whole((docs) => sortDocs(docs, spec, around.pace));
  },
  $unwind: (spec, around) => each(around, unwound(spec)),
  $count: counted,
  $sample: sampled,
  $setWindowFields: setWindowFields,
};

function nameOf(stage: Value): string {
  const [name, more] = isDoc(stage) ? Object.keys(stage) : [];
  return name !== undefined && more === undefined
    ? name
    : refuse(40323, 'A pipeline stage specification object must contain exactly one field.');
}

/** One stage as a function over a flow; an unknown stage is refused. */
function compileStage(stage: Value, around: Surroundings): Stage {
  const name = nameOf(stage);
  const spec = (stage as Doc)[name];
  const shape = documentStage(name, spec);
  if (shape) return each(around, (doc) => shape(doc, { ...around.scope, root: doc }));
  const known = Object.hasOwn(STAGES, name) ? STAGES[name]?.(spec, around) : undefined;
  const built = known ?? groupStage(name, spec, around) ?? joinStage(name, spec, around);
  return built ?? refuse(40324, `Unrecognized pipeline stage name: '${name}'`);
}

/** A whole pipeline; every stage is checked before the first document flows. */
export function compilePipeline(stages: Value, around: Surroundings): Stage {
  if (!Array.isArray(stages)) return refuse('TypeMismatch', "'pipeline' option must be specified as an array");
  const compiled = stages.map((stage) => compileStage(stage, around));
  return (input) => compiled.reduce((flow, stage) => stage(flow), input);
}
