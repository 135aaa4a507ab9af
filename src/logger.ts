import pino, { type Logger } from 'pino';

export type { Logger };

/** Where a token or a secret may stand in a log object; customer text is never put into one in the first place. */
const SECRET_PATHS = ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.secret', '*.authorization'];

/** The service's logger: JSON lines on standard output, secrets blanked. */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  const options = { level, base: null, redact: { paths: SECRET_PATHS, censor: '[secret]' } };
  return destination ? pino(options, destination) : pino(options);
}

/** A logger that says nothing, for tests and tools. */
export const silentLogger: Logger = pino({ level: 'silent' });
