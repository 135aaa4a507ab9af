import { leavesDialog, offeredL2, situationOf } from '../../src/domain/reasons';
import { choicesOf, type RefundQuestion } from '../refund-world';
import { withReason } from './reason';

/** The second level, what the customer really means: short lists, at most six. */
export const reasonDetail: RefundQuestion = {
  field: 'reasonDetail',
  applies: ({ l1 }) => l1 !== undefined && !leavesDialog(l1),
  value: (draft) => draft.l2,
  ask: (draft, { hand }) => ({
    key: 'refund.askReasonDetail',
    values: { l1: draft.l1 ?? 'other' },
    choices: choicesOf(draft, 'reasonDetail', offeredL2(draft.l1 ?? '', situationOf(hand.order)), (l2) => ({
      key: `reason.${draft.l1}.${l2}`,
    })),
    question: true,
  }),
  read(draft, { moment, hand }, awaited) {
    const [choice] = moment.picked;
    const { l1 } = draft;
    if (!awaited || !l1 || !choice || !offeredL2(l1, situationOf(hand.order)).includes(choice))
      return { kind: 'silent' };
    return { kind: 'taken', draft: withReason(draft, l1, choice, ''), given: moment.given, value: choice };
  },
};

/** "Something else" needs the customer's own words. */
export const reasonWords: RefundQuestion = {
  field: 'reasonWords',
  applies: ({ l1 }) => l1 === 'other',
  value: (draft) => draft.verbatim,
  ask: () => ({ key: 'refund.askReasonWords', question: true }),
  read(draft, { moment }, awaited) {
    const { text, given } = moment;
    if (!awaited || !text) return { kind: 'silent' };
    return { kind: 'taken', draft: { ...draft, verbatim: text }, given, value: text };
  },
};
