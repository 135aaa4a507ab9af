import { windowOf } from './carrier';
import type { KeptMessage } from './shapes';
import type { TwilioStandIn } from './contract';

export interface DeliveryParts {
  clock: () => Date;
  /** The code with which messages to an address fail just now; null: they arrive. */
  failing: (address: string) => number | null;
  /** Fetches a photo we want to send; null: it could not be had. */
  fetchMedia: (url: string) => Promise<{ contentType: string; bytes: Buffer } | null>;
  wait: (ms: number) => Promise<void>;
}

/** Long enough to see each tick change, in milliseconds. */
const STEP_MS = { sent: 200, delivered: 350, read: 900 };
/** https://www.twilio.com/docs/api/errors/63016, 63019 and 12300. */
const OUTSIDE_WINDOW = 63016;
const NO_MEDIA = { sms: 12300, whatsapp: 63019 };

const isWhatsApp = (address: string): boolean => address.startsWith('whatsapp:');

/** What becomes of messages on the way to a phone: sent, delivered, read; or not. */
export function createDelivery({ clock, failing, fetchMedia, wait }: DeliveryParts) {
  /** WhatsApp takes the message first and says afterwards that it was too late. */
  function isOutsideWindow({ to, params }: KeptMessage, { messages, contents }: TwilioStandIn): boolean {
    if (!isWhatsApp(to) || contents.find(({ sid }) => sid === params.ContentSid)?.approved) return false;
    const until = windowOf(messages, to);
    return !until || until <= clock();
  }

  async function attach(message: KeptMessage): Promise<boolean> {
    const { MediaUrl } = message.params;
    if (!MediaUrl) return true;
    const fetched = await fetchMedia(MediaUrl).catch(() => null);
    if (fetched) message.media.push({ sid: `ME${message.sid.slice(2)}`, ...fetched });
    return fetched !== null;
  }

  return async (message: KeptMessage, standIn: TwilioStandIn): Promise<void> => {
    const tell = (status: string, code?: number): Promise<unknown> =>
      standIn.tell(message, status, code).catch(() => null);
    const kind = isWhatsApp(message.to) ? 'whatsapp' : 'sms';
    await tell('queued');
    await wait(STEP_MS.sent);
    if (isOutsideWindow(message, standIn)) return void (await tell('failed', OUTSIDE_WINDOW));
    if (!(await attach(message))) return void (await tell('failed', NO_MEDIA[kind]));
    await tell('sent');
    await wait(STEP_MS.delivered);
    const code = failing(message.to);
    if (code !== null) return void (await tell('undelivered', code));
    await tell('delivered');
    if (kind === 'sms') return;
    await wait(STEP_MS.read);
    await tell('read');
  };
}
