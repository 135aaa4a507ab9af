import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One activity that reached the stand-in of a channel's connector. */
export interface Posted {
  conversation: string;
  authorization: string | undefined;
  body: {
    type: string;
    text?: string;
    replyToId?: string;
    attachments?: {
      contentType: string;
      content: { body: { actions?: { title: string; data: { redress: string } }[] }[] };
    }[];
    suggestedActions?: { actions: { type: string; title: string; value: string }[] };
    channelData?: { redressId?: string };
  };
}

/** What the stand-in does with a message: a status with headers, or `hang`, or `reset` after it has taken it. */
export type Behaviour = { status: number; headers?: Record<string, string>; body?: unknown } | 'hang' | 'reset';

export interface ConnectorStandIn {
  url: string;
  host: string;
  /** Everything that arrived, in order, whatever it was answered. */
  all: Posted[];
  /** Messages that were taken (2xx). */
  taken: Posted[];
  /** Requests for anything else. */
  strays: string[];
  /** Answers the next messages so, one each; afterwards they are taken. */
  next: Behaviour[];
  /** Files under `/v3/attachments/…`: what they are and who asked. */
  files: Map<string, { bytes: Buffer; status?: number; headers?: Record<string, string>; endless?: boolean }>;
  fetched: { path: string; authorization: string | undefined }[];
  stop(): Promise<void>;
}

async function read(request: http.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

const CONVERSATION = /^\/v3\/conversations\/([^/]+)\/activities$/;

/** A Bot Framework connector on this machine. */
export async function connectorStandIn(): Promise<ConnectorStandIn> {
  const standIn = {
    all: [],
    taken: [],
    strays: [],
    next: [],
    files: new Map(),
    fetched: [],
  } as unknown as ConnectorStandIn;
  const server = http.createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '';
      const { authorization } = request.headers;
      const file = standIn.files.get(path);
      if (file) {
        standIn.fetched.push({ path, authorization });
        response.writeHead(file.status ?? 200, file.headers).write(file.bytes);
        if (!file.endless) response.end();
        return;
      }
      const conversation = CONVERSATION.exec(path)?.[1];
      if (request.method !== 'POST' || !conversation) {
        standIn.strays.push(path);
        response.writeHead(404).end();
        return;
      }
      const body = JSON.parse(await read(request)) as Posted['body'];
      const posted = { conversation: decodeURIComponent(conversation), authorization, body };
      standIn.all.push(posted);
      const how = body.type === 'message' ? standIn.next.shift() : undefined;
      if (how === 'hang') return;
      if (how === 'reset') return void request.socket.destroy();
      if (!how || how.status < 300) standIn.taken.push(posted);
      response
        .writeHead(how?.status ?? 200, { 'content-type': 'application/json', ...how?.headers })
        .end(JSON.stringify(how?.body ?? { id: `m${String(standIn.all.length)}` }));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.url = `http://${standIn.host}`;
  standIn.stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return standIn;
}

/** Waits until something holds; fails after ten seconds saying what did not. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`it never came about that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
