import type { Trait } from './table';
import { aggregate, documentsOf } from './aggregate';
import { gatherer } from './read';
import { refuse } from '../values/errors';
import { type Call, collectionOf, docOf, tableOnly } from './engine';
import { isDoc, type Doc, type Value } from '../values/values';

/** The stages a read's options stand for, in the order they apply; an option left out or empty is none. */
function stages({ filter, query, sort, skip, limit, projection }: Doc): Doc[] {
  const said = (v: Value): boolean => (isDoc(v) ? Object.keys(v).length > 0 : Boolean(v));
  return Object.entries({ $match: filter ?? query, $sort: sort, $skip: skip, $limit: limit, $project: projection })
    .filter(([, v]) => said(v))
    .map(([name, v]) => ({ [name]: v }));
}

/** Answers a read of a view by an aggregation; refuses what needs a collection; nothing for any other command. */
export function readThrough(call: Call, is: ReadonlySet<Trait>): Promise<Doc | Buffer> | undefined {
  if (!is.has('view') && !is.has('table')) return undefined;
  const view = collectionOf(call);
  if (view?.options['viewOn'] === undefined) return undefined;
  if (is.has('table')) tableOnly(view);
  if (call.scope.strings)
    refuse('OptionNotSupportedOnView', 'a view has the collation it was made with, the simple one');
  return answer(call, stages(call.body));
}

async function answer(call: Call, pipeline: Doc[]): Promise<Doc | Buffer> {
  const { name, body } = call;
  if (name === 'find') {
    const cursor = body['batchSize'] === undefined ? {} : { batchSize: body['batchSize'] };
    return aggregate({
      ...call,
      name: 'aggregate',
      body: { aggregate: body['find'], pipeline, cursor: docOf(cursor, 'cursor') },
    });
  }
  const docs = await documentsOf(call, pipeline);
  if (name === 'count') return { n: docs.length };
  const found = gatherer(body['key']);
  docs.forEach(found.take);
  return { values: found.values() };
}
