import { threadKey, type Channel, type Outgoing } from '../channel';
import { DeliveryError } from '../errors';
import type { Logger } from '../logger';
import type { Outbox } from './ports';

export interface DeliverParts {
  channel: (name: string) => Pick<Channel, 'send'> | undefined;
  outbox: Outbox;
  clock: () => Date;
  logger: Logger;
  /** What became of a message, for the log of its conversation. */
  told: (
    message: Outgoing,
    status: 'sent' | 'delivered' | 'failed',
    detail: { providerId?: string; code?: string },
  ) => void;
}

export interface Deliver {
  /** Sends in order within a thread; a later message waits for the earlier one. */
  send(messages: Outgoing[]): void;
  /** Takes up what is due in the outbox: retries, and what a process that ended left behind. */
  resume(): Promise<void>;
  idle(): Promise<void>;
}

/** Waits between attempts, in milliseconds: about an hour in all, then a message is given up loudly. */
const BACKOFF = [1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 1_800_000];

/** Station 12, deliver, for channels that are sent to: send, retry with backoff, give up loudly. */
export function createDeliver(parts: DeliverParts): Deliver {
  const underWay = new Map<string, Promise<void>>();
  const queued = new Set<string>();

  async function attempt(message: Outgoing, attempts: number): Promise<void> {
    const channel = parts.channel(message.channel);
    if (!channel) return;
    try {
      const receipt = await channel.send(message);
      const status = receipt.status === 'delivered' ? 'delivered' : 'sent';
      await parts.outbox.record(message, { status, providerId: receipt.providerId, attempts });
      parts.told(message, status, { providerId: receipt.providerId });
    } catch (error) {
      const failure =
        error instanceof DeliveryError ? error : new DeliveryError('unexpected', { retryable: true, cause: error });
      const wait = failure.retryAfter ?? BACKOFF[attempts - 1];
      const again = failure.retryable && wait !== undefined;
      parts.logger.warn(
        { station: 'deliver', channel: message.channel, code: failure.code, attempts, again },
        'send failed',
      );
      const nextAt = again ? { nextAt: new Date(parts.clock().getTime() + wait) } : {};
      await parts.outbox.record(message, {
        status: again ? 'queued' : 'failed',
        code: failure.code,
        attempts,
        ...nextAt,
      });
      if (!again) parts.told(message, 'failed', { code: failure.code });
    }
  }

  function enqueue(message: Outgoing, attempts: number): void {
    if (queued.has(message.id)) return;
    queued.add(message.id);
    const thread = threadKey(message);
    const before = underWay.get(thread) ?? Promise.resolve();
    const mine = before
      .then(() => attempt(message, attempts + 1))
      .catch(() => undefined)
      .finally(() => {
        queued.delete(message.id);
        if (underWay.get(thread) === mine) underWay.delete(thread);
      });
    underWay.set(thread, mine);
  }

  return {
    send: (messages) => messages.forEach((message) => enqueue(message, 0)),
    resume: async () => {
      for (const { message, attempts } of await parts.outbox.due(parts.clock(), 200)) enqueue(message, attempts);
    },
    idle: async () => void (await Promise.all(underWay.values())),
  };
}
