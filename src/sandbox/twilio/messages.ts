import { parse } from 'node:querystring';
import type { FastifyReply } from 'fastify';
import { refuse, type Call } from './call';
import { messageResource, pageOf } from './resources';
import type { KeptMessage, Trouble } from './shapes';
import type { TwilioStandIn } from './contract';

const LIST_KNOWN = new Set(['To', 'From', 'DateSent', 'DateSent<', 'DateSent>', 'PageSize', 'Page', 'PageToken']);

const firstOf = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? '';

/** An answer that never comes, or comes with a code. */
function answerTrouble(trouble: Trouble, { request, reply }: Call): FastifyReply | undefined {
  if ('answer' in trouble) {
    if (trouble.retryAfter) void reply.header('retry-after', String(trouble.retryAfter));
    return refuse(reply, trouble.answer, trouble.code ?? 20500);
  }
  reply.hijack();
  if ('reset' in trouble) request.raw.socket.destroy();
  return undefined;
}

/** `POST Messages.json`: resolves when it is answered; what follows a send goes on afterwards. */
export async function createMessage(call: Call, standIn: TwilioStandIn): Promise<FastifyReply | undefined> {
  const form = parse(typeof call.request.body === 'string' ? call.request.body : '');
  const params = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, firstOf(value)]));
  const trouble = standIn.troubles.shift();
  const code = standIn.problemWith(params, [form.MediaUrl ?? []].flat());
  if (code) return refuse(call.reply, 400, code);
  const message = !trouble || trouble.taken === true ? standIn.take(params) : undefined;
  if (trouble) return answerTrouble(trouble, call);
  if (!message) return undefined;
  if (standIn.callbacks.before) await standIn.deliver(message);
  void call.reply.code(201).send(messageResource(standIn.accountSid, message));
  if (!standIn.callbacks.before) void standIn.deliver(message);
  return call.reply;
}

/** `GET Messages.json`: newest first; what still waits to be sent has no date of sending. */
export function listMessages({ query, reply, path }: Call, { messages, accountSid }: TwilioStandIn): FastifyReply {
  if ([...query.keys()].some((name) => !LIST_KNOWN.has(name))) return refuse(reply, 400, 20001);
  const { To: to, From: from } = Object.fromEntries(query);
  const since = query.get('DateSent>');
  const start = since === null ? 0 : Math.floor(Date.parse(since) / 1000) * 1000;
  const isListed = (one: KeptMessage): boolean =>
    one.direction !== 'outbound-reply' &&
    (!to || one.to === to) &&
    (!from || one.from === from) &&
    (since === null || (one.status !== 'queued' && one.createdAt.getTime() >= start));
  const found = messages
    .filter(isListed)
    .reverse()
    .slice(0, Number(query.get('PageSize') ?? 50));
  return reply.send(
    pageOf(
      path,
      'messages',
      found.map((one) => messageResource(accountSid, one)),
    ),
  );
}
