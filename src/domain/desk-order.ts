import type { HandoffResolution } from './handoff-resolution';
import type { StaffRef } from './staff';

/** A stored file on its way to the customer (the same shape as channel.ts `StoredAttachment`). */
export interface DeskAttachment {
  id: string;
  name: string;
  contentType: string;
  bytes: number;
}

/** What a person at the desk can do with a handoff. Plain JSON but for dates, which travel as ISO 8601. */
export type DeskAction =
  | { kind: 'claim' }
  /** Back into the queue. */
  | { kind: 'release' }
  /** To a colleague, or into another team's queue. */
  | { kind: 'transfer'; to: { staff: StaffRef } | { team: string }; note?: string }
  /** The only way words of a person reach the customer. `fingerprint`: of what the preview showed. */
  | { kind: 'reply'; text: string; attachments: DeskAttachment[]; fingerprint: string }
  /** Said among colleagues; `ref` names the surface's own message, so that its edits and its deletion are kept beside it. */
  | { kind: 'note'; text: string; ref: string; change: 'written' | 'edited' | 'deleted' }
  | { kind: 'park'; until: string }
  /** Ends it. `farewell`: the customer is told and asked one question about how it went. */
  | { kind: 'resolve'; resolution: HandoffResolution; farewell: boolean }
  /** The bot goes on where it was, with what changed meanwhile. */
  | { kind: 'handback' }
  /** Somebody looks at the customer's full data, which is masked elsewhere. */
  | { kind: 'open' };

/** An action as it enters the conversation's lane. The same `id` takes effect once. */
export interface DeskOrder {
  id: string;
  handoffId: string;
  by: StaffRef;
  /** Leads may take a conversation over from its owner; checked when the order was given. */
  lead?: boolean;
  action: DeskAction;
}

/** Why nothing happened, each with what the person needs to know. */
export type DeskRefusal =
  | { why: 'taken'; owner: StaffRef; since: string }
  | { why: 'not_yours'; owner: StaffRef | null }
  | { why: 'closed' }
  | { why: 'missing' }
  /** No such person, revoked, without the role, or of another client. */
  | { why: 'not_allowed' }
  /** What would be sent is no longer what the preview showed. */
  | { why: 'stale' }
  /** The customer cannot be reached: opted out, or outside the window without a template. */
  | { why: 'unreachable'; code: string }
  | { why: 'invalid'; field: string };

export type DeskOutcome =
  | { outcome: 'done' }
  | ({ outcome: 'refused' } & DeskRefusal)
  /** Admitted and safe, not done yet: what becomes of it shows on the surface. */
  | { outcome: 'pending' };
