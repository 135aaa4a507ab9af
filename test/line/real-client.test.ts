import { ConnectionStatus, DirectLine, type Activity, type DirectLineOptions } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { createOrders } from '../../src/storage/orders';
import { freePort } from '../bench/service-process';
import { generatedOrder, refundScript } from '../helpers/generated-orders';
import { faultsOf } from '../prove/examine';
import { aHome, aService, SECRET, until, type Service } from './a-service';
import { XmlHttpRequest } from './xml-http-request';

/** Sockets the client has opened, the newest last: a test kills one. */
const sockets: WebSocket[] = [];
class NotedWebSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    sockets.push(this);
  }
}

Object.assign(globalThis, { XMLHttpRequest: XmlHttpRequest, WebSocket: NotedWebSocket });

interface Seen {
  id: string;
  from: string;
  text: string;
  key: string | undefined;
}

/** The client as a page would use it, with what it showed. `random` decides how long it waits before it reconnects. */
async function aClient(service: Service, how: Pick<DirectLineOptions, 'webSocket' | 'pollingInterval'>) {
  const { json } = await service.caller.call('POST', '/v3/directline/tokens/generate', SECRET, {
    user: { id: 'dl_ana' },
  });
  const { token, conversationId } = json as { token: string; conversationId: string };
  const options = { domain: `${service.url}/v3/directline`, token, ...how, random: () => 0 };
  const client = new DirectLine(options as DirectLineOptions);
  const seen: Seen[] = [];
  const subscription = client.activity$.subscribe((activity: Activity) => {
    const { id, from, text, channelData } = activity as unknown as {
      id: string;
      from: { id: string };
      text: string;
      channelData?: { key?: string };
    };
    seen.push({ id, from: from.id, text, key: channelData?.key });
  });
  const say = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const activity = { type: 'message', from: { id: 'ignored' }, text } as Activity;
      client.postActivity(activity).subscribe(resolve, reject);
    });
  return {
    conversationId,
    seen,
    say,
    status: () => client.connectionStatus$.getValue(),
    lastKey: () => seen.findLast(({ from }) => from === 'bot')?.key,
    end: () => {
      subscription.unsubscribe();
      client.end();
    },
  };
}

async function served(): Promise<Service> {
  const port = await freePort();
  // The stream's address is told by the service: it has to be its own.
  const service = await aService(await aHome(), {}, { port, publicUrl: `http://127.0.0.1:${port}` });
  await createOrders(service.app.store).save([generatedOrder(1, new Date())]);
  return service;
}

const STATUS = { says: 'where is my refund?', hears: 'status.report' };

/** Refund and status, word by word; `beforeEach` may do harm in between. */
async function walk(
  service: Service,
  client: Awaited<ReturnType<typeof aClient>>,
  harm: (i: number) => void,
): Promise<void> {
  const script = [...refundScript(1), STATUS];
  for (const [i, { says, hears }] of script.entries()) {
    const said = client.say(says);
    harm(i);
    const id = await said;
    await until(`the answer to "${says}"`, () => Promise.resolve(client.lastKey() === hears), 15_000);
    expect(client.seen.some((one) => one.id === id && one.text === says)).toBe(true);
  }
  const ids = client.seen.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const stored = await service.stored({ conversationId: client.conversationId, token: '', streamUrl: '' });
  expect(client.seen.filter(({ from }) => from === 'bot')).toHaveLength(stored.outbox.length);
  expect(client.seen.filter(({ from }) => from === 'dl_ana').map(({ text }) => text)).toEqual(
    script.map(({ says }) => says),
  );
  expect(stored.inbox.map(({ from }) => from)).toEqual(script.map(() => 'dl_ana'));
  expect(stored.cases).toHaveLength(1);
  expect(faultsOf(stored)).toEqual([]);
}

test('botframework-directlinejs walks refund and status over its WebSocket', async () => {
  const service = await served();
  const client = await aClient(service, { webSocket: true });
  await walk(service, client, () => undefined);
  expect(client.status()).toBe(ConnectionStatus.Online);
  client.end();
});

test('botframework-directlinejs walks refund and status by polling', async () => {
  const service = await served();
  const client = await aClient(service, { webSocket: false, pollingInterval: 200 });
  await walk(service, client, () => undefined);
  client.end();
});

test('with its socket killed in the middle of the dialog the client shows everything once', async () => {
  const service = await served();
  const client = await aClient(service, { webSocket: true });
  const opened = sockets.length;
  // Killed while the second and the fourth message are under way: their answers come after the client has reconnected.
  await walk(service, client, (i) => i % 2 === 1 && sockets[sockets.length - 1]?.terminate());
  expect(sockets.length - opened).toBeGreaterThanOrEqual(2);
  client.end();
}, 40_000);
