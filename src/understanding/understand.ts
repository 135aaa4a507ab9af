import { readCaseNo } from '../domain/case-number';
import { readAnswer } from './read-answer';
import { readControl } from './read-control';
import { readEmail } from './read-email';
import { byRules, cuesOf } from './read-intent';
import { readItems } from './read-items';
import { readLanguage } from './read-language';
import { hasNoPhoto, isAngry, isCorrection, readResolution } from './read-manner';
import { readOrderNos } from './read-order-nos';
import { readPhone } from './read-phone';
import { readPostcode } from './read-postcode';
import { readReasons } from './read-reasons';
import { readChoices, readQuantity } from './read-things';
import type { Context, Reading, Understand } from './reading';
import { repair } from './spelling';
import { tidy } from './tidy';

/** Reads one message in every language we know at once; what the text does not say is left out. */
export const understand: Understand = (raw, context) => {
  const said = tidy(raw);
  const words = repair(said.words);
  const line = words.join(' ');
  const control = readControl(line, context);
  const reasons = readReasons(line);
  const choices = readChoices(line);
  return {
    ...optional({
      language: readLanguage(words),
      control,
      answer: readAnswer(said.plain),
      quantity: readQuantity(line, context),
      resolution: readResolution(line, context),
      choiceNumber: choices.length === 1 ? choices[0] : undefined,
      choiceNumbers: choices.length > 0 ? choices : undefined,
    }),
    ...identifiers(said.text, context),
    intent: intentOf(line, reasons, control),
    correction: isCorrection(line),
    angry: isAngry(said, line),
    items: readItems(said.plain, context),
    reasons,
    noPhoto: hasNoPhoto(line, context),
  };
};

function intentOf(line: string, reasons: Reading['reasons'], control: Reading['control']): Reading['intent'] {
  const said = byRules(line, cuesOf(line), reasons);
  return control?.name === 'agent' && (control.whole || said.name === 'none')
    ? { name: 'human', confidence: 0.9 }
    : said;
}

function identifiers(
  text: string,
  context: Context,
): Pick<Reading, 'orderNos' | 'caseNo' | 'email' | 'phone' | 'postcode'> {
  const { email, rest: withoutEmail } = readEmail(text);
  const caseNo = readCaseNo(withoutEmail) ?? undefined;
  const { phone, rest: withoutPhone } = readPhone(
    caseNo === undefined ? withoutEmail : withoutCaseNo(withoutEmail),
    context,
  );
  const { postcode, rest } = readPostcode(withoutPhone, context);
  return { ...optional({ caseNo, email, phone, postcode }), orderNos: readOrderNos(rest, context) };
}

// What a case number looks like to the order reader; the domain decides whether it is one.
const CASE_NO = /\br ?f[ .-]{0,3}(?:[0-9a-z][ .-]{0,2}){8}(?![0-9a-z])/i;
const withoutCaseNo = (text: string): string => text.replace(CASE_NO, ' , ');

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function optional<T extends object>(parts: T): Present<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Present<T>;
}
