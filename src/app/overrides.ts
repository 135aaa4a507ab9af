import { randomBytes } from 'node:crypto';
import type { Channel, Line, Passing } from '../channel';
import type { Settings } from '../config';
import { createLogger, type Logger } from '../logger';
import type { ResolvedStore } from '../storage/resolve';
import type { Converse } from '../turn/form';

/** What tests and tools put in place of the real parts, or beside them. */
export interface Overrides {
  store: Pick<ResolvedStore, 'uri' | 'kind' | 'alone' | 'stop'>;
  clock: () => Date;
  logger: Logger;
  converse: Converse;
  /** Called when an activity has reached a station. */
  at: Passing;
  /** Channels beside the configured ones: `npm run chat` is one. */
  channels: (line: Line) => Channel[];
  /** False: routes are there for `inject`, no port is opened. */
  listen: boolean;
}

/** The real parts where a test has put nothing in their place. Nobody knows a secret that was not given: what it opens is closed. */
export function partsInUse(settings: Settings, { clock, logger, at }: Partial<Overrides>) {
  const unknown = (): string => randomBytes(24).toString('base64url');
  return {
    clock: clock ?? (() => new Date()),
    logger: logger ?? createLogger(settings.logLevel),
    at: at ?? (() => undefined),
    secret: settings.directLineSecret ?? unknown(),
    token: settings.staffToken ?? unknown(),
  };
}
