import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { deskNotices } from './app/desk-notices';
import { openChannels } from './app/open-channels';
import { openHttp } from './app/open-http';
import { openSandbox, sandboxReads } from './app/open-sandbox';
import { deskClocks, heardOf, openTalk } from './app/open-talk';
import { openNotices } from './app/open-notices';
import { openLinking } from './app/open-linking';
import { openDesk } from './app/open-desk';
import { partsInUse, type Overrides } from './app/overrides';
import { listen, withPort } from './app/port';
import { openRooms } from './app/rooms';
import type { Channel } from './channel';
import type { Desk } from './channel-desk';
import type { Settings } from './config';
import { createCodeSeal } from './code-seal';
import { shapeToRegExp } from './domain/order-shape';
import { redactMessage } from './domain/redact-message';
import { createMetrics } from './http/metrics';
import { createMedia } from './http/media';
import { recentFacts } from './intake/recent-facts';
import { settingsInForce } from './intake/settings-in-force';
import { createCommits } from './storage/commits';
import { connectStore, type Store } from './storage/connect';
import { createDeskThreads } from './storage/desk-threads';
import { createReach } from './storage/reach';
import type { OrderStore } from './storage/orders';
import { createNames } from './phone-names';
import { addSampleOrders } from './sample-orders';
import { createLine, type RunningLine } from './turn/line';
import { render } from './turn/render';
import { remembering } from './understanding/remembering';
import { understand } from './understanding/understand';

export interface App {
  http: FastifyInstance;
  /** Where the service listens. */
  url: string;
  store: Store;
  orders: OrderStore;
  line: RunningLine;
  desk: Desk;
  /** Refuses new work, finishes what runs, closes everything. */
  stop(): Promise<void>;
}

/** The one client there is until clients are configured. */
const CLIENT = 'default';

