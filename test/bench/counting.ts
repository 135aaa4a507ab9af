import mongoose, { mongo } from 'mongoose';
import { buildApp, type App } from '../../src/app';
import { silentLogger } from '../../src/logger';
import { openStore } from '../../src/open-store';
import { SECRET } from './service-process';
import type { Captured } from './template';

const { EJSON } = mongo.BSON;

/** `start` runs the service here with driver command monitoring; `reset` begins to count anew; `read` tells. */
export type CountRequest =
  { do: 'start'; mongodbUri?: string; dataDir: string } | { do: 'reset'; capture?: boolean } | { do: 'read' };

export interface Counted {
  url: string;
  /** Every command the driver sent since the reset. */
  commands: number;
  byName: Record<string, number>;
  /** Messages that arrived since the reset. */
  turns: number;
  /** Commands between one message's arrival and the next one's, by its number since the reset. */
  byTurn: number[];
  /** What was written, in canonical Extended JSON, when the reset asked for it. */
  captured: string;
}

const WRITES = new Set(['insert', 'update', 'findAndModify', 'commitTransaction']);

let app: App | undefined;
let byName: Record<string, number> = {};
let byTurn: number[] = [];
let before = 0;
let captured: Captured[] = [];
let capturing = false;

function started({ commandName, command }: mongo.CommandStartedEvent): void {
  byName[commandName] = (byName[commandName] ?? 0) + 1;
  if (byTurn.length) byTurn[byTurn.length - 1] = (byTurn[byTurn.length - 1] ?? 0) + 1;
  else before += 1;
  if (!capturing || !WRITES.has(commandName) || command.instances !== undefined || command[commandName] === 'instances')
    return;
  captured.push({ name: commandName, command: JSON.parse(EJSON.stringify(command, { relaxed: false })) as object });
}

async function start(options: { mongodbUri?: string; dataDir: string }): Promise<void> {
  const store = await openStore({ ...options, mongod: { searchPath: [] } }, silentLogger);
  app = await buildApp(
    {
      port: 0,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1',
      dataDir: options.dataDir,
      directLineSecret: SECRET,
      staffToken: 'bench-staff-0123456789',
      webchatOrigins: [],
      sampleOrders: false,
      logLevel: 'silent',
      sandbox: false,
    },
    {
      store,
      logger: silentLogger,
      at: (station) => void (station === 'verify' && byTurn.push(0)),
    },
  );
  app.store.connection.getClient().on('commandStarted', started);
}

/** The service itself does not pay for command monitoring; here its connection is opened with it. */
const connect = mongoose.createConnection.bind(mongoose) as (uri: string, options: object) => mongoose.Connection;
mongoose.createConnection = ((uri: string, options: object) =>
  connect(uri, { ...options, monitorCommands: true })) as typeof mongoose.createConnection;

function reset(capture: boolean): void {
  byName = {};
  byTurn = [];
  before = 0;
  captured = [];
  capturing = capture;
}

async function serve(request: CountRequest): Promise<Counted> {
  if (request.do === 'start') await start(request);
  if (request.do === 'reset') reset(request.capture ?? false);
  return {
    url: app?.url ?? '',
    commands: before + byTurn.reduce((sum, one) => sum + one, 0),
    byName,
    turns: byTurn.length,
    byTurn,
    captured: JSON.stringify(captured),
  };
}

process.on('message', (request: CountRequest) => {
  void serve(request).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('SIGTERM', () => void app?.stop().finally(() => process.exit(0)));
process.on('disconnect', () => process.exit(0));
