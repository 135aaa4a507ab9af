import { awaits } from './awaiting';
import type { Context } from './reading';
import { LANGUAGES } from './words';

const UK = '[a-z]{1,2}\\d[a-z\\d]? ?\\d[a-z]{2}';
const CANADA = '[a-z]\\d[a-z] ?\\d[a-z]\\d';
const NETHERLANDS = '\\d{4} ?(?!(?:an|de|el|is|my|or|to)\\b)[a-z]{2}';
const US = '\\d{5}-\\d{4}';
const SPACED = '\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4}-\\d{3}';
const DIGITS = '\\d{4,6}';
const ANY = `(?:${[UK, CANADA, US, SPACED, NETHERLANDS, DIGITS].join('|')})`;
const LABELS = LANGUAGES.flatMap((words) => words.things.postcodeLabels).join('|');
const LABELLED = new RegExp(`\\b(?:${LABELS})\\b[ .:#-]{0,3}(?:is |es |code |number ){0,2}(${ANY})(?![\\w-])`, 'i');
const BARE = new RegExp(`(?<![\\w#@.-])${ANY}(?![\\w-])`, 'i');

/** A postcode where one was asked for or the text names it so; upper case, and the text without it. */
export function readPostcode(text: string, context: Context): { postcode?: string; rest: string } {
  const labelled = LABELLED.exec(text);
  if (labelled?.[1]) return found(text, labelled, labelled[1]);
  if (!awaits(context, 'contact')) return { rest: text };
  const bare = BARE.exec(text);
  return bare ? found(text, bare, bare[0]) : { rest: text };
}

function found(text: string, match: RegExpExecArray, postcode: string): { postcode: string; rest: string } {
  const rest = `${text.slice(0, match.index)} , ${text.slice(match.index + match[0].length)}`;
  return { postcode: postcode.toUpperCase(), rest };
}
