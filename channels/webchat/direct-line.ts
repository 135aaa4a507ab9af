import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Line, MediaLink, Passing, StorePhoto, Thread } from '../../src/channel';
import { AppError } from '../../src/errors';
import { bearerOf, type Access } from './access';
import { fromFeed } from './from-activity';
import { openStream, type Socket } from './stream';
import { toActivity } from './to-activity';
import type { Tokens } from './tokens';
import { readUpload } from './upload';

export interface DirectLineParts {
  client: string;
  line: Line;
  tokens: Tokens;
  access: Access;
  clock: () => Date;
  publicUrl: string;
  storePhoto: StorePhoto;
  media: MediaLink;
  at: Passing;
}

type Params = { Params: { id: string }; Querystring: { watermark?: string; t?: string } };

/** Activities handed out by one GET. */
const PAGE = 500;

const generateSchema = z
  .object({
    user: z
      .object({
        id: z
          .string()
          .max(100)
          .regex(/^dl_.+/, 'a user id begins with dl_'),
        name: z.string().max(200).optional(),
      })
      .optional(),
  })
  .nullish();

/**
 * The Direct Line 3.0 subset that botframework-directlinejs uses: tokens, conversations, activities, stream, upload.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference
 */
export function directLine(parts: DirectLineParts): FastifyPluginAsync {
  const { client, line, tokens, access, clock, media } = parts;
  const wsUrl = parts.publicUrl.replace(/^http/, 'ws');
  const threadOf = (conversation: string): Thread => ({ client, channel: 'webchat', conversation });

  function opened(conversation: string, user: string | undefined, watermark?: string): Record<string, unknown> {
    const { token, expires_in } = tokens.issue({ conversation, ...(user === undefined ? {} : { user }) }, clock());
    const query = new URLSearchParams({ ...(watermark ? { watermark } : {}), t: token });
    const streamUrl = `${wsUrl}/v3/directline/conversations/${conversation}/stream?${query.toString()}`;
    return { conversationId: conversation, token, expires_in, streamUrl };
  }

  const authorized = (request: FastifyRequest<Params>): { id: string; user?: string } =>
    access.conversation(access.caller(bearerOf(request)), request.params.id);

  async function post(request: FastifyRequest<Params>, reply: FastifyReply): Promise<void> {
    const { id, user } = authorized(request);
    await parts.at('verify');
    const activity = toActivity(request.body, { client, conversation: id, ...(user === undefined ? {} : { user }) });
    await parts.at('normalize');
    const admission = activity ? await line.admit(activity) : { id: `${id}|ignored` };
    await reply.send({ id: admission.id });
    await parts.at('acknowledge');
  }

  async function upload(
    request: FastifyRequest<Params & { Querystring: { userId?: string } }>,
    reply: FastifyReply,
  ): Promise<void> {
    const { id, user } = authorized(request);
    const { body, attachments } = await readUpload(request, threadOf(id), parts.storePhoto, clock());
    const sender = { type: 'message', from: { id: request.query.userId ?? 'visitor' }, ...body };
    const activity = toActivity(sender, {
      client,
      conversation: id,
      ...(user === undefined ? {} : { user }),
      attachments,
    });
    if (!activity) throw new AppError('BadRequest', 'an upload carries a message', { field: 'activity.type' });
    await reply.send({ id: (await line.admit(activity)).id });
  }

  return async (http: FastifyInstance) => {
    http.post('/tokens/generate', async (request, reply) => {
      access.secret(bearerOf(request));
      const parsed = generateSchema.safeParse(request.body);
      if (!parsed.success)
        throw new AppError('BadRequest', parsed.error.issues[0]?.message ?? 'not a user', { field: 'user.id' });
      const conversation = tokens.newConversation();
      line.opened(threadOf(conversation));
      const user = parsed.data?.user?.id;
      await reply.send({
        conversationId: conversation,
        ...tokens.issue({ conversation, ...(user === undefined ? {} : { user }) }, clock()),
      });
    });
    http.post('/tokens/refresh', async (request, reply) => {
      const caller = access.caller(bearerOf(request));
      if (caller.kind === 'secret')
        throw new AppError('Forbidden', 'a secret is not refreshed', { field: 'authorization' });
      const { conversation, user } = caller;
      await reply.send({
        conversationId: conversation,
        ...tokens.issue({ conversation, ...(user === undefined ? {} : { user }) }, clock()),
      });
    });
    http.post('/conversations', async (request, reply) => {
      const caller = access.caller(bearerOf(request));
      const [conversation, user] =
        caller.kind === 'token' ? [caller.conversation, caller.user] : [tokens.newConversation(), undefined];
      if (caller.kind === 'secret') line.opened(threadOf(conversation));
      await reply.code(201).send(opened(conversation, user));
    });
    http.get<Params>('/conversations/:id', async (request, reply) => {
      const { id, user } = authorized(request);
      await reply.send(opened(id, user, request.query.watermark));
    });
    http.get<Params>('/conversations/:id/activities', async (request, reply) => {
      const { id } = authorized(request);
      await reply.send(fromFeed(await line.read(threadOf(id), request.query.watermark, PAGE), media));
    });
    http.post<Params>('/conversations/:id/activities', post);
    http.post<Params & { Querystring: { userId?: string } }>(
      '/conversations/:id/upload',
      { bodyLimit: 30_000_000 },
      upload,
    );
    const mayRead = (request: FastifyRequest<Params>): { id: string } =>
      access.conversation(access.caller(request.query.t ?? bearerOf(request)), request.params.id);
    http.get<Params>(
      '/conversations/:id/stream',
      // Refused before the upgrade, so that the caller gets a status and not a closed socket.
      { websocket: true, preValidation: (request, _reply, done) => (mayRead(request), done()) },
      (socket: Socket, request: FastifyRequest<Params>) => {
        const { id } = mayRead(request);
        openStream(socket, media, (deliver) => line.follow(threadOf(id), request.query.watermark, deliver));
      },
    );
  };
}
