/**
 * What the desk is to the surface it is shown on (channels/slack). Like channel.ts it declares plain types of our own.
 * Everything a person does goes through `act` and `decide`; everything shown (channel-desk-shown.ts) is read.
 */

import type {
  Amount,
  DeskCard,
  DeskCase,
  PersonRef,
  QueueItem,
  ReplyPreview,
  SavedReply,
  TranscriptItem,
} from './channel-desk-shown';

export interface DeskPerson {
  id: string;
  client: string;
  name: string;
  roles: ('agent' | 'approver' | 'lead' | 'admin')[];
  /** Not at the desk since then: nobody calls them or hands them a conversation. Null: available. */
  awaySince: Date | null;
}

/** An account of a person where the surface is. */
export interface SurfaceAccount {
  team: string;
  user: string;
}

export interface DeskOrderInput {
  /** Of the click or form that caused it: the same id takes effect once. */
  id: string;
  handoffId: string;
  staffId: string;
  action:
    | { kind: 'claim' }
    | { kind: 'release' }
    | { kind: 'transfer'; to: { staffId: string } | { team: string }; note?: string }
    | { kind: 'reply'; text: string; attachments: TranscriptItem['attachments']; fingerprint: string }
    | { kind: 'note'; text: string; ref: string; change: 'written' | 'edited' | 'deleted' }
    | { kind: 'park'; until: string }
    | { kind: 'resolve'; resolution: string; farewell: boolean }
    | { kind: 'handback' };
}

export type DeskAnswer =
  | { outcome: 'done' }
  | { outcome: 'pending' }
  | { outcome: 'refused'; why: 'taken'; owner: PersonRef; since: string }
  | { outcome: 'refused'; why: 'not_yours'; owner: PersonRef | null }
  | { outcome: 'refused'; why: 'closed' | 'missing' | 'not_allowed' | 'stale' }
  | { outcome: 'refused'; why: 'unreachable'; code: string }
  | { outcome: 'refused'; why: 'invalid'; field: string };

export interface DecisionInput {
  id: string;
  caseNo: string;
  staffId: string;
  /** Of the case as it was shown (`DeskCase.fingerprint`). */
  fingerprint: string;
  decision:
    | { kind: 'approve' }
    | { kind: 'deny'; code: string; text: string }
    | { kind: 'ask'; text: string }
    /** New quantities by sku (0 leaves a line out) or a new total as it is typed (`12.30`); a reason is kept with it. */
    | { kind: 'change'; lines?: { sku: string; quantity: number }[]; amount?: string; reason: string }
    | { kind: 'return'; text: string }
    /** What was asked back has come: the case is up for decision again. */
    | { kind: 'return_received'; text?: string };
}

export type DecisionAnswer =
  | { outcome: 'done'; case: DeskCase }
  /** The first of two approvals: somebody else has to approve as well. */
  | { outcome: 'second_person'; case: DeskCase }
  /** It is not what was shown any more. */
  | { outcome: 'stale'; case: DeskCase }
  | { outcome: 'refused'; why: 'not_allowed' | 'took_part' | 'over_limit' | 'illegal'; case: DeskCase }
  | { outcome: 'refused'; why: 'missing' }
  | { outcome: 'refused'; why: 'invalid'; field: string };

/** A request that came by phone, e-mail or social media, typed in by an agent. */
export interface OnBehalfInput {
  id: string;
  client: string;
  staffId: string;
  source: 'phone' | 'email' | 'social';
  /** How the caller was verified: `callback`, `email`, `order_data`; nobody files without. */
  verifiedBy: string;
  orderNo: string;
  contact: string;
  lines: { sku: string; quantity: number }[];
  reason: { l1: string; l2: string; verbatim: string };
  resolution: 'refund' | 'exchange' | 'store_credit';
  /** BCP 47, of what the customer will read of it; English where nothing is said. */
  locale?: string;
  /** Where the call or mail can be found. */
  transcriptRef?: string;
}

export type OnBehalfAnswer =
  | { outcome: 'filed' | 'denied' | 'review'; case: DeskCase }
  /** An open case holds these items. */
  | { outcome: 'duplicate'; case: DeskCase }
  | { outcome: 'refused'; why: 'not_allowed' | 'own_order' | 'not_found' }
  | { outcome: 'refused'; why: 'invalid'; field: string };

