/** MongoDB's error codes by name: a refusal always carries both, so a driver can tell what happened. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  WriteConflict: 112,
  CommandNotSupported: 115,
  CannotImplicitlyCreateCollection: 227,
  TransactionTooOld: 225,
  ConversionFailure: 241,
  SnapshotUnavailable: 246,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  OperationNotSupportedInTransaction: 263,
  IndexBuildAlreadyInProgress: 314,
  NotImplemented: 238,
  CannotIndexParallelArrays: 171,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  Interrupted: 11601,
} as const;

export type CodeName = keyof typeof CODES;

/** A refusal as the wire shows it: code, codeName, message, error labels and whatever else belongs in the reply. */
export class MongoError extends Error {
  readonly code: number;
  readonly codeName: string;
  labels: string[] = [];
  constructor(
    code: CodeName | number,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
    this.code = typeof code === 'number' ? code : CODES[code];
    this.codeName = typeof code === 'number' ? `Location${code}` : code;
  }
}

/** Refuses: throws a MongoError; usable as an expression. */
export function refuse(code: CodeName | number, message: string): never {
  throw new MongoError(code, message);
}

/** A write conflict: the driver's withTransaction starts over when it sees the label. */
export function writeConflict(): MongoError {
  const error = new MongoError('WriteConflict', 'Write conflict during operation: please retry your transaction');
  error.labels = ['TransientTransactionError'];
  return error;
}

/** Any thrown value as a MongoError: what we did not foresee becomes InternalError, never a silent success. */
export function toMongoError(error: unknown): MongoError {
  if (error instanceof MongoError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const fromMingo = error instanceof Error && error.constructor.name === 'MingoError';
  return new MongoError(fromMingo ? 'BadValue' : 'InternalError', message);
}
