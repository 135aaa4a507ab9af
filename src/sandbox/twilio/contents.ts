import type { FastifyReply } from 'fastify';
import { refuse, type Call } from './call';
import { contentProblem, contentResource } from './content';
import type { TwilioStandIn } from './contract';

type Json = Record<string, unknown>;

export interface ContentsParts {
  newSid: (prefix: string) => string;
  clock: () => Date;
}

function create({ request, reply }: Call, standIn: TwilioStandIn, { newSid, clock }: ContentsParts): FastifyReply {
  const given = (typeof request.body === 'object' && request.body !== null ? request.body : {}) as Json;
  const wrong = contentProblem(given);
  if (wrong) {
    standIn.refused.push({ code: 20001, params: { problem: wrong } });
    return refuse(reply, 400, 20001, wrong);
  }
  const content = {
    sid: newSid('HX'),
    friendlyName: typeof given.friendly_name === 'string' ? given.friendly_name : '',
    language: String(given.language),
    variables: (given.variables ?? {}) as Record<string, string>,
    types: given.types as Record<string, Json>,
    approved: false,
    createdAt: clock(),
  };
  standIn.contents.push(content);
  standIn.changed();
  return reply.code(201).send(contentResource(standIn.accountSid, content));
}

/** `/v1/Content` and what is below it. */
export function contents(call: Call, standIn: TwilioStandIn, parts: ContentsParts): FastifyReply {
  const { request, reply, path } = call;
  const [, , , sid] = path.split('/');
  if (sid === undefined) {
    if (request.method === 'POST') return create(call, standIn, parts);
    const all = standIn.contents.map((one) => contentResource(standIn.accountSid, one));
    return reply.send({ contents: all, meta: { key: 'contents', page: 0, page_size: 50, next_page_url: null } });
  }
  const found = standIn.contents.find((one) => one.sid === sid);
  if (!found) return refuse(reply, 404, 20404);
  if (request.method !== 'DELETE') return reply.send(contentResource(standIn.accountSid, found));
  standIn.contents.splice(standIn.contents.indexOf(found), 1);
  return reply.code(204).send();
}
