import type { MediaLink, Outgoing, Receipt } from '../../src/channel';
import { DeliveryError } from '../../src/errors';
import type { SlackClient, SlackClients } from './client';
import { asDeliveryError } from './failures';
import { fromActivity, OUTBOX_EVENT } from './from-activity';

export interface SendParts {
  clients: SlackClients;
  media: MediaLink;
}

/** Slack's word for a thread that is gone; the conversation itself is still there. */
const NO_THREAD = new Set(['thread_not_found', 'cannot_reply_to_message']);

/** Station 12, deliver: one post to the customer's direct messages, and looking for it where nobody knows what became of it. */
export function createSender({ clients, media }: SendParts) {
  async function place({ address }: Outgoing): Promise<{ client: SlackClient; channel: string }> {
    const { team, channel } = address ?? {};
    if (!team || !channel) throw new DeliveryError('no_address', { retryable: false });
    const client = await clients.of(team).catch((error: unknown) => {
      // Nothing has left: no reason to look for it.
      const { code, retryable } = asDeliveryError(error);
      throw new DeliveryError(code, { retryable });
    });
    if (!client) throw new DeliveryError('not_installed', { retryable: false });
    return { client, channel };
  }

  async function send(message: Outgoing): Promise<Receipt> {
    const { client, channel } = await place(message);
    const post = (one: Outgoing) => client.call('chat.postMessage', fromActivity(one, channel, media));
    const answer = await post(message).catch((error: unknown) => {
      if (!NO_THREAD.has((error as DeliveryError).code) || !message.address?.thread) throw error;
      return post({ ...message, address: { ...message.address, thread: '' } });
    });
    return { providerId: answer.ts ?? message.id, status: 'sent' };
  }

  async function lookUp(message: Outgoing): Promise<Receipt | null> {
    const { client, channel } = await place(message);
    const thread = message.address?.thread;
    const found = await client.lookForMessage(
      { channel, since: message.at, ...(thread ? { threadTs: thread } : {}) },
      ({ event_type: type, event_payload: payload }) => type === OUTBOX_EVENT && payload.id === message.id,
    );
    return found && { providerId: found.ts, status: 'sent' };
  }

  return { send, lookUp };
}
