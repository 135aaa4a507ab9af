import Fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { slack, type SlackChannel, type SlackParts } from '../../../channels/slack';
import type { Activity, Outgoing } from '../../../src/channel';
import { installErrors } from '../../../src/http/error-handler';
import { createMetrics } from '../../../src/http/metrics';
import type { StandInOptions } from '../../../src/sandbox/slack';
import { aKit, type Kit } from '../contract';
import { SIGNING_SECRET, slackStandIn, type RunningStandIn } from './stand-in';

export interface RunningChannel extends SlackChannel {
  standIn: RunningStandIn;
  kit: Kit;
  http: FastifyInstance;
  url: string;
  admitted: Activity[];
  close(): Promise<void>;
}

export interface ChannelOptions {
  values?: Record<string, string>;
  parts?: Partial<SlackParts>;
  standIn?: Partial<StandInOptions>;
}

const open = new Set<RunningChannel>();
afterEach(async () => void (await Promise.all([...open].map((one) => one.close()))));

/** Nothing is kept beyond the process. */
export function memoryInstallations() {
  const kept = new Map<string, string>();
  return {
    kept,
    save: (key: string, sealed: string) => Promise.resolve(void kept.set(key, sealed)),
    find: (key: string) => Promise.resolve(kept.get(key) ?? null),
    remove: (key: string) => Promise.resolve(void kept.delete(key)),
    keys: () => Promise.resolve([...kept.keys()]),
  };
}

/** The channel alone, on a port of its own, over the stand-in and a line that stores nothing. */
export async function aChannel(options: ChannelOptions = {}): Promise<RunningChannel> {
  const kit = aKit();
  const standIn = await slackStandIn({ clock: kit.clock, echoes: false, ...options.standIn });
  const http = Fastify({ forceCloseConnections: true });
  installErrors(http, { logger: kit.logger, metrics: createMetrics() });
  const made = slack({
    client: 'default',
    values: {
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: standIn.botToken,
      SLACK_API_URL: standIn.apiUrl,
      SLACK_CHANNEL_MPS: '100',
      ...options.values,
    },
    publicUrl: 'https://refunds.example',
    line: kit.line,
    media: (_client, id) => `https://refunds.example/media/${id}`,
    installations: memoryInstallations(),
    storePhoto: () => Promise.resolve({ ok: false, problem: 'type' }),
    clock: kit.clock,
    logger: kit.logger,
    at: () => undefined,
    ...options.parts,
  });
  await http.register(made.channel.routes);
  await http.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
  standIn.connect({ standIn: standIn.url, app: url });
  let closed: Promise<void> | undefined;
  const running: RunningChannel = {
    ...made,
    standIn,
    kit,
    http,
    url,
    admitted: kit.admitted,
    close: () =>
      (closed ??= (async () => {
        await made.stop();
        await standIn.stop();
        await http.close();
        open.delete(running);
      })()),
  };
  open.add(running);
  return running;
}

export const aMessage = (team: string, channel: string, over: Partial<Outgoing> = {}): Outgoing => ({
  client: 'default',
  channel: 'slack',
  conversation: `${team}:${channel}`,
  id: `default/slack/${team}:${channel}|0000001`,
  seq: 1,
  replyToId: 'x|0000001',
  text: 'Which order is it?',
  key: 'refund.askOrder',
  values: {},
  choices: [],
  inputHint: 'expectingInput',
  locale: 'en',
  at: new Date(),
  address: { team, channel },
  ...over,
});
