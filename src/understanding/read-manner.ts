import { awaits } from './awaiting';
import { phrase, wholePhrase } from './phrase';
import type { Context, Reading } from './reading';
import type { Tidy } from './tidy';
import { LANGUAGES } from './words';
import type { MannerWords } from './words/words';

const any = (pick: (manner: MannerWords) => string[]): string[] => LANGUAGES.flatMap((words) => pick(words.manner));
const CORRECTION = phrase(any((manner) => manner.correction));
const CORRECTION_START = new RegExp(`^(?:${any((manner) => manner.correctionStart).join('|')})(?![a-z0-9])`);
const ADDITION = new RegExp(`^(?:${any((manner) => manner.addition).join('|')})(?![a-z0-9])`);
const ANGRY = phrase(any((manner) => manner.angry));
// Angry, raging and swearing faces, a middle finger.
const ANGRY_FACE = /[\u{1f620}\u{1f621}\u{1f92c}\u{1f595}]/u;
const NO_PHOTO = phrase(any((manner) => manner.noPhoto));
const NOT = `(?:${any((manner) => manner.not).join('|')})(?: (?:a|an|any|the|un|una|el|la|your|ningun))?`;

/** True when the message corrects something said before. Mind that "the wrong item arrived" is a reason, not a correction. */
export function isCorrection(line: string): boolean {
  return CORRECTION_START.test(line) || CORRECTION.test(line);
}

/** True when what follows comes on top of what was said before. */
export function isAddition(line: string): boolean {
  return ADDITION.test(line);
}

const QUESTION = new RegExp(
  `^(?:(?:and|so|but|ok|well|also|hey|hi|y|pero|oye|hola|entonces|una pregunta|question) ){0,3}(?:${any((manner) => manner.question).join('|')})(?![a-z0-9])`,
);

/** Without its mark a question is short; what goes on tells a story. */
const LONGEST_QUESTION = 10;

/** True when the message is a question: it ends with its mark, or begins like one. "What happened is …" tells. */
export function isQuestion(text: string, line: string): boolean {
  const words = line.split(' ').length;
  if (/[?¿][^\p{L}\p{N}]*$/u.test(text)) return words >= 2;
  return words >= 3 && words <= LONGEST_QUESTION && QUESTION.test(line);
}

/** True for abuse, accusations, threats, repeated asking and shouting. */
export function isAngry({ text }: Tidy, line: string): boolean {
  return ANGRY.test(line) || ANGRY_FACE.test(text) || /[!?]{3,}/.test(text) || shouts(text);
}

function shouts(text: string): boolean {
  const words = (
    text
      .slice(0, 600)
      .replace(/\S+@\S+/g, ' ')
      .match(/[\p{L}']{2,}/gu) ?? []
  ).filter((word) => /\p{L}/u.test(word));
  const loud = words.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase());
  return loud.length >= 3 && loud.join('').length >= 12 && loud.length >= words.length * 0.7;
}

/** True when the customer says there is no photo. */
export function hasNoPhoto(line: string, context: Context): boolean {
  if (NO_PHOTO.test(line)) return true;
  return (
    awaits(context, 'evidence') &&
    /^(?:no+|nope|nah|none|nothing|i (?:dont|do not|cant|have none)(?: \w+){0,3}|ningun[oa]|nada|no (?:tengo|puedo)(?: \w+){0,3}|skip|sin foto)$/.test(
      line,
    )
  );
}

const PAY_TO = LANGUAGES.flatMap((words) => words.payTo.map(({ kind, phrases }) => ({ kind, said: phrase(phrases) })));

/** Where the money is to go, where it is said. */
export function readPayTo(line: string): Reading['payTo'] {
  return PAY_TO.find(({ said }) => said.test(line))?.kind;
}

type Wish = NonNullable<Reading['resolution']>;
const WISHES: [Wish, RegExp, RegExp][] = (
  [
    ['exchange', (manner) => manner.exchange],
    ['store_credit', (manner) => manner.storeCredit],
    ['refund', (manner) => manner.refund],
  ] as [Wish, (manner: MannerWords) => string[]][]
).map(([wish, pick]) => [wish, phrase(any(pick)), phrase([`${NOT} (?:${any(pick).join('|')})`])]);
const REFUND_AWAITED = phrase(any((manner) => manner.refundAwaited));

/**
 * What the customer wants instead of the goods, where it is said. A bare "refund" is the name of the whole business and
 * says so only where the wish was asked for, or where another one is refused beside it.
 */
export function readResolution(line: string, context: Context): Wish | undefined {
  const wanted = WISHES.filter(([, said, refused]) => said.test(line) && !refused.test(line)).map(([wish]) => wish);
  const refused = WISHES.some(([, , no]) => no.test(line));
  // In "no gift card" the card is no wish for money on a card.
  const left = WISHES.reduce((words, [, said]) => words.replace(said, ' '), line);
  const few = awaits(context, 'resolution') || refused || correctsTo(line, context) || isAhead(line, context);
  if (wanted.length === 0 && few && REFUND_AWAITED.test(left)) return 'refund';
  return wanted.length === 1 || wanted.length === 0 ? wanted[0] : firstSaid(line, wanted);
}

const WISH_ALONE = wholePhrase([
  `(?:the |my |el |la |mi )?(?:${any((manner) => manner.refundAwaited).join('|')})(?: please| pls| por favor| porfa)?`,
]);

/** "Money, please": said by itself it is the wish also while another answer of a request is asked for. */
const isAhead = (line: string, context: Context): boolean =>
  (['items', 'quantity', 'reason', 'evidence'] as const).some((one) => awaits(context, one)) && WISH_ALONE.test(line);

/** "No, the money": at the read-back few words are enough to say what is wanted instead. */
const correctsTo = (line: string, context: Context): boolean =>
  (awaits(context, 'confirm') || context.awaiting === 'change') && line.split(' ').length <= 5;

function firstSaid(line: string, wanted: Wish[]): Wish | undefined {
  const at = (wish: Wish): number => WISHES.find(([name]) => name === wish)?.[1].exec(line)?.index ?? Infinity;
  return [...wanted].sort((a, b) => at(a) - at(b))[0];
}
