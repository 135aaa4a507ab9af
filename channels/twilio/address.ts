import type { TwilioSettings } from './settings';

export const CHANNELS = ['sms', 'whatsapp'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** Somebody on the other side, or one of our senders. */
export interface Party {
  channel: ChannelName;
  /** E.164, or on WhatsApp a business-scoped user id (`US.ABC123`): opaque, kept as it came. */
  id: string;
}

const E164 = /^\+[1-9]\d{6,14}$/;
/** https://www.twilio.com/docs/whatsapp: a country code, a dot, up to 128 letters and digits. */
const USER_ID = /^[A-Z]{2}\.[A-Za-z\d]{1,128}$/;
const PREFIX = 'whatsapp:';
/** https://www.twilio.com/docs/messaging/guides/how-to-use-your-free-trial-account: North American toll-free codes. */
const TOLL_FREE = /^\+18(00|33|44|55|66|77|88)\d{7}$/;

/** A customer's address; null for short codes, names and whatever is no person's number. */
export function partyOf(address: string): Party | null {
  if (!address.startsWith(PREFIX)) return E164.test(address) ? { channel: 'sms', id: address } : null;
  const id = address.slice(PREFIX.length);
  return E164.test(id) || USER_ID.test(id) ? { channel: 'whatsapp', id } : null;
}

/** A WhatsApp user id beside or in place of the number, whatever its field is called; null where there is none. */
export function userIdIn(text: string): string | null {
  const id = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  return USER_ID.test(id) ? id : null;
}

/** The address as Twilio writes it. */
export const addressOf = ({ channel, id }: Party): string => (channel === 'whatsapp' ? PREFIX + id : id);

/** A sender or a service of ours: what a verified request must name. */
export function isOurs(sender: string, service: string, settings: TwilioSettings): boolean {
  if (service && service === settings.serviceSid) return true;
  return sender.startsWith(PREFIX)
    ? settings.whatsappFrom.includes(sender.slice(PREFIX.length))
    : settings.smsFrom.includes(sender);
}

/** Carriers open these again on START and UNSTOP only. */
export const isTollFree = (sender: string): boolean => TOLL_FREE.test(sender);
