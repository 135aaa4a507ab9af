import type { Collection, Index } from '../storage/catalog';
import { firstBatch, whole } from './batches';
import { sourceOf, lazySource } from './cursors';
import { type Call, collectionOf, docOf, isTrue, namespaceOf, readView } from './engine';
import { refuse } from '../values/errors';
import { type Filter, parseFilter } from '../language/filter';
import { between, dressed } from './find-options';
import { makePlan, naturalPlan, type Plan, type Sort } from '../storage/planner';
import { compileProjection, type Shape } from '../language/projection';
import { type Reader, type Row, scan } from '../storage/scan';
import { comparator, parseSort, type Sorted, sortKey, sortRows } from '../language/sorting';
import { matchedElement } from '../language/updates';
import { distinct } from '../language/expression-values';
import { reach } from '../values/paths';
import { encode, equal, isDoc, type Doc, type Strings, type Value } from '../values/values';

/** A query ready to run. */
export interface Query {
  readonly collection: Collection;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly plan: Plan;
  readonly skip: number;
  readonly limit: number;
}

/** The index a hint names (by name or by its fields); $natural is none, and nothing is wrong where nothing is. */
export function hinted(collection: Collection, hint: Value): Index | 'natural' | undefined {
  if (hint === undefined || collection.indexes.length === 0) return undefined;
  if (isDoc(hint) && Object.keys(hint).length === 0) return undefined;
  if (isDoc(hint) && '$natural' in hint) return 'natural';
  const index = collection.indexes.find((i) => (isDoc(hint) ? equal(hint, i.spec['key']) : i.name === hint));
  return (
    index ??
    refuse(
      'BadValue',
      'error processing query: planner returned error: hint provided does not correspond to an existing index',
    )
  );
}

export function planFor(collection: Collection, filter: Filter, sort: Sort, hint: Value): Plan {
  const index = hinted(collection, hint);
  const natural = sort.find(([path]) => path === '$natural');
  if (natural) return naturalPlan(collection, filter, true, natural[1] < 0);
  return index === 'natural' || filter.strings
    ? naturalPlan(collection, filter, sort.length === 0)
    : makePlan(collection, filter, sort, index);
}

/** A snapshot taken before an index was built does not have its entries: the transaction has to start over. */
export function checkSnapshot(call: Call, plan: Plan): void {
  if (!call.transaction || !plan.index || plan.index.since <= call.transaction.snapshotAt) return;
  refuse('SnapshotUnavailable', `the snapshot is older than the index ${plan.index.name}`);
}

/** The rows of a query in its order, before skip and limit: sorted here when no index gives the order. */
export async function ordered(
  call: Call,
  reader: Reader,
  query: Query,
  only?: ReadonlySet<string>,
): Promise<Iterable<Row | undefined>> {
  const { collection, plan, filter, sort, skip, limit } = query;
  checkSnapshot(call, plan);
  const rows = scan(reader, collection, plan, filter, limit > 0 ? Math.min(64, skip + limit) : 64, only);
  if (plan.sorted) return rows;
  const { strings } = filter;
  const [key, order] = [sortKey(sort, strings), comparator(sort, strings)];
  const most = limit > 0 ? skip + limit : Infinity;
  let found: Sorted<Row>[] = [];
  for (const row of rows) {
    if (row) found.push({ item: { number: row.number, bytes: row.bytes, doc: row.doc }, values: key(row.doc) });
    if (found.length > 2000 + 2 * most) found = found.sort((a, b) => order(a.values, b.values)).slice(0, most);
    if (call.pace.due()) await call.pace.pause();
  }
  return (await sortRows(found, sort, call.pace, strings)).map(({ item }) => item);
}

function* results(
  rows: Iterable<Row | undefined>,
  { skip, limit, plan }: Query,
  shape: Shape | undefined,
  { scope, body }: Call,
): Generator<Buffer | undefined> {
  let [passed, given] = [0, 0];
  for (const row of rows) {
    if (!row || passed++ < skip) {
      yield undefined;
      continue;
    }
    const bytes = shape ? encode(shape(row.doc, { ...scope, root: row.doc })) : row.bytes;
    yield isTrue(body['returnKey']) || isTrue(body['showRecordId']) ? dressed(body, plan.index, row, bytes) : bytes;
    if (limit > 0 && ++given >= limit) return;
  }
}

