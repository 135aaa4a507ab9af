import { UUID } from 'bson';
import * as admin from './admin';
import { aggregate } from './aggregate';
import { findAndModify } from './find-and-modify';
import * as indexes from './indexes';
import { getMore, killCursors } from './batches';
import { count, distinctValues, find } from './read';
import * as schema from './schema';
import * as server from './server-status';
import { insert, remove, update } from './write';
import type { Call } from './engine';
import { refuse } from '../values/errors';
import type { Doc } from '../values/values';

/**
 * transaction: may run in one; write: its statements are numbered; ends: a transaction; concern: takes a writeConcern;
 * snapshot: can read at a moment; view: reads through a view; table: refuses a view; v1: belongs to the Stable API.
 */
export type Trait = 'transaction' | 'write' | 'ends' | 'concern' | 'snapshot' | 'view' | 'table' | 'v1';

export interface Command {
  readonly run: (call: Call) => Doc | Buffer | Promise<Doc | Buffer>;
  /** The fields it takes, besides those every command takes. */
  readonly fields: ReadonlySet<string>;
  readonly is: ReadonlySet<Trait>;
}

const of = (run: Command['run'], traits = '', fields = ''): Command => ({
  run,
  fields: new Set(fields.split(' ')),
  is: new Set(traits.split(' ') as Trait[]),
});

const READ = 'hint collation let ';
const WRITE = 'ordered bypassDocumentValidation let ';
const HELLO =
  'client compression speculativeAuthenticate saslSupportedMechs topologyVersion maxAwaitTimeMS loadBalanced backpressure';
const OPTIONS =
  'capped size max autoIndexId idIndex storageEngine validator validationLevel validationAction indexOptionDefaults viewOn pipeline collation timeseries expireAfterSeconds clusteredIndex changeStreamPreAndPostImages encryptedFields flags';
const CHANGE = 'transaction write concern table v1';
const AT_MOMENTS = 'transaction snapshot view';

async function commit({ engine, session, body }: Call): Promise<Doc> {
  if (!session) return refuse('NoSuchTransaction', 'commitTransaction needs a session');
  await engine.sessions.commit(session, body['txnNumber'] as bigint);
  return {};
}

function abort({ engine, session, body }: Call): Doc {
  if (!session) return refuse('NoSuchTransaction', 'abortTransaction needs a session');
  engine.sessions.enter(session, body['txnNumber'] as bigint, false);
  engine.sessions.abort(session);
  return {};
}