/** Where a handoff is shown, and how far. */
export interface SurfaceThread {
  handoffId: string;
  client: string;
  /** The surface's own: channel id and id of the first message; absent before it was posted. */
  place: { team: string; channel: string; ts: string } | null;
  /** Entries of the conversation's log that are in the thread, up to and with this one. */
  shownTo: number;
  /** `DeskCard.version` that the first message shows. */
  cardVersion: number;
  /** What the surface wants to remember of it: messages posted by their meaning. Plain JSON. */
  memory: Record<string, unknown>;
}

/** Bookkeeping of a surface: each thread is brought up to date by one process at a time. */
export interface Surfaces {
  /** Threads whose handoff is ahead of what they show, taken for this process until the lease ends; those that somebody serves, then the oldest. */
  behind(limit: number, leaseMs: number): Promise<SurfaceThread[]>;
  /** Records how far a thread is shown. Refused (false) when the lease was lost meanwhile. */
  shown(thread: SurfaceThread): Promise<boolean>;
  /** Gives it back without a change; it is tried again after `ms`. */
  postpone(handoffId: string, ms: number): Promise<void>;
  /** The handoff a thread belongs to; null: not one of ours. */
  byPlace(place: { team: string; channel: string; ts: string }): Promise<SurfaceThread | null>;
  byHandoff(handoffId: string): Promise<SurfaceThread | null>;
}

/** The desk as a surface sees it. Reads give null for what is not there or belongs to another client. */
export interface Desk {
  /** Null: nobody we know; they may do nothing. */
  personOf(account: SurfaceAccount): Promise<DeskPerson | null>;
  people(client: string): Promise<(DeskPerson & { accounts: SurfaceAccount[] })[]>;
  /** Names of the client's teams, as its settings have them. */
  teams(client: string): string[];
  /** Says that somebody leaves the desk for a while, or is back. Null: nobody of that client, or revoked. */
  setAway(client: string, staffId: string, away: boolean): Promise<DeskPerson | null>;
  /** The account left the workspace: whatever it was mapped to ends at once, tokens too. */
  left(account: SurfaceAccount): Promise<void>;
  /** Resolves within about 2.5 s, with `pending` when the action is safe but not done by then. */
  act(order: DeskOrderInput): Promise<DeskAnswer>;
  decide(decision: DecisionInput): Promise<DecisionAnswer>;
  fileOnBehalf(request: OnBehalfInput): Promise<OnBehalfAnswer>;
  card(handoffId: string): Promise<DeskCard | null>;
  caseOf(client: string, caseNo: string): Promise<DeskCase | null>;
  /** Lines of an order with what of them is still free, for the modals that file or change. */
  order(
    client: string,
    orderNo: string,
  ): Promise<{
    orderNo: string;
    lines: { sku: string; name: string; quantity: number; free: number; amount: Amount }[];
  } | null>;
  transcript(handoffId: string, after: number, limit: number): Promise<TranscriptItem[]>;
  queue(client: string, filter: { team?: string; staffId?: string }): Promise<QueueItem[]>;
  /** Cases a person may decide now. */
  approvals(client: string, staffId: string): Promise<DeskCase[]>;
  /** By case number, order number, e-mail or phone. */
  find(client: string, query: string): Promise<{ cases: DeskCase[]; handoffs: QueueItem[] }>;
  preview(handoffId: string, text: string, attachments: TranscriptItem['attachments']): Promise<ReplyPreview | null>;
  savedReplies(handoffId: string): Promise<SavedReply[]>;
  denialCodes(): { code: string; words: string }[];
  reasons(): { l1: string; l2: string; words: string }[];
  resolutions(): { code: string; words: string }[];
  /** Unmasked personal data, for a mapped person; each opening is logged. Null: not allowed, or nothing there. */
  full(
    request: { handoffId: string } | { client: string; caseNo: string },
    staffId: string,
  ): Promise<{
    name: string;
    email: string;
    phone: string;
    postcode: string;
    orderNo: string;
    verbatim: string;
  } | null>;
  attachment(client: string, id: string): Promise<{ name: string; contentType: string; bytes: Uint8Array } | null>;
  /** Keeps a file an agent wants to send; null: not a photo we take, or too large. */
  keepAttachment(handoffId: string, name: string, bytes: Uint8Array): Promise<TranscriptItem['attachments'][0] | null>;
  surfaces: Surfaces;
  /** Calls back soon after a handoff changed in this process; `surfaces.behind` tells which. */
  onChange(heard: () => void): void;
  clock(): Date;
}
