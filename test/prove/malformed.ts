import http from 'node:http';
import net from 'node:net';
import { createOrders } from '../../src/storage/orders';
import {
  createCaller,
  isLast,
  openConversation,
  openStream,
  readFeed,
  say,
  type Caller,
} from '../helpers/direct-line-client';
import { freshPlace } from '../helpers/fresh-place';
import { generatedOrder, refundScript } from '../helpers/generated-orders';
import { seeded, type Random } from '../helpers/seeded';
import { createBadRequests, type BadRequest, type Known } from './malformed-requests';
import type { ProveOptions } from './options';
import { SECRET, STAFF_TOKEN, startServiceChild, type ServiceChild } from './service-child';
import type { Verdict } from './verdict';

/** Requests under way at once. */
const AT_ONCE = 16;
/** Answers are looked at up to this size, in bytes: a stack trace stands at the beginning. */
const LOOKED_AT = 20_000;
const PATIENCE = 20_000;

interface Answer {
  status: number;
  text: string;
}

/** Sends a request as it is; null when the service closed the connection without an answer. */
function send(agent: http.Agent, url: string, { method, path, headers, body }: BadRequest): Promise<Answer | Error> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    try {
      const request = http.request({ agent, hostname, port, method, path, headers, timeout: PATIENCE });
      request.on('response', (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => (text += text.length < LOOKED_AT ? chunk : ''))
          .on('end', () => resolve({ status: response.statusCode ?? 0, text }))
          .on('error', resolve);
      });
      request.on('upgrade', (_response, socket) => (socket.destroy(), resolve({ status: 101, text: '' })));
      request.on('error', resolve).on('timeout', () => request.destroy(new Error('no answer in time')));
      request.end(body);
    } catch (error) {
      resolve(error as Error);
    }
  });
}

/** What no answer may hold: a line of a stack trace, a path of ours, the name of a driver's error. */
const TRACE =
  /\bat (?:async )?[\w.<>[\] ]+ ?\(?(?:\/|node:|file:)[^\n]*:\d+:\d+|node_modules|Mongo\w*Error|\/(?:src|dist)\/[\w/-]+\.[jt]s/;

function faultOf(request: BadRequest, answer: Answer | Error): string | null {
  const what = `${request.method} ${request.path.slice(0, 80)}`;
  if (answer instanceof Error) {
    // A body that is too large may be refused by closing the connection while it is still being sent.
    if (request.body.length > 262_144 && /EPIPE|ECONNRESET/.test(answer.message)) return null;
    return `${what}: no answer (${answer.message})`;
  }
  if (answer.status >= 500) return `${what}: ${answer.status} ${answer.text.slice(0, 100)}`;
  if (!request.path.startsWith('/docs') && TRACE.test(answer.text))
    return `${what}: an answer with a trace: ${TRACE.exec(answer.text)?.[0]}`;
  return null;
}

/** Bytes that are no HTTP at all; whatever is answered must not be a 5xx. */
function sendBytes(url: string, bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname);
    let text = '';
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined).on('close', () => resolve(text));
    socket.end(bytes);
  });
}

const NO_HTTP = [
  'GET / HTTP/9.9\r\n\r\n',
  'POST /chat/token HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n',
  'POST /chat/token HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\nzz',
  'GET / HTTP/1.1\r\nbad header\r\n\r\n',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`,
  '\x16\x03\x01\x02\x00\x01\x00',
];

/** Frames that a stream does not expect: the service must outlive them. */
async function badFrames(url: string, caller: Caller, random: Random, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const stream = await openStream(url, await openConversation(caller, SECRET), () => undefined);
    stream.socket.send(random.pick(['{}', '\u0000', 'x'.repeat(100_000), '[1,2', Buffer.alloc(500).toString()]));
    await new Promise((resolve) => setTimeout(resolve, 5));
    stream.socket.terminate();
  }
}

/** The refund script, played rightly: it must still work after everything. Gives back the case number. */
async function rightly(caller: Caller, order: number): Promise<string> {
  const opened = await openConversation(caller, SECRET);
  for (const { says, hears } of refundScript(order)) {
    const { json } = await say(caller, opened, { text: says });
    for (const end = performance.now() + PATIENCE; ;) {
      const answer = (await readFeed(caller, opened)).find(
        (one) => isLast(one) && one.replyToId === (json as { id: string }).id,
      );
      if (answer && answer.channelData?.key !== hears) throw new Error(`${says} → ${answer.channelData?.key}`);
      if (answer && hears === 'refund.filed') return String(answer.channelData?.values?.caseNo);
      if (answer) break;
      if (performance.now() > end) throw new Error(`${says} → silence`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error('the script ended without a case');
}

async function knownOf(service: ServiceChild, caller: Caller): Promise<Known> {
  const [opened, other] = [await openConversation(caller, SECRET), await openConversation(caller, SECRET)];
  return {
    secret: SECRET,
    staffToken: STAFF_TOKEN,
    conversation: opened.conversationId,
    token: opened.token,
    foreignToken: other.token,
    caseNo: await rightly(caller, 0),
  };
}

interface Storm {
  faults: string[];
  statuses: Map<number, number>;
}

async function storm(url: string, next: () => BadRequest, requests: number): Promise<Storm> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const result: Storm = { faults: [], statuses: new Map() };
  let left = requests;
  const sender = async (): Promise<void> => {
    while (left-- > 0) {
      const request = next();
      let answer = await send(agent, url, request);
      // A kept connection may be closed by the other side just as it is used again: that is no answer to this request.
      if (answer instanceof Error && /ECONNRESET|EPIPE|socket hang up/.test(answer.message))
        answer = await send(agent, url, request);
      const fault = faultOf(request, answer);
      if (fault) result.faults.push(fault);
      const status = answer instanceof Error ? 0 : answer.status;
      result.statuses.set(status, (result.statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  agent.destroy();
  return result;
}

/** Requests that are wrong in every way: refused, never a 5xx, never a trace, and the service goes on. */
export async function proveMalformed(
  options: ProveOptions,
  compiled: (file: string) => string,
  verdict: Verdict,
): Promise<void> {
  const place = freshPlace(options.store);
  const random = seeded(options.seed);
  let service: ServiceChild | undefined;
  try {
    await place.open((store) => createOrders(store).save([0, 1].map((n) => generatedOrder(n, new Date()))));
    service = await startServiceChild(compiled, place);
    const caller = createCaller(service.url);
    const { faults, statuses } = await storm(
      service.url,
      createBadRequests(await knownOf(service, caller), random),
      options.runs,
    );
    const answers = await Promise.all(
      NO_HTTP.map((text) => sendBytes((service as ServiceChild).url, Buffer.from(text, 'latin1'))),
    );
    for (const answer of answers)
      if (/^HTTP\/1\.1 5/.test(answer) || TRACE.test(answer)) faults.push(`no HTTP: ${answer.slice(0, 120)}`);
    await badFrames(service.url, caller, random, 50);
    const seen = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}×${count}`);
    verdict.property(
      'no 5xx and no trace in an answer',
      [...new Set(faults)],
      `${options.runs} requests, seed ${options.seed}: ${seen.join(' ')}`,
    );
    const alive = await rightly(caller, 1).then(
      (): string[] => [],
      (error: unknown) => [String(error)],
    );
    if (service.child.exitCode !== null) alive.push(`it ended with ${service.child.exitCode}: ${service.said()}`);
    verdict.property('the service lives and files a refund afterwards', alive);
    caller.close();
  } finally {
    await service?.stop();
    await place.drop();
  }
}
