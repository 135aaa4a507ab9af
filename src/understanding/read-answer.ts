import { LANGUAGES } from './words';
import type { Reading } from './reading';

type Answer = NonNullable<Reading['answer']>;

const all = (pick: (answers: (typeof LANGUAGES)[number]['answers']) => string[]): string =>
  LANGUAGES.flatMap((words) => pick(words.answers)).join('|');
const start = (source: string): RegExp => new RegExp(`^(?:${source})(?![a-z0-9])`);

const FILLER = start(all((words) => words.filler));
const TRAP = start(all((words) => words.trap));
const UNSURE = start(all((words) => words.unsure));
const YES = start(all((words) => words.yes));
const YES_WEAK = start(`${all((words) => words.yesWeak)}|${all((words) => words.yesWhole)}`);
const NO = start(all((words) => words.no));
const NO_WEAK = start(`${all((words) => words.noWeak)}|${all((words) => words.noWhole)}`);
const HEDGE_FIRST = start(all((words) => words.hedge));
// Taking back a yes later in the message, after phrases that only look like it are set aside.
const HARMLESS =
  /(?<![a-z])(?:no (?:problems?|worries|changes?|rush|photos?|pictures?|more|need|hay problema|tengo fotos?)|not a problem|nothing else|nada mas|(?:dont|do not) (?:have|need) (?:a |any )?(?:photo|picture)s?)(?![a-z])/g;
const TAKEN_BACK =
  /(?<![a-z])(?:but|except|unless|if|not|no|nope|dont|wait|actually|however|instead|hold on|pero|excepto|salvo|menos|si no|no|espera|mejor|en realidad)(?![a-z])/;
const ASKING = /^(?:can|could|would|will|podrias?|puedes?) (?:you|we|i|u)?/;

/**
 * Reads a yes or a no at the start of the message, after fillers. A yes with a condition, a doubt, a contradiction or a
 * question behind it is hedged: only an unhedged one may count as consent. `rest` is what else was said.
 */
export function readAnswer(plain: string): Answer | undefined {
  const said = afterFillers(plain.slice(0, 400));
  const unsure = UNSURE.exec(said);
  if (unsure && ended(said.slice(unsure[0].length))) return { yes: true, rest: '', hedged: true };
  if (TRAP.test(said)) return undefined;
  const yes = longest(YES.exec(said), YES_WEAK.exec(said));
  const no = longest(NO.exec(said), NO_WEAK.exec(said));
  if (no.length > 0 && no.length >= yes.length) return readNo(said, no);
  if (yes.length > 0) return readYes(said, yes, YES.exec(said)?.[0].length === yes.length);
  return undefined;
}

function readNo(said: string, word: string): Answer | undefined {
  const strong = NO.test(said);
  const rest = afterFillers(said.slice(word.length));
  if (!strong && !ended(rest)) return undefined;
  const turned = YES.exec(rest);
  return {
    yes: false,
    rest: trimmed(rest),
    hedged: turned !== null && /^[\s,.!]*$/.test(rest.slice(turned[0].length)),
  };
}

function readYes(said: string, word: string, strong: boolean): Answer | undefined {
  let sure = strong;
  let asked = /^ ?\?/.test(said.slice(word.length));
  let rest = afterFillers(said.slice(word.length));
  if (!strong && NO.test(rest) && !TRAP.test(rest)) return readNo(rest, NO.exec(rest)?.[0] ?? '');
  for (let round = 0; round < 6; round++) {
    if (TRAP.test(rest) || HEDGE_FIRST.test(rest)) break;
    const again = longest(YES.exec(rest), YES_WEAK.exec(rest));
    if (again === '') break;
    sure ||= YES.test(rest);
    asked ||= /^ ?\?/.test(rest.slice(again.length));
    rest = afterFillers(rest.slice(again.length));
  }
  const more = trimmed(rest);
  return { yes: true, rest: more, hedged: asked || (more !== '' && (!sure || takesBack(rest))) };
}

function takesBack(rest: string): boolean {
  if (HEDGE_FIRST.test(rest)) return true;
  const harmless = rest.replace(HARMLESS, ' ');
  return TAKEN_BACK.test(harmless) || (rest.includes('?') && !ASKING.test(rest));
}

function longest(a: RegExpExecArray | null, b: RegExpExecArray | null): string {
  const [first, second] = [a?.[0] ?? '', b?.[0] ?? ''];
  return first.length >= second.length ? first : second;
}

function afterFillers(text: string): string {
  let rest = text;
  for (let round = 0; round < 8; round++) {
    rest = rest.replace(/^[^\p{L}\p{N}?]+/u, '');
    const filler = FILLER.exec(rest);
    if (!filler) break;
    rest = rest.slice(filler[0].length);
  }
  return rest;
}

const ended = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);
const trimmed = (text: string): string => text.replace(/^[^\p{L}\p{N}#+]+|[^\p{L}\p{N}]+$/gu, '');
