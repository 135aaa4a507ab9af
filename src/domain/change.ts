import type { Handoff } from './handoff';
import type { RefundCase } from './refund-case';

/**
 * What a turn asks to be written together with its state and its log. `expects` is the version read; null: must be new. A
 * handoff is written as it is: it belongs to the conversation's lane.
 */
export type Change =
  { kind: 'case'; expects: number | null; after: RefundCase } | { kind: 'handoff'; handoff: Handoff };
