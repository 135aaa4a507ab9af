import type { MessageInstance, MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message';
import { threadKey, type MediaLink, type Outgoing, type Receipt } from '../../src/channel';
import { DeliveryError } from '../../src/errors';
import type { Logger } from '../../src/logger';
import type { ChannelName } from './address';
import type { Api } from './api';
import type { Dressed } from './contents';
import { OPTED_OUT } from './failures';
import { fromActivity, type Envelope } from './from-activity';
import type { Pacing } from './pacing';
import type { Consents, TakenIds } from './ports';
import type { TwilioSettings } from './settings';
import type { Clothed } from './whatsapp';
import { deliveryStatus } from './status';

export interface SendParts {
  settings: TwilioSettings;
  api: Api;
  pacing: Record<ChannelName, Pacing>;
  consents: Consents;
  takenIds: TakenIds;
  /** Null where Twilio could not reach us. */
  statusUrl: string | null;
  media: MediaLink | null;
  /** How a WhatsApp message may leave at this moment. */
  clothe: (message: Outgoing, plain: MessageListInstanceCreateOptions) => Promise<Clothed>;
  /** Twilio would not send with a resource. */
  distrust: (dressed: Dressed) => Promise<void>;
  /** What a log line may call a conversation. */
  nameOf: (channel: string, conversation: string) => string;
  clock: () => Date;
  logger: Logger;
}

export interface Sender {
  send(message: Outgoing): Promise<Receipt>;
  /** What became of a send with an unknown outcome; null: Twilio never took it. */
  lookUp(message: Outgoing): Promise<Receipt | null>;
  /** Twilio told the SID of a message, in an answer or in a callback that came before it. */
  learn(key: string, sid: string): void;
}

/** SIDs of the last messages, by thread and number: callbacks may come before the answer. */
const REMEMBERED = 5_000;
/** Twilio's clock and ours may differ by this much, in milliseconds. */
const CLOCKS_DIFFER_MS = 5_000;
const LISTED = 50;

export const messageKey = (message: Pick<Outgoing, 'client' | 'channel' | 'conversation' | 'seq'>): string =>
  `${threadKey(message)}|${message.seq}`;

/** A WhatsApp message costs by the conversation. */
const cost = ({ encoding, segments }: Envelope): { segments?: number } => (encoding === 'none' ? {} : { segments });

const notConfigured = (): DeliveryError => new DeliveryError('not_configured', { retryable: false });

/** Station 12, deliver, for one of the two channels: consent, pace, one call; afterwards finding out what became of it. */
export function createSender(channel: ChannelName, parts: SendParts): Sender {
  const { settings, api, consents, clock } = parts;
  const sids = new Map<string, string>();

  function learn(key: string, sid: string): void {
    sids.set(key, sid);
    if (sids.size > REMEMBERED) sids.delete(sids.keys().next().value as string);
  }

  async function refuseOptedOut(message: Outgoing): Promise<void> {
    const consent = await consents.find(message).catch((error: unknown) => {
      // Nothing has left: no reason to look for it at Twilio.
      throw new DeliveryError('store_away', { retryable: true, cause: error });
    });
    if (consent?.optedOut) throw new DeliveryError('opted_out', { retryable: false });
  }

  function envelopeOf(message: Outgoing): Envelope {
    const envelope = fromActivity(message, channel, settings, parts.statusUrl, parts.media);
    if (!envelope) throw notConfigured();
    return envelope;
  }

  async function create(message: Outgoing, given: MessageListInstanceCreateOptions): Promise<string> {
    try {
      return await api.create(given);
    } catch (error) {
      const { code } = error as DeliveryError;
      if (code === OPTED_OUT) {
        const known = { optedOut: true, by: 'carrier' as const, at: clock(), id: `${OPTED_OUT}:${message.seq}` };
        await consents.change(message, known).catch(() => undefined);
      }
      throw error;
    }
  }

  /** Buttons that Twilio refuses are not worth a message: it goes out with numbers instead. */
  async function createBest(message: Outgoing, { message: plain }: Envelope): Promise<string> {
    if (channel === 'sms') return create(message, plain);
    const { create: best, dressed } = await parts.clothe(message, plain);
    try {
      return await create(message, best);
    } catch (error) {
      const { retryable, unknown, code } = error as DeliveryError;
      if (!dressed || retryable || unknown || code === OPTED_OUT) throw error;
      await parts.distrust(dressed);
      return create(message, plain);
    }
  }

  async function send(message: Outgoing): Promise<Receipt> {
    const envelope = envelopeOf(message);
    await refuseOptedOut(message);
    await parts.pacing[channel].turn(envelope.sender, envelope.segments);
    // Again: a STOP may have come while the message waited for its turn.
    await refuseOptedOut(message);
    const sid = await createBest(message, envelope);
    learn(messageKey(message), sid);
    const { segments, encoding } = envelope;
    const conversation = parts.nameOf(channel, message.conversation);
    parts.logger.info({ station: 'deliver', channel, conversation, key: message.key, segments, encoding }, 'sent');
    return { providerId: sid, status: 'queued', ...cost(envelope) };
  }

  /** Of the messages Twilio has, the first one after ours was said that has its words and belongs to no other. */
  async function ourOwn(
    message: Outgoing,
    reads: Envelope['reads'],
    found: MessageInstance[],
  ): Promise<MessageInstance | undefined> {
    const since = message.at.getTime() - CLOCKS_DIFFER_MS;
    const like = found
      .filter((one) => reads(one.body) && one.direction !== 'inbound' && one.dateCreated.getTime() >= since)
      .sort((a, b) => a.dateCreated.getTime() - b.dateCreated.getTime());
    if (!like.length) return undefined;
    const own = messageKey(message);
    const others = new Set([...sids].filter(([key]) => key !== own).map(([, sid]) => sid));
    const taken = await parts.takenIds(
      message,
      message.seq,
      like.map(({ sid }) => sid),
    );
    return like.find(({ sid }) => !others.has(sid) && !taken.includes(sid));
  }

  async function lookUp(message: Outgoing): Promise<Receipt | null> {
    const known = sids.get(messageKey(message));
    // A send that came to nothing is told of under its own SID, which is not what is looked for.
    const over = known !== undefined && (await parts.takenIds(message, message.seq, [known])).includes(known);
    const envelope = envelopeOf(message);
    const { message: sent, reads } = envelope;
    if (known && !over) return { providerId: known, status: 'queued', ...cost(envelope) };
    const filter = { to: sent.to, ...(sent.from ? { from: sent.from } : {}), limit: LISTED };
    const day = new Date(message.at.getTime() - 86_400_000);
    // What still waits in Twilio's queue has no date of sending yet: the second list finds it.
    for (const more of [{ dateSentAfter: day }, {}]) {
      const own = await ourOwn(message, reads, await api.list({ ...filter, ...more }));
      if (!own) continue;
      learn(messageKey(message), own.sid);
      const status = deliveryStatus(own.status);
      return {
        providerId: own.sid,
        status: status === 'sent' || status === 'delivered' ? status : 'queued',
        ...cost(envelope),
      };
    }
    return null;
  }

  return { send, lookUp, learn };
}
