import type { Reading } from '../src/understanding/reading';
import type { Memory } from './memory';
import type { Moment } from './moment';

/** Typed words compared as people write them: case, accents, spaces and a final stop do not matter; a question mark does. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[¿¡]|[\s.!]+$/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The phrases of a `word.*` text, folded once. */
const phrases = new Map<string, ReadonlySet<string>>();

function phrasesOf(text: string): ReadonlySet<string> {
  const known = phrases.get(text) ?? new Set(text.split('|').map(folded));
  phrases.set(text, known);
  return known;
}

/** True when the message is one of the phrases of a `word.*` key (`a | b | c`), a leading "no" set aside. */
export function saysWord({ deps, text, reading }: Moment, key: string, locale: string): boolean {
  if (!text) return false;
  const known = phrasesOf(deps.choiceText({ key: `word.${key}` }, locale));
  const said = [text, reading.answer?.rest ?? ''].map((one) => folded(one).replace(/\?$/, ''));
  return said.some((one) => one !== '' && known.has(one));
}

const identifies = ({ orderNos, email, phone, caseNo }: Reading): boolean =>
  orderNos.length > 0 || email !== undefined || phone !== undefined || caseNo !== undefined;

const describes = ({ items, quantity, reasons, resolution, noPhoto }: Reading): boolean =>
  items.length > 0 || quantity !== undefined || reasons.length > 0 || resolution !== undefined || noPhoto;

const ANSWERS: Record<string, (moment: Moment) => boolean> = {
  order: ({ reading }) => reading.orderNos.length > 0,
  contact: ({ reading }) => reading.email !== undefined || reading.phone !== undefined,
  items: ({ reading }) => reading.items.length > 0 || reading.quantity !== undefined,
  quantity: ({ reading }) => reading.quantity !== undefined,
  reason: ({ reading }) => reading.reasons.length > 0,
  reasonDetail: ({ reading }) => reading.reasons.length > 0,
  evidence: ({ reading, turn }) => reading.noPhoto || turn.said.attachments.length > 0,
  resolution: ({ reading }) => reading.resolution !== undefined,
};

/** True when the message answers the refund's question on the table: then it is read as that, whatever else it may mean. */
export function answersQuestion(moment: Moment, { asked }: Memory): boolean {
  if (asked?.dialog !== 'refund') return false;
  return moment.picked.length > 0 || ANSWERS[asked.field]?.(moment) === true;
}

/** True when the message holds an answer that a request could use. */
export function holdsAnswers(moment: Moment): boolean {
  const { reading, turn, picked, tap } = moment;
  return (
    identifies(reading) || describes(reading) || turn.said.attachments.length > 0 || picked.length > 0 || tap !== null
  );
}
