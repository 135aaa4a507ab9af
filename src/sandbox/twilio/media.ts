import type { FastifyReply } from 'fastify';
import { refuse, type Call } from './call';
import { mediaResource, pageOf } from './resources';
import type { TwilioStandIn } from './contract';

/** A store of files that asks for no credentials: where a redirect may lead. */
export const ELSEWHERE = '/elsewhere/';

/** What was attached to messages: the list of one message's, or the bytes of one. */
export function media({ request, reply, path }: Call, standIn: TwilioStandIn): FastifyReply {
  standIn.fetched.push({ path, authorization: request.headers.authorization });
  const [, sid, , mediaSid = ''] = /\/Messages\/(\w+)\/Media(\/(\w+))?/.exec(path) ?? [];
  const kept = standIn.messages.find((one) => one.sid === sid);
  if (path.endsWith('/Media.json')) {
    const all = kept?.media.map((one) => mediaResource(standIn.accountSid, kept, one)) ?? [];
    return reply.send(pageOf(path, 'media_list', all));
  }
  const elsewhere = path.startsWith(ELSEWHERE) ? undefined : standIn.redirectMedia.shift();
  if (elsewhere) return reply.code(307).header('location', elsewhere).send();
  const one = kept?.media.find((each) => each.sid === mediaSid);
  return one ? reply.type(one.contentType).send(one.bytes) : refuse(reply, 404, 20404);
}
