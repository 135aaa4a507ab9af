import type { Resolution } from '../../src/domain/refund-case';
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
    if (!awaited && draft.resolution && !mayChange(world, draft)) return { kind: 'silent' };
    const { picked, reading, given } = world.moment;
    const chosen = (awaited ? RESOLUTIONS.find((one) => picked.includes(one)) : undefined) ?? reading.resolution;
    if (!chosen) return { kind: 'silent' };
    return { kind: 'taken', draft: { ...draft, resolution: chosen }, given, value: chosen };
  },
};
