import { phrase } from './phrase';
import { present } from './present';
import { readAnswer } from './read-answer';
import { readControl } from './read-control';
import { readIdentifiers, type Identifiers } from './read-identifiers';
import { asksStatus, readIntent } from './read-intent';
import { readItems } from './read-items';
import { readLanguage } from './read-language';
import { hasNoPhoto, isAddition, isAngry, isCorrection, isQuestion, readPayTo, readResolution } from './read-manner';
import { readReasons } from './read-reasons';
import { narrows, readChoices, readQuantity, recounts, saysOnly } from './read-things';
import type { Reading, Understand } from './reading';
import { repair } from './spelling';
import { tidy } from './tidy';
import { LANGUAGES } from './words';

/** Reads one message in every language we know at once; what the text does not say is left out. */
export const understand: Understand = (raw, context) => {
  const said = tidy(raw);
  const words = repair(said.words);
  const line = words.join(' ');
  const control = readControl(line, context);
  const reasons = readReasons(line);
  const choices = readChoices(line);
  const identifiers = readIdentifiers(said.bare, context);
  const answer = readAnswer(said.plain);
  // A bare yes is an answer, also where an item has a "yes" in its name.
  const { items, without } = mentions(answer?.rest === '' ? [] : readItems(said.plain, context));
  return {
    ...present({
      language: readLanguage(words),
      control,
      answer,
      quantity: readQuantity(line, context),
      resolution: readResolution(line, context),
      payTo: readPayTo(line),
      without,
      narrows: items.some(narrows) || undefined,
      ...flags(said.text, line),
      choiceNumber: choices.length === 1 ? choices[0] : undefined,
      choiceNumbers: choices.length > 0 ? choices : undefined,
    }),
    ...identifiers,
    intent: intentOf(words, reasons, identifiers, control),
    correction: isCorrection(line) || recounts(line),
    angry: isAngry(said, line),
    items,
    reasons,
    noPhoto: hasNoPhoto(line, context),
  };
};

const PHOTO = phrase(LANGUAGES.flatMap((words) => words.manner.photo));

/** What is either so or not said. */
const flags = (text: string, line: string) => ({
  adds: isAddition(line) || undefined,
  only: saysOnly(line) || undefined,
  photo: PHOTO.test(line) || undefined,
  asks: isQuestion(text, line) || undefined,
});

/** The items that are meant, and the SKUs of those that are named to be left out. */
function mentions(all: Reading['items']): Pick<Reading, 'items' | 'without'> {
  const without = all.flatMap(({ sku, refused }) => (refused && sku !== undefined ? [sku] : []));
  return { items: all.filter(({ refused }) => !refused), ...(without.length > 0 ? { without } : {}) };
}

function intentOf(
  words: string[],
  reasons: Reading['reasons'],
  identifiers: Identifiers,
  control: Reading['control'],
): Reading['intent'] {
  const said = readIntent(words, reasons);
  if (control?.name === 'agent' && (control.whole || said.name === 'none')) return { name: 'human', confidence: 0.9 };
  return said.name === 'none' ? (aboutNumber(words, reasons, identifiers) ?? said) : said;
}

/** What a message asks for that names an order or a case and uses none of our words. */
function aboutNumber(
  words: string[],
  reasons: Reading['reasons'],
  { orderNos, caseNo }: Identifiers,
): Reading['intent'] | undefined {
  if (orderNos.length === 0 && caseNo === undefined) return undefined;
  // An order and what is wrong with it ask for a refund without the word.
  if (orderNos.length > 0 && reasons.length > 0) return { name: 'refund_request', confidence: 0.6 };
  return asksStatus(words.join(' ')) ? { name: 'refund_status', confidence: 0.7 } : undefined;
}
