import { mongo } from 'mongoose';
import { AppError } from '../errors';

/** MongoDB's code for a unique index that refuses (11000). */
const DUPLICATE_KEY = 11_000;

export const isDuplicateKey = (error: unknown): error is mongo.MongoServerError =>
  error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;

/** MongoDB's code for a server whose disk is full (OutOfDiskSpace). */
const OUT_OF_DISK_SPACE = 14_031;

/** Errors of that kind whose classes the driver does not export. */
const AWAY_BY_NAME = new Set([
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongooseServerSelectionError',
  'MongoExpiredSessionError',
]);

/** What a bulk write's error stands for: the driver wraps whatever kept a bulk write from happening, a lost connection too. */
const withinBulk = (error: unknown): unknown =>
  error instanceof mongo.MongoBulkWriteError && (error.errorResponse as unknown) instanceof Error
    ? error.errorResponse
    : error;

const saysComeAgain = (error: mongo.MongoError): boolean =>
  error.code === OUT_OF_DISK_SPACE || error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('ResetPool');

/** True for whatever means "the store is away, full or changing its primary": the same call may succeed later. */
export function isStoreAway(thrown: unknown): boolean {
  const error = withinBulk(thrown);
  if (error instanceof mongo.MongoServerSelectionError || error instanceof mongo.MongoNetworkError) return true;
  if (error instanceof mongo.MongoNotConnectedError || error instanceof mongo.MongoTopologyClosedError) return true;
  if (error instanceof Error && AWAY_BY_NAME.has(error.name)) return true;
  return error instanceof mongo.MongoError && saysComeAgain(error);
}

/** What a caller hears while the store is away. */
export const unavailable = (cause?: unknown): AppError =>
  new AppError('Unavailable', 'the store is away', { retryAfter: 2 }, { cause });

/** Names a store that is away as `Unavailable`; anything else passes through as it is. */
export async function whileStoreIsThere<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isStoreAway(error)) throw unavailable(error);
    throw error;
  }
}
