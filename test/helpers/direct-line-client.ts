import http from 'node:http';
import { WebSocket } from 'ws';

/** What the service answered to one request. `json` is undefined where the body is not JSON. */
export interface Answer {
  status: number;
  json: unknown;
}

/** A bot activity or an echo, as far as checks look at it. */
export interface Heard {
  id: string;
  type: string;
  text: string;
  from: { id: string; role: string };
  replyToId?: string;
  inputHint?: string;
  channelData?: { key?: string; values?: Record<string, unknown>; clientActivityID?: string };
}

export interface Feed {
  activities: Heard[];
  watermark: string;
}

/** A bearer of the Direct Line secret or a token, on kept-alive connections. */
export interface Caller {
  call(method: string, path: string, token: string, body?: unknown): Promise<Answer>;
  close(): void;
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Talks to the service at `url`. Rejects when no answer came at all; every status is an answer. */
export function createCaller(url: string, { sockets = 128, timeout = 60_000 } = {}): Caller {
  const { hostname, port } = new URL(url);
  const agent = new http.Agent({ keepAlive: true, maxSockets: sockets });
  return {
    call: (method, path, token, body) =>
      new Promise((resolve, reject) => {
        const payload = body === undefined ? '' : JSON.stringify(body);
        const headers = {
          authorization: `Bearer ${token}`,
          ...(payload ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } : {}),
        };
        const request = http.request({ agent, hostname, port, method, path, headers, timeout }, (response) => {
          let text = '';
          response
            .setEncoding('utf8')
            .on('data', (chunk: string) => (text += chunk))
            .on('error', reject)
            .on('end', () => resolve({ status: response.statusCode ?? 0, json: readJson(text) }));
        });
        request.on('error', reject).on('timeout', () => request.destroy(new Error('no answer in time')));
        request.end(payload);
      }),
    close: () => agent.destroy(),
  };
}

export interface Opened {
  conversationId: string;
  token: string;
  streamUrl: string;
}

const DL = '/v3/directline';

/** Opens a conversation with the secret; throws on any answer but 201. */
export async function openConversation(caller: Caller, secret: string): Promise<Opened> {
  const { status, json } = await caller.call('POST', `${DL}/conversations`, secret, {});
  if (status !== 201) throw new Error(`no conversation: ${status}`);
  return json as Opened;
}

export interface Utterance {
  text: string;
  /** The same id again is the same message. */
  clientActivityID?: string;
  from?: string;
}

/** Posts one message. The answer's `json` is `{ id }` once it is admitted. */
export const say = (caller: Caller, to: Opened, { text, clientActivityID, from = 'visitor' }: Utterance) =>
  caller.call('POST', `${DL}/conversations/${to.conversationId}/activities`, to.token, {
    type: 'message',
    from: { id: from },
    text,
    locale: 'en-US',
    ...(clientActivityID === undefined ? {} : { channelData: { clientActivityID } }),
  });

/** The whole feed of a conversation, page by page. */
export async function readFeed(caller: Caller, of: Opened): Promise<Heard[]> {
  const all: Heard[] = [];
  for (let watermark = ''; ;) {
    const path = `${DL}/conversations/${of.conversationId}/activities${watermark && `?watermark=${watermark}`}`;
    const { status, json } = await caller.call('GET', path, of.token);
    if (status !== 200) throw new Error(`no feed: ${status}`);
    const page = json as Feed;
    all.push(...page.activities);
    if (!page.activities.length || page.watermark === watermark) return all;
    watermark = page.watermark;
  }
}

/** True for the last activity of a turn. */
export const isLast = ({ from, inputHint }: Heard): boolean => from.role === 'bot' && inputHint !== 'ignoringInput';

export interface Stream {
  socket: WebSocket;
  close(): void;
}

/** Follows a conversation over its WebSocket at the service's own address, whatever host the stream's URL names. */
export function openStream(url: string, opened: Opened, hear: (activity: Heard) => void): Promise<Stream> {
  const { pathname, search } = new URL(opened.streamUrl);
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${pathname}${search}`, { perMessageDeflate: false });
  socket.on('message', (data: Buffer) => {
    if (data.length) for (const activity of (JSON.parse(data.toString()) as Feed).activities) hear(activity);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => {
      socket.on('error', () => socket.terminate());
      resolve({ socket, close: () => socket.close() });
    });
  });
}
