import { operatorsIn } from '../language/operands';
import { collationOf } from '../values/collation';
import { refuse } from '../values/errors';
import { isDoc, type Doc, type Strings, type Value } from '../values/values';

const names = (list = ''): Set<string> => new Set(list.split(' ').map((name) => `$${name}`));
/** The operators that heed a collation, or have nothing to compare: of queries, updates, projections and each stage. */
const QUERY = names(
  'eq ne gt gte lt lte in nin and or nor not all elemMatch exists type size mod regex options comment natural',
);
const UPDATE = names('set setOnInsert unset inc mul rename currentDate push each position slice pop bit');
const PROJECTION = names('slice');
const NONE = names();
const STAGES: Record<string, ReadonlySet<string>> = {
  $match: QUERY,
  $group: names('sum avg count first last push'),
  ...Object.fromEntries([...names('sort limit skip count unset unwind sample')].map((name) => [name, NONE])),
};

const beyond = (known: ReadonlySet<string>, ...parts: Value[]): string[] =>
  operatorsIn(parts).flatMap(([name]) => (known.has(name) ? [] : [name]));

const beyondStages = (pipeline: Value): string[] =>
  (Array.isArray(pipeline) ? pipeline : []).flatMap((stage) =>
    Object.entries(isDoc(stage) ? stage : {}).flatMap(([name, spec]) => {
      const known = STAGES[name];
      return known ? beyond(known, spec) : [name];
    }),
  );

/**
 * How a command, or one statement of it, compares strings: nothing for bytewise. What would compare them without a look at
 * the collation (expressions, $pull, $lookup and the like) is refused.
 */
export function stringsOf(body: Doc): Strings | undefined {
  const strings = collationOf(body['collation']);
  if (!strings) return undefined;
  const { filter, query, q, pipeline, projection, fields, arrayFilters, u, update = u } = body;
  const [first] = [
    ...beyond(QUERY, filter, query, q),
    ...beyond(PROJECTION, projection, fields),
    ...(Array.isArray(update) ? ['an update by a pipeline'] : beyond(UPDATE, update)),
    ...beyondStages(pipeline),
    ...(arrayFilters === undefined ? [] : ['arrayFilters']),
  ];
  return first === undefined ? strings : refuse('NotImplemented', `${first} under a collation is not supported`);
}

/** Refuses a collation other than the simple one where strings are kept in order. */
export function checkCollation(collation: Value): void {
  if (collationOf(collation)) refuse('NotImplemented', 'collections and indexes have the simple collation only');
}