/** Every command there is; `address` is where the server listens. */
export function commandTable(address: string): Record<string, Command> {
  const hello = (legacy: boolean, traits = ''): Command =>
    of(() => server.hello(address, 'rs0', legacy), traits, HELLO);
  const modify = of(
    findAndModify,
    CHANGE,
    `${READ}query sort remove update new fields upsert bypassDocumentValidation arrayFilters`,
  );
  const search = of(
    () => refuse('SearchNotEnabled', 'Search commands need MongoDB Atlas'),
    '',
    'indexes id name definition',
  );
  const killAll = of((call) => call.engine.sessions.killAll());
  return {
    hello: hello(false, 'v1'),
    isMaster: hello(true),
    ismaster: hello(true),
    ping: of(() => ({}), 'v1'),
    buildInfo: of(server.buildInfo),
    buildinfo: of(server.buildInfo),
    hostInfo: of(() => admin.hostInfo(address)),
    getCmdLineOpts: of(() => ({ argv: [], parsed: {} })),
    getLog: of(() => ({ totalLinesWritten: 0, log: [] })),
    whatsmyuri: of(() => ({ you: address })),
    profile: of(() => ({ was: 0, slowms: 100, sampleRate: 1 }), '', 'slowms sampleRate filter'),
    serverStatus: of((call) => server.serverStatus(call, address), '', 'repl metrics locks'),
    dropAllUsersFromDatabase: of(() => ({ n: 0 }), 'concern'),
    usersInfo: of(() => ({ users: [] }), '', 'showPrivileges showCredentials filter'),
    rolesInfo: of(() => ({ roles: [] }), '', 'showPrivileges showBuiltinRoles'),
    connectionStatus: of(server.connectionStatus, '', 'showPrivileges'),
    replSetGetStatus: of(() => server.replSetGetStatus(address), '', 'initialSync'),
    currentOp: of((call) => ({ inprog: [admin.currentOperation(call)] }), '', '$all $ownOps'),
    dbStats: of(admin.dbStats, '', 'scale freeStorage'),
    dbstats: of(admin.dbStats, '', 'scale freeStorage'),
    collStats: of(admin.collStats, 'table', 'scale'),
    validate: of(admin.validate, 'table', 'full repair metadata checkBSONConformance background'),
    getParameter: of(server.getParameter, '', 'ttlMonitorSleepSecs enableTestCommands featureCompatibilityVersion'),
    setParameter: of(server.setParameter, '', 'ttlMonitorSleepSecs'),
    configureFailPoint: of((call) => call.engine.failPoints.configure(call.body), '', 'mode data'),
    startSession: of(() => server.startSession(new UUID())),
    endSessions: of(server.endSessions, 'v1'),
    killSessions: of(server.endSessions),
    killAllSessions: killAll,
    killAllSessionsByPattern: killAll,
    refreshSessions: of(() => ({}), 'v1'),
    find: of(
      find,
      `${AT_MOMENTS} v1`,
      `${READ}filter sort projection skip limit batchSize singleBatch tailable awaitData oplogReplay noCursorTimeout allowPartialResults returnKey showRecordId min max allowDiskUse`,
    ),
    getMore: of(getMore, 'transaction v1', 'collection batchSize'),
    killCursors: of(killCursors, 'transaction v1', 'cursors'),
    count: of(count, 'view v1', `${READ}query limit skip fields`),
    distinct: of(distinctValues, AT_MOMENTS, `${READ}key query`),
    aggregate: of(
      aggregate,
      'transaction snapshot concern v1',
      `${READ}pipeline cursor allowDiskUse bypassDocumentValidation explain`,
    ),
    explain: of(server.explain, 'v1', 'verbosity'),
    insert: of(insert, CHANGE, `${WRITE}documents`),
    update: of(update, CHANGE, `${WRITE}updates`),
    delete: of(remove, CHANGE, `${WRITE}deletes`),
    findAndModify: modify,
    findandmodify: modify,
    create: of(schema.create, 'transaction concern v1', OPTIONS),
    collMod: of(schema.collMod, 'concern v1', 'index validator validationLevel validationAction viewOn pipeline'),
    drop: of(schema.drop, 'concern v1'),
    dropDatabase: of(schema.dropDatabase, 'concern v1'),
    renameCollection: of(schema.renameCollection, 'concern', 'to dropTarget'),
    createIndexes: of(indexes.createIndexes, 'transaction concern table v1', 'indexes commitQuorum'),
    listIndexes: of(indexes.listIndexes, 'table v1', 'cursor'),
    dropIndexes: of(indexes.dropIndexes, 'concern table v1', 'index'),
    deleteIndexes: of(indexes.dropIndexes, 'concern table', 'index'),
    listCollections: of(schema.listCollections, 'v1', 'filter nameOnly authorizedCollections cursor'),
    listDatabases: of(schema.listDatabases, 'v1', 'filter nameOnly authorizedDatabases'),
    commitTransaction: of(commit, 'transaction ends concern v1', 'recoveryToken'),
    abortTransaction: of(abort, 'transaction ends concern v1', 'recoveryToken'),
    createSearchIndexes: search,
    updateSearchIndex: search,
    dropSearchIndex: search,
  };
}

const GENERIC = new Set(
  'lsid $db txnNumber autocommit startTransaction readConcern writeConcern $readPreference $clusterTime comment maxTimeMS apiVersion apiStrict apiDeprecationErrors stmtId stmtIds helloOk'.split(
    ' ',
  ),
);

/** Refuses a field the command does not take. */
export function checkFields(name: string, { fields }: Command, body: Doc): void {
  for (const field in body)
    if (field !== name && !GENERIC.has(field) && !fields.has(field))
      refuse(40415, `BSON field '${name}.${field}' is an unknown field.`);
}
