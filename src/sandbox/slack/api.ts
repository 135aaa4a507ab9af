import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Answers } from './answers';
import { checkArguments, readArguments } from './arguments';
import type { Call } from './call';
import { methods } from './methods';
import type { OAuth } from './oauth';
import { Refusal, type Json, type RefusedCall } from './shapes';
import type { Trouble } from './troubles';
import { troubleFor } from './troubles';
import type { Workspace } from './workspace';

export interface KeptCall {
  method: string;
  arguments: Json;
  team: string;
  at: Date;
  ok: boolean;
  error?: string;
}

export interface ApiParts {
  base: () => string;
  workspaces: Map<string, Workspace>;
  oauth: OAuth;
  answers: Answers;
  troubles: Trouble[];
  /** Seconds a post to a channel has to wait. */
  mustWait: (channel: string) => number;
  refused: RefusedCall[];
  calls: KeptCall[];
  triggerIn: (workspace: Workspace) => Call['useTrigger'];
  told: (workspace: Workspace) => Call['told'];
  clock: () => Date;
}

export const PREFIX = '/sandbox/slack';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const bearerOf = ({ headers }: FastifyRequest): string => headers.authorization?.replace(/^Bearer /i, '') ?? '';
const bodyOf = ({ body, query }: FastifyRequest): Json => ({
  ...(query as Json),
  ...(typeof body === 'object' && body !== null && !Buffer.isBuffer(body) ? (body as Json) : {}),
});

/** The Web API, uploads, files and response addresses of the stand-in. */
export function api(parts: ApiParts): FastifyPluginAsync {
  const { workspaces, oauth, refused, calls } = parts;

  function workspaceOf(token: string): Workspace {
    if (!token) throw new Refusal('not_authed');
    const workspace = [...workspaces.values()].find(({ tokens }) => tokens.has(token));
    if (!workspace) throw new Refusal('invalid_auth');
    if (oauth.expired(token)) throw new Refusal('token_expired');
    return workspace;
  }

  function carryOut(method: string, given: Json, token: string): Json {
    checkArguments(method, given);
    if (method === 'oauth.v2.access') return oauth.access(given);
    const workspace = workspaceOf(token);
    const call: Call = {
      workspace,
      arguments: given,
      base: parts.base(),
      useTrigger: parts.triggerIn(workspace),
      told: parts.told(workspace),
    };
    const known = methods[method];
    if (!known) throw new Refusal('unknown_method');
    return known(call);
  }

  const teamOf = (token: string): string => [...workspaces.values()].find(({ tokens }) => tokens.has(token))?.id ?? '';

  function answer(method: string, given: Json, token: string): Json {
    const at = parts.clock();
    const kept = { method, arguments: given, team: teamOf(token), at };
    try {
      const result = carryOut(method, given, token);
      calls.push({ ...kept, ok: true });
      return { ok: true, ...result };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      calls.push({ ...kept, ok: false, error: error.error });
      refused.push({ method, error: error.error, messages: error.messages, arguments: given });
      const said = error.messages.length ? { response_metadata: { messages: error.messages } } : {};
      return { ok: false, error: error.error, ...said };
    }
  }

  const tooFast = (reply: FastifyReply, seconds: number): FastifyReply =>
    reply.code(429).header('retry-after', String(seconds)).send({ ok: false, error: 'ratelimited' });

  async function troubled(reply: FastifyReply, how: Trouble['how'], now: () => Json): Promise<unknown> {
    switch (how.kind) {
      case 'ratelimited':
        return tooFast(reply, how.retryAfter);
      case 'status':
        if (how.taken) now();
        return reply.code(how.status).send('<html>Something went wrong</html>');
      case 'reset':
        if (how.taken) now();
        reply.hijack();
        return reply.raw.destroy();
      case 'late': {
        const answered = now();
        await pause(how.ms);
        return answered;
      }
      case 'error':
        return { ok: false, error: how.error };
    }
  }

  async function called(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { method } = request.params as { method: string };
    const { token, ...body } = bodyOf(request);
    const bearer = typeof token === 'string' ? token : bearerOf(request);
    let given: Json;
    try {
      given = readArguments(body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ method, error: error.error, messages: error.messages, arguments: body });
      return { ok: false, error: error.error };
    }
    const trouble = troubleFor(parts.troubles, { method, arguments: given });
    const now = (): Json => answer(method, given, bearer);
    if (trouble) return troubled(reply, trouble, now);
    const wait = method === 'chat.postMessage' ? parts.mustWait(String(given.channel)) : 0;
    return wait ? tooFast(reply, wait) : now();
  }

  async function upload(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { team, file } = request.params as { team: string; file: string };
    const kept = workspaces.get(team)?.files.get(file);
    if (!kept || kept.shared || !Buffer.isBuffer(request.body)) return reply.code(404).send('no such upload');
    kept.bytes = request.body;
    return reply.type('text/plain').send(`OK - ${String(kept.bytes.length)}`);
  }

  async function download(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const [team = '', file = ''] = (request.params as { place: string }).place.split('-');
    const workspace = workspaces.get(team);
    const kept = workspace?.files.get(file);
    // Whoever has no right to a file is sent to the page for signing in, with a status that looks like success.
    if (!workspace?.tokens.has(bearerOf(request))) return reply.redirect(`${parts.base()}/signin`, 302);
    if (!kept) return reply.code(404).send();
    return reply.type(kept.contentType).send(kept.bytes);
  }

  async function respond(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    try {
      parts.answers.take((request.params as { key: string }).key, bodyOf(request));
      return await reply.type('text/plain').send('ok');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return reply.code(404).send({ ok: false, error: error.error });
    }
  }

  return async (http: FastifyInstance) => {
    await http.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
        try {
          done(null, JSON.parse(String(body)));
        } catch {
          done(null, {});
        }
      });
      scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body)))),
      );
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      scope.route({ method: ['GET', 'POST'], url: `${PREFIX}/api/:method`, handler: called });
      scope.post(`${PREFIX}/upload/:team/:file`, { bodyLimit: 20_000_000 }, upload);
      scope.get(`${PREFIX}/files-pri/:place/:name`, download);
      scope.post(`${PREFIX}/response/:key`, respond);
      scope.get(`${PREFIX}/signin`, (_request, reply) => reply.type('text/html').send('<html>Sign in</html>'));
    });
  };
}
