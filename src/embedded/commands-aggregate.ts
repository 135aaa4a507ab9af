import type { Collection } from './catalog';
import { checkSnapshot, firstBatch, hinted, ordered, planFor, type Query, whole } from './commands-read';
import { sourceOf } from './cursors';
import { type Call, docOf, readView } from './engine';
import { refuse } from './errors';
import { dependencies } from './dependencies';
import { parseFilter } from './filter';
import { toNumber, isNumber } from './numbers';
import { type Flow, gather, PORTION, portions, type Surroundings } from './flow';
import { compilePipeline } from './pipeline';
import type { Reader } from './scan';
import { parseSort } from './sorting';
import { writeOut } from './stage-out';
import { encode, isDoc, type Doc, type Value } from './values';

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

/** How an aggregation starts: what explain shows of it. */
export function aggregateQuery(call: Call, collection: Collection, pipeline: Value[]): Query {
  return frontQuery(call, collection, frontOf(pipeline), {}, call.body['hint']);
}

function surroundings(call: Call, reader: Reader, vars: Readonly<Record<string, Value>>): Surroundings {
  const { catalog } = call.engine;
  const scope = { ...call.scope, vars };
  const around: Surroundings = {
    pace: call.pace,
    scope,
    async read(name, filter) {
      const collection = catalog.find(`${call.database}.${name}`);
      if (!collection) return [];
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
      return gather(await start(call, reader, catalog.find(`${call.database}.${source}`), pipeline, bound));
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
  if (typeof body['aggregate'] !== 'string') refuse('NotImplemented', 'aggregate over a database is not supported');
  return Array.isArray(stages) ? stages : refuse('TypeMismatch', "'pipeline' option must be specified as an array");
}

/** The $out or $merge a pipeline ends with. */
function outOf(stages: Value[]): { name: '$out' | '$merge'; spec: Value } | undefined {
  const last = stages.at(-1);
  if (!isDoc(last)) return undefined;
  const [name] = Object.keys(last);
  return name === '$out' || name === '$merge' ? { name, spec: last[name] } : undefined;
}

/** aggregate. */
export async function aggregate(call: Call): Promise<Buffer | Doc> {
  const { body, engine } = call;
  const stages = checkAggregate(call);
  const options = docOf(body['cursor'], 'aggregate.cursor');
  const ns = `${call.database}.${String(body['aggregate'])}`;
  const collection = engine.catalog.find(ns);
  if (collection) hinted(collection, body['hint']);
  const out = outOf(stages);
  const reader = readView(call);
  let docs: Doc[];
  try {
    const wanted = out ? stages.slice(0, -1) : stages;
    docs = await gather(await start(call, reader, collection, wanted, call.scope.vars, body['hint']));
  } finally {
    reader.close();
  }
  if (out) await writeOut(call, out.name, out.spec, docs);
  return firstBatch(call, ns, sourceOf(out ? [] : docs.map(encode)), whole(options['batchSize'], 'batchSize', 101));
}
