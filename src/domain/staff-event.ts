import type { Actor } from './log-entry';

export const STAFF_DEEDS = [
  'added',
  'invited',
  'changed',
  'joined',
  'revoked',
  'reinstated',
  'went_away',
  'came_back',
  'token_minted',
  'token_revoked',
  'own_order_refused',
] as const;

/** One thing that was done to a person's record. Append-only; `seq` is the version of the record that it made. */
export interface StaffEvent {
  client: string;
  staffId: string;
  seq: number;
  at: Date;
  by: Actor;
  what: (typeof STAFF_DEEDS)[number];
  /** Plain JSON; never a token's secret. */
  details: Record<string, unknown>;
}
