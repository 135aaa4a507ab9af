import { UUID } from 'bson';
import { aggregate } from './commands-aggregate';
import { findAndModify } from './commands-find-and-modify';
import { count, distinctValues, find, getMore, killCursors } from './commands-read';
import * as indexes from './commands-indexes';
import * as schema from './commands-schema';
import * as server from './commands-server';
import { insert, remove, update } from './commands-write';
import type { Call, Engine } from './engine';
import { MongoError, refuse, toMongoError } from './errors';
import { compileExpression } from './expressions';
import { Pace, underWay } from './scan';
import { type Session } from './sessions';
import { encode, isDoc, type Doc, type Value } from './values';
import type { Message } from './wire';

interface Command {
  readonly run: (call: Call) => Doc | Buffer | Promise<Doc | Buffer>;
  /** The fields it takes, besides those every command takes. */
  readonly fields: string;
  readonly inTransaction?: boolean;
  readonly writes?: boolean;
  /** Ends the transaction it is sent in. */
  readonly ends?: boolean;
}

const GENERIC = new Set(
  'lsid $db txnNumber autocommit startTransaction readConcern writeConcern $readPreference $clusterTime comment maxTimeMS apiVersion apiStrict apiDeprecationErrors stmtId stmtIds helloOk'.split(
    ' ',
  ),
);
const READ = 'hint collation let ';

function commandsFor(address: string): Record<string, Command> {
  const hello = (legacy: boolean): Command => ({
    run: () => server.hello(address, 'rs0', legacy),
    fields:
      'client compression speculativeAuthenticate saslSupportedMechs topologyVersion maxAwaitTimeMS loadBalanced backpressure',
  });
  const commands: Record<string, Command> = {
    hello: hello(false),
    isMaster: hello(true),
    ismaster: hello(true),
    ping: { run: () => ({}), fields: '' },
    buildInfo: { run: server.buildInfo, fields: '' },
    serverStatus: { run: (call) => server.serverStatus(call, address), fields: 'repl metrics locks' },
    connectionStatus: { run: server.connectionStatus, fields: 'showPrivileges' },
    replSetGetStatus: { run: () => server.replSetGetStatus(address), fields: 'initialSync' },
    getParameter: { run: server.getParameter, fields: 'ttlMonitorSleepSecs' },
    setParameter: { run: server.setParameter, fields: 'ttlMonitorSleepSecs' },
    startSession: { run: () => server.startSession(new UUID()), fields: '' },
    endSessions: { run: server.endSessions, fields: '' },
    killSessions: { run: server.endSessions, fields: '' },
    refreshSessions: { run: () => ({}), fields: '' },
    find: {
      run: find,
      fields: `${READ}filter sort projection skip limit batchSize singleBatch tailable awaitData oplogReplay noCursorTimeout allowPartialResults returnKey showRecordId min max allowDiskUse`,
      inTransaction: true,
    },
    getMore: { run: getMore, fields: 'collection batchSize', inTransaction: true },
    killCursors: { run: killCursors, fields: 'cursors', inTransaction: true },
    count: { run: count, fields: `${READ}query limit skip` },
    distinct: { run: distinctValues, fields: `${READ}key query`, inTransaction: true },
    aggregate: {
      run: aggregate,
      fields: `${READ}pipeline cursor allowDiskUse bypassDocumentValidation explain`,
      inTransaction: true,
    },
    explain: { run: server.explain, fields: 'verbosity' },
    insert: { run: insert, fields: 'documents ordered bypassDocumentValidation', inTransaction: true, writes: true },
    update: { run: update, fields: 'updates ordered bypassDocumentValidation let', inTransaction: true, writes: true },
    delete: { run: remove, fields: 'deletes ordered let', inTransaction: true, writes: true },
    findAndModify: {
      run: findAndModify,
      fields: `${READ}query sort remove update new fields upsert bypassDocumentValidation arrayFilters`,
      inTransaction: true,
      writes: true,
    },
    findandmodify: {
      run: (call) => findAndModify(call),
      fields: `${READ}query sort remove update new fields upsert bypassDocumentValidation arrayFilters`,
      inTransaction: true,
      writes: true,
    },
    create: {
      run: schema.create,
      fields:
        'capped size max autoIndexId idIndex storageEngine validator validationLevel validationAction indexOptionDefaults viewOn pipeline collation timeseries expireAfterSeconds clusteredIndex changeStreamPreAndPostImages encryptedFields',
      inTransaction: true,
    },
    drop: { run: schema.drop, fields: '' },
    dropDatabase: { run: schema.dropDatabase, fields: '' },
    renameCollection: { run: schema.renameCollection, fields: 'to dropTarget' },
    createIndexes: { run: indexes.createIndexes, fields: 'indexes commitQuorum' },
    listIndexes: { run: indexes.listIndexes, fields: 'cursor' },
    dropIndexes: { run: indexes.dropIndexes, fields: 'index' },
    listCollections: { run: schema.listCollections, fields: 'filter nameOnly authorizedCollections cursor' },
    listDatabases: { run: schema.listDatabases, fields: 'filter nameOnly authorizedDatabases' },
    commitTransaction: { run: commit, fields: 'recoveryToken', inTransaction: true, ends: true },
    abortTransaction: { run: abort, fields: 'recoveryToken', inTransaction: true, ends: true },
  };
  return commands;
}

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

