import type { Station } from '../../src/channel';
import { buildApp } from '../../src/app';
import { createLogger } from '../../src/logger';
import { openStore } from '../../src/open-store';
import { SECRET, STAFF_TOKEN, type ServiceMessage, type ServiceOrders } from './service-child';

/**
 * The service as a process that can be told to end by SIGKILL when a turn has reached a station for the n-th time from
 * now. The production entry has no such setting: it is an override of buildApp.
 */
const {
  mongodbUri,
  dataDir,
  port = 0,
  channels,
} = JSON.parse(process.argv[2] ?? '{}') as {
  mongodbUri?: string;
  dataDir: string;
  port?: number;
  channels?: Record<string, Record<string, string>>;
};
let armed: { station: Station; nth: number } | null = null;
const passed: Partial<Record<Station, number>> = {};

const tell = (message: ServiceMessage): void => void process.send?.(message);

function at(station: Station): void {
  passed[station] = (passed[station] ?? 0) + 1;
  if (armed?.station !== station) return;
  armed.nth -= 1;
  if (armed.nth <= 0) process.kill(process.pid, 'SIGKILL');
}

async function serve(): Promise<void> {
  const logger = createLogger(process.env.PROVE_LOG ?? 'silent');
  const wishes = { dataDir, mongod: { searchPath: [] }, ...(mongodbUri === undefined ? {} : { mongodbUri }) };
  const store = await openStore(wishes, logger);
  const settings = {
    port,
    host: '127.0.0.1',
    publicUrl: port ? `http://127.0.0.1:${port}` : 'http://127.0.0.1',
    ...(channels ? { channels } : {}),
    dataDir,
    directLineSecret: SECRET,
    staffToken: STAFF_TOKEN,
    webchatOrigins: [],
    sampleOrders: false,
    logLevel: 'silent',
    sandbox: false,
  };
  const app = await buildApp(settings, { store, logger, at });
  store.remember();
  process.on('message', (orders: ServiceOrders) => {
    if ('arm' in orders) armed = orders.arm;
    else tell({ passed });
  });
  process.on('SIGTERM', () => void app.stop().finally(() => process.exit(0)));
  process.on('disconnect', () => process.exit(0));
  tell({ ready: { url: app.url, storeUri: store.uri } });
}

void serve();
