import { codeOf, type CodeName } from '../values/errors';
import type { Doc } from '../values/values';

const codes = (...names: CodeName[]): ReadonlySet<number> => new Set(names.map(codeOf));
const TRANSIENT = codes(
  'LockTimeout',
  'WriteConflict',
  'SnapshotTooOld',
  'SnapshotUnavailable',
  'PreparedTransactionInProgress',
);
const RETRYABLE = codes(
  'HostUnreachable',
  'HostNotFound',
  'NetworkTimeout',
  'ShutdownInProgress',
  'PrimarySteppedDown',
  'ExceededTimeLimit',
  'SocketException',
  'NotWritablePrimary',
  'InterruptedAtShutdown',
  'InterruptedDueToReplStateChange',
  'NotPrimaryNoSecondaryOk',
  'NotPrimaryOrSecondary',
);

/** Whether a failure ends the whole transaction, so that it may be run again from its beginning. */
export const isTransient = (code: number): boolean => TRANSIENT.has(code);

/** The labels by which a driver knows what it may try again: the statement, or the whole transaction. */
export function labelsOf(code: number, name: string, { txnNumber, autocommit }: Doc): string[] {
  const ends = name === 'commitTransaction' || name === 'abortTransaction';
  const again = isTransient(code) || code === codeOf('NoSuchTransaction') || (!ends && RETRYABLE.has(code));
  if (autocommit === false && again) return ['TransientTransactionError'];
  return retryLabels(code, ends || (txnNumber !== undefined && autocommit === undefined));
}

/** The label of a write concern that was not met. */
export const retryLabels = (code: number, retryable: boolean): string[] =>
  retryable && RETRYABLE.has(code) ? ['RetryableWriteError'] : [];
