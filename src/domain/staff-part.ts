import type { Money } from './money';
import type { StaffRef } from './staff';

/** How a request reached us. */
export interface Intake {
  /** `agent`: typed in by a member of staff for the customer. */
  mode: 'self' | 'agent';
  /** The channel it was filed on, or how it reached the agent: `phone`, `email`, `social`. */
  source: string;
  /** Of the form that filed it: the same one files once. */
  id?: string;
  filedBy?: StaffRef;
  /** How the caller was verified: `callback`, `email`, `order_data`. */
  verifiedBy?: string;
  /** Where the call or mail can be found. */
  transcriptRef?: string;
}

/** Ways of taking part in a case that keep somebody from being the second of two who approve it. `approved`: as the first. */
export type Part = 'filed' | 'changed' | 'approved' | 'asked' | 'return_requested';

export interface Participation extends StaffRef {
  as: Part;
  at: Date;
}

export interface Approval extends StaffRef {
  at: Date;
}

/** What a member of staff put in place of what was requested. Whoever did counts as the first of two who approve it. */
export interface Proposed {
  amount: Money;
  by: StaffRef;
  at: Date;
  reason: string;
}
