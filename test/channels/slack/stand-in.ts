import Fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { createSlackStandIn, PREFIX, type SlackStandIn, type StandInOptions } from '../../../src/sandbox/slack';

export interface RunningStandIn extends SlackStandIn {
  /** Ends with a slash. */
  apiUrl: string;
  url: string;
  http: FastifyInstance;
  stop(): Promise<void>;
}

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

/** The stand-in on a port of its own. */
export async function slackStandIn(options: Partial<StandInOptions> & { app?: string } = {}): Promise<RunningStandIn> {
  const { app = '', ...rest } = options;
  const standIn = createSlackStandIn({
    signingSecret: SIGNING_SECRET,
    wait: () => new Promise((resolve) => setTimeout(resolve, 5)),
    ...rest,
  });
  const http = Fastify({ forceCloseConnections: true });
  await http.register(standIn.routes);
  await http.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
  standIn.connect({ standIn: url, app });
  return {
    ...standIn,
    http,
    url,
    apiUrl: `${url}${PREFIX}/api/`,
    stop: async () => {
      await standIn.idle();
      await http.close();
    },
  };
}
