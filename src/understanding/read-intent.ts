import { phrase, wholePhrase } from './phrase';
import type { Intent, Reading } from './reading';
import { LANGUAGES } from './words';
import type { IntentWords } from './words/words';

const any = (pick: (intents: IntentWords) => string[]): string[] => LANGUAGES.flatMap((words) => pick(words.intents));
const REFUND = phrase(any((intents) => intents.refund));
const SEND_BACK = phrase(any((intents) => intents.sendBack));
const REQUEST = phrase(any((intents) => intents.request));
const STATUS = phrase(any((intents) => intents.status));
const STATUS_WHOLE = wholePhrase(any((intents) => intents.statusWhole));
const POLICY = phrase(any((intents) => intents.policy));
const HUMAN = phrase(any((intents) => intents.human));
const NOT_WANTED = phrase(any((intents) => intents.notWanted));
const GREETING = new RegExp(`^(?:${any((intents) => intents.greeting).join('|')})(?![a-z0-9])`);
const THANKS = phrase(any((intents) => intents.thanks));
const GOODBYE = phrase(any((intents) => intents.goodbye));

/** What the message is about, with a confidence between 0 and 1. `none` where it asks for nothing we do. */
export function readIntent(line: string): Reading['intent'] {
  return refundIntent(line) ?? humanIntent(line) ?? smallTalk(line) ?? { name: 'none', confidence: 0.5 };
}

function refundIntent(line: string): Reading['intent'] | undefined {
  if (STATUS_WHOLE.test(line)) return { name: 'refund_status', confidence: 0.9 };
  if (NOT_WANTED.test(line)) return undefined;
  const refund = REFUND.test(line);
  if (!refund && !SEND_BACK.test(line)) return undefined;
  if (HUMAN.test(line) && !REQUEST.test(line)) return { name: 'human', confidence: 0.8 };
  if (refund && STATUS.test(line)) return { name: 'refund_status', confidence: POLICY.test(line) ? 0.6 : 0.85 };
  if (REQUEST.test(line)) return { name: 'refund_request', confidence: 0.9 };
  if (POLICY.test(line)) return { name: 'refund_policy', confidence: 0.8 };
  return { name: 'refund_request', confidence: refund ? 0.8 : 0.7 };
}

function humanIntent(line: string): Reading['intent'] | undefined {
  return HUMAN.test(line) ? { name: 'human', confidence: 0.85 } : undefined;
}

function smallTalk(line: string): Reading['intent'] | undefined {
  const short = line.split(' ').length;
  const talk: [Intent, RegExp, number][] = [
    ['thanks', THANKS, 8],
    ['goodbye', GOODBYE, 8],
    ['greeting', GREETING, 5],
  ];
  const match = talk.find(([, pattern, longest]) => short <= longest && pattern.test(line));
  return match && { name: match[0], confidence: 0.8 };
}