function queryOf(call: Call, collection: Collection): Query {
  const { body } = call;
  if (body['tailable'] === true)
    refuse('BadValue', 'error processing query: tailable cursor requested on non capped collection');
  const filter = parseFilter(docOf(body['filter'], 'find.filter'), { ...call.scope, root: {} });
  const index = hinted(collection, body['hint']);
  filter.rest.push(...between(body, index === 'natural' ? undefined : index));
  const sort = parseSort(body['sort']);
  const plan = planFor(collection, filter, sort, body['hint']);
  return {
    collection,
    filter,
    sort,
    plan,
    skip: whole(body['skip'], 'skip', 0),
    limit: whole(body['limit'], 'limit', 0),
  };
}

function shapeOf(call: Call, filter: Filter): Shape | undefined {
  const spec = docOf(call.body['projection'], 'find.projection');
  return Object.keys(spec).length === 0
    ? undefined
    : compileProjection(spec, true, (doc, path) => matchedElement(filter, doc, path));
}

/** find. */
export async function find(call: Call): Promise<Buffer> {
  const ns = namespaceOf(call);
  const collection = collectionOf(call);
  const size = whole(call.body['batchSize'], 'batchSize', 101);
  const query = queryOf(call, collection ?? call.engine.catalog.empty);
  const shape = shapeOf(call, query.filter);
  if (!collection) return firstBatch(call, ns, sourceOf([]), size);
  const reader: Reader = readView(call);
  const open = reader as Reader & { close(): void };
  let first: (() => void) | undefined = () => open.close();
  try {
    const rows = await ordered(call, reader, query);
    const source = lazySource(results(rows, query, shape, call), (now) => {
      if (first) {
        const close = first;
        first = undefined;
        return close;
      }
      const fresh = call.moment ? readView(call) : now.open();
      reader.view = fresh.view;
      return () => fresh.close();
    });
    return await firstBatch(call, ns, source, size === 0 ? 0 : size, isTrue(call.body['singleBatch']));
  } finally {
    first?.();
  }
}

/** Goes over what a plan finds (undefined where a row did not match), with pauses, until `take` says false. */
export async function eachRow(
  call: Call,
  { collection, plan, filter }: Pick<Query, 'collection' | 'plan' | 'filter'>,
  take: (row: Row | undefined) => unknown,
): Promise<void> {
  checkSnapshot(call, plan);
  const reader = readView(call);
  try {
    for (const row of scan(reader, collection, plan, filter)) {
      if (take(row) === false) return;
      if (call.pace.due()) await call.pace.pause();
    }
  } finally {
    reader.close();
  }
}

/** What count and distinct look for. */
function looked(call: Call): Pick<Query, 'collection' | 'plan' | 'filter'> {
  const { name, body, scope, engine } = call;
  const collection = collectionOf(call) ?? engine.catalog.empty;
  const filter = parseFilter(docOf(body['query'], `${name}.query`), { ...scope, root: {} });
  return { collection, filter, plan: planFor(collection, filter, [], body['hint']) };
}

/** count. */
export async function count(call: Call): Promise<Doc> {
  const { body } = call;
  const [skip, limit] = [whole(body['skip'], 'skip', 0), Math.abs(Number(body['limit'] ?? 0))];
  let n = 0;
  await eachRow(call, looked(call), (row) => !row || ++n !== skip + limit || limit === 0);
  return { n: Math.max(0, n - skip) };
}

/** Gathers the distinct values at a path; array elements count one by one. */
export function gatherer(key: Value, strings?: Strings): { take(doc: Doc): void; values(): Value[] } {
  if (typeof key !== 'string')
    return refuse('TypeMismatch', "BSON field 'distinct.key' is the wrong type, expected a string");
  const values: Value[] = [];
  const add = (v: Value): boolean => {
    if (Array.isArray(v)) values.push(...(v as Value[]));
    else if (v !== undefined) values.push(v);
    return false;
  };
  return { take: (doc) => void reach(doc, key.split('.'), add), values: () => distinct(values, strings) };
}

/** distinct. */
export async function distinctValues(call: Call): Promise<Doc> {
  const { body, moment } = call;
  const found = gatherer(body['key'], call.scope.strings);
  await eachRow(call, looked(call), (row) => row && found.take(row.doc));
  return { values: found.values(), ...(moment && { atClusterTime: moment.time }) };
}
