import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';

type Json = Record<string, unknown>;
type Reply = { status?: number; body?: unknown; headers?: Record<string, string> };

/** What a test lets the bot say to one activity, in order; `delay` in milliseconds before each. */
export type Say = (activity: Json) => { text: string; delay?: number; [field: string]: unknown }[];

export interface FakeDirectLine {
  url: string;
  /** Every activity in the feed, echoes included. */
  feed: Json[];
  requests: string[];
  /** Answers instead of the service while it returns something. */
  intercept: (path: string, method: string) => Reply | 'drop' | undefined;
  say: Say;
  /** Puts a bot message into the feed that nobody asked for. */
  push(message: Json): void;
  /** Closes every open stream; `silently`: new frames are lost for half a second as well. */
  killSockets(): void;
  refuseSockets: boolean;
  /** Every new stream begins with the whole feed, whatever its watermark says. */
  repeats: boolean;
  sockets(): number;
  samples: Json[] | undefined;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' };
/** helmet's defaults, as the real service sends them. */
const POLICY =
  "default-src 'self';base-uri 'self';font-src 'self' https: data:;form-action 'self';frame-ancestors 'self';img-src 'self' data:;object-src 'none';script-src 'self';script-src-attr 'none';style-src 'self'";

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
}

/**
 * A stand-in for the service with one conversation in memory: what the browser tests need to break on purpose (sockets,
 * answers, order of arrival), which the real service does not let them do. Serves the built browser files as it does.
 */
export async function startFakeDirectLine(publicDir = path.resolve('dist/public')): Promise<FakeDirectLine> {
  const known = new Map<string, string>();
  const open = new Set<{ socket: WebSocket; from: number }>();
  let count = 0;

  const fake: FakeDirectLine = {
    url: '',
    feed: [],
    requests: [],
    intercept: () => undefined,
    say: () => [],
    refuseSockets: false,
    repeats: false,
    samples: undefined,
    push: (message) =>
      add({ type: 'message', from: { id: 'bot', role: 'bot' }, inputHint: 'acceptingInput', ...message }),
    killSockets: () => open.forEach(({ socket }) => socket.terminate()),
    sockets: () => open.size,
    close: async () => {
      fake.killSockets();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  function add(activity: Json): string {
    count += 1;
    const whole = { id: `a${count}`, timestamp: new Date().toISOString(), locale: 'en', ...activity };
    fake.feed.push(whole);
    for (const { socket } of open)
      socket.send(JSON.stringify({ activities: [whole], watermark: String(fake.feed.length) }));
    return String(whole.id);
  }
  function admit(activity: Json): string {
    const data = (activity.channelData ?? {}) as { clientActivityID?: string };
    const before = known.get(data.clientActivityID ?? '');
    if (before) return before;
    const id = add({ ...activity, from: { ...(activity.from as Json), role: 'user' } });
    if (data.clientActivityID) known.set(data.clientActivityID, id);
    void answer(activity, id);
    return id;
  }
  async function answer(activity: Json, id: string) {
    const messages = fake.say(activity);
    for (const [at, { delay = 0, ...message }] of messages.entries()) {
      await new Promise((done) => setTimeout(done, delay));
      const inputHint = at === messages.length - 1 ? 'expectingInput' : 'ignoringInput';
      fake.push({ replyToId: id, inputHint, ...message });
    }
  }
  const opened = (watermark?: string | null) => ({
    conversationId: 'c1',
    token: 't1',
    expires_in: 1800,
    streamUrl: `${fake.url.replace('http', 'ws')}/v3/directline/conversations/c1/stream?watermark=${watermark ?? ''}`,
  });
  /** The form parts of an upload: the activity's JSON, and the names of the files. */
  function readForm(body: string): Json {
    const json = /name="activity"\r\n(?:.*\r\n)*?\r\n([^\r]+)/.exec(body)?.[1] ?? '{}';
    const names = [...body.matchAll(/name="file"; filename="([^"]*)"/g)].map((match) => ({
      name: match[1],
      contentType: 'image/jpeg',
    }));
    return { ...(JSON.parse(json) as Json), attachments: names };
  }
  function route(method: string, url: URL, body: string): Reply | undefined {
    const place = url.pathname.replace('/v3/directline/conversations', '');
    if (url.pathname === '/chat/token') return { body: { ...opened(), userId: 'dl_test' } };
    if (url.pathname === '/chat/samples') return fake.samples ? { body: fake.samples } : { status: 404, body: {} };
    if (url.pathname.endsWith('/tokens/refresh') || place === '' || place === '/c1')
      return { body: opened(url.searchParams.get('watermark')) };
    if (place === '/c1/upload') return { body: { id: admit(readForm(body)) } };
    if (place !== '/c1/activities') return undefined;
    if (method === 'POST') return { body: { id: admit(JSON.parse(body) as Json) } };
    const after = Number(url.searchParams.get('watermark') ?? 0);
    return { body: { activities: fake.feed.slice(after), watermark: String(fake.feed.length) } };
  }
  async function file(pathname: string, response: ServerResponse) {
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    try {
      const content = await readFile(path.join(publicDir, path.basename(name)));
      response
        .writeHead(200, {
          'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain',
          'content-security-policy': POLICY,
        })
        .end(content);
    } catch {
      response.writeHead(404).end();
    }
  }
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', fake.url);
      const method = request.method ?? 'GET';
      const cross = {
        'access-control-allow-origin': request.headers.origin ?? '*',
        'access-control-allow-headers': '*, authorization',
      };
      const body = await bodyOf(request);
      if (method === 'OPTIONS') {
        response.writeHead(204, cross).end();
        return;
      }
      fake.requests.push(`${method} ${url.pathname}`);
      const forced = fake.intercept(url.pathname, method);
      if (forced === 'drop') {
        request.socket.destroy();
        return;
      }
      const reply = forced ?? route(method, url, body);
      if (!reply) {
        await file(url.pathname, response);
        return;
      }
      response
        .writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...cross, ...reply.headers })
        .end(JSON.stringify(reply.body));
    })();
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (fake.refuseSockets) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const from = Number(new URL(request.url ?? '/', fake.url).searchParams.get('watermark') || 0);
      const entry = { socket: ws, from };
      open.add(entry);
      ws.on('close', () => open.delete(entry));
      const missed = fake.feed.slice(fake.repeats ? 0 : from);
      if (missed.length > 0) ws.send(JSON.stringify({ activities: missed, watermark: String(fake.feed.length) }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}
