import type { Channel } from '../channel';
import type { Logger } from '../logger';
import type { Deliver } from './deliver';
import type { FeedHub } from './feed-hub';
import type { Lanes } from './lane';
import type { Conversations } from './ports';
import type { Receiver } from './receive';
import { reminder } from './system-activity';
import type { Watch } from './watch';

export interface RoundsParts {
  lanes: Pick<Lanes, 'sweep' | 'holds'>;
  watch: Pick<Watch, 'look'>;
  hub: Pick<FeedHub, 'poll'>;
  deliver: Pick<Deliver, 'resume'>;
  channels: ReadonlyMap<string, Pick<Channel, 'capabilities'>>;
  conversations: Pick<Conversations, 'remindable'>;
  admit: Receiver['admit'];
  /** What has come due. */
  comeDue?: () => Promise<void>;
  /** What is cached of the store is brought up to date. */
  housekeeping: () => Promise<void>;
  clock: () => Date;
  logger: Logger;
}

export interface Rounds {
  start(): void;
  /** Waits for the round that is under way; none follows. */
  stop(): Promise<void>;
}

const ROUND_MS = 250;
/** In rounds: about every second, and every five. */
const SOON = 4;
const SELDOM = 20;
/** Reminders at once; the next round takes more. */
const REMINDERS = 50;

/**
 * What the line looks after by itself, round after round and never two at once: other processes and their feeds every
 * quarter of a second, receipts, what has come due and what nobody sent every second, housekeeping and reminders every five.
 * What fails because the store is away is left to a later round.
 */
export function createRounds(parts: RoundsParts): Rounds {
  let timer: NodeJS.Timeout | undefined;
  let rounds = 0;
  let underWay: Promise<void> = Promise.resolve();

  const someArePushed = (): boolean =>
    [...parts.channels.values()].some(({ capabilities }) => capabilities.delivery === 'push');

  /** A due reminder enters the line like everything else; its provider id makes it arrive once, whoever noticed it. */
  async function remind(): Promise<void> {
    for (const { place, remindAt } of await parts.conversations.remindable(parts.clock(), REMINDERS)) {
      await parts.admit(reminder(place, remindAt));
    }
  }

  async function round(): Promise<void> {
    rounds += 1;
    if (rounds % SOON === 0) parts.lanes.sweep();
    await parts.watch.look();
    await parts.hub.poll(parts.lanes.holds);
    if (rounds % SOON === 0) await parts.comeDue?.();
    if (rounds % SELDOM === 0) {
      await parts.housekeeping();
      await remind();
    }
    if (rounds % SOON === 0 && someArePushed()) await parts.deliver.resume();
  }

  function schedule(): void {
    timer = setTimeout(() => {
      underWay = round()
        .catch((error: unknown) =>
          parts.logger.warn({ station: 'queue', err: (error as Error).name }, 'the store is away'),
        )
        .finally(() => timer && schedule());
    }, ROUND_MS);
  }

  return {
    start: schedule,
    stop: async () => {
      clearTimeout(timer);
      timer = undefined;
      await underWay;
    },
  };
}
