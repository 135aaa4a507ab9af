import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, MongoError, refuse } from '../values/errors';
import { isNumber, toNumber } from '../values/numbers';
import { isDoc, type Doc, type Value } from '../values/values';

interface FailPoint {
  skip: number;
  times: number;
  struck: number;
  readonly data: Doc;
}

/** What a fail point makes of a command: an error instead of running it, a connection that breaks, a concern unmet. */
export interface Strike {
  readonly error?: MongoError;
  readonly closes?: boolean;
  readonly writeConcernError?: Doc;
  readonly labels?: string[];
}

/**
 * The fail points the tests of MongoDB's drivers are written with: `failCommand`, `onPrimaryTransactionalWrite` and
 * `maxTimeAlwaysTimeOut`.
 * They are always there: the store listens on loopback and knows no accounts, so whoever can set one could as well
 * drop every database.
 */
export interface FailPoints {
  configure(body: Doc): Doc;
  /** Meets a command of a client (by the name it gave itself) before it runs; waits when the fail point blocks. */
  meet(name: string, body: Doc, app?: string): Promise<Strike>;
  /** Meets a numbered write, before it runs (`failBeforeCommitExceptionCode`) or when it is done (the connection breaks). */
  meetWrite(done: boolean, on: { readonly retryable: boolean }): Strike;
}

function armed(mode: Value, data: Value): FailPoint | undefined {
  if (mode === 'off') return undefined;
  const { times, skip, ...others } = mode === 'alwaysOn' ? { skip: 0 } : isDoc(mode) ? mode : { mode };
  const [n] = [times, skip].filter(isNumber).map(toNumber);
  if (n === undefined || Object.keys(others).length > 0)
    return refuse('BadValue', "a fail point's mode is 'off', 'alwaysOn', { times: n } or { skip: n }");
  const start = times === undefined ? { skip: n, times: Infinity } : { skip: 0, times: n };
  return { ...start, struck: 0, data: isDoc(data) ? data : {} };
}

function strikes(point: FailPoint | undefined): boolean {
  if (!point || (point.skip > 0 && point.skip--) || point.times <= 0) return false;
  point.times--;
  point.struck++;
  return true;
}

const concerns = ({ data: { failCommands: names, appName } }: FailPoint, name: string, app?: string): boolean =>
  Array.isArray(names) && names.includes(name) && (appName === undefined || appName === app);

const failure = (code: Value, point = 'failCommand'): MongoError =>
  new MongoError(Number(code), `Failing command via '${point}' failpoint`);

function struckBy({ closeConnection, errorCode, errorLabels, writeConcernError }: Doc): Strike {
  return {
    closes: closeConnection === true,
    ...(isNumber(errorCode) && { error: failure(errorCode) }),
    ...(isDoc(writeConcernError) && { writeConcernError }),
    ...(Array.isArray(errorLabels) && { labels: errorLabels.map(String) }),
  };
}

/** No fail point is set at first. */
export function openFailPoints(): FailPoints {
  const points: Record<string, FailPoint | undefined> = {
    failCommand: undefined,
    onPrimaryTransactionalWrite: undefined,
    maxTimeAlwaysTimeOut: undefined,
  };
  return {
    configure({ configureFailPoint: name, mode, data }) {
      if (typeof name !== 'string' || !Object.hasOwn(points, name))
        return refuse('FailPointSetFailed', `${String(name)} not found`);
      const count = points[name]?.struck ?? 0;
      points[name] = armed(mode, data);
      return { count };
    },
    async meet(name, body, app) {
      const { failCommand: point, maxTimeAlwaysTimeOut: slow } = points;
      if (Number(body['maxTimeMS'] ?? 0) > 0 && strikes(slow))
        return { error: failure(codeOf('MaxTimeMSExpired'), 'maxTimeAlwaysTimeOut') };
      if (!point || !concerns(point, name, app) || !strikes(point)) return {};
      if (point.data['blockConnection'] === true) await wait(Number(point.data['blockTimeMS']));
      return struckBy(point.data);
    },
    meetWrite(done, { retryable }) {
      const { onPrimaryTransactionalWrite: point } = points;
      const { failBeforeCommitExceptionCode: code, closeConnection } = point?.data ?? {};
      if (!retryable || done !== (code === undefined) || !strikes(point)) return {};
      return {
        closes: closeConnection !== false,
        ...(code !== undefined && { error: failure(code, 'onPrimaryTransactionalWrite') }),
      };
    },
  };
}
