import { refuse } from './errors';
import { compileExpression } from './expressions';
import { encodeKey } from './key-string';
import { fieldPath, pick, putPath } from './paths';
import { portions, type Stage, type Surroundings } from './flow';
import { isDoc, type Doc, type Value } from './values';

const LOOKUP = ['from', 'localField', 'foreignField', 'as', 'let', 'pipeline'];

function checkLookup(spec: Value): Doc {
  if (!isDoc(spec)) return refuse('FailedToParse', 'the $lookup specification must be an Object');
  const unknown = Object.keys(spec).find((name) => !LOOKUP.includes(name));
  if (unknown !== undefined) refuse('FailedToParse', `unknown argument to $lookup: ${unknown}`);
  if (typeof spec['from'] !== 'string' || typeof spec['as'] !== 'string')
    return refuse('FailedToParse', "$lookup needs 'from' and 'as'");
  const fields = ['localField', 'foreignField'].filter((name) => name in spec).length;
  if (fields === 1 || (fields === 0 && !('pipeline' in spec)))
    return refuse('FailedToParse', '$lookup requires both or neither of localField and foreignField');
  return spec;
}

const localValues = (doc: Doc, path: string): Value[] => {
  const value = pick(doc, path.split('.'));
  return Array.isArray(value) ? (value.length > 0 ? value : []) : [value ?? null];
};

/** Joins by equality: each distinct local value is looked up once, through an index of the other collection if there is one. */
function lookup(given: Value, around: Surroundings): Stage {
  const spec = checkLookup(given);
  const { from, localField, foreignField, as, pipeline } = spec as {
    from: string;
    as: string;
    localField?: string;
    foreignField?: string;
    pipeline?: Value[];
  };
  const variables = Object.entries((spec['let'] ?? {}) as Doc).map(
    ([name, e]) => [name, compileExpression(e)] as const,
  );
  const fetched = new Map<string, Doc[]>();
  const byValues = async (values: Value[]): Promise<Doc[]> => {
    const key = values.map(encodeKey).join('');
    const known = fetched.get(key) ?? (await around.read(from, { [foreignField as string]: { $in: values } }));
    if (fetched.size < 1000) fetched.set(key, known);
    return known;
  };
  const joined = async (doc: Doc): Promise<Doc[]> => {
    const found = localField === undefined ? undefined : await byValues(localValues(doc, localField));
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

const STAGES: Record<string, (spec: Value, around: Surroundings) => Stage> = { $lookup: lookup, $unionWith: unionWith };

/** The stages that read other collections; undefined for any other. */
export function joinStage(name: string, spec: Value, around: Surroundings): Stage | undefined {
  return Object.hasOwn(STAGES, name) ? STAGES[name]?.(spec, around) : undefined;
}
