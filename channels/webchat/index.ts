import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import serveStatic, { type FastifyStaticOptions } from '@fastify/static';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Channel, Line, MediaLink, Passing, StorePhoto } from '../../src/channel';
import { AppError } from '../../src/errors';
import { createAccess } from './access';
import { chat, type Sample } from './chat';
import { directLine } from './direct-line';
import { createOriginCheck } from './origins';
import { createTokens } from './tokens';
import { MAX_TEXT } from './to-activity';

export interface WebchatParts {
  client: string;
  secret: string;
  publicUrl: string;
  /** Other sites whose pages may embed the chat. */
  origins: string[];
  line: Line;
  clock: () => Date;
  storePhoto: StorePhoto;
  media: MediaLink;
  samples: () => Promise<Sample[]>;
  /** The sandbox's page, where there is one. */
  demo?: string;
  /** Where the built page and widget lie. */
  publicDir: string;
  at: Passing;
}

/** Photos per upload and bytes per photo (fixed by our interface). */
const UPLOAD_LIMITS = { fileSize: 5 * 1024 * 1024, files: 5, fields: 4, fieldSize: 64_000, parts: 10 };

/** The widget is loaded by shops' pages, so its file may be read from another site; the rest may not. */
const pages = (root: string): FastifyStaticOptions => ({
  root,
  maxAge: 300_000,
  index: 'index.html',
  setHeaders: (reply, path) => {
    if (/[/\\]widget[^/\\]*$/.test(path)) reply.setHeader('cross-origin-resource-policy', 'cross-origin');
  },
});

/** A socket asked to become a stream has this long to become one, in milliseconds; ws lifts the limit when it does. */
const UPGRADE_MS = 5_000;

/** Node reads no more requests from a socket after an upgrade, also when it was refused: nobody is to wait on it. */
function closeRefusedUpgrades(http: FastifyInstance): void {
  http.server.prependListener('upgrade', (_request, socket: Socket) => {
    socket.setTimeout(UPGRADE_MS, () => socket.destroy());
  });
  http.addHook('onRequest', (request, _reply, done) => {
    const wrong = request.headers.upgrade !== undefined && request.method !== 'GET';
    done(wrong ? new AppError('BadRequest', 'an upgrade is asked for with GET', { field: 'method' }) : undefined);
  });
  http.addHook('onSend', (request, reply, _payload, done) => {
    if (request.headers.upgrade !== undefined) void reply.header('connection', 'close');
    done();
  });
}

/** Web chat: Direct Line for clients, a page and a widget of our own. Customers read the feed, so nothing is sent. */
export function webchat(parts: WebchatParts): Channel<FastifyPluginAsync> {
  const { secret, publicUrl, clock } = parts;
  const tokens = createTokens(secret);
  const access = createAccess(secret, tokens, clock);
  const isAllowedOrigin = createOriginCheck(publicUrl, parts.origins);

  async function routes(http: FastifyInstance): Promise<void> {
    await http.register(multipart, { limits: UPLOAD_LIMITS });
    await http.register(websocket, { options: { maxPayload: 64_000 } });
    closeRefusedUpgrades(http);
    await http.register(rateLimit, {
      global: false,
      errorResponseBuilder: (_request, { ttl }) =>
        new AppError('TooManyRequests', 'too many new chats from this address', { retryAfter: Math.ceil(ttl / 1000) }),
    });
    await http.register(cors, {
      origin: (origin, answer) => answer(null, isAllowedOrigin(origin)),
      credentials: true,
      allowedHeaders: ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with'],
      methods: ['GET', 'POST', 'OPTIONS'],
      maxAge: 600,
    });
    await http.register(directLine({ ...parts, tokens, access }), { prefix: '/v3/directline' });
    const secure = publicUrl.startsWith('https:');
    await http.register(chat({ tokens, clock, secure, isAllowedOrigin, samples: parts.samples, demo: parts.demo }), {
      prefix: '/chat',
    });
    if (existsSync(parts.publicDir)) await http.register(serveStatic, pages(parts.publicDir));
  }

  return {
    name: 'webchat',
    capabilities: { delivery: 'feed', maxText: MAX_TEXT, choices: 'buttons', structured: true, attachments: true },
    routes,
    // The commit made it readable: there is nothing left to send.
    send: ({ id }) => Promise.resolve({ providerId: id, status: 'sent' }),
  };
}
