import type { FastifyPluginAsync } from 'fastify';
import {
  threadKey,
  type Activity,
  type Channel,
  type Line,
  type MediaLink,
  Passing,
  type StorePhoto,
  type Thread,
} from '../../src/channel';
import { DeliveryError } from '../../src/errors';
import { fromRecord } from './address';
import { createPhotos } from './attachments';
import { createAuthentication } from './authentication';
import { createConnector } from './connector';
import { createCredentialsFactory, createOutboundToken } from './credentials';
import { fromMessage, showsTyping, typing } from './from-activity';
import { onlyFromHere } from './loopback';
import { createServiceUrls } from './service-urls';
import { botSettings } from './settings';
import { webhooks } from './webhooks';

export interface BotframeworkParts {
  client: string;
  /** The values of the slice (settings.ts); absent without an app id. */
  values: Record<string, string> | undefined;
  publicUrl: string;
  line: Line;
  clock: () => Date;
  storePhoto: StorePhoto;
  media: MediaLink;
  at: Passing;
}

/** The tightest channel of Azure Bot Service that is in wide use (Facebook) takes 2000 characters; a list needs room too. */
const MAX_TEXT = 1600;
/** A message waits this long for the typing sign before it, in milliseconds: afterwards it would outlast the message. */
const SIGN_FIRST_MS = 1_000;

/** Whatever Azure Bot Service brings, the Emulator and Agents Playground: sent to at the conversation's service URL. */
export function botframework(parts: BotframeworkParts): Channel<FastifyPluginAsync> {
  const { clock } = parts;
  const settings = botSettings(parts.values);
  const factory = settings && createCredentialsFactory(settings);
  const serviceUrls = createServiceUrls(settings ? settings.addresses?.hosts : null);
  const token = createOutboundToken(settings, factory);
  const connector = createConnector(token, serviceUrls);
  const signs = new Map<string, Promise<unknown>>();

  /** Says that somebody is at it. Lost signs are not missed. */
  function working(activity: Activity): void {
    const address = fromRecord(activity.address);
    if (activity.type !== 'message' || !address || !showsTyping(address)) return;
    const thread = threadKey(activity);
    const late = new Promise((resolve) => setTimeout(resolve, SIGN_FIRST_MS).unref());
    const sign = Promise.race([connector.send(address, typing(address)).catch(() => undefined), late]);
    signs.set(thread, sign);
    void sign.then(() => signs.get(thread) === sign && signs.delete(thread));
  }

  const signShown = (thread: Thread): Promise<unknown> => signs.get(threadKey(thread)) ?? Promise.resolve();

  return {
    name: 'botframework',
    capabilities: { delivery: 'push', maxText: MAX_TEXT, choices: 'buttons', structured: false, attachments: true },
    routes: webhooks({
      client: parts.client,
      line: parts.line,
      serviceUrls,
      ...(settings && factory ? { authenticate: createAuthentication(settings, factory, clock) } : {}),
      onlyHere: onlyFromHere(parts.publicUrl),
      photos: createPhotos({ token, serviceUrls, storePhoto: parts.storePhoto, clock }),
      working,
      at: parts.at,
    }),
    send: async (message) => {
      const address = fromRecord(message.address);
      if (!address) throw new DeliveryError('no_address', { retryable: false });
      await signShown(message);
      return connector.send(address, fromMessage(message, address, parts.media));
    },
  };
}
