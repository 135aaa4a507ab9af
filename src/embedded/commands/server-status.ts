import { ObjectId, Timestamp } from 'bson';
import { aggregateQuery } from './aggregate';
import { eachRow, planFor, type Query } from './read';
import { type Call, docOf, find, listOf, type Engine } from './engine';
import { refuse } from '../values/errors';
import { stringsOf } from './collated';
import { parseFilter } from '../language/filter';
import type { Plan } from '../storage/planner';
import { parseSort } from '../language/sorting';
import { isNumber, toNumber } from '../values/numbers';
import { isDoc, type Doc, type Value } from '../values/values';

const started = Date.now();
const VERSION = '7.0.0';

/** hello (and isMaster): one primary of a replica set of one, whatever name it is called by. */
export function hello(address: string, setName: string, legacy: boolean): Doc {
  return {
    helloOk: true,
    [legacy ? 'ismaster' : 'isWritablePrimary']: true,
    secondary: false,
    setName,
    setVersion: 1,
    electionId: new ObjectId('7fffffff0000000000000001'),
    hosts: [address],
    primary: address,
    me: address,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  };
}

export const buildInfo = (): Doc => ({
  version: VERSION,
  versionArray: [7, 0, 0, 0],
  gitVersion: 'embedded',
  modules: ['embedded'],
  storageEngines: ['lmdb'],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16 * 1024 * 1024,
});

/** serverStatus: what monitoring asks for first. */
export function serverStatus({ engine }: Call, address: string): Doc {
  const memory = process.memoryUsage();
  return {
    host: address,
    version: VERSION,
    process: 'embedded',
    pid: BigInt(process.pid),
    uptime: Math.floor((Date.now() - started) / 1000),
    localTime: new Date(),
    metrics: { cursor: { open: { total: BigInt(engine.cursors.count()) } } },
    mem: { resident: Math.round(memory.rss / 2 ** 20), virtual: 0, bits: 64 },
    repl: { setName: 'rs0', isWritablePrimary: true, primary: address, me: address, hosts: [address] },
    storageEngine: { name: 'lmdb', persistent: true },
  };
}

export const connectionStatus = (): Doc => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } });
const OPTIME = new Timestamp({ t: 1, i: 1 });
export const replSetGetStatus = (name: string): Doc => ({
  set: 'rs0',
  date: new Date(),
  myState: 1,
  members: [{ _id: 0, name, health: 1, state: 1, stateStr: 'PRIMARY', self: true, optime: OPTIME }],
});

/** getParameter and setParameter: how often expired documents are removed; the others cannot be changed. */
export function getParameter({ engine, body }: Call): Doc {
  const all = { ...engine.parameters, enableTestCommands: true, featureCompatibilityVersion: { version: '7.0' } };
  const asked = Object.entries(all).filter(([name]) => body['getParameter'] === '*' || body[name] !== undefined);
  return asked.length > 0 ? Object.fromEntries(asked) : refuse('InvalidOptions', 'no option found to get');
}
export function setParameter({ engine, body }: Call): Doc {
  const seconds = body['ttlMonitorSleepSecs'];
  if (!isNumber(seconds) || toNumber(seconds) <= 0)
    return refuse('InvalidOptions', 'attempted to set unrecognized parameter');
  const was = engine.parameters.ttlMonitorSleepSecs;
  engine.parameters.ttlMonitorSleepSecs = toNumber(seconds);
  return { was };
}

function stageOf(plan: Plan): Doc {
  if (!plan.index) return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' };
  const { index, ranges } = plan;
  const scanned = {
    stage: 'IXSCAN',
    keyPattern: index.spec['key'],
    indexName: index.name,
    isMultiKey: index.multikey.size > 0,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    direction: plan.reverse ? 'backward' : 'forward',
    ranges: ranges.length,
  };
  return { stage: 'FETCH', inputStage: scanned };
}

