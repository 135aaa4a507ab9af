import { UUID } from 'bson';
import { aggregate } from './commands-aggregate';
import { findAndModify } from './commands-find-and-modify';
import { count, distinctValues, find, getMore, killCursors } from './commands-read';
import * as schema from './commands-schema';
import * as server from './commands-server';
import { insert, remove, update } from './commands-write';
import type { Call, Engine } from './engine';
import { MongoError, refuse, toMongoError } from './errors';
import { Pace } from './scan';
import { type Session } from './sessions';
import { encode, isDoc, type Doc, type Value } from './values';
import type { Message } from './wire';

interface Command {
  readonly run: (call: Call) => Doc | Buffer | Promise<Doc | Buffer>;
  /** The fields it takes, besides those every command takes. */
  readonly fields: string;
  readonly inTransaction?: boolean;
  readonly writes?: boolean;
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
    createIndexes: { run: schema.createIndexes, fields: 'indexes commitQuorum', inTransaction: true },
    listIndexes: { run: schema.listIndexes, fields: 'cursor' },
    dropIndexes: { run: schema.dropIndexes, fields: 'index' },
    listCollections: { run: schema.listCollections, fields: 'filter nameOnly authorizedCollections cursor' },
    listDatabases: { run: schema.listDatabases, fields: 'filter nameOnly authorizedDatabases' },
    commitTransaction: { run: commit, fields: 'recoveryToken', inTransaction: true },
    abortTransaction: { run: abort, fields: 'recoveryToken', inTransaction: true },
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

function checkConcerns({ readConcern, writeConcern, collation }: Doc): void {
  if (isDoc(collation) && collation['locale'] !== 'simple')
    refuse('NotImplemented', 'only the simple collation is supported');
  if (isDoc(readConcern)) {
    const { level = 'local', ...others } = readConcern;
    if (!['local', 'available', 'majority', 'linearizable', 'snapshot'].includes(String(level)))
      refuse('FailedToParse', `unknown read concern level ${String(level)}`);
    if ('atClusterTime' in others) refuse('NotImplemented', 'atClusterTime is not supported');
  }
  if (isDoc(writeConcern) && 'w' in writeConcern) {
    const { w } = writeConcern;
    if (typeof w === 'number' && w > 1) refuse(100, 'Not enough data-bearing nodes');
    if (typeof w === 'string' && w !== 'majority')
      refuse(79, `No write concern mode named '${w}' found in replica set configuration`);
  }
}

function checkFields(name: string, command: Command, body: Doc): void {
  const known = command.fields.split(' ');
  const unknown = Object.keys(body).find((field) => field !== name && !GENERIC.has(field) && !known.includes(field));
  if (unknown !== undefined) refuse(40415, `BSON field '${name}.${unknown}' is an unknown field.`);
  checkConcerns(body);
}

interface Standing {
  readonly session: Session | undefined;
  readonly transaction: Call['transaction'];
  readonly retryable: boolean;
}

/** The session a command belongs to and what it does there: a transaction, a retryable write, or neither. */
function enter(engine: Engine, name: string, command: Command, body: Doc): Standing {
  const session = body['lsid'] === undefined ? undefined : engine.sessions.find(body['lsid']);
  const number = body['txnNumber'];
  if (number === undefined) return { session, transaction: undefined, retryable: false };
  if (!session || typeof number !== 'bigint')
    return refuse(
      'InvalidOptions',
      'Transaction number requires a session ID to also be specified, and must be a long',
    );
  if (body['autocommit'] === false) {
    if (!command.inTransaction) throw schema.notInTransaction(name);
    const ends = name === 'commitTransaction' || name === 'abortTransaction';
    const transaction = ends ? undefined : engine.sessions.enter(session, number, body['startTransaction'] === true);
    return { session, transaction, retryable: false };
  }
  if (body['autocommit'] !== undefined || body['startTransaction'] !== undefined)
    refuse('InvalidOptions', "'startTransaction' needs 'autocommit: false'");
  if (!command.writes) refuse('IllegalOperation', `${name} is not a retryable write`);
  engine.sessions.retryable(session, number);
  return { session, transaction: undefined, retryable: true };
}

function reply(error: unknown): Doc {
  const { message, code, codeName, extra, labels } = toMongoError(error);
  return { ok: 0, errmsg: message, code, codeName, ...extra, ...(labels.length > 0 && { errorLabels: labels }) };
}

/** Answers one message; whatever goes wrong becomes an error reply, never an exception. */
export type Dispatch = (message: Pick<Message, 'body' | 'sequences'>) => Promise<Buffer>;

export function createDispatch(engine: Engine, address: string): Dispatch {
  const commands = commandsFor(address);
  return async ({ body, sequences }) => {
    const name = Object.keys(body)[0] ?? '';
    let standing: Standing | undefined;
    try {
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
      if (!command) return encode(reply(new MongoError('CommandNotFound', `no such command: '${name}'`)));
      checkFields(name, command, body);
      standing = enter(engine, name, command, body);
      const { session, transaction, retryable } = standing;
      const vars: Record<string, Value> = isDoc(body['let']) ? body['let'] : {};
      const scope = { vars, now: new Date() };
      const call: Call = {
        engine,
        name,
        database: String(body['$db'] ?? 'test'),
        body,
        sequences,
        session,
        transaction,
        retryable,
        pace: new Pace(Number(body['maxTimeMS'] ?? 0)),
        scope,
      };
      const result = await command.run(call);
      if (transaction && session && !Buffer.isBuffer(result) && 'writeErrors' in result) engine.sessions.abort(session);
      return Buffer.isBuffer(result) ? result : encode({ ...result, ok: 1 });
    } catch (error) {
      if (standing?.transaction && standing.session) engine.sessions.abort(standing.session);
      return encode(reply(error));
    }
  };
}
