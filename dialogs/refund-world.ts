import type { OrderAtHand } from '../src/intake/order-at-hand';
import { prepareCase, type Proposal } from '../src/intake/prepare-case';
import type { Question } from '../src/turn/form-engine';
import { choiceValue } from './choice-token';
import type { Choice, Label } from '../src/turn/message';
import type { Moment } from './moment';
import type { RefundDraft } from './refund-draft';

/** What the questions of a refund may look at. */
export interface RefundWorld {
  moment: Moment;
  hand: OrderAtHand;
  /** What was worked out in this turn already. */
  proposals: Map<string, Proposal>;
}

export type RefundQuestion = Question<RefundDraft, RefundWorld>;

/** True when the message may replace answers that were already given: it says so, or the read-back is on the table. */
export function mayChange({ moment }: RefundWorld, draft: RefundDraft): boolean {
  const { correction, control, narrows } = moment.reading;
  return (
    narrows === true || correction || control?.name === 'change' || draft.shown !== undefined || draft.changing === true
  );
}

/** The choices of a question of this draft; `label` gives each value its words. */
export function choicesOf(
  draft: RefundDraft,
  field: string,
  values: readonly string[],
  label: (value: string) => Label,
): Choice[] {
  return values.map((value) => ({ value: choiceValue(draft.id, field, value), label: label(value) }));
}

/** Lines with a known quantity; null while one lacks it or none is chosen. */
export function countedLines(draft: RefundDraft): { sku: string; quantity: number }[] | null {
  if (!draft.lines?.length) return null;
  const counted = draft.lines.flatMap(({ sku, quantity }) => (quantity === undefined ? [] : [{ sku, quantity }]));
  return counted.length === draft.lines.length ? counted : null;
}

/** What the draft would come to, as soon as items and reason are known; the resolution counts as money back until said. */
export function propose(draft: RefundDraft, { moment, hand, proposals }: RefundWorld): Proposal | null {
  const lines = countedLines(draft);
  const { l1, l2, resolution = 'refund' } = draft;
  if (!lines || !l1 || !l2) return null;
  const key = JSON.stringify([lines, l1, l2, resolution]);
  const known = proposals.get(key);
  if (known) return known;
  const made = prepareCase(hand, { lines, reason: { l1, l2 }, resolution }, moment.at, moment.deps.policy);
  proposals.set(key, made);
  return made;
}
