import pino, { type Logger } from 'pino';

export type { Logger };

/** Where a token or a secret may stand in a log object; customer text is never put into one in the first place. */
const SECRET_PATHS = ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.secret', '*.authorization'];

/** The service's logger: JSON lines on standard output, gathered for at most half a second; secrets blanked. */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  const options = { level, base: null, redact: { paths: SECRET_PATHS, censor: '[secret]' } };
  return pino(options, destination ?? pino.destination({ fd: 1, sync: false, minLength: 4096, periodicFlush: 500 }));
}

/** A logger that says nothing, for tests and tools. */
export const silentLogger: Logger = pino({ level: 'silent' });
