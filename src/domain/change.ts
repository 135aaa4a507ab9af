import type { RefundCase } from './refund-case';

export interface Handoff {
  id: string;
  client: string;
  channel: string;
  conversation: string;
  status: 'waiting' | 'closed';
  askedAt: Date;
  /** The time promised to the customer for a person's first answer. */
  promisedBy: Date;
  reason: string;
  locale: string;
}

/** What a turn asks to be written together with its state and its log. `expects` is the version read; null: must be new. */
export type Change =
  { kind: 'case'; expects: number | null; after: RefundCase } | { kind: 'handoff'; handoff: Handoff };
