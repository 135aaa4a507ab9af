/**
 * What the desk is to the surface it is shown on (channels/slack). Like channel.ts it declares plain types of our own and
 * imports nothing. Everything a person does goes through `act` and `decide`; everything shown is read, and shows only what
 * every member of the desk's channel may see, but for `full`.
 */

export interface Amount {
  /** Minor units, in digits. */
  minor: string;
  currency: string;
  /** As agents read it. */
  text: string;
}

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

interface Ref {
  staffId: string;
  name: string;
}

/** A case as it is shown at the desk; contact data is masked. */
export interface DeskCase {
  caseNo: string;
  orderNo: string;
  status: string;
  /** Of everything that is decided: a decision names the one it was shown, and is refused when it is another by now. */
  fingerprint: string;
  kind: string;
  reason: { l1: string; l2: string; words: string; verbatim: string };
  lines: { sku: string; name: string; quantity: number; amount: Amount }[];
  /** What an approval gives now: less than the customer asked for, once somebody changed it. */
  requested: Amount;
  approved: Amount | null;
  /** `Visa ending 4242`. */
  destination: string;
  resolution: string;
  verdict: { outcome: string; rules: { id: string; version: number; result: string }[]; codes: string[] };
  /** Ids of stored photos. */
  evidence: string[];
  /** Earlier refunds of the same order or contact that were approved or paid. */
  earlier: { count: number; total: Amount | null };
  /** How many people the amount needs, and who of them stands behind it already: by an approval, or by having changed it. */
  approvals: { needed: 1 | 2; by: Ref[] };
  expectedAt: Date | null;
  createdAt: Date;
}

/** Everything the first message of a thread says. */
export interface DeskCard {
  handoffId: string;
  client: string;
  channel: string;
  /** Of the conversation's log: what is shown is true up to here. */
  logSeq: number;
  version: number;
  status: 'waiting' | 'claimed' | 'parked' | 'closed';
  reason: string;
  team: string;
  /** BCP 47. */
  locale: string;
  askedAt: Date;
  promisedBy: Date;
  owner: (Ref & { since: Date }) | null;
  parkedUntil: Date | null;
  rung: 0 | 1 | 2 | 3;
  resolution: string | null;
  closedBy: Ref | null;
  /** `Ana R.`, `a…z@example.com`; `grade` says how well we know them: `none`, `status`, `full`. */
  customer: { name: string; contact: string; grade: string };
  case: DeskCase | null;
  /** An order that was identified before a case was made. */
  order: {
    orderNo: string;
    status: string;
    total: Amount;
    lines: { name: string; quantity: number; amount: Amount }[];
  } | null;
  /** What the bot asked last and could not get. */
  stuckAt: { question: string; attempts: number } | null;
  delivery: DeskDelivery;
  suggestions: SavedReply[];
}

/** What can be sent to the customer at this moment. */
export interface DeskDelivery {
  optedOut: boolean;
  /** WhatsApp: free words until then; null where there is no window. */
  windowUntil: Date | null;
  /** The last message that did not arrive, if none has since. */
  failed: { code: string; at: Date } | null;
}

export interface SavedReply {
  id: string;
  title: string;
  /** In the customer's language, with what it says of the case filled in. */
  text: string;
}

/** One line of what happened, oldest first, as every member of the channel may read it. */
export interface TranscriptItem {
  seq: number;
  at: Date;
  who: 'customer' | 'bot' | 'staff' | 'system';
  name: string;
  /** Plain text, to be escaped by the surface. Empty for what is told by `event` alone. */
  text: string;
  attachments: { id: string; name: string; contentType: string; bytes: number }[];
  /** `message`, `delivery`, `case`, `handoff`, `note`: what is shown how. */
  kind: 'message' | 'delivery' | 'case' | 'handoff' | 'note';
  /**
   * What a `delivery`, `case` or `handoff` item tells, as values. A handoff's has `action`, one of `asked`, `claimed`,
   * `released`, `transferred` (`to`, `toName` or `team`; `from`, `fromName`; `note`), `parked` (`until`), `woken`,
   * `resolved` (`resolution`), `handed_back`, `customer_left`, `warned`, `reminded`, `lead_called`, `apologised`
   * (`promisedBy`), `owner_warned`, `lapsed` (`owner`, `ownerName`, `promisedBy`; `why` `gone` where they may not own it any more), `rated` (`score`, `comment`), `opened`, `linked` and
   * `unlinked` (`channel`: with the customer's conversation there), `proven` (`orderNo`: by a code).
   * A note's has `ref` and `change`. A delivery's has `status`, `code`, `possiblyTwice`, `of`: the words it is about. A
   * case's has `event`, `from`, `to`, `caseNo`, `stage`. Dates are ISO 8601; `name` is who did it.
   */
  event: Record<string, unknown> | null;
}

export interface QueueItem {
  handoffId: string;
  status: DeskCard['status'];
  team: string;
  locale: string;
  channel: string;
  /** Short name and what it is about: `Ana R. · order 1042 · 12.30 USD`. */
  title: string;
  askedAt: Date;
  promisedBy: Date;
  late: boolean;
  owner: Ref | null;
  parkedUntil: Date | null;
  caseNo: string | null;
}

/** What the customer would read, exactly. */
export interface ReplyPreview {
  ok: boolean;
  /** What is wrong when it is not: `empty`, `too_long`, `mention`, `opted_out`, `outside_window`, `secret`. */
  problem: string | null;
  /** As it will be sent: shortcodes, links and entities converted by the surface before; card numbers blanked here. */
  texts: string[];
  channel: string;
  /** SMS only. */
  segments: number | null;
  encoding: 'GSM-7' | 'UCS-2' | null;
  windowUntil: Date | null;
  /** The approved template it leaves in, since free words may not be sent now: `staff/en`; `texts` are how it reads. */
  template?: string;
  /** The customer's language when the text seems to be in another one. */
  languageDiffers: string | null;
  fingerprint: string;
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
  | { outcome: 'refused'; why: 'taken'; owner: Ref; since: string }
  | { outcome: 'refused'; why: 'not_yours'; owner: Ref | null }
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
