import pino, { type Logger } from 'pino';
import { createLogSink, type LogSink } from './log-sink';

export type { Logger };

/** Where a token or a secret may stand in a log object; customer text is never put into one in the first place. */
const SECRET_PATHS = ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.secret', '*.authorization'];

/** One for the process: standard output is one. What waits is written when the process ends. */
let standardOutput: LogSink | undefined;

function toStandardOutput(): LogSink {
  if (standardOutput) return standardOutput;
  const sink = createLogSink(1);
  process.once('exit', () => sink.flushSync());
  standardOutput = sink;
  return sink;
}

/**
 * The service's logger: JSON lines on standard output, gathered for at most half a second; secrets blanked. Never an error
 * of its own: lines that cannot be written are dropped.
 */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  const options = { level, base: null, redact: { paths: SECRET_PATHS, censor: '[secret]' } };
  return pino(options, destination ?? toStandardOutput());
}

/** A logger that says nothing, for tests and tools. */
export const silentLogger: Logger = pino({ level: 'silent' });
