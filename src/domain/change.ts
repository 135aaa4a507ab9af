import type { Handoff } from './handoff';
import type { IssuedCode, Link } from './link';
import type { RefundCase } from './refund-case';

/**
 * What a turn asks to be written together with its state and its log. `expects` is the version read; null: must be new. A
 * handoff is written as it is: it belongs to the conversation's lane. A code can be used once and a link taken back once:
 * whoever comes second meets a conflict.
 */
export type Change =
  | { kind: 'case'; expects: number | null; after: RefundCase }
  | { kind: 'handoff'; handoff: Handoff }
  | { kind: 'code'; step: 'issue' | 'use'; code: IssuedCode }
  | { kind: 'link'; step: 'join' | 'undo'; link: Link };
