import { isDoc, type Doc, type Value } from '../values/values';

/** Stages after which only computed documents flow: what they do not name need not be read. */
const CLOSING = new Set(['$group', '$sortByCount', '$bucket', '$count']);

/** Adds the top-level fields an expression reads; false when it may read the whole document. */
function fromExpression(e: Value, into: Set<string>): boolean {
  if (typeof e === 'string') {
    if (!e.startsWith('$')) return true;
    if (e.startsWith('$$')) return e.startsWith('$$NOW');
    into.add(e.slice(1).split('.')[0] as string);
    return true;
  }
  if (Array.isArray(e)) return e.every((v) => fromExpression(v, into));
  if (!isDoc(e)) return true;
  return Object.entries(e).every(
    ([name, v]) => name !== '$getField' && name !== '$let' && name !== '$function' && fromExpression(v, into),
  );
}

/** Adds the top-level fields a filter looks at; false when it may look at any. */
export function fromFilter(filter: Doc, into: Set<string>): boolean {
  return Object.entries(filter).every(([name, v]) => {
    if (name === '$expr') return fromExpression(v, into);
    if (name.startsWith('$')) return Array.isArray(v) && v.every((branch) => isDoc(branch) && fromFilter(branch, into));
    into.add(name.split('.')[0] as string);
    return true;
  });
}

/** The top-level fields a pipeline needs of its documents, when that can be told; undefined means all of them. */
export function dependencies(match: Doc[], sort: Value, rest: Value[]): ReadonlySet<string> | undefined {
  const first = rest[0];
  const [name = ''] = isDoc(first) ? Object.keys(first) : [];
  if (!isDoc(first) || !CLOSING.has(name)) return undefined;
  const fields = new Set<string>();
  const known =
    match.every((filter) => fromFilter(filter, fields)) && (name === '$count' || fromExpression(first[name], fields));
  for (const path of isDoc(sort) ? Object.keys(sort) : []) fields.add(path.split('.')[0] as string);
  return known ? fields : undefined;
}
