import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Capabilities, Channel } from '../../src/channel';
import { AppError, DeliveryError } from '../../src/errors';
import type { Assembly, AssemblyParts } from './assemble';
import { MAX_TEXT } from './from-activity';
import { slackSettings } from './settings';
import { webhooks } from './webhooks';

export interface SlackParts extends AssemblyParts {
  /** The values of the slice (settings.ts); absent without a signing secret: then nothing is received or sent. */
  values: Record<string, string> | undefined;
  publicUrl: string;
}

export interface SlackChannel {
  channel: Channel<FastifyPluginAsync>;
  /** Customers can reach us. */
  open: boolean;
  /** Says something to everybody at the desk; nothing where there is none. */
  announce(text: string): Promise<void>;
  /** Connects where it is Slack that is called, and lets the desk catch up; the line must be up. */
  start(): void;
  stop(): Promise<void>;
}

const CAPABILITIES: Capabilities = {
  delivery: 'push',
  maxText: MAX_TEXT,
  choices: 'buttons',
  structured: true,
  attachments: true,
};

/** A service without Slack does not wait for its libraries at the start. */
function load(): typeof import('./assemble') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./assemble') as typeof import('./assemble');
}

function loadInstall(): typeof import('./oauth') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./oauth') as typeof import('./oauth');
}

/** Conversations of an app that is gone stay readable; nothing leaves for them. */
const off = (): SlackChannel => ({
  channel: {
    name: 'slack',
    capabilities: CAPABILITIES,
    routes: () => Promise.resolve(),
    send: () => Promise.reject(new DeliveryError('not_configured', { retryable: false })),
  },
  open: false,
  announce: () => Promise.resolve(),
  start: () => undefined,
  stop: () => Promise.resolve(),
});

/** Customers in Slack, and the way to the desk there. */
export function slack(parts: SlackParts): SlackChannel {
  const settings = slackSettings(parts.values);
  if (!settings) return off();
  let made: Assembly | undefined;
  const assembly = (): Assembly => (made ??= load().assemble(settings, parts));
  const { clock, logger, at, publicUrl } = parts;
  const { signingSecret, oauth } = settings;
  const hooks = webhooks({ signingSecret, receive: () => assembly().receive, clock, logger, at });

  function installer(): NonNullable<Assembly['installer']> {
    const there = assembly().installer;
    if (!there) throw new AppError('NotFound', 'there is nothing here');
    return there;
  }

  return {
    channel: {
      name: 'slack',
      capabilities: CAPABILITIES,
      routes: async (http: FastifyInstance) => {
        await http.register(hooks);
        if (oauth) await http.register(loadInstall().installRoutes(installer, publicUrl));
      },
      send: (message) => assembly().send(message),
      lookUp: (message) => assembly().lookUp(message),
    },
    open: true,
    announce: (text) => assembly().announce(text),
    start: () => assembly().start(),
    stop: () => made?.stop() ?? Promise.resolve(),
  };
}
