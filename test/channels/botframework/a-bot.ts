import { request as httpRequest } from 'node:http';
import { buildApp, type App } from '../../../src/app';
import type { Overrides } from '../../../src/app/overrides';
import type { Settings } from '../../../src/config';
import { silentLogger } from '../../../src/logger';
import { testStore, type TestStore } from '../../helpers/store';
import { connectorStandIn, type ConnectorStandIn } from './stand-ins';

export interface ABot {
  app: App;
  store: TestStore;
  connector: ConnectorStandIn;
  /** POSTs to `/api/messages`: the status and the body of the answer. */
  post(body: unknown, headers?: Record<string, string>): Promise<{ status: number; json: unknown }>;
  /** A customer's activity as the Emulator would send it; every field can be overridden. */
  activity(overrides?: Record<string, unknown>): Record<string, unknown>;
  stop(): Promise<void>;
}

export const STAFF_TOKEN = 'staff-token-of-these-tests';

let made = 0;

/** The service with this channel over a stand-in connector; without `values` as in the sandbox. */
export async function aBot(
  values?: Record<string, string>,
  overrides: Partial<Overrides> & { publicUrl?: string; connector?: ConnectorStandIn } = {},
): Promise<ABot> {
  const store = await testStore();
  const { publicUrl = 'http://127.0.0.1:3978', connector = await connectorStandIn(), ...rest } = overrides;
  const settings: Settings = {
    port: 0,
    host: '127.0.0.1',
    publicUrl,
    dataDir: '/nonexistent',
    webchatOrigins: [],
    sampleOrders: true,
    logLevel: 'silent',
    sandbox: !values,
    staffToken: STAFF_TOKEN,
    ...(values ? { channels: { botframework: values } } : {}),
  };
  const app = await buildApp(settings, { store, logger: silentLogger, ...rest });
  return {
    app,
    store,
    connector,
    post: (body, headers = {}) =>
      new Promise((resolve, reject) => {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        const request = httpRequest(
          `${app.url}/api/messages`,
          { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
          (response) => {
            let answer = '';
            response.setEncoding('utf8');
            response.on('data', (chunk: string) => (answer += chunk));
            response.on('end', () =>
              resolve({ status: response.statusCode ?? 0, json: answer ? (JSON.parse(answer) as unknown) : undefined }),
            );
          },
        );
        request.on('error', reject);
        request.end(text);
      }),
    activity: (given = {}) => ({
      type: 'message',
      id: `a${String((made += 1))}`,
      timestamp: new Date().toISOString(),
      channelId: 'emulator',
      serviceUrl: connector.url,
      from: { id: 'u1', name: 'Ana' },
      recipient: { id: 'bot', name: 'Redress' },
      conversation: { id: 'c1' },
      locale: 'en-US',
      text: 'hello',
      ...given,
    }),
    stop: async () => {
      await app.stop();
      await connector.stop();
      await store.drop();
    },
  };
}

/** A bot for one test: gone afterwards, however the test ends. */
export async function withBot(
  values: Record<string, string> | undefined,
  overrides: Parameters<typeof aBot>[1],
  test: (bot: ABot) => Promise<void>,
): Promise<void> {
  const bot = await aBot(values, overrides);
  await test(bot).finally(() => bot.stop());
}
