import { AppError } from '../errors';
import { hearAsCarrier, windowOf } from './twilio/carrier';
import type { KeptMessage, Photo } from './twilio/shapes';
import { smsSize } from './twilio/sms-size';
import type { TwilioStandIn } from './twilio/contract';
import { PHONES, type Phone, type PhoneMessage, type PhoneName } from './shown';

export interface Phones {
  seen(): Phone[];
  /** Resolves when the service has answered; what it would not take is marked as failed. */
  say(phone: PhoneName, text: string, photos: Photo[]): Promise<void>;
  /** A button or list item of a message; AppError `BadRequest` when there is none like it. */
  tap(phone: PhoneName, sid: string, choice: string): Promise<void>;
  set(phone: PhoneName, to: { failing?: number | null; number?: string }): void;
  failing(address: string): number | null;
  photo(sid: string, media: string): Photo | null;
}

interface State {
  number: string;
  failing: number | null;
}

/** https://www.twilio.com/docs/api/errors; what can go wrong after Twilio has taken a message. */
const FAILURES: Record<PhoneName, Phone['failures']> = {
  sms: [
    { code: 30003, words: 'The phone is switched off' },
    { code: 30006, words: 'A landline, which takes no texts' },
    { code: 30007, words: 'Filtered by the carrier' },
  ],
  whatsapp: [
    { code: 63024, words: 'Not on WhatsApp any more' },
    { code: 63018, words: 'Too many messages for WhatsApp' },
  ],
};

const addressOf = (name: PhoneName, number: string): string => (name === 'whatsapp' ? `whatsapp:${number}` : number);

function seenAs(one: KeptMessage, address: string): PhoneMessage {
  const { content, sid } = one;
  const size = smsSize(one.body);
  const isSms = !one.to.startsWith('whatsapp:');
  return {
    sid,
    mine: one.from === address && one.direction === 'inbound',
    carrier: one.direction === 'outbound-reply',
    body: one.body,
    at: one.createdAt.toISOString(),
    status: one.status,
    errorCode: one.errorCode,
    photos: one.media.map((each) => ({ url: `/sandbox/api/photos/${sid}/${each.sid}` })),
    kind: content?.kind ?? 'text',
    choices: content?.choices ?? [],
    button: content?.button ?? '',
    segments: isSms ? size.segments : 0,
    encoding: size.encoding,
  };
}

/** What WhatsApp says of a message beside what an SMS says (webhooks of 2026). */
const whatsAppParams = (number: string, name: string, type: string): Record<string, string> => ({
  ProfileName: name,
  WaId: number.slice(1),
  MessageType: type,
  ChannelMetadata: JSON.stringify({
    type: 'whatsapp',
    data: { context: { ProfileName: name, WaId: number.slice(1) } },
  }),
});

export interface PhonesParts {
  standIn: TwilioStandIn;
  /** Our own senders, as Twilio writes them. */
  ours: Record<PhoneName, string>;
  /** The customer's number until another is chosen, E.164. */
  number: string;
  /** The name a number's WhatsApp profile has. */
  ownerOf: (number: string) => string;
}

/** Two phones of one customer, and what the carrier does between them and Twilio. */
export function createPhones({ standIn, ours, number: first, ownerOf }: PhonesParts): Phones {
  const states: Record<PhoneName, State> = {
    sms: { number: first, failing: null },
    whatsapp: { number: first, failing: null },
  };

  const own = (name: PhoneName): string => addressOf(name, states[name].number);

  const messagesOf = (name: PhoneName): KeptMessage[] => {
    const address = own(name);
    return standIn.messages.filter((one) => one.from === address || one.to === address);
  };

  async function pass(name: PhoneName, text: string, more: Record<string, string>, photos: Photo[]): Promise<void> {
    const before = standIn.messages.length;
    const answer = await standIn.says(own(name), text, { To: ours[name], ...more }, photos).catch(() => null);
    const message = standIn.messages[before];
    if (message && answer?.status !== 200) message.status = 'failed';
    standIn.changed();
  }

  function seen(name: PhoneName): Phone {
    const { number, failing } = states[name];
    const messages = messagesOf(name).map((one) => seenAs(one, own(name)));
    const fromShop = messages.filter(({ mine, carrier }) => !mine && !carrier);
    return {
      name,
      number,
      ours: ours[name].replace('whatsapp:', ''),
      messages,
      blocked: standIn.blocked.has(own(name)),
      windowUntil: name === 'whatsapp' ? (windowOf(standIn.messages, own(name))?.toISOString() ?? null) : null,
      failing,
      failures: FAILURES[name],
      sent: { messages: fromShop.length, segments: fromShop.reduce((sum, { segments }) => sum + segments, 0) },
    };
  }

  return {
    seen: () => PHONES.map(seen),
    say: async (name, text, photos) => {
      const { number } = states[name];
      if (name === 'whatsapp') {
        const type = photos.length ? 'image' : 'text';
        return pass(name, text, whatsAppParams(number, ownerOf(number), type), photos);
      }
      const { answer } = hearAsCarrier(standIn, { from: own(name), to: ours[name], text });
      await pass(name, text, {}, photos);
      answer();
    },
    tap: async (name, sid, choice) => {
      const message = messagesOf(name).find((one) => one.sid === sid);
      const chosen = message?.content?.choices.find(({ id }) => id === choice);
      if (!message?.content || !chosen)
        throw new AppError('BadRequest', 'there is no such choice', { field: 'choice' });
      const { number } = states[name];
      const isList = message.content.kind === 'list';
      await pass(
        name,
        chosen.title,
        {
          ...whatsAppParams(number, ownerOf(number), isList ? 'interactive' : 'button'),
          ...(isList ? { ListId: chosen.id, ListTitle: chosen.title } : {}),
          ...(isList ? {} : { ButtonPayload: chosen.id, ButtonText: chosen.title }),
          OriginalRepliedMessageSid: sid,
          OriginalRepliedMessageSender: message.from,
        },
        [],
      );
    },
    set: (name, { failing, number }) => {
      if (failing !== undefined) states[name].failing = failing;
      if (number !== undefined) states[name].number = number;
      standIn.changed();
    },
    failing: (address) =>
      PHONES.map((name) => (own(name) === address ? states[name].failing : null)).find((code) => code !== null) ?? null,
    photo: (sid, mediaSid) =>
      standIn.messages.find((one) => one.sid === sid)?.media.find((one) => one.sid === mediaSid) ?? null,
  };
}
