import { randomBytes } from 'node:crypto';
import type { Settings } from '../config';
import { makeCode } from '../domain/one-time-code';
import { phoneNumber } from '../domain/contact-match';
import type { Elsewhere, Linking } from '../intake/linking';
import type { Rooms } from './rooms';

export interface LinkingParts {
  settings: Settings;
  rooms: Pick<Rooms, 'codes' | 'links' | 'dialogStates'>;
  seal: (code: string) => string;
  /** Channels customers can reach us on. */
  isOpen: (channel: string) => boolean;
}

/** The first of several, without what marks it as a WhatsApp number. */
const firstOf = (numbers = ''): string => (numbers.split(',')[0] ?? '').trim().replace(/^whatsapp:/i, '');

/** Where customers can write to: our numbers, and the page. */
function addresses({ channels, publicUrl }: Settings): Elsewhere[] {
  const { TWILIO_SMS_FROM: sms, TWILIO_WHATSAPP_FROM: whatsapp } = channels?.twilio ?? {};
  return [
    { channel: 'sms', address: firstOf(sms) },
    { channel: 'whatsapp', address: firstOf(whatsapp) },
    { channel: 'webchat', address: publicUrl },
  ].filter(({ address }) => address !== '');
}

/** What the dialogs need to reach beyond one conversation. Codes go to telephones, by text, or to mailboxes, as far as these are open. */
export function openLinking({ settings, rooms, seal, isOpen }: LinkingParts): Linking {
  const ours = addresses(settings);
  const ways = () => (['sms', 'email'] as const).filter(isOpen);
  return {
    newCode: () => makeCode(randomBytes(8)),
    seal,
    codes: rooms.codes,
    links: rooms.links,
    stateOf: rooms.dialogStates,
    elsewhere: (channel) => ours.filter((one) => one.channel !== channel && isOpen(one.channel)),
    ways,
    route: (client, { phone, email }) => {
      const open = ways();
      const number = phone === undefined || !open.includes('sms') ? null : phoneNumber(phone);
      if (number !== null) return { client, channel: 'sms', conversation: number };
      const mailbox = email && open.includes('email') ? email.trim().toLowerCase() : null;
      return mailbox ? { client, channel: 'email', conversation: mailbox } : null;
    },
  };
}
