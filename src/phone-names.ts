import { createHmac } from 'node:crypto';

/** Channels whose conversation id is somebody's address. */
const PHONES = new Set(['sms', 'whatsapp', 'email']);

/**
 * What a log line may call a conversation: its id, or where that is a telephone number a keyed hash of it, the same in
 * every line and every process with the same secret, and of no use to whoever only has the lines.
 */
export function createNames(secret: string): (channel: string, conversation: string) => string {
  const key = createHmac('sha256', secret).update('redress log names').digest();
  return (channel, conversation) =>
    PHONES.has(channel)
      ? `#${createHmac('sha256', key).update(`${channel}/${conversation}`).digest('hex').slice(0, 16)}`
      : conversation;
}
