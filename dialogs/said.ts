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

/** The `word.*` text of words that change nothing of what is asked. */
const FILLER = 'filler';
/** No phrase is longer than this. */
const LONGEST = 120;

/** Without the words that change nothing of what is asked ("so", "usually", "please"), unless nothing else is left. */
function bare(text: string, fillers: ReadonlySet<string>): string {
  const words = folded(text).replace(/[?,]/g, '');
  const longer = [...fillers].filter((filler) => filler.includes(' '));
  const left = longer.reduce((said, filler) => said.replace(filler, ''), words).split(' ');
  return left.filter((word) => word !== '' && !fillers.has(word)).join(' ') || words;
}

/** The phrases of a text as they are compared: with and without fillers. */
const known = new Map<string, ReadonlySet<string>>();

function knownPhrases(text: string, fillers: ReadonlySet<string>): ReadonlySet<string> {
  const compared =
    known.get(text) ?? new Set([...phrasesOf(text), ...text.split('|').map((one) => bare(one, fillers))]);
  known.set(text, compared);
  return compared;
}

/** What a message says when compared with phrases, worked out once for all that it is compared with. */
const compared = new WeakMap<Reading, { text: string; fillers: ReadonlySet<string>; said: string[] }>();

function saidIn(text: string, reading: Reading, fillers: ReadonlySet<string>): string[] {
  const before = compared.get(reading);
  if (before?.text === text && before.fillers === fillers) return before.said;
  const said = [text, reading.answer?.rest ?? '']
    .flatMap((one) => [folded(one).replace(/\?$/, ''), bare(one, fillers)])
    .filter((one) => one !== '');
  compared.set(reading, { text, fillers, said });
  return said;
}

/**
 * True when the message is one of the phrases of a `word.*` key (`a | b | c`), a leading "no" and words that change nothing
 * (`word.filler`) set aside.
 */
export function saysWord({ deps, text, reading }: Moment, key: string, locale: string): boolean {
  if (!text || text.length > LONGEST) return false;
  const fillers = phrasesOf(deps.choiceText({ key: `word.${FILLER}` }, locale));
  const wanted = knownPhrases(deps.choiceText({ key: `word.${key}` }, locale), fillers);
  return saidIn(text, reading, fillers).some((one) => wanted.has(one));
}

const identifies = ({ orderNos, email, phone, caseNo }: Reading): boolean =>
  orderNos.length > 0 || email !== undefined || phone !== undefined || caseNo !== undefined;

const describes = ({ items, without, quantity, reasons, resolution, noPhoto }: Reading): boolean =>
  items.length > 0 ||
  without !== undefined ||
  quantity !== undefined ||
  reasons.length > 0 ||
  resolution !== undefined ||
  noPhoto;

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
  // "Where is my refund for 1042?" names an order and asks something else.
  if (asked.field === 'order' && moment.reading.intent.name === 'refund_status') return false;
  return moment.picked.length > 0 || ANSWERS[asked.field]?.(moment) === true;
}

/** True when the message holds an answer that a request could use. */
export function holdsAnswers(moment: Moment): boolean {
  const { reading, turn, picked, tap } = moment;
  return (
    identifies(reading) || describes(reading) || turn.said.attachments.length > 0 || picked.length > 0 || tap !== null
  );
}
