import type { Reading } from '../src/understanding/reading';
import type { Moment } from './moment';

/** Typed words compared as people write them: case, accents, spaces and end punctuation do not matter. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[¿¡]|[\s.!?]+$/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** True when the message is one of the phrases of a `word.*` key (`a | b | c`), a leading "no" set aside. */
export function saysWord({ deps, text, reading }: Moment, key: string, locale: string): boolean {
  if (!text) return false;
  const phrases = deps
    .choiceText({ key: `word.${key}` }, locale)
    .split('|')
    .map(folded);
  return [text, reading.answer?.rest ?? ''].some((said) => said !== '' && phrases.includes(folded(said)));
}

const identifies = ({ orderNos, email, phone, caseNo }: Reading): boolean =>
  orderNos.length > 0 || email !== undefined || phone !== undefined || caseNo !== undefined;

const describes = ({ items, quantity, reasons, resolution, noPhoto }: Reading): boolean =>
  items.length > 0 || quantity !== undefined || reasons.length > 0 || resolution !== undefined || noPhoto;

/** True when the message holds an answer that a request could use. */
export function holdsAnswers(moment: Moment): boolean {
  const { reading, turn, picked, tap } = moment;
  return (
    identifies(reading) || describes(reading) || turn.said.attachments.length > 0 || picked.length > 0 || tap !== null
  );
}
