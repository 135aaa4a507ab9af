import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors';
import type { Logger } from '../logger';
import type { Metrics } from './metrics';
import { problemBody, problemOf, type Problem } from './problem';
import { traceOf } from './trace';

export interface Answering {
  logger: Logger;
  metrics: Metrics;
}

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) void reply.header('retry-after', String(Math.ceil(problem.retryAfter)));
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type('application/json; charset=utf-8').send(problemBody(problem));
}

/** Answers an error. What nobody expected is logged with where it happened, and the caller learns nothing of it. */
export function answerError({ logger, metrics }: Answering) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(error);
    metrics.refused(problem.code);
    if (problem.code === 'Internal') {
      const { method, routeOptions } = request;
      logger.error({ method, route: routeOptions.url ?? 'none', err: traceOf(error) }, 'request failed');
    }
    return send(reply, problem);
  };
}

/** The one place where errors become answers: what handlers throw, what the framework refuses, and what is not there. */
export function installErrors(app: FastifyInstance, answering: Answering): void {
  const answer = answerError(answering);
  app.setErrorHandler(answer);
  app.setNotFoundHandler((request, reply) => answer(new AppError('NotFound', 'there is nothing here'), request, reply));
}

/** Node's names for requests it could not parse, with the status they get. */
const PARSER: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const GRACE_MS = 1_000;

/** Bytes that never became a request are answered like one that was refused, and the connection ends. */
export function refuseConnection(error: Error & { code?: string; rawPacket?: unknown }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = problemOf({ statusCode: PARSER[error.code ?? ''] ?? 400 });
  const body = JSON.stringify(problemBody(problem));
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.code}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  // The answer to HEAD has no body, also when nothing more of the request could be read.
  const asked = Buffer.isBuffer(error.rawPacket) ? error.rawPacket.toString('latin1', 0, 5) : '';
  socket.end(`${head.join('\r\n')}\r\n\r\n${asked === 'HEAD ' ? '' : body}`);
  // Time to read the answer, not to keep the connection.
  socket.setTimeout(GRACE_MS, () => socket.destroy());
}
