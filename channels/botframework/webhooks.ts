import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Activity, Line, Outgoing, Passing, StoredAttachment, Thread } from '../../src/channel';
import { cardAnswer, expectedReplies, NOT_IMPLEMENTED } from './answers';
import { checkServiceUrl, type Authenticate, type Claimed } from './authentication';
import type { ServiceUrls } from './service-urls';
import { filesOf, readBody, toActivity, type Body } from './to-activity';

export interface WebhookParts {
  client: string;
  line: Line;
  serviceUrls: ServiceUrls;
  /** Absent without an app id: then `onlyHere` guards. */
  authenticate?: Authenticate;
  onlyHere: (request: FastifyRequest) => void;
  photos: (files: { url: string; name: string }[], serviceUrl: string, thread: Thread) => Promise<StoredAttachment[]>;
  /** Called when a message was admitted that will be answered by messages. */
  working: (activity: Activity) => void;
  at: Passing;
}

/** How long a caller waits for answers in the body, in milliseconds. */
const REPLIES_WITHIN = 10_000;
const INVOKE_WITHIN = 5_000;

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The two fields a token speaks of, whatever else the body is. */
function claimedBy(body: unknown): Claimed {
  const { channelId, serviceUrl } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return { channelId: textIn(channelId), serviceUrl: textIn(serviceUrl) };
}

/** `POST /api/messages`: verify, normalize, admit, acknowledge; answers in the body only for callers that insist. */
export function webhooks(parts: WebhookParts): FastifyPluginAsync {
  const { client, line, serviceUrls, authenticate, at } = parts;

  async function verify(request: FastifyRequest): Promise<void> {
    const claimed = claimedBy(request.body);
    checkServiceUrl(claimed, serviceUrls);
    await authenticate?.(claimed, request.headers.authorization);
    await at('verify');
  }

  async function normalize(body: Body): Promise<Activity | null> {
    const activity = toActivity(body, { client, verified: authenticate !== undefined });
    await at('normalize');
    const files = activity?.type === 'message' ? filesOf(body) : [];
    if (!activity || !files.length) return activity;
    return { ...activity, attachments: await parts.photos(files, body.serviceUrl, activity) };
  }

  /** The answers, as far as they are there in time; what a caller has got is sent, the rest is left to the outbox. */
  async function ask(activity: Activity, patience: number, reply: FastifyReply, body: (all: Outgoing[]) => object) {
    const { replies } = await line.ask(activity, patience);
    const { socket } = reply.request;
    await reply.code(200).send(body(replies ?? []));
    if (socket.destroyed) return;
    for (const { client: of, channel, conversation, seq, id } of replies ?? [])
      await line.report({ client: of, channel, conversation, seq, status: 'sent', providerId: id });
  }

  async function receive(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await verify(request);
    const body = readBody(request.body);
    const activity = await normalize(body);
    if (body.type === 'invoke') {
      if (!activity) return void (await reply.code(200).send(NOT_IMPLEMENTED));
      return ask(activity, INVOKE_WITHIN, reply, cardAnswer);
    }
    if (body.deliveryMode === 'expectReplies') {
      if (!activity) return void (await reply.code(200).send(expectedReplies([])));
      return ask(activity, REPLIES_WITHIN, reply, expectedReplies);
    }
    if (activity && !(await line.admit(activity)).duplicate) parts.working(activity);
    await reply.code(202).send();
    await at('acknowledge');
  }

  return async (http: FastifyInstance) => {
    const guard = async (request: FastifyRequest): Promise<void> => {
      if (!authenticate) parts.onlyHere(request);
    };
    http.post('/api/messages', { onRequest: guard }, receive);
  };
}
