import { Timestamp } from 'bson';
import { MongoError, nameOf, refuse } from '../values/errors';
import type { Engine } from './engine';
import type { Snapshot } from '../storage/snapshots';
import { isDoc, type Doc } from '../values/values';

const READ_LEVELS = ['local', 'available', 'majority', 'linearizable', 'snapshot'];

function checkReadConcern({ readConcern, startTransaction, autocommit }: Doc): void {
  if (!isDoc(readConcern)) return;
  const level = String(readConcern['level'] ?? 'local');
  if (!READ_LEVELS.includes(level)) refuse('FailedToParse', `unknown read concern level ${level}`);
  if (autocommit === false && startTransaction !== true)
    refuse('InvalidOptions', 'Only the first command in a transaction may specify a readConcern');
}

/** A clock a client tells of is one some reply told it of. */
function checkClock({ $clusterTime: clock }: Doc): void {
  if (clock !== undefined && !(isDoc(clock) && clock['clusterTime'] instanceof Timestamp))
    refuse('TypeMismatch', "BSON field '$clusterTime.clusterTime' is the wrong type, expected a timestamp");
}

/** Refuses what the versioned API, read and write concern may not ask of a command. */
export function checkConcerns(name: string, { is }: { readonly is: ReadonlySet<string> }, body: Doc): void {
  const { apiVersion, apiStrict, writeConcern, autocommit } = body;
  if (apiVersion !== undefined && apiVersion !== '1') refuse('APIVersionError', "the only API version is '1'");
  if (apiStrict === true && !is.has('v1'))
    refuse('APIStrictError', `Provided apiStrict:true, but the command ${name} is not in API Version 1`);
  checkClock(body);
  checkReadConcern(body);
  if (writeConcern === undefined) return;
  if (!is.has('concern')) refuse('InvalidOptions', 'Command does not support writeConcern');
  if (autocommit === false && !is.has('ends'))
    refuse('InvalidOptions', 'writeConcern is not allowed within a multi-statement transaction');
}

/** The moment a command outside a transaction wants to read at, if it names one. */
export function momentOf(
  engine: Engine,
  name: string,
  { is }: { readonly is: ReadonlySet<string> },
  body: Doc,
): Snapshot | undefined {
  const { readConcern, autocommit } = body;
  if (!isDoc(readConcern) || readConcern['level'] !== 'snapshot' || autocommit !== undefined) return undefined;
  if (!is.has('snapshot')) refuse('InvalidOptions', `${name} does not support readConcern level 'snapshot'`);
  const { atClusterTime: time } = readConcern;
  if (time !== undefined && !(time instanceof Timestamp))
    return refuse('TypeMismatch', "BSON field 'readConcern.atClusterTime' is the wrong type, expected a timestamp");
  return engine.moments.at(time);
}

/** Whether nobody wants to know what became of a write: its reply then counts nothing. */
export const isUnacknowledged = ({ writeConcern }: Doc): boolean => isDoc(writeConcern) && writeConcern['w'] === 0;

/** What a write that was done says of a write concern one member cannot meet. */
export function concernError({ writeConcern }: Doc): Doc | undefined {
  const w = isDoc(writeConcern) ? writeConcern['w'] : undefined;
  const unmet = typeof w === 'number' && w > 1;
  if (!unmet && (typeof w !== 'string' || w === 'majority')) return undefined;
  const { code, message } = unmet
    ? new MongoError('UnsatisfiableWriteConcern', 'Not enough data-bearing nodes')
    : new MongoError('UnknownReplWriteConcern', `No write concern mode named '${String(w)}' found`);
  return { code, codeName: nameOf(code), errmsg: message, errInfo: { writeConcern } };
}
