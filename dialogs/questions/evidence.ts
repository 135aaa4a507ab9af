import { needsPhoto } from '../../src/domain/reasons';
import { choicesOf, type RefundQuestion } from '../refund-world';

/** Photos per case; more are not looked at. */
const MAX_PHOTOS = 5;

export const evidence: RefundQuestion = {
  field: 'evidence',
  applies: ({ l1, l2, evidence: known }) =>
    known !== undefined || (l1 !== undefined && l2 !== undefined && needsPhoto(l1, l2)),
  value: (draft) => draft.evidence,
  ask: (draft) => ({
    key: 'refund.askEvidence',
    values: { max: MAX_PHOTOS },
    choices: choicesOf(draft, 'evidence', ['none'], () => ({ key: 'choice.noPhoto' })),
    question: true,
  }),
  read(draft, { moment }, awaited) {
    const photos = moment.turn.said.attachments.map(({ id }) => id);
    const none =
      moment.reading.noPhoto || (awaited && (moment.picked[0] === 'none' || moment.reading.answer?.yes === false));
    if (photos.length === 0 && !none) return { kind: 'silent' };
    const kept = [...new Set([...(draft.evidence ?? []), ...photos])].slice(0, MAX_PHOTOS);
    if (photos.length === 0 && kept.length > 0) return { kind: 'silent' };
    return { kind: 'taken', draft: { ...draft, evidence: kept }, given: moment.given, value: kept };
  },
};
