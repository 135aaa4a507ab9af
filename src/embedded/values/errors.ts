/** MongoDB's error codes by name: a refusal always carries both, so a driver can tell what happened. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  GraphContainsCycle: 5,
  HostUnreachable: 6,
  HostNotFound: 7,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  LockTimeout: 24,
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
  NetworkTimeout: 89,
  ShutdownInProgress: 91,
  OperationFailed: 96,
  UnsatisfiableWriteConcern: 100,
  UnknownReplWriteConcern: 79,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  CommandNotSupportedOnView: 166,
  OptionNotSupportedOnView: 167,
  PrimarySteppedDown: 189,
  CannotImplicitlyCreateCollection: 227,
  TransactionTooOld: 225,
  ConversionFailure: 241,
  SnapshotUnavailable: 246,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  ExceededTimeLimit: 262,
  PreparedTransactionInProgress: 267,
  OperationNotSupportedInTransaction: 263,
  IndexBuildAlreadyInProgress: 314,
  APIVersionError: 322,
  APIStrictError: 323,
  FailPointSetFailed: 329,
  NotImplemented: 238,
  SnapshotTooOld: 239,
  CannotIndexParallelArrays: 171,
  SocketException: 9001,
  NotWritablePrimary: 10107,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
  InterruptedDueToReplStateChange: 11602,
  NotPrimaryNoSecondaryOk: 13435,
  NotPrimaryOrSecondary: 13436,
  OutOfDiskSpace: 14031,
  SearchNotEnabled: 31082,
} as const;

export type CodeName = keyof typeof CODES;
const NAMES = new Map<number, string>(Object.entries(CODES).map(([name, code]) => [code, name]));
export const codeOf = (name: CodeName): number => CODES[name];
export const nameOf = (code: number): string => NAMES.get(code) ?? `Location${code}`;

/** A refusal as the wire shows it: code, codeName, message and whatever else belongs in the reply. */
export class MongoError extends Error {
  readonly code: number;
  readonly codeName: string;
  constructor(
    code: CodeName | number,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
    this.code = typeof code === 'number' ? code : CODES[code];
    this.codeName = nameOf(this.code);
  }
}

/** Refuses: throws a MongoError; usable as an expression. */
export function refuse(code: CodeName | number, message: string): never {
  throw new MongoError(code, message);
}

/** A write conflict: the driver's withTransaction starts over when it sees its label. */
export const writeConflict = (): MongoError =>
  new MongoError('WriteConflict', 'Write conflict during operation: please retry your transaction');

/** The disk below is full: LMDB hands on the number of the operating system's ENOSPC, or its words. */
const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && ((error as { code?: unknown }).code === 28 || /No space left|ENOSPC/.test(error.message));

/** Any thrown value as a MongoError: what we did not foresee becomes InternalError, never a silent success. */
export function toMongoError(error: unknown): MongoError {
  if (error instanceof MongoError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (isDiskFull(error)) return new MongoError('OutOfDiskSpace', message);
  const fromMingo = error instanceof Error && error.constructor.name === 'MingoError';
  return new MongoError(fromMingo ? 'BadValue' : 'InternalError', message);
}
