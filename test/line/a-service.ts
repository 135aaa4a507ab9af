import { mongo } from 'mongoose';
import { buildApp, type App } from '../../src/app';
import type { Overrides } from '../../src/app/overrides';
import type { Settings } from '../../src/config';
import { silentLogger } from '../../src/logger';
import type { Converse, Turn, TurnResult } from '../../src/turn/form';
import {
  createCaller,
  isLast,
  openConversation,
  readFeed,
  say,
  type Caller,
  type Heard,
  type Opened,
  type Utterance,
} from '../helpers/direct-line-client';
import { testStore, type TestStore } from '../helpers/store';
import { readAtRest, type Stored } from '../prove/examine';

export const SECRET = 'line-test-secret-0123456789';

const SETTINGS: Settings = {
  port: 0,
  host: '127.0.0.1',
  publicUrl: 'http://127.0.0.1',
  dataDir: '/nonexistent',
  directLineSecret: SECRET,
  staffToken: 'line-test-staff-0123456789',
  webchatOrigins: [],
  sampleOrders: false,
  logLevel: 'silent',
  sandbox: false,
};

export interface Service {
  app: App;
  url: string;
  caller: Caller;
  open(): Promise<Opened>;
  /** Posts a message and gives back its id; throws when it was not acknowledged. */
  say(to: Opened, what: string | Utterance): Promise<string>;
  feed(of: Opened): Promise<Heard[]>;
  /** The feed as soon as so many messages have been answered. */
  answered(of: Opened, messages: number): Promise<Heard[]>;
  stored(of: Opened): Promise<Stored>;
  db(): mongo.Db;
  stop(): Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `found` gives something; fails after `patience` milliseconds. */
export async function until<T>(
  what: string,
  found: () => Promise<T | null | undefined | false>,
  patience = 12_000,
): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await pause(20)) {
    const result = await found();
    if (result) return result;
  }
  throw new Error(`waited in vain for ${what}`);
}

const services: Service[] = [];
const homes: TestStore[] = [];

/** A store of the test's own, removed after it. */
export async function aHome(overrides: Partial<Pick<TestStore, 'alone'>> = {}): Promise<TestStore> {
  const home = await testStore();
  homes.push(home);
  return { ...home, ...overrides };
}

afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.stop()));
  await Promise.all(homes.splice(0).map((home) => home.drop()));
});

/** The whole service on a store, with whatever a test puts in place of its parts; stopped after the test. */
export async function aService(
  store: Overrides['store'],
  overrides: Partial<Overrides> = {},
  settings: Partial<Settings> = {},
): Promise<Service> {
  const app = await buildApp({ ...SETTINGS, ...settings }, { logger: silentLogger, ...overrides, store });
  const caller = createCaller(app.url);
  let stopped: Promise<void> | undefined;
  const feed = (of: Opened): Promise<Heard[]> => readFeed(caller, of);
  const service: Service = {
    app,
    url: app.url,
    caller,
    open: () => openConversation(caller, SECRET),
    say: async (to, what) => {
      const { status, json } = await say(caller, to, typeof what === 'string' ? { text: what } : what);
      if (status !== 200) throw new Error(`answered with ${status} ${JSON.stringify(json)}`);
      return (json as { id: string }).id;
    },
    feed,
    answered: (of, messages) =>
      until(`${messages} answers`, async () => {
        const ends = (await feed(of)).filter(isLast);
        return new Set(ends.map(({ replyToId }) => replyToId)).size >= messages && feed(of);
      }),
    stored: (of) => readAtRest(service.db(), of.conversationId),
    db: () => app.store.connection.db as unknown as mongo.Db,
    stop: () => (stopped ??= (caller.close(), app.stop())),
  };
  services.push(service);
  return service;
}

/** Dialogs that count: they answer every message once and keep how many there were, and in which words. */
export const countingDialogs =
  (during: (turn: Turn) => Promise<void> = () => Promise.resolve()): Converse =>
  async (turn): Promise<TurnResult> => {
    await during(turn);
    const heard = [...((turn.state?.heard as string[] | undefined) ?? []), turn.said.text];
    return {
      state: { schema: 1, heard },
      locale: 'en',
      messages: [{ key: 'thanks', values: { count: heard.length } }],
      entries: [],
      changes: [],
      outcome: 'counted',
    };
  };

/** What the counting dialogs kept of a conversation. */
export async function heardBy(service: Service, of: Opened): Promise<string[]> {
  const record = await service
    .db()
    .collection<{ _id: string; state: { heard: string[] } }>('conversations')
    .findOne({ _id: `default/webchat/${of.conversationId}` });
  return record?.state.heard ?? [];
}
