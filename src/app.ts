import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import type { FastifyPluginAsync } from 'fastify';
import { channels as allChannels } from '../channels';
import type { Channel, Line, Passing } from './channel';
import type { Settings } from './config';
import { createLogger, type Logger } from './logger';
import { createAttempts } from './storage/attempts';
import { createCases } from './storage/cases';
import { createCommits } from './storage/commits';
import { connectStore, type Store } from './storage/connect';
import { createConversations } from './storage/conversations';
import { createFeed } from './storage/feed';
import { createInbox } from './storage/inbox';
import { createInstances } from './storage/instances';
import { createOrders } from './storage/orders';
import { createOutbox } from './storage/outbox';
import type { Converse } from './turn/form';
import { createLine, type RunningLine } from './turn/line';
import type { Commits, Inbox, Outbox } from './turn/ports';

/** What tests and tools put in place of the real parts. */
export interface Overrides {
  clock: () => Date;
  logger: Logger;
  converse: Converse;
  commits: (real: Commits) => Commits;
  inbox: (real: Inbox) => Inbox;
  outbox: (real: Outbox) => Outbox;
  monitorCommands: boolean;
  store: { uri: string; kind: 'server' | 'mongod' | 'embedded'; alone: boolean; stop(): Promise<void> };
  listen: boolean;
  /** Called when a turn has reached a station. */
  at: Passing;
}

export interface App {
  http: FastifyInstance;
  url: string;
  store: Store;
  line: RunningLine;
  stop(): Promise<void>;
}

const CLIENT = 'default';

export async function buildApp(settings: Settings, overrides: Partial<Overrides> = {}): Promise<App> {
  const clock = overrides.clock ?? (() => new Date());
  const at = overrides.at ?? (() => undefined);
  const logger = overrides.logger ?? createLogger(settings.logLevel);
  const resolved = overrides.store as NonNullable<typeof overrides.store>;
  const store = await connectStore(resolved.uri, { logger, monitorCommands: overrides.monitorCommands ?? false });
  const channels = new Map<string, Channel>();
  const line: Line = {
    admit: (activity) => running.admit(activity),
    read: (thread, after, limit) => running.read(thread, after, limit),
    follow: (thread, after, deliver) => running.follow(thread, after, deliver),
    opened: (thread) => running.opened(thread),
    exists: (thread) => running.exists(thread),
  };
  const orders = createOrders(store);
  const webchat = allChannels.webchat({
    client: CLIENT,
    secret: settings.directLineSecret ?? randomBytes(16).toString('hex'),
    publicUrl: settings.publicUrl,
    origins: settings.webchatOrigins,
    line,
    clock,
    storePhoto: () => Promise.resolve({ ok: false, problem: 'type' }),
    samples: async () =>
      (await orders.samples(CLIENT)).map((order) => ({
        orderNo: order.orderNo,
        email: order.contact.email ?? '',
        note: order.sampleNote ?? {},
      })),
    publicDir: join(__dirname, '..', 'public'),
    at,
  });
  channels.set(webchat.name, webchat);
  const running = createLine({
    channels,
    inbox: (overrides.inbox ?? same)(createInbox(store)),
    conversations: createConversations(store),
    commits: (overrides.commits ?? same)(
      createCommits(store, (name) => channels.get(name)?.capabilities.delivery === 'push'),
    ),
    outbox: (overrides.outbox ?? same)(createOutbox(store)),
    feed: createFeed(store),
    instances: createInstances(store),
    converse: overrides.converse as Converse,
    render: (message) => [{ text: message.key, choices: [] }],
    apology: () => ({ key: 'error.apology' }),
    nameOf: (record) => record.place.conversation,
    redact: (text) => ({ text, found: [], tail: '' }),
    instance: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    alone: resolved.alone,
    conflicted: () => undefined,
    clock,
    logger,
    at,
  });
  void createAttempts;
  void createCases;
  const http = Fastify({ logger: false, bodyLimit: 262_144 });
  http.setErrorHandler((error, _request, reply) => {
    void reply
      .code((error as { statusCode?: number }).statusCode ?? 500)
      .send({ error: { code: 'x', message: String(error) } });
  });
  await http.register(webchat.routes as FastifyPluginAsync);
  await running.start();
  if (overrides.listen !== false) await http.listen({ port: settings.port, host: settings.host });
  const address = http.server.address();
  const port = typeof address === 'object' && address ? address.port : settings.port;
  return {
    http,
    url: `http://${settings.host}:${port}`,
    store,
    line: running,
    stop: async () => {
      await http.close();
      await running.stop();
      await store.close();
      await resolved.stop();
    },
  };
}

const same = <T>(one: T): T => one;
