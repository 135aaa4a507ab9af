import type { Resolution } from '../src/domain/refund-case';
import type { Value } from '../src/turn/message';

/** What the customer gave to show that an order is theirs. */
export interface Identity {
  orderNo?: string;
  email?: string;
  phone?: string;
  postcode?: string;
}

/** A line the customer chose; without a quantity while it is not known how many. */
export interface ChosenLine {
  sku: string;
  quantity?: number;
}

/** The answers of a refund request so far. Plain JSON, part of the conversation's memory. */
export interface RefundDraft {
  id: string;
  identity: Identity;
  /** What was said before the order was known: read again once its items can be recognised in it. */
  early: string[];
  /** The order's items as last seen, with what is left of each: words are read with them in mind. */
  items?: { sku: string; name: string; quantity: number }[];
  lines?: ChosenLine[];
  l1?: string;
  l2?: string;
  /** The customer's own words for the reason. */
  verbatim?: string;
  /** Ids of stored photos; empty means "I have none". */
  evidence?: string[];
  resolution?: Resolution;
  /** Fingerprint of the last read-back: the only thing a yes can confirm. */
  shown?: string;
  confirmed?: boolean;
  /** The customer wants to change something and has not said what. */
  changing?: boolean;
  /** Fields in the order they were answered, for "back". */
  trail: string[];
  /** Answers taken back but not yet replaced, so that the log can say old → new. */
  before: Record<string, Value>;
  /** Items the rules leave out, with the case that records why. */
  /** The order that was the wrong one: it is not offered again. */
  notOrder?: string;
  leftOut?: { sku: string; caseNo: string }[];
  /** Named beside another order, and not looked up yet. */
  untried?: boolean;
  /** The case that recorded the denial of this request. */
  denied?: string;
}

export function newRefundDraft(id: string, reach: Identity = {}): RefundDraft {
  return { id, identity: reach, early: [], trail: [], before: {} };
}

/** The draft for an order: another number means other items, while reason, photos and wish are still what happened. */
export function forOrder(draft: RefundDraft, identity: Identity): RefundDraft {
  if (!draft.identity.orderNo || draft.identity.orderNo === identity.orderNo) return { ...draft, identity };
  const { items: _items, ...rest } = without(draft, 'items', undefined);
  return { ...rest, changing: false, identity };
}

/** What depends on an answer and goes with it. */
const CLEARED: Record<string, (keyof RefundDraft)[]> = {
  items: ['lines'],
  quantity: [],
  reason: ['l1', 'l2', 'verbatim'],
  reasonDetail: ['l2'],
  reasonWords: ['verbatim'],
  evidence: ['evidence'],
  resolution: ['resolution'],
};

/** The draft without an answer and without what depended on it; `old` is kept for the log. */
export function without(draft: RefundDraft, field: string, old: Value | undefined): RefundDraft {
  const cleared: RefundDraft = {
    ...draft,
    before: old === undefined ? draft.before : { ...draft.before, [field]: old },
  };
  for (const name of CLEARED[field] ?? []) Reflect.deleteProperty(cleared, name);
  if (field === 'quantity') cleared.lines = (draft.lines ?? []).map(({ sku }) => ({ sku }));
  delete cleared.shown;
  delete cleared.confirmed;
  return { ...cleared, trail: draft.trail.filter((one) => one !== field) };
}