const READ_LEVELS = ['local', 'available', 'majority', 'linearizable', 'snapshot'];

function checkReadConcern(concern: Value): void {
  if (!isDoc(concern)) return;
  const level = String(concern['level'] ?? 'local');
  if (!READ_LEVELS.includes(level)) refuse('FailedToParse', `unknown read concern level ${level}`);
  if ('atClusterTime' in concern) refuse('NotImplemented', 'atClusterTime is not supported');
}

function checkWriteConcern(concern: Value): void {
  const w = isDoc(concern) ? concern['w'] : undefined;
  if (typeof w === 'number' && w > 1) refuse(100, 'Not enough data-bearing nodes');
  if (typeof w === 'string' && w !== 'majority')
    refuse(79, `No write concern mode named '${w}' found in replica set configuration`);
}

function checkFields(name: string, command: Command, body: Doc): void {
  const known = command.fields.split(' ');
  const unknown = Object.keys(body).find((field) => field !== name && !GENERIC.has(field) && !known.includes(field));
  if (unknown !== undefined) refuse(40415, `BSON field '${name}.${unknown}' is an unknown field.`);
  const { readConcern, writeConcern, collation } = body;
  checkReadConcern(readConcern);
  checkWriteConcern(writeConcern);
  if (isDoc(collation) && collation['locale'] !== 'simple')
    refuse('NotImplemented', 'only the simple collation is supported');
}

interface Standing {
  readonly session: Session | undefined;
  readonly transaction: Call['transaction'];
  readonly retryable: boolean;
}

const NO_SESSION = 'Transaction number requires a session ID to also be specified, and must be a long';

/** The session a command belongs to and what it does there: a transaction, a retryable write, or neither. */
function enter(engine: Engine, name: string, command: Command, body: Doc): Standing {
  const { lsid, txnNumber: number, autocommit, startTransaction } = body;
  const session = lsid === undefined ? undefined : engine.sessions.find(lsid);
  if (number === undefined) return { session, transaction: undefined, retryable: false };
  if (!session || typeof number !== 'bigint') return refuse('InvalidOptions', NO_SESSION);
  if (autocommit === false) {
    if (!command.inTransaction) throw schema.notInTransaction(name);
    const transaction = command.ends ? undefined : engine.sessions.enter(session, number, startTransaction === true);
    return { session, transaction, retryable: false };
  }
  checkRetryable(name, command, body);
  engine.sessions.retryable(session, number);
  return { session, transaction: undefined, retryable: true };
}

function checkRetryable(name: string, command: Command, { autocommit, startTransaction }: Doc): void {
  if (autocommit !== undefined || startTransaction !== undefined) {
    refuse('InvalidOptions', "'startTransaction' needs 'autocommit: false'");
  }
  if (!command.writes) refuse('IllegalOperation', `${name} is not a retryable write`);
}

/** The variables of a command's `let`, computed once. */
function variables(spec: Value): Record<string, Value> {
  if (!isDoc(spec)) return {};
  return Object.fromEntries(
    Object.entries(spec).map(([name, v]) => [name, compileExpression(v)({ root: {}, vars: {} })]),
  );
}

function reply(error: unknown): Doc {
  const { message, code, codeName, extra, labels } = toMongoError(error);
  return { ok: 0, errmsg: message, code, codeName, ...extra, ...(labels.length > 0 && { errorLabels: labels }) };
}

function callOf(engine: Engine, name: string, { body, sequences }: Request, standing: Standing): Call {
  const scope = { vars: variables(body['let']), now: new Date() };
  const pace = new Pace(Number(body['maxTimeMS'] ?? 0));
  return { engine, name, database: String(body['$db'] ?? 'test'), body, sequences, ...standing, pace, scope };
}

/** A statement that failed within a transaction ends it. */
function settle(engine: Engine, { session, transaction }: Standing, failed: boolean): void {
  if (failed && transaction && session) engine.sessions.abort(session);
}

type Request = Pick<Message, 'body' | 'sequences'>;
/** Answers one message; whatever goes wrong becomes an error reply, never an exception. */
export type Dispatch = (message: Request) => Promise<Buffer>;

export function createDispatch(engine: Engine, address: string): Dispatch {
  const commands = commandsFor(address);
  return async (request) => {
    const { body } = request;
    const name = Object.keys(body)[0] ?? '';
    underWay.commands++;
    let standing: Standing = { session: undefined, transaction: undefined, retryable: false };
    try {
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
      if (!command) return encode(reply(new MongoError('CommandNotFound', `no such command: '${name}'`)));
      checkFields(name, command, body);
      standing = enter(engine, name, command, body);
      const result = await command.run(callOf(engine, name, request, standing));
      if (Buffer.isBuffer(result)) return result;
      settle(engine, standing, 'writeErrors' in result);
      return encode({ ...result, ok: 1 });
    } catch (error) {
      settle(engine, standing, true);
      return encode(reply(error));
    } finally {
      underWay.commands--;
    }
  };
}
