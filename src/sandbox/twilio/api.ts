import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse, type Call } from './call';
import { contents, type ContentsParts } from './contents';
import { ELSEWHERE, media } from './media';
import { createMessage, listMessages } from './messages';
import type { TwilioStandIn } from './contract';

/** With TWILIO_API_BASE_HOSTS=prefix Twilio's host comes first. */
const HOST = /^\/(api|content|messaging)\.twilio\.com(?=\/)/;

export interface ApiParts extends ContentsParts {
  apiKey?: { sid: string; secret: string };
}

/** Twilio's REST API: messages and their media, and content. */
export function api(http: FastifyInstance, standIn: TwilioStandIn, parts: ApiParts): Promise<void> {
  const { accountSid, authToken } = standIn;
  const known = [[accountSid, authToken], ...(parts.apiKey ? [[parts.apiKey.sid, parts.apiKey.secret]] : [])];
  const accepted = known.map((pair) => `Basic ${Buffer.from(pair.join(':')).toString('base64')}`);

  const isAuthorized = ({ headers }: FastifyRequest): boolean => accepted.includes(headers.authorization ?? '');

  async function answer(call: Call): Promise<FastifyReply | undefined> {
    const { request, reply, path } = call;
    if (path.startsWith(ELSEWHERE)) return media(call, standIn);
    if (!isAuthorized(request)) return refuse(reply, 401, 20003);
    if (/^\/v1\/Content(\/|$)/.test(path)) return contents(call, standIn, parts);
    if (!path.startsWith(`/2010-04-01/Accounts/${accountSid}/`)) return refuse(reply, 404, 20404);
    if (/\/Media(\/|\.json$)/.test(path)) return media(call, standIn);
    if (!path.endsWith('/Messages.json')) return refuse(reply, 404, 20404);
    return request.method === 'POST' ? createMessage(call, standIn) : listMessages(call, standIn);
  }

  http.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  http.all('/*', (request, reply) => {
    const { pathname, searchParams } = new URL(request.url, 'http://stand-in');
    const path = pathname.slice(http.prefix.length).replace(HOST, '');
    return answer({ request, reply, path, query: searchParams });
  });
  return Promise.resolve();
}
