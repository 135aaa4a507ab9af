import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mongo } from 'mongoose';
import { buildApp, type App } from '../../../src/app';
import type { Overrides } from '../../../src/app/overrides';
import type { Settings } from '../../../src/config';
import { silentLogger } from '../../../src/logger';
import { aMixedOrder, anOrder } from '../../helpers/orders';
import { testStore, type TestStore } from '../../helpers/store';
import {
  twilioStandIn,
  type KeptMessage,
  type StandInOptions,
  type TwilioStandIn,
} from '../../helpers/twilio-stand-in';

export const SMS = '+15005550006';
export const WHATSAPP = 'whatsapp:+15005550001';
export const SERVICE = `MG${'0'.repeat(31)}7`;

export interface AShop {
  app: App;
  store: TestStore;
  twilio: TwilioStandIn;
  publicUrl: string;
  /** The answers a customer got to what they say, once the bot has finished its turn. */
  talk(from: string, body: string, more?: Record<string, string>): Promise<string[]>;
  /** So many messages to the customer, at least. */
  heard(to: string, count: number): Promise<KeptMessage[]>;
  /** Waits until everything admitted was handled. */
  quiet(): Promise<void>;
  db(): mongo.Db;
  stop(): Promise<void>;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function until<T>(what: string, found: () => T | Promise<T>, patience = 10_000): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await pause(15)) {
    const result = await found();
    if (result) return result;
  }
  throw new Error(`waited in vain for ${what}`);
}

/** A port nobody listens on: the address the service is known by must be known before it listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Delivered thirteen days ago, whatever the day: two blue mugs, or a mixed order. */
export function aRecentOrder(orderNo: string, mixed = false) {
  const deliveredAt = new Date(Date.now() - 13 * 86_400_000);
  const placedAt = new Date(deliveredAt.getTime() - 4 * 86_400_000);
  return (mixed ? aMixedOrder : anOrder)({ orderNo, deliveredAt, placedAt });
}

export interface ShopOptions {
  values?: Record<string, string>;
  /** Variables of other channels. */
  more?: Record<string, Record<string, string>>;
  standIn?: Partial<StandInOptions>;
  twilio?: TwilioStandIn;
  overrides?: Partial<Overrides>;
  settings?: Partial<Settings>;
  store?: TestStore;
}

/** A test that fails does not come to its own end: whatever is still open then would keep the run from ending. */
const open = new Set<AShop>();
afterAll(async () => void (await Promise.all([...open].map((shop) => shop.stop()))));

/** The whole service with SMS and WhatsApp over the stand-in. */
export async function aShop(options: ShopOptions = {}): Promise<AShop> {
  const store = options.store ?? (await testStore());
  const twilio =
    options.twilio ?? (await twilioStandIn({ senders: [SMS, WHATSAPP], serviceSid: SERVICE, ...options.standIn }));
  const port = await freePort();
  const publicUrl = options.settings?.publicUrl ?? `http://127.0.0.1:${port}`;
  const settings: Settings = {
    port,
    host: '127.0.0.1',
    publicUrl,
    dataDir: '/nonexistent',
    webchatOrigins: [],
    sampleOrders: true,
    logLevel: 'silent',
    sandbox: false,
    ...options.settings,
    channels: {
      ...options.more,
      twilio: {
        TWILIO_ACCOUNT_SID: twilio.accountSid,
        TWILIO_AUTH_TOKEN: twilio.authToken,
        TWILIO_SMS_FROM: SMS,
        TWILIO_WHATSAPP_FROM: WHATSAPP,
        TWILIO_MESSAGING_SERVICE_SID: SERVICE,
        TWILIO_API_BASE: twilio.url,
        TWILIO_SMS_MPS: '1000',
        TWILIO_WHATSAPP_MPS: '1000',
        ...options.values,
      },
    },
  };
  const app = await buildApp(settings, { store, logger: silentLogger, ...options.overrides });
  twilio.webhook = `${publicUrl}/webhooks/twilio/message`;
  const db = (): mongo.Db => app.store.connection.db as unknown as mongo.Db;

  /** The bot's turns on this thread are over and their messages sent. */
  const settled = async (to: string, from: number): Promise<KeptMessage[]> => {
    await until(`an answer to ${to}`, async () => {
      const due = await db()
        .collection('outbox')
        .countDocuments({ due: { $exists: true } });
      return due === 0 && app.line.gauges().waiting === 0 && twilio.sent(to).length > from;
    });
    return twilio.sent(to).slice(from);
  };

  let stopped: Promise<void> | undefined;
  const shop: AShop = {
    app,
    store,
    twilio,
    publicUrl,
    db,
    talk: async (from, body, more) => {
      const before = twilio.sent(from).length;
      const { status, text } = await twilio.says(from, body, more);
      if (status !== 200) throw new Error(`answered with ${status} ${text}`);
      return (await settled(from, before)).map((one) => one.body);
    },
    heard: (to, count) =>
      until(`${count} messages to ${to}`, () => (twilio.sent(to).length >= count ? twilio.sent(to) : false)) as Promise<
        KeptMessage[]
      >,
    quiet: async () => {
      await until('quiet', async () => {
        const due = await db()
          .collection('outbox')
          .countDocuments({ due: { $exists: true } });
        return due === 0 && app.line.gauges().waiting === 0;
      });
    },
    stop: () =>
      (stopped ??= (async () => {
        await app.stop();
        if (!options.twilio) await twilio.stop();
        if (!options.store) await store.drop();
        open.delete(shop);
      })()),
  };
  open.add(shop);
  return shop;
}
