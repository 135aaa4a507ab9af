import type { DialogState } from '../src/turn/form';
import { recall, type Memory } from './memory';

/** What a person who takes over would like to know of where the conversation stands. */
export interface DialogFacts {
  orderNo: string | null;
  /** How well that order was proven to be the customer's. */
  grade: 'none' | 'status' | 'full';
  /** The question on the table, if there is one. */
  asked: { field: string; attempt: number } | null;
  /** What the customer gave to be known by. */
  given: { email?: string; phone?: string };
}

function orderIn({ refund, lookup, proven }: Memory): string | null {
  return refund?.identity.orderNo ?? lookup?.identity.orderNo ?? proven.at(-1)?.orderNo ?? null;
}

function gradeOf({ proven }: Memory, orderNo: string | null): DialogFacts['grade'] {
  const proof = proven.findLast((one) => one.orderNo === orderNo);
  if (!proof) return 'none';
  return proof.grade === 'full' ? 'full' : 'status';
}

/** Read from what the dialogs keep; of a conversation that has not begun nothing is known. */
export function deskFacts(state: DialogState | null): DialogFacts {
  const memory = recall(state, 'en');
  const { asked, refund, reach } = memory;
  const orderNo = orderIn(memory);
  const { email, phone } = { ...reach, ...(refund?.identity ?? {}) };
  return {
    orderNo,
    grade: gradeOf(memory, orderNo),
    asked: asked && asked.dialog !== 'open' ? { field: asked.field, attempt: asked.attempt } : null,
    given: { ...(email ? { email } : {}), ...(phone ? { phone } : {}) },
  };
}