/** Puts the service together on an open store and starts it: the only place that knows every room. */
export async function buildApp(
  given: Settings,
  overrides: Partial<Overrides> & Pick<Overrides, 'store'>,
): Promise<App> {
  const wished = overrides.listen === false ? given : await withPort(given);
  const { clock: time, logger, at, secret, token } = partsInUse(wished, overrides);
  const sandbox = openSandbox(wished, time, overrides.listen !== false);
  const { settings, clock } = sandbox;
  const metrics = createMetrics();
  const store = await connectStore(overrides.store.uri, { logger, onCommand: metrics.command });
  const stored = openRooms(store);
  const rooms = { ...stored, people: heardOf(stored.people, (member) => clocks.changed(member)) };
  const { attempts, cases, orders, photos } = rooms;
  await addSampleOrders(orders, settings, overrides.store.kind, clock());
  await sandbox.addStaff(rooms.people, CLIENT);

  const media = createMedia({ secret, publicUrl: settings.publicUrl, photos, clock });
  const names = createNames(secret);
  const seal = createCodeSeal(secret);
  const facts = recentFacts(
    { find: async (client, orderNo) => (await at('decide'), orders.find(client, orderNo)) },
    cases,
    clock,
  );
  const inForce = settingsInForce(rooms.clientSettings, clock);
  const reads = remembering(understand);
  const instance = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  let shapes: RegExp[] = [];
  /** Whether customers can reach us on a channel; none is open before all are. */
  let isOpen = (_channel: string): boolean => false;
  /** Who wants to hear that a handoff moved in this process. */
  const deskChanges: (() => void)[] = [];

  const channels = new Map<string, Channel>();
  const reach = createReach(store, {
    consents: rooms.consents,
    window: (name) => channels.get(name)?.capabilities.window,
  });
  const notices = openNotices({
    rooms,
    channels,
    reach,
    line: () => line,
    mail: settings.channels?.email !== undefined,
    zone: (client) => inForce.known(client).calendar.timeZone,
    clock,
    logger,
  });
  const line: RunningLine = createLine({
    channels,
    inbox: rooms.inbox,
    conversations: rooms.conversations,
    commits: createCommits(store, (name) => channels.get(name)?.capabilities.delivery === 'push', notices.receipts),
    outbox: rooms.outbox,
    feed: rooms.feed,
    instances: rooms.instances,
    instance,
    alone: overrides.store.alone,
    converse: openTalk({
      client: CLIENT,
      rooms,
      facts,
      reach,
      channels,
      understand: reads,
      settings: inForce,
      linking: openLinking({ settings, rooms, seal, isOpen: (name) => isOpen(name) }),
      instead: overrides.converse,
    }),
    render,
    apology: (troubles) => ({ key: 'apology', values: { attempt: troubles } }),
    nameOf: ({ place }) => names(place.channel, place.conversation),
    redact: (text, previousTail) =>
      redactMessage(text, { seal, shapes, ...(previousTail === undefined ? {} : { previousTail }) }),
    conflicted: (record) => facts.forget(record.place.client),
    turned: (outcome, ms) => {
      metrics.turn(outcome, ms / 1000);
      sandbox.turned();
    },
    handoffChanged: () => deskChanges.forEach((heard) => heard()),
    holdBack: notices.holdBack,
    undelivered: (place, seq) => void notices.undelivered(place, seq).catch(() => undefined),
    caseChanged: ({ client, orderNo }) => facts.forget(client, orderNo),
    comeDue: notices.tick,
    housekeeping: async () => {
      shapes = (await orders.shapes(CLIENT)).map(shapeToRegExp);
      inForce.forget(CLIENT);
      const settings = inForce.of(CLIENT).catch(() => undefined);
      await Promise.all([attempts.refresh(clock()), clocks.look(), settings]);
      void tellDesk();
      // Uploads are dated by the machine's time, which the sandbox's clock does not move.
      void rooms.orphanedPhotos.sweep(new Date()).catch(() => undefined);
    },
    clock,
    logger,
    at,
  });

  // Slack may take its time: nothing else waits for it, and what fails comes again.
  const tellDesk = (): Promise<void> =>
    deskNotices({ notices: rooms.staffNotices, post: (text) => open.announceToDesk(text), clock, logger })().catch(
      () => undefined,
    );
  const clocks = deskClocks(stored, line, inForce, CLIENT, clock);
  const desk = openDesk({
    rooms,
    line,
    channels,
    reach,
    settings: inForce,
    client: CLIENT,
    understand: reads,
    redact: (text) => redactMessage(text, { seal, shapes }),
    surfaces: createDeskThreads(store, instance, clock),
    onChange: (heard) => void deskChanges.push(heard),
    clock,
  });

  const open = openChannels({
    client: CLIENT,
    settings,
    rooms,
    line,
    secret,
    media: media.link,
    reach,
    desk,
    names,
    clock,
    logger,
    at,
    more: overrides.channels?.(line) ?? [],
  });
  for (const one of open.known) channels.set(one.name, one);
  isOpen = (name) => open.open.some((one) => one.name === name);

  metrics.watch(line.gauges);
  const http = await openHttp({
    client: CLIENT,
    token,
    rooms,
    store,
    storeKind: overrides.store.kind,
    channels,
    open: () => open.open.map(({ name }) => name),
    line,
    settings: inForce,
    desk,
    announceToDesk: () => void tellDesk(),
    metrics,
    beside: [media.routes, sandbox.routes(sandboxReads(rooms, CLIENT, clock))],
    clock,
    logger,
  });
  await line.start();
  const url = overrides.listen === false ? settings.publicUrl : await listen(http, settings);
  open.start();

  return {
    http,
    url,
    store,
    orders,
    line,
    desk,
    stop: async () => {
      // Each is closed whatever the one before it came to.
      const closed = [
        () => http.close(),
        () => open.stop(),
        () => line.stop(),
        () => store.close(),
        () => overrides.store.stop(),
      ];
      const problems: unknown[] = [];
      for (const close of closed) await close().catch((error: unknown) => problems.push(error));
      if (problems.length) throw problems[0];
    },
  };
}
