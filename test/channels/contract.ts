import type { FastifyPluginAsync, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { threadKey, type Activity, type Channel, type Line } from '../../src/channel';
import type { Logger } from '../../src/logger';

/** What the suite gives a channel to be built over. */
export interface Kit {
  line: Line;
  /** Everything the channel handed to station 3, duplicates too. */
  admitted: Activity[];
  clock: () => Date;
  /** Moves the clock. */
  advance(ms: number): void;
  logger: Logger;
  /** Everything that was logged. */
  logged(): string;
}

/** Requests of a provider to the channel's webhook, as the real provider would make them. */
export interface Webhook {
  message(id: string, text: string): InjectOptions;
  unsigned(id: string, text: string): InjectOptions;
  wronglySigned(id: string, text: string): InjectOptions;
  /** The same request after the scheme's window; absent where the scheme holds no time. */
  late?: number;
  /** Something that is no message of a customer: an echo of our own, a receipt, somebody joining. */
  noMessage(): InjectOptions;
}

/** A provider that answers as it is told to. */
export interface Provider {
  answerWith(status: number): void;
  /** Statuses after which the same send may succeed. */
  retryable: number[];
  /** Statuses after which it never will. */
  final: number[];
}

/** What a channel supplies to have the contract applied to it: fixtures, and nothing else. */
export interface Arrangement {
  channel: Channel<FastifyPluginAsync>;
  /** Null for a channel that nobody calls over HTTP. */
  webhook: Webhook | null;
  /** Null for a channel that calls nobody: its customers read the feed, or it writes to a terminal. */
  provider: Provider | null;
  /** Where a message is sent to, as the channel itself would have kept it; absent where the conversation says it all. */
  address?: Record<string, string>;
  /** What must never be in a log line. */
  secrets: string[];
  stop?(): Promise<void>;
}

export type Arrange = (kit: Kit) => Promise<Arrangement>;

/** A line that stores nothing: it numbers what comes and tells duplicates by their provider's id. */
export function aKit(): Kit {
  let ahead = 0;
  const lines: string[] = [];
  const admitted: Activity[] = [];
  const seen = new Map<string, string>();
  const clock = (): Date => new Date(Date.now() + ahead);
  const admit = (activity: Activity): Promise<{ id: string; duplicate: boolean }> => {
    const key = `${threadKey(activity)}|${activity.providerId}`;
    const duplicate = seen.has(key);
    admitted.push(activity);
    if (!duplicate) seen.set(key, `${activity.conversation}|${seen.size + 1}`);
    return Promise.resolve({ id: seen.get(key) as string, duplicate });
  };
  const line = {
    admit,
    read: () => Promise.resolve({ items: [], watermark: '0.0' }),
    follow: () => () => undefined,
    opened: () => undefined,
    exists: () => Promise.resolve(true),
    sendStatus: () => Promise.resolve(true),
    request: () => Promise.resolve(null),
  };
  return {
    line: line as unknown as Line,
    admitted,
    clock,
    advance: (ms) => void (ahead += ms),
    logger: pino({ level: 'trace' }, { write: (text: string) => void lines.push(text) }) as unknown as Logger,
    logged: () => lines.join(''),
  };
}
