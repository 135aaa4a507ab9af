import { get } from 'node:http';
import { mongo } from 'mongoose';
import { buildApp, type App } from '../../src/app';
import type { Settings } from '../../src/config';
import { silentLogger } from '../../src/logger';
import type { OfficeSeen, Phone } from '../../src/sandbox/shown';
import { testStore, type TestStore } from '../helpers/store';

export interface ASandbox {
  app: App;
  url: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: object, headers?: Record<string, string>): Promise<Response>;
  /** Types a message on a phone, with photos. */
  say(phone: 'sms' | 'whatsapp', text: string, photos?: Buffer[]): Promise<void>;
  /** What the page is shown at its beginning, by topic. */
  shown<T>(topic: string): Promise<T>;
  phone(name: 'sms' | 'whatsapp'): Promise<Phone>;
  office(): Promise<OfficeSeen>;
  db(): mongo.Db;
  stop(): Promise<void>;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function until<T>(what: string, found: () => Promise<T | false | undefined>): Promise<T> {
  for (const end = Date.now() + 15_000; Date.now() < end; await pause(40)) {
    const result = await found();
    if (result) return result;
  }
  throw new Error(`waited in vain for ${what}`);
}

/** The topics of the live feed, read once; on a connection of its own, which ends with it. */
const topics = (url: string): Promise<Record<string, unknown>> =>
  new Promise((resolve, reject) => {
    const sent = get(`${url}/sandbox/api/stream`, { agent: false }, (answer) => {
      let said = '';
      answer.setEncoding('utf8').on('data', (more: string) => {
        said += more;
        // The last topic is the log: when its line has ended, everything is there.
        if (!/event: log\ndata: .*\n\n/.test(said)) return;
        sent.destroy();
        const all = [...said.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)];
        resolve(Object.fromEntries(all.map(([, topic = '', data = '']) => [topic, JSON.parse(data) as unknown])));
      });
    });
    sent.once('error', reject);
  });

/** The service as a stranger starts it, without any configuration. */
export async function aSandbox(settings: Partial<Settings> = {}): Promise<ASandbox> {
  const store: TestStore = await testStore();
  const app = await buildApp(
    {
      port: 0,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:0',
      dataDir: '/nonexistent',
      webchatOrigins: [],
      sampleOrders: true,
      logLevel: 'silent',
      sandbox: true,
      ...settings,
    },
    { store, logger: silentLogger },
  );
  const { url } = app;
  const sandbox: ASandbox = {
    app,
    url,
    get: (path, headers = {}) => fetch(url + path, { headers }),
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    say: async (phone, text, photos = []) => {
      const form = new FormData();
      form.append('text', text);
      for (const photo of photos)
        form.append('photo', new Blob([new Uint8Array(photo)], { type: 'image/png' }), 'a.png');
      const answer = await fetch(`${url}/sandbox/api/phones/${phone}/messages`, { method: 'POST', body: form });
      if (answer.status !== 204) throw new Error(await answer.text());
    },
    shown: async <T>(topic: string) => (await topics(url))[topic] as T,
    phone: async (name) => (await sandbox.shown<Phone[]>('phones')).find((one) => one.name === name) as Phone,
    office: () => sandbox.shown<OfficeSeen>('office'),
    db: () => app.store.connection.db as unknown as mongo.Db,
    stop: async () => {
      await app.stop();
      await store.drop();
    },
  };
  return sandbox;
}
