import type { DeskOutcome } from './desk-order';
import type { HandoffResolution } from './handoff-resolution';
import type { StaffRef } from './staff';

export const HANDOFF_STATUSES = ['waiting', 'claimed', 'parked', 'closed'] as const;
/** `parked`: owned, but laid aside until a time or the customer's next message. */
export type HandoffStatus = (typeof HANDOFF_STATUSES)[number];

/** How far the ladder was climbed for a handoff that nobody claims: reminded, the lead called, the customer told a new time. */
export type Rung = 0 | 1 | 2 | 3;

/**
 * A conversation that wants, or has, a person. It belongs to the conversation's lane: only a turn changes it, so that there
 * is exactly one owner at any time. A conversation has at most one that is not closed.
 */
export interface Handoff {
  id: string;
  client: string;
  channel: string;
  conversation: string;
  /** Grows with every turn of the conversation while this is open. */
  version: number;
  status: HandoffStatus;
  /** Why a person is needed: `asked`, `not_understood`, `fraud`, `attempts`, `appeal`, `angry`, `late`. */
  reason: string;
  locale: string;
  /** The queue it waits in beside its language; `general` until somebody says otherwise. */
  team: string;
  caseNo?: string;
  orderNo?: string;
  askedAt: Date;
  /** The time promised to the customer for a person's first answer. */
  promisedBy: Date;
  /** Set while claimed or parked. `until`: the claim falls back into the queue unless the owner does something before. */
  owner: (StaffRef & { since: Date; until: Date }) | null;
  /** Ids of everybody who ever owned it or wrote to the customer in it. */
  participants: string[];
  parkedUntil?: Date;
  rung: Rung;
  /** The next moment at which something happens by itself; absent when nothing does. */
  dueAt?: Date;
  /** The end of the clock (`promisedBy` or `owner.until`) that was warned of, so that each is warned of once. */
  warnedOf?: Date;
  /** The customer's first message since a person last answered: how long they have been waiting for one. */
  unansweredSince?: Date;
  firstClaimAt?: Date;
  firstReplyAt?: Date;
  /** Milliseconds it was owned so far, without the present owner's. */
  handledMs: number;
  closedAt?: Date;
  resolution?: HandoffResolution;
  closedBy?: StaffRef;
  /** The conversation's log reaches to here: what surfaces show is read from it. */
  logSeq: number;
  /** What became of the latest orders, newest last: how whoever gave one hears of it, in any process. */
  answered: { order: string; outcome: DeskOutcome }[];
  /** One question after the end: asked, and answered with 1 to 5 or not at all. */
  satisfaction?: { askedAt: Date; score?: number; at?: Date };
}
