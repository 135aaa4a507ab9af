import {
  threadKey,
  type Activity,
  type Channel,
  type DeliveryReport,
  type Line,
  type Outgoing,
  type Thread,
} from '../channel';
import type { Change } from '../domain/change';
import type { Handoff } from '../domain/handoff';
import type { Notice } from '../domain/notice';
import type { RefundCase } from '../domain/refund-case';
import type { Logger } from '../logger';
import { createBot, type BotParts } from './bot';
import { createBringBack } from './bring-back';
import { createDeliver } from './deliver';
import { createFeedHub } from './feed-hub';
import { createLanes, type Lanes } from './lane';
import type {
  Commits,
  ConversationRecord,
  Conversations,
  EventCommit,
  Feed,
  Inbox,
  InboxEntry,
  Instances,
  Outbox,
} from './ports';
import { heard, spoken } from './feed-items';
import { receipts } from './receipts';
import { createReceiver, type Redact } from './receive';
import { createRounds } from './rounds';
import { saveAndTell } from './save-and-tell';
import { createSaver } from './saver';
import { deliveryActivity } from './system-activity';
import { createWaitingRoom } from './waiting-room';
import { createWatch } from './watch';

export interface LineParts extends Omit<BotParts, 'capabilities'> {
  channels: ReadonlyMap<string, Channel>;
  inbox: Inbox;
  conversations: Conversations;
  commits: Commits;
  outbox: Outbox;
  feed: Feed;
  instances: Instances;
  redact: Redact;
  instance: string;
  /** The store was opened for this process alone. */
  alone: boolean;
  /** Facts cached for a conversation are to be read again. */
  conflicted: (record: ConversationRecord) => void;
  /** A handoff was committed: what shows it has to catch up. */
  handoffChanged: (handoff: Handoff) => void;
  /** What of an announcement is told now, and what waits; absent: everything is told now. */
  holdBack?: (changes: Change[], activities: Activity[]) => { now: Activity[]; notices: Notice[] };
  /** A message did not arrive and is not tried again. */
  undelivered?: (place: Thread, seq: number) => void;
  /** A case was committed: what was read of its order is out of date. */
  caseChanged: (refundCase: RefundCase) => void;
  turned: (outcome: string, ms: number) => void;
  /** Done every five seconds or so: what is cached of the store is brought up to date. */
  housekeeping: () => Promise<void>;
  /** Done every second or so: what has come due. */
  comeDue?: () => Promise<void>;
  logger: Logger;
}

export interface RunningLine extends Line {
  /** Commits a change made outside a conversation and tells the conversations of it; false when the record changed meanwhile. */
  announce(event: Omit<EventCommit, 'announcements'>, activities: Activity[]): Promise<boolean>;
  /** Admits an activity of the service itself and waits until its turn is committed here, at most `patience` milliseconds. */
  instruct(activity: Activity, patience: number): Promise<void>;
  /** Recovers what was left unhandled and begins to watch the store. */
  start(): Promise<void>;
  /** Finishes what runs, gives leases back. */
  stop(): Promise<void>;
  /** For /metrics. */
  gauges(): { lanes: number; followers: number; waiting: number };
}

const LEASE_MS = 15_000;

