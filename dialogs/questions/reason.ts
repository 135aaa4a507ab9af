import { leavesDialog, offeredL1, offeredL2, REASONS, situationOf } from '../../src/domain/reasons';
import type { Order } from '../../src/domain/order';
import type { RefundDraft } from '../refund-draft';
import { choicesOf, mayChange, type RefundQuestion, type RefundWorld } from '../refund-world';

/** Below this a reading is a hint, not an answer. */
const SURE = 0.4;
/** A text with this many words says something of its own, even if we cannot name it. */
const OWN_WORDS = 3;

const L1 = new Set(REASONS.map(({ l1 }) => l1));

/** Where a level 1 leaves only one level 2 there is nothing more to ask. */
function onlyDetail(l1: string, order: Order): string | undefined {
  const offered = offeredL2(l1, situationOf(order));
  if (offered.length > 1) return undefined;
  return offered[0] ?? REASONS.find((reason) => reason.l1 === l1)?.l2;
}

/** The draft with a new reason; what hung on the old one goes. */
export function withReason(draft: RefundDraft, l1: string, l2: string | undefined, words: string): RefundDraft {
  const { l2: _old, verbatim, shown: _shown, ...rest } = draft;
  const kept = words || verbatim;
  return { ...rest, l1, ...(l2 ? { l2 } : {}), ...(kept ? { verbatim: kept } : {}) };
}

function understood({ moment }: RefundWorld, awaited: boolean): { l1: string; l2?: string } | null {
  const [choice] = awaited ? moment.picked : [];
  if (choice && L1.has(choice)) return { l1: choice };
  const best = moment.reading.reasons.find(({ confidence }) => confidence >= SURE);
  return best ? { l1: best.l1, ...(best.l2 ? { l2: best.l2 } : {}) } : null;
}

type Read = ReturnType<RefundQuestion['read']>;

function taken(draft: RefundDraft, { moment, hand }: RefundWorld, found: { l1: string; l2?: string }): Read {
  const { given, picked } = moment;
  const { l1 } = found;
  // A button's words are ours; only what the customer wrote is kept as theirs.
  const words = picked.length > 0 ? '' : moment.text;
  const l2 = found.l2 ?? (leavesDialog(l1) ? undefined : onlyDetail(l1, hand.order));
  // Saying again what is already known must not undo the detail.
  if (!l2 && l1 === draft.l1) return { kind: 'taken', draft, given, value: l1 };
  const reasoned = withReason(draft, l1, l2, words);
  // Whoever cancels has said what they want.
  const settled = l1 === 'cancellation' && !reasoned.resolution;
  const next: RefundDraft = settled ? { ...reasoned, resolution: 'refund' } : reasoned;
  return { kind: 'taken', draft: next, given, value: l2 ? `${l1}/${l2}` : l1 };
}

/** "Cancel my order" says what is wanted more than why: the why may still come. */
const isVague = ({ l1, l2 }: RefundDraft): boolean => l1 === 'cancellation' || l2 === undefined;

/** A sentence we cannot name is kept word for word; the list that follows only has to sort it. */
function ownWords(draft: RefundDraft, { moment }: RefundWorld, awaited: boolean): Read {
  const { text } = moment;
  const own = awaited && text.split(/\s+/).length >= OWN_WORDS;
  return own ? { kind: 'refused', draft: { ...draft, verbatim: text } } : { kind: 'silent' };
}

export const reason: RefundQuestion = {
  field: 'reason',
  value: (draft) => (draft.l1 && draft.l2 ? `${draft.l1}/${draft.l2}` : draft.l1),
  ask: (draft, { hand }) => ({
    key: 'refund.askReason',
    values: {
      orderNo: hand.order.orderNo,
      ...(situationOf(hand.order) === 'delivered' ? {} : { variant: 'pending' }),
      count: (draft.lines ?? []).reduce((sum, one) => sum + (one.quantity ?? 1), 0),
    },
    choices: choicesOf(draft, 'reason', offeredL1(situationOf(hand.order)), (l1) => ({ key: `reasonGroup.${l1}` })),
    question: true,
  }),
  read(draft, world, awaited) {
    if (!awaited && draft.l1 && !isVague(draft) && !mayChange(world, draft)) return { kind: 'silent' };
    const found = understood(world, awaited);
    return found ? taken(draft, world, found) : ownWords(draft, world, awaited);
  },
};
