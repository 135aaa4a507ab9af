import { LANGUAGES } from './words';
import type { AnswerWords } from './words/words';
import type { Reading } from './reading';

type Answer = NonNullable<Reading['answer']>;

const start = (...picks: ((answers: AnswerWords) => string[])[]): RegExp => {
  const phrases = picks.flatMap((pick) => LANGUAGES.flatMap((words) => pick(words.answers)));
  // The longer phrase first, or "not" would hide "not that one".
  const longestFirst = [...phrases].sort((a, b) => b.length - a.length);
  return new RegExp(`^(?:${longestFirst.join('|')})(?![a-z0-9])`);
};
const FILLER = start((words) => words.filler);
const TRAP = start((words) => words.trap);
const UNSURE = start((words) => words.unsure);
const YES = start((words) => words.yes);
const YES_WEAK = start((words) => words.yesWeak);
const YES_WHOLE = start((words) => words.yesWhole);
const NO = start((words) => words.no);
const NO_WEAK = start(
  (words) => words.noWeak,
  (words) => words.noWhole,
);
const NO_HEDGED = start((words) => words.noHedged);
const HEDGE = start((words) => words.hedge);
// Taking back a yes later in the message, after phrases that only look like it are set aside.
const HARMLESS =
  /(?<![a-z])(?:no (?:problems?|worries|changes?|rush|photos?|pictures?|more|need|hay problema|tengo fotos?)|not a problem|nothing else|nada mas|cant wait|(?:dont|do not) (?:have|need) (?:a |any )?(?:photo|picture)s?)(?![a-z])/g;
const TAKEN_BACK =
  /(?<![a-z])(?:but|except|unless|if|not|no|nope|dont|wait|actually|however|instead|hold on|guess|pero|excepto|salvo|menos|espera|mejor|en realidad)(?![a-z])/;
const ASKING = /^(?:can|could|would|will|podrias?|puedes?) (?:you|we|i|u)?/;
/** What is read of a message: an answer stands at its beginning. */
const READ = 400;

/**
 * Reads a yes or a no at the start of the message, after fillers; `plain` keeps its punctuation. A yes with a condition, a
 * doubt, a contradiction or a question behind it is hedged: only an unhedged one may count as consent. `rest` is what else
 * was said.
 */
export function readAnswer(plain: string): Answer | undefined {
  const said = afterFillers(plain.slice(0, READ).replace(/([a-z])-(?=[a-z])/g, '$1 '));
  if (fills(UNSURE, said)) return { yes: true, rest: '', hedged: true };
  if (fills(NO_HEDGED, said)) return { yes: false, rest: '', hedged: true };
  if (fills(YES_WHOLE, said)) return { yes: true, rest: '', hedged: said.includes('?') };
  if (TRAP.test(said)) return undefined;
  const yes = longest(first(YES, said), first(YES_WEAK, said));
  const no = longest(first(NO, said), first(NO_WEAK, said));
  if (no.length > 0 && no.length >= yes.length) return readNo(said, no);
  return yes.length > 0 ? readYes(said, yes) : undefined;
}

function readNo(said: string, word: string): Answer | undefined {
  const rest = afterFillers(said.slice(word.length));
  if (!NO.test(said) && !ended(rest)) return undefined;
  return { yes: false, rest: trimmed(rest), hedged: fills(YES, rest) && !ended(rest) };
}

interface Assent {
  /** Said with a word that is a yes wherever it stands. */
  sure: boolean;
  asked: boolean;
  rest: string;
}

function readYes(said: string, word: string): Answer | undefined {
  const one = assent(said, word);
  if (!one.sure && NO.test(one.rest) && !TRAP.test(one.rest)) return readNo(one.rest, first(NO, one.rest));
  const { sure, asked, rest } = moreAssent(one);
  const more = trimmed(rest);
  return { yes: true, rest: more, hedged: asked || (more !== '' && (!sure || takesBack(rest))) };
}

function assent(said: string, word: string): Assent {
  const after = said.slice(word.length);
  return { sure: first(YES, said).length === word.length, asked: /^ ?\?/.test(after), rest: afterFillers(after) };
}

/** "ok yes that's right thanks": every word of assent is taken, as long as nothing qualifies it. */
function moreAssent(so: Assent): Assent {
  let all = so;
  for (let round = 0; round < 6; round++) {
    if (TRAP.test(all.rest) || HEDGE.test(all.rest)) break;
    const again = longest(first(YES, all.rest), first(YES_WEAK, all.rest));
    if (again === '') break;
    const next = assent(all.rest, again);
    all = { sure: all.sure || next.sure, asked: all.asked || next.asked, rest: next.rest };
  }
  return all;
}

function takesBack(rest: string): boolean {
  const harmless = rest.replace(HARMLESS, ' ');
  return HEDGE.test(harmless.trim()) || TAKEN_BACK.test(harmless) || (rest.includes('?') && !ASKING.test(rest));
}

/** True when the phrase is all that is said, but for fillers. */
function fills(phrase: RegExp, said: string): boolean {
  const match = first(phrase, said);
  return match !== '' && ended(afterFillers(said.slice(match.length)));
}

const first = (phrase: RegExp, said: string): string => phrase.exec(said)?.[0] ?? '';
const longest = (a: string, b: string): string => (a.length >= b.length ? a : b);

function afterFillers(text: string): string {
  let rest = text;
  for (let round = 0; round < 8; round++) {
    rest = rest.replace(/^[^\p{L}\p{N}?]+/u, '');
    const filler = first(FILLER, rest);
    // "please do" is an answer, "please" before one is not.
    if (filler === '' || first(YES, rest).length > filler.length) break;
    rest = rest.slice(filler.length);
  }
  return rest;
}

const ended = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);
const trimmed = (text: string): string => text.replace(/^[^\p{L}\p{N}#+]+|[^\p{L}\p{N}]+$/gu, '');