/** Puts the stations together. Nothing runs before `start`. */
export function createLine(parts: LineParts): RunningLine {
  const { channels, logger, clock, instance } = parts;
  const capabilities = (name: string) => {
    const channel = channels.get(name);
    if (!channel) throw new Error(`no channel ${name}`);
    return channel.capabilities;
  };
  const hub = createFeedHub(parts.feed, (thread, outSeq) => lanes.delivered(thread, outSeq));
  const receiver = createReceiver({
    inbox: parts.inbox,
    redact: parts.redact,
    instance,
    clock,
    admitted: (entry) => {
      hub.publish(entry.thread, [heard(entry)]);
      lanes.offer(entry);
    },
    seenAgain: (thread) => lanes.nudge(thread),
    at: parts.at,
  });
  const waitingRoom = createWaitingRoom();
  const report = async (one: DeliveryReport): Promise<void> =>
    void (await receiver.admit(deliveryActivity(one, clock())));
  const deliver = createDeliver({
    channel: (name) => channels.get(name),
    outbox: parts.outbox,
    clock,
    logger,
    report,
  });
  const bringBack = createBringBack(deliver, clock, parts.undelivered);
  function tell(change: Change): void {
    if (change.kind === 'case') parts.caseChanged(change.after);
    if (change.kind === 'handoff') parts.handoffChanged(change.handoff);
  }
  /** To a channel that is sent to, unless somebody takes the answers in an HTTP response. */
  function dispatch(outgoing: Outgoing[], channel: string, cause: Activity | undefined): void {
    if (cause && !(outgoing.length && cause.inline)) waitingRoom.dismiss(cause);
    if (!outgoing.length || capabilities(channel).delivery === 'feed') return;
    if (!cause?.inline || !waitingRoom.hand(cause, outgoing)) deliver.send(outgoing);
  }
  const underWay = (): number => lanes.busy() + receiver.arriving();
  const lanes: Lanes = createLanes({
    inbox: parts.inbox,
    conversations: parts.conversations,
    run: createBot({ ...parts, capabilities }),
    receipts: (record, deliveredTo) => receipts(record, deliveredTo, clock()),
    save: saveAndTell(createSaver(parts.commits, instance, underWay), {
      receiver,
      commits: parts.commits,
      owner: instance,
    }),
    committed: ({ outgoing, record, changes, reports }, entry) => {
      changes.forEach(tell);
      bringBack(record.place, reports);
      // With the activity itself: when another process admitted it, its readers here have not seen it yet.
      hub.publish(record.thread, [...(entry ? [heard(entry)] : []), ...outgoing.map(spoken)]);
      dispatch(outgoing, record.place.channel, entry?.activity);
    },
    conflicted: parts.conflicted,
    handled: receiver.handled,
    turned: parts.turned,
    instance,
    clock,
    logger,
    leaseMs: LEASE_MS,
    dead: () => watch.dead(),
    at: parts.at,
  });
  const watch = createWatch({
    instances: parts.instances,
    inbox: parts.inbox,
    instance,
    clock,
    logger,
    progress: receiver.progress,
    alone: parts.alone,
    holds: lanes.holds,
    offer: (entry: InboxEntry) => lanes.offer(entry),
    nudge: lanes.nudge,
    settled: lanes.settled,
  });

  const rounds = createRounds({ ...parts, lanes, watch, hub, deliver, admit: receiver.admit });

  return {
    admit: receiver.admit,
    ask: async (activity, patience) => {
      const { answers, leave } = waitingRoom.wait(activity, patience);
      try {
        const admission = await receiver.admit({ ...activity, inline: true });
        if (admission.duplicate) leave();
        return { admission, replies: await answers };
      } catch (error) {
        leave();
        throw error;
      }
    },
    instruct: async (activity, patience) => {
      const { answers, leave } = waitingRoom.wait(activity, patience);
      try {
        if ((await receiver.admit({ ...activity, system: true })).duplicate) leave();
        await answers;
      } finally {
        leave();
      }
    },
    report,
    read: async (thread, after, limit) => {
      const page = await parts.feed.read(threadKey(thread), after, limit);
      const last = page.items.findLast(({ direction }) => direction === 'out');
      if (last) lanes.delivered(threadKey(thread), last.seq);
      return page;
    },
    follow: hub.follow,
    opened: (thread) => hub.opened(threadKey(thread)),
    announce: async (event, activities) => {
      let fits = false;
      const { now, notices } = parts.holdBack?.(event.changes, activities) ?? { now: activities, notices: [] };
      const ours = now.map((one): Activity => ({ ...one, system: true }));
      await receiver.announce(ours, async (announcements) => {
        fits = (await parts.commits.commitEvent({ ...event, announcements, notices })) === 'committed';
        return fits;
      });
      return fits;
    },
    start: async () => {
      await parts.housekeeping();
      // Before anything is said here: whatever is in the outbox is what an ended process left.
      if (parts.alone) await deliver.resume(true);
      await watch.look();
      rounds.start();
    },
    stop: async () => {
      await rounds.stop();
      await deliver.close();
      await lanes.close();
      await watch.leave().catch(() => undefined);
    },
    gauges: () => ({
      lanes: lanes.size(),
      followers: hub.followers(),
      waiting: receiver.progress().admitted - receiver.progress().handledTo,
    }),
  };
}
