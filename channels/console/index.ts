import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import type { Activity, Channel, Line, Outgoing, Thread } from '../../src/channel';
import { DeliveryError } from '../../src/errors';
import { fromActivity } from './from-activity';
import { toActivity, toStart } from './to-activity';

export interface ConsoleParts {
  client: string;
  line: Pick<Line, 'admit'>;
  /** Shows text of the bot, without a line end; absent where no terminal is attached. */
  print?(text: string): void;
  /** The language to be greeted in, BCP 47. */
  locale?: string;
}

export interface ConsoleChannel extends Channel<FastifyPluginAsync> {
  /**
   * Opens a conversation of its own and says each line; asks for the next one when the bot has finished its turn.
   * Resolves when there are no more lines, rejects with AppError `Unavailable` while the store is away.
   */
  talk(lines: AsyncIterable<string>, prompt: () => void): Promise<void>;
}

/** Milliseconds to wait for an answer before the next line may be typed all the same. */
const PATIENCE = 30_000;

/** The terminal as a channel: sent to like a phone, with numbered choices. */
export function consoleChannel({ client, line, print, locale }: ConsoleParts): ConsoleChannel {
  const thread: Thread = { client, channel: 'console', conversation: randomUUID() };
  const finished = new Set<string>();
  let wake: () => void = () => undefined;

  /** Resolves when the last message of the answer to `id` was shown; it may have been before the admission was told. */
  async function answered(id: string): Promise<void> {
    const deadline = new Promise<'late'>((done) => setTimeout(() => done('late'), PATIENCE).unref());
    while (!finished.delete(id)) {
      const more = new Promise<void>((done) => (wake = done));
      if ((await Promise.race([more, deadline])) === 'late') return;
    }
  }

  async function say(activity: Activity): Promise<void> {
    const { id } = await line.admit(activity);
    await answered(id);
  }

  return {
    name: 'console',
    capabilities: { delivery: 'push', maxText: 4_000, choices: 'numbers', structured: false, attachments: false },
    // Nobody calls a terminal over HTTP.
    routes: () => Promise.resolve(),
    send(message: Outgoing) {
      if (!print) return Promise.reject(new DeliveryError('NoTerminal', { retryable: false }));
      print(fromActivity(message));
      if (message.inputHint !== 'ignoringInput') finished.add(message.replyToId);
      wake();
      return Promise.resolve({ providerId: message.id, status: 'delivered' });
    },
    async talk(lines, prompt) {
      await say(toStart(thread, locale));
      let n = 0;
      prompt();
      for await (const text of lines) {
        if (text.trim()) await say(toActivity(thread, ++n, text));
        prompt();
      }
    },
  };
}
