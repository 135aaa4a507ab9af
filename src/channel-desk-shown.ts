/**
 * What a desk's surface shows (channels/slack): plain types of our own, imports nothing. Every member of the desk's channel
 * may see all of it; what more there is of a customer, `Desk.full` gives.
 */

export interface Amount {
  /** Minor units, in digits. */
  minor: string;
  currency: string;
  /** As agents read it. */
  text: string;
}

/** A member of staff by name. */
export interface PersonRef {
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
  approvals: { needed: 1 | 2; by: PersonRef[] };
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
  owner: (PersonRef & { since: Date }) | null;
  parkedUntil: Date | null;
  rung: 0 | 1 | 2 | 3;
  resolution: string | null;
  closedBy: PersonRef | null;
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
   * (`promisedBy`), `owner_warned`, `lapsed` (`owner`, `ownerName`, `promisedBy`; `why` `gone` where they may not own it
   * any more), `rated` (`score`, `comment`), `opened`, `linked` and `unlinked` (`channel`: with the customer's conversation
   * there), `proven` (`orderNo`: by a code).
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
  owner: PersonRef | null;
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
