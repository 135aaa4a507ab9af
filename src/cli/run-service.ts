import { buildApp } from '../app';
import type { Environment } from '../config';
import { createLogger, type Logger } from '../logger';
import { openStore } from '../open-store';
import type { ResolvedStore } from '../storage/resolve';
import { closeOnSignals } from './close-on-signals';
import { greeting } from './greeting';
import { readOrExit } from './read-or-exit';
import { settleSecrets, type CompleteSettings } from './settle-secrets';
import { startFailure } from './start-failure';

interface Running {
  url: string;
  store: ResolvedStore;
  stop(): Promise<void>;
}

/** Opens the store and builds the service on it; closes the store again when the service does not come up. */
async function start(settings: CompleteSettings, logger: Logger): Promise<Running> {
  const store = await openStore(settings, logger);
  try {
    const app = await buildApp(settings, { store, logger });
    try {
      store.remember();
    } catch (error) {
      await app.stop();
      throw error;
    }
    return { url: app.url, store, stop: () => app.stop() };
  } catch (error) {
    await store.stop();
    throw error;
  }
}

/** The service from start to end. Whatever keeps it from starting is said in one sentence, with exit code 1. */
export async function runService(env: Environment): Promise<void> {
  const given = readOrExit(env);
  const logger = createLogger(given.logLevel);
  try {
    const { settings, toShow, shown } = settleSecrets(given);
    const { url, store, stop } = await start(settings, logger);
    closeOnSignals(stop, logger);
    process.stderr.write(greeting({ settings, url, store: store.kind, shown: toShow }));
    shown();
  } catch (error) {
    const sentence = startFailure(error, given);
    const unforeseen = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${sentence ?? `Redress could not start: ${unforeseen}`}\n`);
    process.exit(1);
  }
}
