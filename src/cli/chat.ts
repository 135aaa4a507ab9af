import { createInterface } from 'node:readline';
import pino from 'pino';
import { buildApp } from '../app';
import { channels } from '../../channels';
import type { ConsoleChannel } from '../../channels/console';
import type { Environment, Settings } from '../config';
import { createLogger, type Logger } from '../logger';
import { openStore } from '../open-store';
import { openDataDir } from '../storage/home/data-dir';
import { addressLeft } from '../storage/home/store-address';
import { recordedStore } from '../storage/home/store-record';
import type { ResolvedStore } from '../storage/resolve';
import { readOrExit } from './read-or-exit';
import { startFailure } from './start-failure';

type ChatStore = Pick<ResolvedStore, 'uri' | 'kind' | 'alone' | 'stop' | 'remember'>;

/** The store of the service that runs on this data directory, beside it; or one that is opened for this chat. */
async function chatStore(settings: Settings, logger: Logger): Promise<ChatStore> {
  const dir = settings.mongodbUri ? null : openDataDir(settings.dataDir);
  const uri = dir && addressLeft(dir);
  if (!dir || !uri) return openStore(settings, logger);
  const kind = recordedStore(dir)?.kind ?? 'embedded';
  return { uri, kind, alone: false, remember: () => undefined, stop: () => Promise.resolve() };
}

/** `de_AT.UTF-8` as a language tag; undefined for the POSIX defaults. */
function localeOf({ LC_ALL, LC_MESSAGES, LANG }: Environment): string | undefined {
  const language = (LC_ALL || LC_MESSAGES || LANG || '').replace(/[.@].*$/, '').replace('_', '-');
  return /^[a-z]{2,3}(-[A-Z]{2})?$/.test(language) ? language : undefined;
}

const CLIENT = 'default';

async function talk(settings: Settings, locale: string | undefined): Promise<void> {
  // Standard output is the conversation; what goes wrong is said on standard error.
  const logger = createLogger('warn', pino.destination(2));
  const store = await chatStore(settings, logger);
  let terminal: ConsoleChannel | undefined;
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const app = await buildApp(settings, {
    store,
    logger,
    listen: false,
    channels: (line) => {
      terminal = channels.console({ client: CLIENT, line, print, ...(locale ? { locale } : {}) });
      return [terminal];
    },
  });
  store.remember();
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
  // From here on nothing typed is lost, also what arrives before the bot has opened the conversation.
  const typed = lines[Symbol.asyncIterator]();
  lines.on('SIGINT', () => lines.close());
  lines.setPrompt('> ');
  await terminal?.talk(typed, () => (process.stdin.isTTY ? lines.prompt() : undefined));
  await app.stop();
}

/** `chat`: the same bot in the terminal, until the end of input. */
export async function chat(env: Environment): Promise<void> {
  const settings = readOrExit(env);
  try {
    await talk(settings, localeOf(env));
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${startFailure(error, settings) ?? `The chat ended: ${String(error)}`}\n`);
    process.exit(1);
  }
}
