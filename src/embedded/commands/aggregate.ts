import type { Collection } from '../storage/catalog';
import { firstBatch, whole as wholeNumber } from './batches';
import { checkSnapshot, hinted, ordered, planFor, type Query } from './read';
import { sourceOf } from './cursors';
import { currentOperation } from './admin';
import { type Call, collectionOf, docOf, find, namespaceOf, readView } from './engine';
import { refuse } from '../values/errors';
import { dependencies } from '../language/dependencies';
import { parseFilter } from '../language/filter';
import { toNumber, isNumber } from '../values/numbers';
import { type Flow, gather, PORTION, portions, type Surroundings } from '../pipeline/flow';
import { compilePipeline } from '../pipeline/pipeline';
import type { Reader } from '../storage/scan';
import { parseSort } from '../language/sorting';
import { writeOut } from './out';
import { encode, isDoc, type Doc, type Value } from '../values/values';

/** The part of a pipeline an index can serve: leading $match stages, then a $sort, then a $limit. */
interface Front {
  readonly match: Doc[];
  readonly sort: Value;
  readonly limit: number;
  readonly rest: Value[];
}

function frontOf(pipeline: Value[]): Front {
  const match: Doc[] = [];
  let at = 0;
  const next = (name: string): Value =>
    isDoc(pipeline[at]) && Object.keys(pipeline[at] as Doc).length === 1 ? (pipeline[at] as Doc)[name] : undefined;
  for (; isDoc(next('$match')); at++) match.push(next('$match') as Doc);
  const sort = isDoc(next('$sort')) && Object.keys(next('$sort') as Doc).length > 0 ? next('$sort') : undefined;
  if (sort !== undefined) at++;
  const asked = next('$limit');
  const limit = isNumber(asked) && Number.isInteger(toNumber(asked)) && toNumber(asked) > 0 ? toNumber(asked) : 0;
  if (limit > 0) at++;
  return { match, sort, limit, rest: pipeline.slice(at) };
}

async function* flow(call: Call, reader: Reader, query: Query, only: ReadonlySet<string> | undefined): Flow {
  let portion: Doc[] = [];
  let given = 0;
  for (const row of await ordered(call, reader, query, only)) {
    if (row) {
      portion.push(row.doc);
      given++;
    }
    if (portion.length >= PORTION) {
      yield portion;
      portion = [];
    }
    if (query.limit > 0 && given >= query.limit) break;
    if (call.pace.due()) await call.pace.pause();
  }
  if (portion.length > 0) yield portion;
}

function frontQuery(call: Call, collection: Collection, { match, sort, limit }: Front, vars: Doc, hint: Value): Query {
  const filter = parseFilter(match.length === 1 ? (match[0] as Doc) : match.length > 1 ? { $and: match } : {}, {
    ...call.scope,
    vars,
    root: {},
  });
  const by = parseSort(sort);
  const plan = planFor(collection, filter, by, hint);
  checkSnapshot(call, plan);
  return { collection, filter, sort: by, plan, skip: 0, limit };
}

/** How an aggregation starts, and the stages after that: what explain shows of it. */
export function aggregateQuery(call: Call, collection: Collection, pipeline: Value[]): Query & { rest: Value[] } {
  const front = frontOf(pipeline);
  return { ...frontQuery(call, collection, front, {}, call.body['hint']), rest: front.rest };
}

function surroundings(call: Call, reader: Reader, vars: Readonly<Record<string, Value>>): Surroundings {
  const scope = { ...call.scope, vars };
  const around: Surroundings = {
    pace: call.pace,
    scope,
    async read(name, filter) {
      const collection = find(call, `${call.database}.${name}`);
      if (!collection) return [];
      if (collection.options['viewOn'] !== undefined) return around.run(name, [{ $match: filter }]);
      return gather(
        flow(
          call,
          reader,
          frontQuery(call, collection, { match: [filter], sort: undefined, limit: 0, rest: [] }, {}, undefined),
          undefined,
        ),
      );
    },
    async run(source, pipeline, inner = {}) {
      const bound = { ...vars, ...inner };
      if (typeof source !== 'string')
        return gather(compilePipeline(pipeline, surroundings(call, reader, bound))(portions(source)));
      return gather(await start(call, reader, find(call, `${call.database}.${source}`), pipeline, bound));
    },
  };
  return around;
}

