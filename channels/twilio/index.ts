import type { FastifyPluginAsync } from 'fastify';
import type { Capabilities, Channel, Line, MediaLink, Outgoing, Passing, StorePhoto } from '../../src/channel';
import { DeliveryError } from '../../src/errors';
import type { Logger } from '../../src/logger';
import { CHANNELS, type ChannelName } from './address';
import { createApi } from './api';
import { createContentSids } from './content-sids';
import { LONGEST_BODY } from './contents';
import { MAX_TEXT } from './from-activity';
import { createCatchUp } from './catch-up';
import { createPacing } from './pacing';
import { createPhotos } from './photos';
import type { Consents, Contents, FindQuoted, LastInAt, Marks, SameAddress, TakenIds } from './ports';
import { createReceive } from './receive';
import { createSender } from './send';
import { twilioSettings, type TwilioSettings } from './settings';
import { purposesIn, textsIn } from './templates';
import { STATUS_PATH, webhooks } from './webhooks';
import { createWhatsApp, WINDOW_MS } from './whatsapp';

export interface TwilioParts {
  client: string;
  /** The values of the slice (settings.ts); absent without an account: then nothing is received or sent. */
  values: Record<string, string> | undefined;
  publicUrl: string;
  line: Line;
  consents: Consents;
  sameAddress: SameAddress;
  quoted: FindQuoted;
  marks: Marks;
  contents: Contents;
  lastInAt: LastInAt;
  takenIds: TakenIds;
  storePhoto: StorePhoto;
  media: MediaLink;
  /** What a log line may call a conversation. */
  nameOf: (channel: string, conversation: string) => string;
  clock: () => Date;
  logger: Logger;
  at: Passing;
}

/** SMS and WhatsApp: two channels of one provider. */
export interface TwilioChannels {
  all: Channel<FastifyPluginAsync>[];
  /** Those an account is configured for: all or none. */
  open: Channel<FastifyPluginAsync>[];
  /** Looks for messages that were missed; the line must be up. */
  start(): void;
  /** Lets nothing wait for its turn any longer; before the line stops. */
  stop(): Promise<void>;
}

const CAPABILITIES: Capabilities = {
  delivery: 'push',
  maxText: MAX_TEXT,
  choices: 'numbers',
  structured: false,
  attachments: true,
};
/** Buttons go beside at most 1024 characters; where they cannot be had the list of numbers needs the rest. */
const CAPABILITIES_OF: Record<ChannelName, Capabilities> = {
  sms: CAPABILITIES,
  whatsapp: { ...CAPABILITIES, choices: 'buttons', maxText: LONGEST_BODY, window: WINDOW_MS },
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Twilio refuses an address it cannot reach (21609); a stand-in on this machine can. */
const isReachable = (publicUrl: string, { apiBase }: TwilioSettings): boolean =>
  Boolean(apiBase) || (URL.canParse(publicUrl) && !LOOPBACK.test(new URL(publicUrl).hostname));

/** Conversations of an account that is gone stay readable; nothing leaves for them. */
function off(name: ChannelName): Channel<FastifyPluginAsync> {
  return {
    name,
    capabilities: CAPABILITIES_OF[name],
    routes: () => Promise.resolve(),
    send: () => Promise.reject(new DeliveryError('not_configured', { retryable: false })),
  };
}

/** Puts the two channels together. */
export function twilio(parts: TwilioParts): TwilioChannels {
  const settings = twilioSettings(parts.values);
  if (!settings) return { all: CHANNELS.map(off), open: [], start: () => undefined, stop: () => Promise.resolve() };

  const api = createApi(settings);
  const pacing = { sms: createPacing(settings.smsPerSecond), whatsapp: createPacing(settings.whatsappPerSecond) };
  const reachable = isReachable(parts.publicUrl, settings);
  const addresses = {
    statusUrl: reachable ? parts.publicUrl + STATUS_PATH : null,
    media: reachable ? parts.media : null,
  };
  const sids = createContentSids({ ...parts, accountSid: settings.accountSid, api });
  const clothe = createWhatsApp({ ...parts, templates: settings.templates, sids });
  const sending = { ...parts, settings, api, pacing, ...addresses, clothe, distrust: sids.distrust };
  const senders = { sms: createSender('sms', sending), whatsapp: createSender('whatsapp', sending) };
  const photos = createPhotos({ ...parts, settings, credentials: api.credentials });
  const receive = createReceive({ ...parts, photos });
  const catchUp = createCatchUp({ ...parts, settings, api, receive });
  const learn = (key: string, sid: string): void => {
    for (const name of CHANNELS) senders[name].learn(key, sid);
  };

  const { prices } = settings;
  const capabilitiesOf = (name: ChannelName): Capabilities => ({
    ...CAPABILITIES_OF[name],
    ...(name === 'whatsapp'
      ? { templates: purposesIn(settings.templates), templateTexts: textsIn(settings.templates) }
      : {}),
    ...(prices ? { prices } : {}),
  });
  const channel = (name: ChannelName, routes: FastifyPluginAsync): Channel<FastifyPluginAsync> => ({
    name,
    capabilities: capabilitiesOf(name),
    routes,
    send: (message: Outgoing) => senders[name].send(message),
    lookUp: (message: Outgoing) => senders[name].lookUp(message),
  });

  // The two are told apart by the address in each request: there is one pair of webhooks.
  const sms = channel('sms', webhooks({ ...parts, settings, receive, learn, contentRefused: sids.rest }));
  const whatsapp = channel('whatsapp', () => Promise.resolve());
  return {
    all: [sms, whatsapp],
    open: [sms, whatsapp],
    start: catchUp.start,
    stop: async () => {
      for (const name of CHANNELS) pacing[name].close();
      await catchUp.stop();
    },
  };
}
