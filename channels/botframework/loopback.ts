import type { FastifyRequest } from 'fastify';
import { AppError } from '../../src/errors';

const NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const SOCKET = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i;
/** A proxy leaves one of these: then the other end of the socket is not who asks. */
const FORWARDING = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|cf-connecting-ip|true-client-ip)$/;

/** True for a host name or literal (IPv6 in brackets) that only this machine answers to. */
export const isLoopbackName = (hostname: string): boolean => NAME.test(hostname);

const isLoopbackUrl = (url: string): boolean => URL.canParse(url) && isLoopbackName(new URL(url).hostname);

/** What a request says about where it comes from: the Host it asks for also shows a rebound name. */
function comesFromHere({ headers, socket }: FastifyRequest): boolean {
  const { host = '', origin } = headers;
  return (
    SOCKET.test(socket.remoteAddress ?? '') &&
    !Object.keys(headers).some((name) => FORWARDING.test(name)) &&
    isLoopbackUrl(`http://${host}`) &&
    (origin === undefined || isLoopbackUrl(origin))
  );
}

/** A page of another site can send a form or plain text unasked; JSON makes its browser ask us first, and we say no. */
const isJson = (type = ''): boolean => /^application\/json\s*(;|$)/i.test(type);

/**
 * Without an app id nobody's token can be checked, so the endpoint takes only what a program on this machine sends to a
 * service that only this machine can reach: throws `Unauthorized` for everything else.
 */
export function onlyFromHere(publicUrl: string): (request: FastifyRequest) => void {
  const local = isLoopbackUrl(publicUrl);
  return (request) => {
    if (!local || !comesFromHere(request) || !isJson(request.headers['content-type']))
      throw new AppError('Unauthorized', 'without MICROSOFT_APP_ID this endpoint serves this machine only');
  };
}
