import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { Environment, Settings } from '../config';
import { formatOf, parseOrders, type Problem } from '../integrations/orders/parse-orders';
import { createLogger } from '../logger';
import { openStore } from '../open-store';
import { connectStore } from '../storage/connect';
import { openDataDir } from '../storage/home/data-dir';
import { addressLeft } from '../storage/home/store-address';
import { createOrders } from '../storage/orders';
import { withDatabase, type StartedStore } from '../storage/resolve';
import { readOrExit } from './read-or-exit';
import { startFailure } from './start-failure';

/** Problems printed of a file; the rest is counted. */
const MOST_PROBLEMS = 50;

/** The file cannot be opened, or is not text of the one encoding that is taken. */
class UnreadableFile extends Error {}

/** The text of a file in UTF-8. Anything else would be loaded with letters lost. Throws UnreadableFile. */
function textOf(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UnreadableFile(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? ''}).`);
  }
  if (!isUtf8(bytes)) throw new UnreadableFile(`${file} is not in UTF-8. Save it as UTF-8 and load it again.`);
  return bytes.toString('utf8');
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The store to write to: the server named, the one of a service that runs on this data directory, or our own. */
async function target(settings: Settings): Promise<StartedStore> {
  const elsewhere = settings.mongodbUri
    ? withDatabase(settings.mongodbUri)
    : addressLeft(openDataDir(settings.dataDir));
  if (elsewhere) return { uri: elsewhere, stop: () => Promise.resolve() };
  return openStore(settings, createLogger('silent'));
}

function report(file: string, problems: Problem[]): void {
  for (const { line, field, message } of problems.slice(0, MOST_PROBLEMS)) {
    say(`${file}: line ${line}${field ? `, ${field}` : ''}: ${message}`);
  }
  if (problems.length > MOST_PROBLEMS) say(`… and ${problems.length - MOST_PROBLEMS} more`);
  say('Nothing was written.');
}

/** Exit code 0 when every order of the file is in the store, 1 when none is. */
async function load(settings: Settings, file: string): Promise<number> {
  const parsed = parseOrders(textOf(file), formatOf(file));
  if ('problems' in parsed) {
    report(file, parsed.problems);
    return 1;
  }
  const opened = await target(settings);
  try {
    const store = await connectStore(opened.uri);
    await createOrders(store)
      .save(parsed.orders)
      .finally(() => store.close());
  } finally {
    await opened.stop();
  }
  const { length } = parsed.orders;
  say(`${length} ${length === 1 ? 'order' : 'orders'} written.`);
  return 0;
}

/**
 * `load-orders FILE`: fills the orders collection from JSON lines, JSON or CSV. Loading the same file again changes
 * nothing. A bad row is reported with its line and field, and then nothing of the file is written.
 */
export async function loadOrders(env: Environment, [file]: string[]): Promise<void> {
  const settings = readOrExit(env);
  if (!file) {
    say('Usage: npm run load-orders -- FILE   (JSON lines, JSON or CSV)');
    process.exit(1);
  }
  try {
    process.exit(await load(settings, file));
  } catch (error) {
    const known = error instanceof UnreadableFile ? error.message : startFailure(error, settings);
    say(known ?? `The orders were not loaded: ${String(error)}`);
    process.exit(1);
  }
}