function explained(call: Call, inner: Doc): Query & { rest: Value[] } {
  const name = Object.keys(inner)[0] as string;
  const collection = find(call, `${call.database}.${String(inner[name])}`) ?? call.engine.catalog.empty;
  if (name === 'aggregate')
    return aggregateQuery(
      { ...call, body: inner, scope: { ...call.scope, strings: stringsOf(inner) } },
      collection,
      listOf(inner['pipeline'], 'pipeline'),
    );
  const statements = { update: 'updates', delete: 'deletes' }[name];
  const spec = statements === undefined ? inner : docOf(listOf(inner[statements], statements)[0], name);
  if (!['find', 'count', 'distinct', 'update', 'delete', 'findAndModify'].includes(name))
    refuse('CommandNotSupported', `cannot explain ${name}`);
  const found = docOf(spec['filter'] ?? spec['query'] ?? spec['q'], 'filter');
  const filter = parseFilter(found, { ...call.scope, strings: stringsOf(spec), root: {} });
  const sort = parseSort(spec['sort']);
  const plan = planFor(collection, filter, sort, spec['hint']);
  return { collection, filter, sort, plan, skip: 0, limit: 0, rest: [] };
}

/** explain: the plan, and (beyond queryPlanner) what running it examines and returns. */
export async function explain(call: Call): Promise<Doc> {
  const inner = docOf(call.body['explain'] as Value, 'explain');
  const verbosity = String(call.body['verbosity'] ?? 'allPlansExecution');
  if (!['queryPlanner', 'executionStats', 'allPlansExecution'].includes(verbosity))
    refuse('BadValue', `Enumeration value '${verbosity}' for field 'explain.verbosity' is not a valid value.`);
  const query = explained(call, inner);
  const { collection, plan, rest } = query;
  const access = stageOf(plan);
  const winningPlan = plan.sorted ? access : { stage: 'SORT', inputStage: access };
  const queryPlanner = { namespace: collection.ns, winningPlan, rejectedPlans: [] };
  const shown = (cursor: Doc): Doc => ({
    ...(rest.length > 0 ? { stages: [{ $cursor: cursor }, ...rest] } : cursor),
    explainVersion: '1',
  });
  if (verbosity === 'queryPlanner') return shown({ queryPlanner });
  let [examined, returned] = [0, 0];
  await eachRow(call, query, (row) => void (examined++, row && returned++));
  const executionStats = {
    executionSuccess: true,
    nReturned: returned,
    totalDocsExamined: examined,
    totalKeysExamined: plan.index ? examined : 0,
    executionStages: winningPlan,
    ...(verbosity === 'allPlansExecution' && { allPlansExecution: [] }),
  };
  return shown({ queryPlanner, executionStats });
}

/** endSessions (and killSessions): open transactions are aborted, retry records forgotten. */
export async function endSessions(call: Call): Promise<Doc> {
  const ids = call.body[call.name];
  await call.engine.sessions.end(Array.isArray(ids) ? ids.filter(isDoc) : []);
  return {};
}

/** startSession gives a session id for clients that ask for one. */
export const startSession = (id: Value): Doc => ({ id: { id }, timeoutMinutes: 30 });

/** Removes what TTL indexes say has expired: dates (of an array, the earliest) older than the index's seconds. */
export async function removeExpired(
  engine: Engine,
  run: (database: string, body: Doc) => Promise<unknown>,
): Promise<void> {
  for (const collection of engine.catalog.all()) {
    for (const { expireAfterSeconds: seconds, fields, partial = {} } of collection.indexes) {
      const path = fields[0]?.[0];
      if (seconds === undefined || path === undefined) continue;
      const [database = '', ...name] = collection.ns.split('.');
      const q = { $and: [{ [path]: { $lt: new Date(Date.now() - seconds * 1000) } }, partial] };
      await run(database, { delete: name.join('.'), deletes: [{ q, limit: 0 }], $db: database });
    }
  }
}
