import { checkFields, type Command, commandTable } from './table';
import { checkConcerns, concernError, isUnacknowledged, momentOf } from './concerns';
import { stringsOf } from './collated';
import type { Call, Engine } from './engine';
import { labelsOf, retryLabels } from './error-labels';
import { MongoError, refuse, toMongoError } from '../values/errors';
import { compileExpression } from '../language/expressions';
import type { Strike } from './fail-points';
import { Pace, underWay } from '../language/pace';
import { encode, isDoc, type Doc, type Value } from '../values/values';
import { readThrough } from './views';
import { type Message } from '../wire/messages';
import { extended } from '../wire/replies';

type Standing = Pick<Call, 'session' | 'transaction' | 'retryable'>;

const NO_SESSION = 'Transaction number requires a session ID to also be specified, and must be a long';
const NONE: Standing = { session: undefined, transaction: undefined, retryable: false };

/** The session a command belongs to and what it does there: a transaction, a retryable write, or neither. */
function enter(engine: Engine, name: string, command: Command, body: Doc): Standing {
  const { lsid, txnNumber: number, autocommit, startTransaction } = body;
  const session = lsid === undefined ? undefined : engine.sessions.find(lsid);
  if (number === undefined) return { ...NONE, session };
  if (!session || typeof number !== 'bigint') return refuse('InvalidOptions', NO_SESSION);
  if (autocommit === false) {
    if (!command.is.has('transaction'))
      refuse('OperationNotSupportedInTransaction', `Cannot run '${name}' in a multi-document transaction.`);
    const ends = command.is.has('ends');
    const transaction = ends ? undefined : engine.sessions.enter(session, number, startTransaction === true);
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
  if (!command.is.has('write')) refuse('IllegalOperation', `${name} is not a retryable write`);
}

/** The variables of a command's `let`, computed once. */
function variables(spec: Value): Record<string, Value> {
  if (!isDoc(spec)) return {};
  return Object.fromEntries(
    Object.entries(spec).map(([name, v]) => [name, compileExpression(v)({ root: {}, vars: {} })]),
  );
}

function failure(error: unknown, name: string, body: Doc, { labels: given }: Strike): Doc {
  const { message, code, codeName, extra } = toMongoError(error);
  const labels = given ?? labelsOf(code, name, body);
  return { ok: 0, errmsg: message, code, codeName, ...extra, ...(labels.length > 0 && { errorLabels: labels }) };
}

/** What a reply says of the write concern: nothing where it was met. */
function concernReply(command: Command, body: Doc, strike: Strike): Doc {
  const writeConcernError = strike.writeConcernError ?? concernError(body);
  if (!writeConcernError) return {};
  const retryable = command.is.has('ends') || (body['txnNumber'] !== undefined && body['autocommit'] === undefined);
  const given = strike.labels ?? writeConcernError['errorLabels'];
  const labels = Array.isArray(given) ? given : retryLabels(Number(writeConcernError['code']), retryable);
  return { writeConcernError, ...(labels.length > 0 && { errorLabels: labels }) };
}

/** A connection a fail point breaks. */
class Broken extends Error {}

function success(result: Doc | Buffer, command: Command, body: Doc, strike: Strike): Buffer {
  const concern = concernReply(command, body, strike);
  if (Buffer.isBuffer(result)) return extended(result, concern);
  return encode(isUnacknowledged(body) && command.is.has('write') ? { n: 0, ok: 1 } : { ...result, ok: 1, ...concern });
}

/** `app` is the name the client gave itself when it said hello. */
type Request = Pick<Message, 'body' | 'sequences'> & { readonly app?: string | undefined };
/** Answers one message; whatever goes wrong becomes an error reply. No answer: a fail point breaks the connection. */
export type Dispatch = (message: Request) => Promise<Buffer | undefined>;

export function createDispatch(engine: Engine, address: string): Dispatch {
  const commands = commandTable(address);

  /** Runs a command and says what it replied; whatever it throws is the caller's to answer. */
  async function perform(command: Command, call: Call): Promise<Doc | Buffer> {
    const { session } = call;
    const before = engine.failPoints.meetWrite(false, call);
    if (before.error) throw before.closes === true ? new Broken() : before.error;
    const done = session?.done.size;
    const result = await (readThrough(call, command.is) ?? command.run(call));
    if (session?.done.size !== done && engine.failPoints.meetWrite(true, call).closes === true) throw new Broken();
    return result;
  }

  async function run(name: string, { body, sequences }: Request, strike: Strike): Promise<Buffer | undefined> {
    let standing = NONE;
    try {
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
      if (!command) throw new MongoError('CommandNotFound', `no such command: '${name}'`);
      if (strike.error) throw strike.error;
      checkFields(name, command, body);
      checkConcerns(name, command, body);
      const moment = momentOf(engine, name, command, body);
      standing = enter(engine, name, command, body);
      const scope = { vars: variables(body['let']), now: new Date(), strings: stringsOf(body) };
      const pace = new Pace(Number(body['maxTimeMS'] ?? 0));
      const database = String(body['$db'] ?? 'test');
      const result = await perform(command, {
        engine,
        name,
        database,
        body,
        sequences,
        ...standing,
        pace,
        scope,
        moment,
      });
      if ('writeErrors' in result) giveUp(standing);
      return success(result, command, body, strike);
    } catch (error) {
      giveUp(standing);
      return error instanceof Broken ? undefined : encode(failure(error, name, body, strike));
    }
  }

  /** A statement that failed within a transaction ends it. */
  function giveUp({ session, transaction }: Standing): void {
    if (transaction && session) engine.sessions.abort(session);
  }

  return async (request) => {
    const name = Object.keys(request.body)[0] ?? '';
    underWay.commands++;
    try {
      const strike = await engine.failPoints.meet(name, request.body, request.app);
      if (strike.closes === true) return undefined;
      return await run(name, request, strike);
    } finally {
      underWay.commands--;
    }
  };
}
