import type { Channel } from '../channel';
import { messagingCost } from '../intake/messaging-cost';
import type { Rooms } from './rooms';

/** Channels whose provider charges for each message. */
const PAID = ['sms', 'whatsapp'];

/** What messages cost, by the prices the channels know. */
export const openMessaging = (rooms: Rooms, channels: ReadonlyMap<string, Channel>) =>
  messagingCost({
    sent: rooms.messagesSent,
    paid: (channel) => PAID.includes(channel),
    prices: () => PAID.map((name) => channels.get(name)?.capabilities.prices).find((one) => one !== undefined),
  });
