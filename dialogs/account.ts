import type { ItemMention, Reading } from '../src/understanding/reading';
import type { Value } from '../src/turn/message';
import type { Moment } from './moment';

type Account = Record<string, Value>;

/** Words of an item that could not be matched, as far as the log keeps them; longer ones are a story. */
const MENTION = 40;
/** Reasons beyond the best ones say nothing about why the conversation went as it did. */
const REASONS = 3;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === false || (Array.isArray(value) && value.length === 0);

const filled = (parts: Record<string, Value | undefined>): Account =>
  Object.fromEntries(Object.entries(parts).filter((part): part is [string, Value] => !isEmpty(part[1])));

const mention = ({ sku, words, quantity }: ItemMention): Value =>
  filled({ ...(sku === undefined ? { words: words.slice(0, MENTION) } : { sku }), quantity });

const reason = ({ l1, l2, confidence }: Reading['reasons'][number]): Value => ({
  code: l2 === undefined ? l1 : `${l1}/${l2}`,
  confidence,
});

function slotsOf(reading: Reading): Account {
  const { orderNos, caseNo, email, phone, postcode, quantity, resolution, noPhoto, choiceNumbers } = reading;
  return filled({
    orderNos,
    caseNo,
    email,
    phone,
    postcode,
    quantity,
    items: reading.items.map(mention),
    reasons: reading.reasons.slice(0, REASONS).map(reason),
    resolution,
    payTo: reading.payTo,
    noPhoto,
    choiceNumbers,
  });
}

/**
 * How the customer's words were read, for the log beside the words themselves: intent, command, yes or no, what was
 * chosen, and the slots found. Plain JSON; what was not said is left out, and no text is kept twice.
 */
export function accountOf({ reading, picked, tap }: Pick<Moment, 'reading' | 'picked' | 'tap'>): Account {
  const { intent, control, answer, correction, angry, language } = reading;
  const slots = slotsOf(reading);
  return filled({
    ...(tap ? {} : { intent: { ...intent } }),
    control: control && filled({ ...control }),
    answer: answer && { yes: answer.yes, ...(answer.hedged ? { hedged: true } : {}) },
    correction,
    angry,
    language,
    picked,
    ...(Object.keys(slots).length > 0 ? { slots } : {}),
  });
}
