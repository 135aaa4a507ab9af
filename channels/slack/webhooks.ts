import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Passing } from '../../src/channel';
import { AppError } from '../../src/errors';
import type { Logger } from '../../src/logger';
import { readBody } from './body';
import type { Receive } from './receive';
import { signatureProblem } from './signature';

export const PATHS = ['events', 'interactions', 'commands', 'options'].map((name) => `/webhooks/slack/${name}`);

export interface WebhookParts {
  signingSecret: string;
  receive: () => Receive;
  clock: () => Date;
  logger: Logger;
  at: Passing;
}

const text = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');
const rawOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

function retryOf({ headers }: FastifyRequest): { retryNum?: number; retryReason?: string } {
  const number = text(headers['x-slack-retry-num']);
  const reason = text(headers['x-slack-retry-reason']);
  return {
    ...(/^\d{1,3}$/.test(number) ? { retryNum: Number(number) } : {}),
    ...(/^\w{1,40}$/.test(reason) ? { retryReason: reason } : {}),
  };
}

/** The webhooks: verify, then hand over. A refused request is counted by its log line, which says what is wrong with it. */
export function webhooks({ signingSecret, receive, clock, logger, at }: WebhookParts): FastifyPluginAsync {
  async function verify(request: FastifyRequest): Promise<void> {
    const { headers } = request;
    const problem = signatureProblem(
      signingSecret,
      {
        signature: text(headers['x-slack-signature']),
        timestamp: text(headers['x-slack-request-timestamp']),
        body: rawOf(request),
      },
      clock(),
    );
    if (problem) {
      logger.warn(
        { station: 'verify', channel: 'slack', path: request.routeOptions.url, why: problem },
        'webhook refused',
      );
      throw new AppError('Unauthorized', 'this request is not signed by Slack');
    }
    await at('verify');
  }

  /** Slack brings again whatever is not answered with 200: what failed here is not its caller's failure, nor ours for good. */
  async function answered(delivery: Parameters<Receive>[0]): ReturnType<Receive> {
    try {
      return await receive()(delivery);
    } catch (error) {
      const code = error instanceof AppError ? error.code : (error as Error).name;
      const retryAfter = (error instanceof AppError && error.details.retryAfter) || 1;
      logger.warn({ station: 'admit', channel: 'slack', code }, 'not kept yet; Slack is to bring it again');
      throw new AppError('TooManyRequests', 'not yet: bring it again', { retryAfter }, { cause: error });
    }
  }

  async function received(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await verify(request);
    const body = readBody(text(request.headers['content-type']), rawOf(request));
    if (!body) throw new AppError('BadRequest', 'this is nothing that Slack sends');
    const answer = await answered({ body, ...retryOf(request) });
    reply.code(answer.status);
    if (answer.body === undefined) await reply.send();
    else if (typeof answer.body === 'string') await reply.type('text/plain').send(answer.body);
    else await reply.send(answer.body);
    await at('acknowledge');
  }

  return async (http: FastifyInstance) => {
    await http.register((scope) => {
      // The signature covers the body as it came.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      for (const path of PATHS) scope.post(path, { schema: { hide: true } } as object, received);
      return Promise.resolve();
    });
  };
}
