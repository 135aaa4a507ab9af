import closeWithGrace from 'close-with-grace';
import type { Logger } from '../logger';

/** Milliseconds a graceful close may take before the process ends anyway. */
const PATIENCE = 10_000;

/** A second Ctrl-C sooner than this is the same one: the terminal and npm both deliver it. */
const SAME_SIGNAL = 1_000;

/**
 * Ends the process through `stop` on Ctrl-C, SIGTERM or an error nobody caught; a second signal ends it at once.
 * Exit code 0 after a signal, 1 after an error or when closing takes too long.
 */
export function closeOnSignals(stop: () => Promise<void>, logger: Logger): void {
  const grace = closeWithGrace({ delay: PATIENCE, skip: ['SIGINT', 'SIGTERM'], logger }, async ({ err }) => {
    if (err) logger.fatal({ err }, 'an error nobody caught: closing');
    await stop();
  });
  let since: number | undefined;
  const close = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (since === undefined) {
      since = now;
      logger.info({ signal }, 'closing');
      grace.close();
    } else if (now - since > SAME_SIGNAL) process.exit(1);
  };
  process.on('SIGINT', close).on('SIGTERM', close);
}
