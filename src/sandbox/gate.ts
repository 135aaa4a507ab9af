import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors';

const LOOPBACK_SOCKET = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
/** A proxy that says so speaks for somebody else, wherever it stands. */
const FORWARDED =
  /^(forwarded|via|x-forwarded-.+|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-.+|x-envoy-.+|x-original-.+)$/;

/** A page of another site can make a browser on this machine call us: its Origin gives it away. */
function isOwnPage({ origin, host = '' }: FastifyRequest['headers']): boolean {
  return origin === undefined || origin === `http://${host}`;
}

/** True for whoever sits at this machine: a loopback socket, no proxy's headers, a loopback Host, no other site's page. */
export function isAtThisMachine({ headers, raw }: FastifyRequest): boolean {
  return (
    LOOPBACK_SOCKET.test(raw.socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(headers.host ?? '') &&
    !Object.keys(headers).some((name) => FORWARDED.test(name)) &&
    isOwnPage(headers)
  );
}

/** Lets nobody else know that there is a sandbox. */
export function keepToThisMachine(http: FastifyInstance): void {
  http.addHook('onRequest', (request, _reply, done) => {
    done(isAtThisMachine(request) ? undefined : new AppError('NotFound', 'there is nothing here'));
  });
}
