import { readCaseNo } from '../domain/case-number';
import { readAnswer } from './read-answer';
import { readControl } from './read-control';
import { readEmail } from './read-email';
import { readIntent } from './read-intent';
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
    intent: control?.name === 'agent' ? { name: 'human', confidence: 0.9 } : readIntent(line),
    correction: isCorrection(line),
    angry: isAngry(said, line),
    items: readItems(said.plain, context),
    reasons: readReasons(line),
    noPhoto: hasNoPhoto(line, context),
  };
};

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
