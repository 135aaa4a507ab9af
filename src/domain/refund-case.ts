import type { Money } from './money';
import type { Actor } from './log-entry';
import type { Approval, Intake, Participation, Proposed } from './staff-part';

export const CASE_STATUSES = [
  'submitted',
  'needs_info',
  'under_review',
  /** The goods come back before anybody decides. */
  'awaiting_return',
  'approved',
  'denied',
  'withdrawn',
  'paid',
  'closed',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];
export type CaseKind = 'return' | 'non_fulfilment' | 'overcharge' | 'cancellation' | 'subscription';
export type Resolution = 'refund' | 'exchange' | 'store_credit';

export interface CaseReason {
  l1: string;
  l2: string;
  /** The customer's own words, after redaction. */
  verbatim: string;
}

export interface CaseLine {
  sku: string;
  name: string;
  quantity: number;
  amount: Money;
}

/** One rule's say in a decision. */
export interface RuleResult {
  id: string;
  version: number;
  layer: 'statutory' | 'network' | 'tenant' | 'exception';
  result: 'pass' | 'fail' | 'na' | 'unknown';
  /** Facts used, plain JSON. */
  inputs: Record<string, unknown>;
}

export interface Decision {
  outcome: 'eligible' | 'ineligible' | 'manual' | 'unknown';
  rules: RuleResult[];
  /** Denial codes (refund-domain §2.4), most important first. */
  codes: string[];
  alternatives: Resolution[];
  appealUntil?: Date;
  at: Date;
}

export interface Destination {
  type: 'original' | 'alternate' | 'store_credit';
  payments: { method: string; brand?: string; last4?: string; amount: Money }[];
}

export interface StatusStep {
  status: CaseStatus;
  at: Date;
  actor: Actor;
  reason?: string;
  reference?: string;
  /** What staff wrote to the customer with it. */
  text?: string;
}

/** A submitted refund request and its life: the record. `version` grows by one with every change. */
export interface RefundCase {
  caseNo: string;
  client: string;
  version: number;
  /** Entries in the case's own log stream so far. */
  logSeq: number;
  status: CaseStatus;
  orderNo: string;
  /** Direct Line conversation ids (or the channel's own), oldest first. */
  conversations: { client: string; channel: string; conversation: string }[];
  /** Key of the identified contact that filed it, if the channel vouched for one. */
  contact?: string;
  locale: string;
  kind: CaseKind;
  reason: CaseReason;
  lines: CaseLine[];
  /** Unit keys held by this case while it is not denied or withdrawn: `client/orderNo/sku/unit`. Unique over all cases. */
  claims: string[];
  requested: Money;
  approved: Money | null;
  destination: Destination;
  resolution: Resolution;
  decision: Decision;
  evidence: string[];
  history: StatusStep[];
  /** Absent on cases from before it was kept. */
  intake?: Intake;
  /** What an approval gives now, when staff changed it; absent: what was requested. */
  proposed?: Proposed;
  /** Approvals of what is on the table; after an approval, those it rests on. */
  approvals?: Approval[];
  /** Everybody of the staff who took part, oldest first, each way once. */
  participants?: Participation[];
  /** What became of the latest decisions, newest last: the same one sent again is answered the same. */
  answered?: { id: string; came: string }[];
  /** When the customer was told to expect the next step. */
  expectedAt?: Date;
  createdAt: Date;
  updatedAt: Date;
}
