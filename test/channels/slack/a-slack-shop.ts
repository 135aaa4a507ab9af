import type { mongo } from 'mongoose';
import { buildApp, type App } from '../../../src/app';
import type { Overrides } from '../../../src/app/overrides';
import type { Settings } from '../../../src/config';
import { silentLogger } from '../../../src/logger';
import type { Channel, Message, StandInOptions, User } from '../../../src/sandbox/slack';
import { testStore, type TestStore } from '../../helpers/store';
import { freePort, pause, until } from '../twilio/a-shop';
import { SIGNING_SECRET, slackStandIn, type RunningStandIn } from './stand-in';

export { aRecentOrder, freePort, pause, until } from '../twilio/a-shop';

export interface SlackShop {
  app: App;
  store: TestStore;
  slack: RunningStandIn;
  publicUrl: string;
  /** Somebody who works in the same workspace, and the direct messages with the app. */
  aCustomer(name?: string): { user: User; channel: Channel };
  /** The app's new messages there once its turn is over. */
  talk(user: User, text: string, more?: { files?: { name: string; bytes: Buffer }[] }): Promise<Message[]>;
  /** Taps what has this written on it in the app's last message with choices. */
  tap(user: User, label: string): Promise<Message[]>;
  answers(user: User): Message[];
  quiet(): Promise<void>;
  db(): mongo.Db;
  stop(): Promise<void>;
}

export interface SlackShopOptions {
  values?: Record<string, string>;
  standIn?: Partial<StandInOptions>;
  slack?: RunningStandIn;
  overrides?: Partial<Overrides>;
  settings?: Partial<Settings>;
  store?: TestStore;
  port?: number;
}

const open = new Set<SlackShop>();
afterAll(async () => void (await Promise.all([...open].map((shop) => shop.stop()))));

/** What a person reads of a message, blocks and all. */
export function readable({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string {
  const words = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(words);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, one]) =>
      name === 'text' && typeof one === 'string' ? [one] : words(one),
    );
  };
  return blocks.length ? words(blocks).join('\n') : text;
}

/** What is written on what can be tapped. */
export function choicesOf({ blocks }: Pick<Message, 'blocks'>): string[] {
  return blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => elements as Record<string, unknown>[])
    .flatMap((one) => (one.type === 'button' ? [one] : (one.options as Record<string, unknown>[])))
    .map(({ text }) => (text as { text: string }).text);
}

/** The whole service with Slack over the stand-in. */
export async function aSlackShop(options: SlackShopOptions = {}): Promise<SlackShop> {
  const store = options.store ?? (await testStore());
  const port = options.port ?? (await freePort());
  const publicUrl = `http://127.0.0.1:${port}`;
  const slack = options.slack ?? (await slackStandIn(options.standIn));
  slack.connect({ standIn: slack.url, app: publicUrl });
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
      slack: {
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_API_URL: slack.apiUrl,
        SLACK_CHANNEL_MPS: '100',
        ...options.values,
      },
    },
  };
  const app = await buildApp(settings, { store, logger: silentLogger, ...options.overrides });
  const db = (): mongo.Db => app.store.connection.db as unknown as mongo.Db;
  const { workspace, people } = slack;

  const answers = (user: User): Message[] =>
    workspace.direct(user.id).messages.filter((one) => one.botId !== undefined && one.ephemeralTo === undefined);

  const quiet = async (): Promise<void> => {
    await slack.idle();
    await until('quiet', async () => {
      const due = await db()
        .collection('outbox')
        .countDocuments({ due: { $exists: true } });
      return due === 0 && app.line.gauges().waiting === 0;
    });
  };

  const settled = async (user: User, from: number): Promise<Message[]> => {
    await until(`an answer to ${user.name}`, async () => {
      const due = await db()
        .collection('outbox')
        .countDocuments({ due: { $exists: true } });
      return due === 0 && app.line.gauges().waiting === 0 && answers(user).length > from;
    });
    return answers(user).slice(from);
  };

  let stopped: Promise<void> | undefined;
  const shop: SlackShop = {
    app,
    store,
    slack,
    publicUrl,
    db,
    answers,
    quiet,
    aCustomer: (name = 'ana') => {
      const user = workspace.addUser({ name });
      return { user, channel: workspace.direct(user.id) };
    },
    talk: async (user, text, more = {}) => {
      const before = answers(user).length;
      const { status, body } = await people.says(user, { text, ...more });
      if (status !== 200) throw new Error(`answered with ${status} ${body}`);
      return settled(user, before);
    },
    tap: async (user, label) => {
      const before = answers(user).length;
      const message = answers(user).findLast((one) => choicesOf(one).includes(label));
      if (!message) throw new Error(`there is no ${label}: ${answers(user).flatMap(choicesOf).join(', ')}`);
      const channel = workspace.direct(user.id).id;
      const list = message.blocks
        .flatMap(({ elements }) => (elements ?? []) as Record<string, unknown>[])
        .find((one) => one.type === 'static_select');
      const target = list ? { action: String(list.action_id), option: label } : { action: label };
      const { status, body } = await people.clicks(user, { channel, ts: message.ts, ...target });
      if (status !== 200) throw new Error(`answered with ${status} ${body}`);
      return settled(user, before);
    },
    stop: () =>
      (stopped ??= (async () => {
        await pause(0);
        await app.stop();
        if (!options.slack) await slack.stop();
        if (!options.store) await store.drop();
        open.delete(shop);
      })()),
  };
  open.add(shop);
  return shop;
}
