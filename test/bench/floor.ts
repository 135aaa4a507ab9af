import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { silentLogger } from '../../src/logger';
import { openStore } from '../../src/open-store';
import type { ResolvedStore } from '../../src/storage/resolve';
import { spread, type Spread } from './statistics';
import { insertsInto, readTemplate, rename, type Template } from './template';

interface Writes {
  captured: string;
  turns: number;
  names: string[];
}

export type FloorRequest =
  | { do: 'open'; mongodbUri?: string; dataDir: string }
  | ({ do: 'run'; conversations: number; seconds: number } & Writes)
  | ({ do: 'preload'; entries: number } & Writes)
  | { do: 'close' };

export interface FloorResult {
  turns: number;
  turnsPerSecond: number;
  turn: Spread;
}

/** Outcomes of deliveries are committed together, at most this many at once, as often as the service does it. */
const GROUP = 64;
const EVERY_MS = 1_000;
/** Log entries per insert when the log is filled beforehand. */
const BATCH = 1_000;

let store: ResolvedStore | undefined;
let client: mongo.MongoClient | undefined;

const db = (): mongo.Db => {
  if (!client) throw new Error('not open');
  return client.db();
};

/** Fresh counterparts of a conversation's names, of the same lengths. */
const others = (names: string[]): string[] =>
  names.map((name) => randomBytes(name.length).toString('hex').slice(0, name.length).toUpperCase());

async function send(command: mongo.Document, session?: mongo.ClientSession): Promise<void> {
  const answer = await db().command(command, session ? { session } : {});
  if (answer.writeErrors) throw new Error(`the floor's own write was refused: ${JSON.stringify(answer.writeErrors)}`);
}

async function transaction(commands: mongo.Document[]): Promise<void> {
  const session = (client as mongo.MongoClient).startSession();
  session.startTransaction({ writeConcern: { w: 'majority' } });
  for (const command of commands) await send(command, session);
  await session.commitTransaction();
  await session.endSession();
}

/** Commands of the same kind on the same collection become one, in the order of their first. */
function merged(all: mongo.Document[]): mongo.Document[] {
  const into = new Map<string, mongo.Document>();
  for (const command of all) {
    const [kind = ''] = Object.keys(command);
    const list = kind === 'insert' ? 'documents' : 'updates';
    const key = `${kind} ${String(command[kind])}`;
    const open = into.get(key);
    if (open) (open[list] as unknown[]).push(...(command[list] as unknown[]));
    else into.set(key, { ...command, [list]: [...(command[list] as unknown[])] });
  }
  return [...into.values()];
}

/** The same documents, in the same transactions, one transaction per turn, and nothing else around them. */
async function run(template: Template, conversations: number, seconds: number): Promise<FloorResult> {
  const began = performance.now();
  const stopped = (): boolean => performance.now() - began > seconds * 1000;
  const times: number[] = [];
  const delivered: mongo.Document[][] = [];
  const writer = async (): Promise<void> => {
    while (!stopped()) {
      const by = others(template.names);
      for (const turn of template.turns) {
        if (stopped()) return;
        const { alone, together } = rename(turn, template.names, by);
        const at = performance.now();
        for (const command of alone) await send(command);
        await transaction(together);
        times.push(performance.now() - at);
      }
      delivered.push(rename(template.afterwards, template.names, by));
    }
  };
  const sweeper = async (): Promise<void> => {
    while (!stopped()) {
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      while (delivered.length) await transaction(merged(delivered.splice(0, GROUP).flat()));
    }
  };
  await Promise.all([...Array.from({ length: conversations }, writer), sweeper()]);
  const took = (performance.now() - began) / 1000;
  return { turns: times.length, turnsPerSecond: times.length / took, turn: spread(times) };
}

/** Fills the log with entries of conversations like the one captured. */
async function preload(template: Template, entries: number): Promise<void> {
  const like = insertsInto(template, 'log');
  let left = entries;
  const writer = async (): Promise<void> => {
    while (left > 0) {
      const documents: mongo.Document[] = [];
      while (documents.length < BATCH && left > 0) {
        const more = rename(like.slice(0, left), template.names, others(template.names));
        left -= more.length;
        documents.push(...more);
      }
      await send({ insert: 'log', documents, ordered: false });
    }
  };
  await Promise.all([writer(), writer()]);
}

async function serve(request: FloorRequest): Promise<FloorResult | null> {
  if (request.do === 'open') {
    store = await openStore({ ...request, mongod: { searchPath: [] } }, silentLogger);
    client = await mongo.MongoClient.connect(store.uri, { maxPoolSize: 70 });
  } else if (request.do === 'close') {
    await client?.close();
    await store?.stop();
  } else {
    const template = readTemplate(request.captured, request.turns, request.names);
    if (request.do === 'preload') await preload(template, request.entries);
    else return run(template, request.conversations, request.seconds);
  }
  return null;
}

process.on('message', (request: FloorRequest) => {
  void serve(request).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
