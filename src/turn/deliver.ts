import { threadKey, type Channel, type DeliveryReport, type Outgoing, type Receipt, type Thread } from '../channel';
import { DeliveryError } from '../errors';
import type { Logger } from '../logger';
import type { Outbox, OutboxEntry } from './ports';

export interface DeliverParts {
  channel: (name: string) => Pick<Channel, 'send' | 'lookUp'> | undefined;
  outbox: Outbox;
  clock: () => Date;
  logger: Logger;
  /** Stores what became of a message; resolves when it is durable. */
  report: (report: DeliveryReport) => Promise<void>;
}

export interface Deliver {
  /** Sends in order within a thread; a later message waits for the earlier one, also while that is tried again. */
  send(messages: Outgoing[]): void;
  /** Sends messages of a thread that are back in the outbox, before anything that is handed over later. */
  again(thread: Thread, seqs: number[]): void;
  /** Takes up what nobody sent in time; `allGone`: whoever was to send it is gone for sure, and not waited for. */
  resume(allGone?: boolean): Promise<void>;
  /** Stops trying and waits for what is on its way; the outbox keeps the rest. */
  close(): Promise<void>;
}

/** Waits between attempts, in milliseconds: about an hour in all, then a message is given up loudly. */
const BACKOFF = [1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 1_800_000];
/** Nobody else takes a message of ours before this much later than planned, in milliseconds. */
export const GRACE_MS = 30_000;
const TAKEN_AT_ONCE = 100;

/**
 * Milliseconds until the next attempt, never sooner than the provider asked for; undefined where there is none, as when a
 * second send may have arrived as well.
 */
function waitAfter({ retryable, unknown, retryAfter = 0 }: DeliveryError, tried: number, twice: boolean) {
  const planned = BACKOFF[tried - 1];
  if (!retryable || planned === undefined || (twice && unknown)) return undefined;
  return Math.max(planned, retryAfter);
}

const asFailure = (error: unknown): DeliveryError =>
  error instanceof DeliveryError
    ? error
    : new DeliveryError('unexpected', { retryable: true, unknown: true, cause: error });

/** Station 12, deliver, for channels that are sent to: send, retry with backoff, give up loudly. */
export function createDeliver(parts: DeliverParts): Deliver {
  const underWay = new Map<string, Promise<void>>();
  /** Messages in our hands, each with the time until which nobody else takes it, in milliseconds. */
  const queued = new Map<string, { message: Outgoing; until: number }>();
  let closing = false;
  let wake: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (wake = resolve));

  const pause = (ms: number): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
    return Promise.race([over, closed]).finally(() => clearTimeout(timer));
  };

  const told = (
    message: Outgoing,
    rest: Omit<DeliveryReport, 'client' | 'channel' | 'conversation' | 'seq'>,
  ): Promise<void> => {
    const { client, channel, conversation, seq } = message;
    return parts.report({ client, channel, conversation, seq, ...rest });
  };

  /** What a send with an unknown outcome came to, where the provider lets us look; undefined where it does not. */
  function lookUp(channel: Pick<Channel, 'lookUp'>, message: Outgoing): Promise<Receipt | null | undefined> {
    return channel.lookUp ? channel.lookUp(message) : Promise.resolve(undefined);
  }

  async function once(message: Outgoing, unknown: boolean): Promise<void> {
    const channel = parts.channel(message.channel);
    if (!channel) throw new DeliveryError('no_channel', { retryable: true });
    const found = unknown ? await lookUp(channel, message) : null;
    const { providerId, status, segments } = found ?? (await channel.send(message));
    await told(message, {
      status,
      providerId,
      ...(segments === undefined ? {} : { segments }),
      ...(unknown && found === undefined ? { possiblyTwice: true } : {}),
    });
  }

  /** Tries until the message is sent, given up, or we are closing. */
  async function attempt(
    { message, attempts }: Pick<OutboxEntry, 'message' | 'attempts'>,
    takenOver: boolean,
  ): Promise<void> {
    let unknown = takenOver;
    for (let tried = attempts + 1; !closing; tried++) {
      try {
        return await once(message, unknown);
      } catch (error) {
        const failure = asFailure(error);
        // Where nobody can look, sending again after an unknown outcome may be sending twice.
        const twice = unknown && !parts.channel(message.channel)?.lookUp;
        unknown ||= failure.unknown;
        const wait = waitAfter(failure, tried, twice);
        const { code } = failure;
        const { channel } = message;
        const again = wait !== undefined;
        parts.logger.warn({ station: 'deliver', channel, code, attempts: tried, again }, 'send failed');
        if (failure.held) return told(message, { status: 'held', code });
        if (!again) return told(message, { status: 'failed', code, ...(twice ? { possiblyTwice: true } : {}) });
        await parts.outbox.postpone(message, tried, new Date(parts.clock().getTime() + wait + GRACE_MS));
        await pause(wait);
      }
    }
  }

  /** One thing after the other within a thread. */
  function inTurn(thread: string, work: () => Promise<unknown>): Promise<void> {
    const mine = (underWay.get(thread) ?? Promise.resolve())
      .then(work)
      .then(() => undefined)
      .catch((error: unknown) =>
        parts.logger.warn({ station: 'deliver', err: (error as Error).name }, 'the outbox keeps it'),
      )
      .finally(() => {
        if (underWay.get(thread) === mine) underWay.delete(thread);
      });
    underWay.set(thread, mine);
    return mine;
  }

  /** Nothing is sent by two at once, also while it waits for its turn longer than the outbox leaves it to us. */
  async function alone(entry: Pick<OutboxEntry, 'message' | 'attempts'>, work: () => Promise<void>): Promise<void> {
    // With the channel: one number's first messages by SMS and by WhatsApp have the same id.
    const id = `${threadKey(entry.message)}|${String(entry.message.seq)}`;
    if (queued.has(id) || closing) return;
    queued.set(id, { message: entry.message, until: parts.clock().getTime() + GRACE_MS });
    await work().finally(() => queued.delete(id));
  }

  /** What waits behind others for longer than the outbox leaves it to us stays ours: nobody else may send it as well. */
  async function keepOurs(): Promise<void> {
    const now = parts.clock().getTime();
    const ending = [...queued.values()].filter(({ until }) => until - now < GRACE_MS / 2);
    if (!ending.length) return;
    const until = now + GRACE_MS;
    await parts.outbox.keep(
      ending.map(({ message }) => message),
      new Date(until),
    );
    for (const one of ending) one.until = until;
  }

  function enqueue(entry: Pick<OutboxEntry, 'message' | 'attempts'>, takenOver: boolean): void {
    void alone(entry, () => inTurn(threadKey(entry.message), () => attempt(entry, takenOver)));
  }

  return {
    send: (messages) => messages.forEach((message) => enqueue({ message, attempts: 0 }, false)),
    again: (thread, seqs) =>
      void inTurn(threadKey(thread), async () => {
        const until = new Date(parts.clock().getTime() + GRACE_MS);
        for (const entry of closing ? [] : await parts.outbox.takeBack(thread, seqs, until))
          await attempt(entry, false);
      }),
    resume: async (allGone = false) => {
      await keepOurs();
      const now = parts.clock();
      const until = new Date(now.getTime() + GRACE_MS);
      for (const entry of await parts.outbox.takeDue(allGone ? until : now, until, TAKEN_AT_ONCE))
        enqueue(entry, !entry.fresh && !entry.message.inline);
    },
    close: async () => {
      closing = true;
      wake();
      await Promise.all(underWay.values());
    },
  };
}
