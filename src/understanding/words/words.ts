import type { Control, PayTo } from '../reading';

/**
 * The vocabulary of one language. Everything is written the way messages are read: lower case, no accents, no apostrophes
 * ("dont"), words separated by one space; entries are regular-expression sources matched against whole words.
 * To add a language: copy a folder, translate by sense, list it in words/index.ts, add its table to the tests.
 */
export interface Words {
  /** BCP 47 primary tag. */
  language: string;
  /** What other languages and this one call themselves here: tag → names. */
  languageNames: Record<string, string[]>;
  controls: Record<Exclude<Control, 'language' | 'change'>, { whole: string[]; within: string[] }>;
  change: ChangeWords;
  /** Said before a language's name to ask for it ("switch to", "in"), or after it ("please"). */
  switchTo: { before: string[]; after: string[] };
  answers: AnswerWords;
  intents: IntentWords;
  reasons: ReasonWords[];
  things: ThingWords;
  manner: MannerWords;
  /** Where money is to go; the first that fits counts. */
  payTo: { kind: PayTo; phrases: string[] }[];
  /** Words that matter enough to be recognised when misspelt, and real words that only look like them. */
  spelling: SpellingWords;
}

/** Going on elsewhere, undoing that, and asking for a code. */
export type LinkingWords = Pick<Words['controls'], 'link' | 'unlink' | 'sendCode'>;

export interface SpellingWords {
  keywords: string[];
  notTypos: string[];
  /** Texting shorthand → the word it stands for; never a word of any language here. */
  shorthand: Record<string, string>;
  /** Words that are another word's slip before some words only, "to big" → "too big", and after some never: "how to long". */
  slips: { word: string; meant: string; before: string[]; notAfter: string[] }[];
}

export interface ReasonWords {
  /** `l1/l2`, or `l1` alone where the words leave the rest open; a handle may stand several times with different weights. */
  handle: string;
  weight: number;
  phrases: string[];
}

export interface ChangeWords {
  /** Verbs that ask to change an answer; alone they are the command. */
  verbs: string[];
  /** Field → what customers call it. */
  fields: Record<string, string[]>;
}

export interface AnswerWords {
  /** Said at the start of a message, these mean yes (no). */
  yes: string[];
  /** Mean yes only where nothing else follows: "ok", "great". */
  yesWeak: string[];
  no: string[];
  /** A yes only as the whole message, or with thanks and fillers around it. */
  yesWhole: string[];
  noWhole: string[];
  /** Mean no only where nothing else follows: "wait", "never". */
  noWeak: string[];
  /** A no for now, or to "anything else?": "not yet", "that's all". */
  noHedged: string[];
  /** Look like an answer and are none. */
  trap: string[];
  /** After a yes, these take it back or put a condition on it. */
  hedge: string[];
  /** Messages that are neither: "maybe", "not sure". */
  unsure: string[];
  /** Words before or after an answer that add nothing. */
  filler: string[];
}

export interface IntentWords {
  /** Names of what we handle: refund, reimbursement, money back. */
  refund: string[];
  /** Sending goods back, and having them exchanged or replaced. */
  sendBack: string[];
  swap: string[];
  sendBackWhole: string[];
  /** Calling off an order: its money is what the customer is after. */
  cancelOrder: string[];
  request: string[];
  status: string[];
  statusWhole: string[];
  /** Mean the refund's status beside an order or a case. */
  statusWord: string[];
  /** Asking where the money is, whatever else is said. */
  statusStrong: string[];
  /** Questions about the rules; strong ones are that whatever else is said. */
  policyStrong: string[];
  policy: string[];
  human: string[];
  /** Look like asking for a person and do not. */
  notHuman: string[];
  /** Look like our business and are not: tax refunds, return flights, "no refund needed". */
  notWanted: string[];
  /** Goods and their delivery: what a reason must speak of to ask for a refund by itself; and what shows it speaks of something else. */
  goods: string[];
  notGoods: string[];
  greeting: string[];
  thanks: string[];
  goodbye: string[];
}

export interface ThingWords {
  numbers: Record<string, number>;
  ordinals: Record<string, number>;
  all: string[];
  both: string[];
  /** Mark a number as an exact count: "only", "just". */
  only: string[];
  /** Around a bare number these put an earlier one right: "no, wait, two". */
  recount: string[];
  /** Right before a thing, these say that it is one of them. */
  article: string[];
  /** Before an item these leave it out. */
  leavesOut: string[];
  /** Verbs that tell what was bought. */
  bought: string[];
  /** Stand for an item named before: "of them", "of those". */
  pronouns: string[];
  /** Words that never tell items apart. */
  noise: string[];
  /** This language's word → the reference language's, for matching item names kept in English. */
  names: Record<string, string>;
  /** Before an order number. */
  orderLabels: string[];
  /** Before a postcode. */
  postcodeLabels: string[];
  phoneLabels: string[];
  at: string[];
  dot: string[];
}

export interface MannerWords {
  correction: string[];
  correctionStart: string[];
  /** At the start: something more. */
  addition: string[];
  /** At the start: something is asked. */
  question: string[];
  angry: string[];
  noPhoto: string[];
  photo: string[];
  refund: string[];
  refundAwaited: string[];
  exchange: string[];
  storeCredit: string[];
  /** Before a resolution, these refuse it. */
  not: string[];
  /** Words nobody uses in another of our languages. */
  markers: string[];
}
