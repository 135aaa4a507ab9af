import { refuse } from '../values/errors';
import { type Stage, type Surroundings, whole } from './flow';
import { array, check } from '../language/operands';
import { fieldPath } from '../values/paths';
import { isDoc, type Doc, type Value } from '../values/values';

const BANNED = /^\$(facet|out|merge|collStats|indexStats|geoNear|planCacheStats|changeStream.*)$/;

/** The pipelines of a $facet, once their names and stages are such as may stand in one. */
export function facetPipelines(spec: Value): Value[] {
  if (!isDoc(spec) || Object.keys(spec).length === 0)
    return refuse(40169, 'the $facet specification must be a non-empty object');
  for (const [name, pipeline] of Object.entries(spec)) {
    check([name.includes('.'), 16412, 'names may not contain a dot'], [name === '', 15998, 'names may not be empty']);
    fieldPath(name);
    const names = array(40170, pipeline).flatMap((stage) =>
      isDoc(stage) ? Object.keys(stage) : refuse(40171, 'elements of arrays in $facet spec must be objects'),
    );
    const banned = names.find((operator) => BANNED.test(operator));
    if (banned !== undefined) refuse(40600, `${banned} is not allowed to be used within a $facet stage`);
  }
  return Object.values(spec);
}

/** $facet: every pipeline sees all the documents. */
export function facet(spec: Doc, around: Surroundings): Stage {
  return whole(async (docs) => {
    const out: Doc = {};
    for (const [name, pipeline] of Object.entries(spec)) out[name] = await around.run(docs, pipeline);
    return [out];
  });
}