async function start(
  call: Call,
  reader: Reader,
  collection: Collection | undefined,
  pipeline: Value,
  vars: Doc,
  hint?: Value,
): Promise<Flow> {
  if (!Array.isArray(pipeline)) return refuse('TypeMismatch', "'pipeline' option must be specified as an array");
  const around = surroundings(call, reader, vars);
  const stages = compilePipeline(pipeline, around);
  if (!collection) return stages(portions([]));
  const { viewOn, pipeline: before } = collection.options;
  if (typeof viewOn === 'string')
    return start(call, reader, find(call, `${call.database}.${viewOn}`), [...(before as Value[]), ...pipeline], vars);
  const front = frontOf(pipeline);
  const query = frontQuery(call, collection, front, vars, hint);
  const rest = compilePipeline(front.rest, around);
  return rest(flow(call, reader, query, dependencies(front.match, front.sort, front.rest)));
}

function checkAggregate({ body }: Call): Value[] {
  const stages = body['pipeline'];
  if (!('cursor' in body))
    refuse('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument");
  if ('explain' in body) refuse('NotImplemented', 'explain an aggregation with the explain command');
  return Array.isArray(stages) ? stages : refuse('TypeMismatch', "'pipeline' option must be specified as an array");
}

/** The $out or $merge a pipeline ends with. */
function outOf(stages: Value[]): { name: '$out' | '$merge'; spec: Value } | undefined {
  const last = stages.at(-1);
  if (!isDoc(last)) return undefined;
  const [name] = Object.keys(last);
  return name === '$out' || name === '$merge' ? { name, spec: last[name] } : undefined;
}

/** Refuses a view's pipeline that could not run. */
export function checkPipeline(call: Call, pipeline: Value[]): void {
  const reader = { view: call.engine.store.latest };
  compilePipeline(pipeline, surroundings(call, reader, {}));
}

/** The documents a pipeline makes of the command's collection. */
export async function documentsOf(call: Call, pipeline: Value[], hint?: Value): Promise<Doc[]> {
  const reader = readView(call);
  try {
    return await gather(await start(call, reader, collectionOf(call), pipeline, call.scope.vars, hint));
  } finally {
    reader.close();
  }
}

/** The stages a pipeline over a database (`aggregate: 1`) can begin with. */
const SOURCES: Record<string, (call: Call, spec: Value) => Doc[]> = {
  $currentOp: (call) => [currentOperation(call)],
  $listLocalSessions: ({ engine }) => engine.sessions.list(),
  $documents: (_, spec) => (Array.isArray(spec) ? spec.filter(isDoc) : refuse(5858203, '$documents needs an array')),
};

function fromDatabase(call: Call, [first, ...rest]: Value[]): Promise<Doc[]> {
  const [[name = '', spec] = []] = isDoc(first) ? Object.entries(first) : [];
  const source = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
  if (!source) {
    checkPipeline(call, [first]);
    return refuse('InvalidNamespace', `{aggregate: 1} is not valid for '${name}'; a collection is required.`);
  }
  if (call.body['apiStrict'] === true) refuse('APIStrictError', `stage ${name} is not allowed with 'apiStrict: true'`);
  const docs = source(call, spec);
  const reader = readView(call);
  const stages = compilePipeline(rest, surroundings(call, reader, call.scope.vars));
  return gather(stages(portions(docs))).finally(() => reader.close());
}

/** aggregate. */
export async function aggregate(call: Call): Promise<Buffer | Doc> {
  const { body } = call;
  const stages = checkAggregate(call);
  const options = docOf(body['cursor'], 'aggregate.cursor');
  const whole = typeof body['aggregate'] !== 'string';
  const collection = whole ? undefined : collectionOf(call);
  if (collection) hinted(collection, body['hint']);
  const out = outOf(stages);
  const wanted = out ? stages.slice(0, -1) : stages;
  const docs = whole ? await fromDatabase(call, wanted) : await documentsOf(call, wanted, body['hint']);
  if (out) await writeOut(call, out.name, out.spec, docs);
  const ns = whole ? `${call.database}.$cmd.aggregate` : namespaceOf(call);
  const size = wholeNumber(options['batchSize'], 'batchSize', 101);
  return firstBatch(call, ns, sourceOf(out ? [] : docs.map(encode)), size);
}
