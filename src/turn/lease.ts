import type { Lane } from './lane-queue';
import type { ConversationRecord, Conversations, Inbox, InboxEntry } from './ports';

/** A lease is renewed by claiming when less than this is left of it, in milliseconds. */
export const MARGIN = 3_000;

export interface HoldParts {
  inbox: Inbox;
  conversations: Conversations;
  instance: string;
  clock: () => Date;
  leaseMs: number;
  dead: () => string[];
  drop: (lane: Lane, handled: number) => void;
  /** The conversation is held elsewhere: try again in a while. */
  later: (lane: Lane) => void;
}

function fresh(first: InboxEntry): ConversationRecord {
  const { client, channel, conversation, from, locale } = first.activity;
  return {
    thread: first.thread,
    place: { client, channel, conversation },
    version: 0,
    handled: 0,
    outSeq: 0,
    logSeq: 0,
    deliveredTo: 0,
    handoff: null,
    troubles: 0,
    contact: { ...from },
    locale: locale ?? '',
    state: null,
  };
}

/**
 * Gives a lane its conversation, held by this process; null while another one holds it or there is nothing to hold.
 * The first message of a thread finds no conversation: the commit itself creates it, or meets a conflict.
 */
export function createHold(parts: HoldParts): (lane: Lane) => Promise<ConversationRecord | null> {
  const { clock, leaseMs, instance } = parts;

  async function born(lane: Lane): Promise<ConversationRecord | null> {
    const first = lane.queue[0];
    const [one] = first?.seq === 1 ? [first] : await parts.inbox.after(lane.thread, 0, 1);
    if (one) return (lane.record = fresh(one));
    lane.nudged = false;
    return null;
  }

  async function heldElsewhere(lane: Lane, handled: number): Promise<null> {
    parts.drop(lane, handled);
    if (lane.nudged && !lane.queue.length) lane.nudged = (await parts.inbox.lastSeq(lane.thread)) > handled;
    if (lane.queue.length || lane.nudged) parts.later(lane);
    return null;
  }

  return async (lane) => {
    if (lane.record && lane.leaseUntil - clock().getTime() > MARGIN) return lane.record;
    if (!lane.record && lane.queue[0]?.seq === 1 && lane.failures === 0) return born(lane);
    const at = clock();
    const until = new Date(at.getTime() + leaseMs);
    const claim = await parts.conversations.claim(lane.thread, { owner: instance, at, until, dead: parts.dead() });
    lane.record = null;
    if (claim.outcome === 'missing') return born(lane);
    if (claim.outcome === 'held') return heldElsewhere(lane, claim.handled);
    lane.leaseUntil = until.getTime();
    lane.record = claim.record;
    lane.deliveredTo = Math.max(lane.deliveredTo, claim.record.deliveredTo);
    parts.drop(lane, claim.record.handled);
    return lane.record;
  };
}
