import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Channel } from '../channel';
import type { Desk } from '../channel-desk';
import type { Metrics } from '../http/metrics';
import { buildHttp } from '../http/server';
import type { Announcer } from '../intake/ports';
import type { SettingsInForce } from '../intake/ports-settings';
import type { Logger } from '../logger';
import type { Store } from '../storage/connect';
import type { ResolvedStore } from '../storage/resolve';
import { nextCaseNo } from './next-case-no';
import { deskReport } from './open-desk';
import { openMessaging } from './open-messaging';
import type { Rooms } from './rooms';

export interface HttpWiring {
  client: string;
  /** STAFF_TOKEN. */
  token: string;
  rooms: Rooms;
  store: Store;
  storeKind: ResolvedStore['kind'];
  channels: ReadonlyMap<string, Channel>;
  /** Names of the channels customers can reach us on. */
  open: () => string[];
  line: Announcer;
  settings: SettingsInForce;
  desk: Desk;
  /** The desk has something to hear. */
  announceToDesk: () => void;
  metrics: Metrics;
  /** Routes beside those of the staff API and the channels. */
  beside: FastifyPluginAsync[];
  clock: () => Date;
  logger: Logger;
}

const VERSION = '0.1.0';

/** Everything that is served over HTTP, on no port yet: staff API, health and metrics, each channel's own routes. */
export async function openHttp(parts: HttpWiring): Promise<FastifyInstance> {
  const { client, rooms, store, storeKind, channels, line, settings, clock } = parts;
  const messaging = openMessaging(rooms, channels);
  const http = await buildHttp({
    version: VERSION,
    logger: parts.logger,
    clock,
    metrics: parts.metrics,
    health: () => ({ store: { kind: storeKind }, channels: parts.open() }),
    ping: async () => store.connection.db?.command({ ping: 1 }),
    staff: {
      token: parts.token,
      client,
      board: rooms.board,
      cases: rooms.cases,
      orders: rooms.orders,
      photos: rooms.photos,
      line: { announce: line.announce },
      people: rooms.people,
      tokens: rooms.tokens,
      settings,
      settingsStore: rooms.clientSettings,
      desk: parts.desk,
      deskReport: (of, from, to) => deskReport(rooms.handoffs, messaging, of, [from, to]),
      messaging: messaging.ofCase,
      announceToDesk: parts.announceToDesk,
      newId: randomUUID,
      newCaseNo: nextCaseNo,
    },
  });
  for (const routes of parts.beside) await http.register(routes);
  for (const channel of channels.values()) await http.register(channel.routes as FastifyPluginAsync);
  return http;
}
