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
const ORDER_LABELS = LANGUAGES.flatMap((words) => words.things.orderLabels).join('|');
// "the order is 1043" answers another question.
const OF_AN_ORDER = new RegExp(`(?:#|\\b(?:${ORDER_LABELS})s?\\b[^\\d,;]{0,24})$`, 'i');
const BARE = new RegExp(`(?<![\\w#@.-])${ANY}(?![\\w-])`, 'i');

/**
 * A postcode where the text names it so, or where one was asked for and nothing better was given (`reached`: an e-mail or
 * a phone number); upper case, and the text without it.
 */
export function readPostcode(text: string, context: Context, reached = false): { postcode?: string; rest: string } {
  const labelled = LABELLED.exec(text);
  if (labelled?.[1]) return found(text, labelled, labelled[1]);
  if (reached || !awaits(context, 'contact')) return { rest: text };
  const bare = BARE.exec(text);
  return bare && !OF_AN_ORDER.test(text.slice(0, bare.index)) ? found(text, bare, bare[0]) : { rest: text };
}

function found(text: string, match: RegExpExecArray, postcode: string): { postcode: string; rest: string } {
  const rest = `${text.slice(0, match.index)} , ${text.slice(match.index + match[0].length)}`;
  return { postcode: postcode.toUpperCase(), rest };
}
