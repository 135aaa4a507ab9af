import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message';
import type { Outgoing, Thread } from '../../src/channel';
import { DeliveryError } from '../../src/errors';
import type { ContentSids } from './content-sids';
import { dress, type Dressed } from './contents';
import { templateFor, type Templates } from './templates';

/** https://www.twilio.com/docs/whatsapp/key-concepts#customer-service-windows, from the customer's last message. */
export const WINDOW_MS = 86_400_000;
/** A message has to arrive there before the window closes. */
const ON_ITS_WAY_MS = 60_000;

export interface WhatsAppParts {
  templates: Templates;
  sids: ContentSids;
  lastInAt: (thread: Thread) => Promise<Date | null>;
  clock: () => Date;
}

type Create = MessageListInstanceCreateOptions;

/** What is to be sent, and the resource it was put into. */
export interface Clothed {
  create: Create;
  dressed?: Dressed;
}

/** The one reason a message is held for: it goes out when the customer writes again. */
const outside = (): DeliveryError => new DeliveryError('outside_window', { retryable: false, held: true });

/**
 * How a message may leave at this moment: as it is within the 24 hours, with buttons where it has choices; outside them as an
 * approved template, or not at all. Rejects with DeliveryError.
 */
export function createWhatsApp({ templates, sids, lastInAt, clock }: WhatsAppParts) {
  async function isOpen(message: Outgoing): Promise<boolean> {
    const last = await lastInAt(message).catch((error: unknown) => {
      throw new DeliveryError('store_away', { retryable: true, cause: error });
    });
    return last !== null && clock().getTime() < last.getTime() + WINDOW_MS - ON_ITS_WAY_MS;
  }

  return async (message: Outgoing, plain: Create): Promise<Clothed> => {
    const { body: _body, mediaUrl: _media, ...envelope } = plain;
    if (!(await isOpen(message))) {
      const template = templateFor(message, templates);
      if (!template) throw outside();
      return { create: { ...envelope, ...template } };
    }
    const dressed = plain.mediaUrl ? null : dress(message.text, message.choices, message.locale);
    const contentSid = dressed && (await sids.sidOf(dressed));
    if (!dressed || !contentSid) return { create: plain };
    return {
      create: { ...envelope, contentSid, contentVariables: JSON.stringify(dressed.variables) },
      dressed,
    };
  };
}
