import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemBody } from './resources';

/** One request to the API. */
export interface Call {
  request: FastifyRequest;
  reply: FastifyReply;
  /** Below the prefix, Twilio's host taken off. */
  path: string;
  query: URLSearchParams;
}

/** Twilio's no. */
export const refuse = (reply: FastifyReply, status: number, code: number, message?: string): FastifyReply =>
  reply.code(status).send(problemBody(status, code, message));
