import { refuse } from '../values/errors';
import { compileExpression } from '../language/expressions';
import { encodeKey } from '../values/key-string';
import { fieldPath, pick, putPath } from '../values/paths';
import { portions, type Stage, type Stages, type Surroundings } from './flow';
import { check, unknownName } from '../language/operands';
import { isDoc, type Doc, type Value } from '../values/values';

function checkLookup(spec: Value): Doc {
  if (!isDoc(spec)) return refuse('FailedToParse', 'the $lookup specification must be an Object');
  const unknown = unknownName(spec, 'from', 'localField', 'foreignField', 'as', 'let', 'pipeline');
  const fields = ['localField', 'foreignField'].filter((name) => name in spec).length;
  check(
    [unknown !== undefined, 'FailedToParse', `unknown argument to $lookup: ${unknown}`],
    [
      typeof spec['from'] !== 'string' || typeof spec['as'] !== 'string',
      'FailedToParse',
      "'from' and 'as' are required",
    ],
    [
      fields === 1 || (fields === 0 && !('pipeline' in spec)),
      'FailedToParse',
      '$lookup requires both fields or neither',
    ],
  );
  return spec;
}

const localValues = (doc: Doc, path: string): Value[] => {
  const value = pick(doc, path.split('.'));
  return Array.isArray(value) ? value : [value ?? null];
};

/** Joins by equality: each distinct local value is looked up once, through an index of the other collection if there is one. */
function lookup(checkable: Value, around: Surroundings): Stage {
  const spec = checkLookup(checkable);
  const { localField, foreignField, pipeline } = spec;
  const [from, as] = [String(spec['from']), String(spec['as'])];
  const given = Object.entries((spec['let'] ?? {}) as Doc);
  const variables = given.map(([name, e]) => [name, compileExpression(e)] as const);
  const fetched = new Map<string, Doc[]>();
  const byValues = async (values: Value[]): Promise<Doc[]> => {
    const key = values.map(encodeKey).join('');
    const known = fetched.get(key) ?? (await around.read(from, { [foreignField as string]: { $in: values } }));
    if (fetched.size < 1000) fetched.set(key, known);
    return known;
  };
  const joined = async (doc: Doc): Promise<Doc[]> => {
    const found = localField === undefined ? undefined : await byValues(localValues(doc, String(localField)));
    if (!pipeline) return found ?? [];
    const scope = { ...around.scope, root: doc };
    return around.run(found ?? from, pipeline, Object.fromEntries(variables.map(([name, e]) => [name, e(scope)])));
  };
  return async function* (input) {
    for await (const docs of input) {
      const out: Doc[] = [];
      for (const doc of docs) {
        out.push(putPath(doc, fieldPath(as), await joined(doc)));
        if (around.pace.due()) await around.pace.pause();
      }
      yield out;
    }
  };
}

function unionWith(spec: Value, around: Surroundings): Stage {
  const { coll, pipeline = [] } = isDoc(spec) ? spec : { coll: spec };
  if (typeof coll !== 'string') return refuse('FailedToParse', '$unionWith needs a collection');
  return async function* (input) {
    yield* input;
    yield* portions(await around.run(coll, pipeline));
  };
}

/** The stages that read other collections. */
export const JOIN_STAGES: Stages = { $lookup: lookup, $unionWith: unionWith };
