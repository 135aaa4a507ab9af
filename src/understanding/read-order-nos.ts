import { awaits } from './awaiting';
import type { Context } from './reading';
import { LANGUAGES } from './words';

const LABELS = LANGUAGES.flatMap((words) => words.things.orderLabels).join('|');
const ID = '[a-z]{0,5}-?\\d[\\da-z]{0,19}(?:-[\\da-z]{1,12}){0,3}';
const NUMBER_WORD = '(?:numbers?|nos?|num|nr|numero|n|id|code|ref)';
const FILLER = `(?:(?:[ .:,#º°-]|o\\b|${NUMBER_WORD}\\b|is\\b|was\\b|are\\b|es\\b|era\\b|de\\b|el\\b|la\\b|the\\b|my\\b|mi\\b|its\\b|not\\b){0,6})`;
const LABELLED = new RegExp(`\\b(?:${LABELS})s?\\b${FILLER}(${ID})\\b`, 'gi');
const HASHED = new RegExp(`(?:#|\\bn(?:o|r|um|umber|umero)?[.:]? ?(?:o\\b|[º°])?[.:]? ?)\\s?(${ID})\\b`, 'gi');
// A letter or more and at least four digits: nobody writes that by chance.
const MARKED =
  /(?<![\w@.-])(?:[A-Z]{1,5}-\d{3,}|[A-Z]{1,4}\d{4,}|[a-z]{1,3}-\d{4,}|[a-z]{1,2}\d{5,})[\dA-Za-z-]{0,12}(?!\w)/g;
const BARE = /(?<![\w@.,/:-])\d{3,20}(?![\w@%/:]|[.,-]\d|-\w)/g;
const MEANT =
  /(?:\bmeant?|\bsaid|\bits|\bit'?s|\bit is|\bit was|\bdecir|\bes(?: el| la)?|\bera(?: el| la)?|\bfor|\bpara|\bactually|\bcorrect is|\bshould be|\band|\by|\bwith|\brefund(?: for| of| on)?|\breturn|\bcancel|\breembolso(?: del?| para(?: el)?)?|\bdevolver(?: el)?|\bdevolucion(?: del?)?|\bcancelar(?: el)?|\bstatus(?: of| for)?|\bestado(?: del?)?)[ :,]{1,2}$/i;
const NOT_AN_ORDER =
  /(?:\bin|\ben|\bsince|\bdesde|\bending|\bending in|\blast (?:4|four)|\bterminad[ao] en|\bacabad[ao] en|\bdigits|\bzip|\bpostcode|\bpostal|\bcode|\bcp)[ :.]{1,2}$/i;
const REFUSED =
  /(?:\bnot|n't|\bno(?: es| era)?|\binstead of|\brather than|\ben (?:vez|lugar) del?)(?: (?:the|el|order|pedido|number|numero|número))* ?#?$/i;
const AMOUNT =
  /(?:[$€£¥]|\b(?:usd|eur|gbp|us)\b)\s?\d[\d.,]{0,20}|(?<![\d.,])\d[\d.,]{0,20}\s?(?:[$€£¥%]|(?:usd|eur|euros?|gbp|dollars?|dlls|bucks|pounds?|quid|pesos?|soles|yen|days?|weeks?|months?|years?|hours?|hrs|minutes?|mins?|times?|dias?|semanas?|mes(?:es)?|anos?|años?|horas?|minutos?|veces|items?|units?|pcs|ml|kg|cm|inch(?:es)?|gb|am|pm)(?![a-z]))/gi;
const DATE = /\b\d{1,4}([/.-])\d{1,2}\1\d{1,4}\b|\b\d{1,2}:\d{2}\b/g;
const YEAR = /^(?:19|20)\d\d$/;

/**
 * The order numbers in the text, upper case, without a leading "#", in the order they were written. `text` no longer holds
 * e-mail addresses, phone or case numbers. A bare number counts only where an order number was asked for, where the
 * customer says so, as the whole message, or as the only long one beside an e-mail address or a phone number.
 */
export function readOrderNos(text: string, context: Context, besideContact = false): string[] {
  const cleaned = text.replace(AMOUNT, blank).replace(DATE, blank);
  const found = new Map<number, string>();
  const add = (match: RegExpExecArray, id: string) => {
    const at = match.index + match[0].lastIndexOf(id);
    // Digits masked at admission are no number of ours.
    if (/^x{2}/i.test(id)) return;
    if (/\d{2}/.test(id) || awaits(context, 'order')) found.set(at, id.toUpperCase());
  };
  for (const pattern of [LABELLED, HASHED]) for (const match of cleaned.matchAll(pattern)) add(match, match[1] ?? '');
  for (const match of cleaned.matchAll(MARKED)) add(match, match[0]);
  for (const match of cleaned.matchAll(BARE)) {
    const reads = [bareIsOrder(match, cleaned, context, found.size > 0), continues(match, cleaned, found)];
    if (reads.includes(true) || isTheOne(match, cleaned, besideContact && found.size === 0)) add(match, match[0]);
  }
  return [...new Set([...found].sort(([a], [b]) => a - b).map(([, id]) => id))];
}

/** Those of several numbers that are named as not meant: "not 1042", "en vez del pedido 1042". */
export function refusedAmong(orderNos: readonly string[], text: string): string[] {
  if (orderNos.length < 2) return [];
  const upper = text.toUpperCase();
  return orderNos.filter((orderNo) => {
    const at = upper.indexOf(orderNo);
    return at > 0 && REFUSED.test(text.slice(Math.max(0, at - 30), at));
  });
}

/** "refund 1050 ana@example.com": nobody gives a contact and a long number that has nothing to do with it. */
function isTheOne(match: RegExpExecArray, text: string, besideContact: boolean): boolean {
  if (!besideContact) return false;
  if (isAlone(match[0], text)) return true;
  const before = text.slice(Math.max(0, match.index - 24), match.index);
  const others = [...text.matchAll(BARE)].filter(([number]) => number.length >= 4);
  return others.length === 1 && match[0].length >= 4 && !YEAR.test(match[0]) && !NOT_AN_ORDER.test(before);
}

/** A case is also found by its order. */
const awaitsOrder = (context: Context): boolean => awaits(context, 'order') || awaits(context, 'case');

/** Nothing else stands in the text. */
const isAlone = (number: string, text: string): boolean => text.replace(/[\s.,;:!?()-]/g, '') === number;

function bareIsOrder(match: RegExpExecArray, text: string, context: Context, others: boolean): boolean {
  const before = text.slice(Math.max(0, match.index - 24), match.index);
  if (NOT_AN_ORDER.test(before)) return false;
  const alone = isAlone(match[0], text);
  if (awaitsOrder(context)) return alone || !YEAR.test(match[0]);
  if (YEAR.test(match[0])) return false;
  if (alone) return context.awaiting === undefined && match[0].length >= 4;
  return MEANT.test(before) && (others || !/\b(?:and|y|with)[ ,]+$/i.test(before)) && match[0].length >= 4;
}

/** "orders 1042, 1043": a number of the same length right after one that was read. */
function continues(match: RegExpExecArray, text: string, found: ReadonlyMap<number, string>): boolean {
  const last = /(\d+)(?: ?, ?| ?& ?| and | y )$/.exec(text.slice(Math.max(0, match.index - 30), match.index))?.[1];
  return last?.length === match[0].length && [...found.values()].includes(last);
}

const blank = (match: string): string => ' '.repeat(match.length);
