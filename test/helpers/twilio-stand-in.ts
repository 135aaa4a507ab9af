import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type { StandInOptions, TwilioStandIn as Served } from '../../src/sandbox/twilio/contract';
import { createTwilioStandIn } from '../../src/sandbox/twilio/stand-in';

export type { KeptMessage, Photo, Posted, PostHow, Trouble } from '../../src/sandbox/twilio/shapes';

export type { StandInOptions };
export interface TwilioStandIn extends Served {
  stop(): Promise<void>;
}

/** The sandbox's stand-in of Twilio on a server of its own, with identifiers that count up. */
export async function twilioStandIn(options: Partial<StandInOptions> = {}): Promise<TwilioStandIn> {
  let made = 0;
  const served = createTwilioStandIn({
    clock: () => new Date(),
    newSid: (prefix) => `${prefix}${String((made += 1)).padStart(32, '0')}`,
    ...options,
  });
  const http = Fastify({ forceCloseConnections: true });
  await http.register(served.routes);
  await http.listen({ port: 0, host: '127.0.0.1' });
  // A test that failed before it could stop this does not keep the run from ending.
  http.server.unref();
  served.url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
  return Object.assign(served, { stop: () => http.close() });
}
