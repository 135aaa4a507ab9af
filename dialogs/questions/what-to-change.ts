import { choicesOf, type RefundQuestion } from '../refund-world';

const CHANGEABLE = ['items', 'reason', 'resolution', 'order'] as const;

/** After a bare "no" at the read-back: which answer is wrong. The answer itself is taken back by the dialog (revise.ts). */
export const whatToChange: RefundQuestion = {
  field: 'change',
  applies: ({ changing }) => changing === true,
  value: () => undefined,
  ask: (draft) => ({
    key: 'refund.askChange',
    choices: choicesOf(draft, 'change', [...CHANGEABLE, 'drop'], (field) => ({ key: `change.${field}` })),
    question: true,
  }),
  read: () => ({ kind: 'silent' }),
};
