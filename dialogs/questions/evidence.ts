import { needsPhoto } from '../../src/domain/reasons';
import type { Moment } from '../moment';
import { choicesOf, type RefundQuestion } from '../refund-world';

/** Photos per case; more are not looked at. */
const MAX_PHOTOS = 5;

/** "No" to the photo; in "no, it was the blue one" it is said of something else. */
function refuses({ picked, reading }: Moment): boolean {
  const elsewhere = reading.items.length > 0 || reading.quantity !== undefined;
  return picked[0] === 'none' || (reading.answer?.yes === false && !elsewhere);
}

/** The photos so far and the new ones, each once, as many as are looked at. */
export function withPhotos(known: readonly string[] | undefined, photos: readonly string[]): string[] {
  return [...new Set([...(known ?? []), ...photos])].slice(0, MAX_PHOTOS);
}

export const evidence: RefundQuestion = {
  field: 'evidence',
  applies: ({ l1, l2, evidence: known }, { moment }) =>
    // A photo nobody asked for is evidence all the same.
    known !== undefined ||
    moment.turn.said.attachments.length > 0 ||
    // Said before it is known whether one is wanted: then it need not be asked.
    (moment.reading.noPhoto && (l1 === undefined || l2 === undefined)) ||
    (l1 !== undefined && l2 !== undefined && needsPhoto(l1, l2)),
  value: (draft) => draft.evidence,
  ask: (draft) => ({
    key: 'refund.askEvidence',
    values: { max: MAX_PHOTOS },
    choices: choicesOf(draft, 'evidence', ['none'], () => ({ key: 'choice.noPhoto' })),
    question: true,
  }),
  read(draft, { moment }, awaited) {
    const photos = moment.turn.said.attachments.map(({ id }) => id);
    const none = moment.reading.noPhoto || (awaited && refuses(moment));
    if (photos.length === 0 && !none) return { kind: 'silent' };
    const kept = withPhotos(draft.evidence, photos);
    if (photos.length === 0 && kept.length > 0) return { kind: 'silent' };
    return { kind: 'taken', draft: { ...draft, evidence: kept }, given: moment.given, value: kept };
  },
};
