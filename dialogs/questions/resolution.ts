import type { Resolution } from '../../src/domain/refund-case';
import { payToOf } from '../pay-to';
import { choicesOf, mayChange, type RefundQuestion } from '../refund-world';

const RESOLUTIONS: readonly Resolution[] = ['refund', 'exchange', 'store_credit'];

export const resolution: RefundQuestion = {
  field: 'resolution',
  value: (draft) => draft.resolution,
  ask: (draft) => ({
    key: 'refund.askResolution',
    choices: choicesOf(draft, 'resolution', RESOLUTIONS, (value) => ({ key: `resolution.${value}` })),
    question: true,
  }),
  read(draft, world, awaited) {
    const wish = payToOf(world.hand.order, world.moment.reading, awaited || draft.shown !== undefined);
    if (!awaited && draft.resolution && !mayChange(world, draft)) return { kind: 'silent' };
    const { picked, given } = world.moment;
    const chosen = (awaited ? RESOLUTIONS.find((one) => picked.includes(one)) : undefined) ?? wish.resolution;
    if (!chosen) return { kind: 'silent' };
    // The read-back shows where it goes; that it is not where it was wanted is said.
    const note = wish.barred ? { note: { key: 'refund.originalOnly' } } : {};
    return { kind: 'taken', draft: { ...draft, resolution: chosen }, given, value: chosen, ...note };
  },
};
