import { phrase, wholePhrase } from './phrase';
import type { Intent, Reading } from './reading';
import { LANGUAGES } from './words';
import type { IntentWords } from './words/words';

type Said = Reading['intent'];

const any = (pick: (intents: IntentWords) => string[]): string[] => LANGUAGES.flatMap((words) => pick(words.intents));
const cue = (pick: (intents: IntentWords) => string[]): RegExp => phrase(any(pick));
const CUES = {
  refund: cue((intents) => intents.refund),
  sendBack: cue((intents) => intents.sendBack),
  swap: cue((intents) => intents.swap),
  whole: wholePhrase(any((intents) => intents.sendBackWhole)),
  cancelOrder: cue((intents) => intents.cancelOrder),
  request: cue((intents) => intents.request),
  status: cue((intents) => intents.status),
  statusStrong: cue((intents) => intents.statusStrong),
  statusWhole: wholePhrase(any((intents) => intents.statusWhole)),
  policyStrong: cue((intents) => intents.policyStrong),
  policy: cue((intents) => intents.policy),
  human: cue((intents) => intents.human),
  notHuman: cue((intents) => intents.notHuman),
  notWanted: cue((intents) => intents.notWanted),
  goods: cue((intents) => intents.goods),
  notGoods: cue((intents) => intents.notGoods),
} satisfies Record<string, RegExp>;

// Swearing goes between any two words and changes nothing of what is asked.
const SWEARING = /(?<![a-z])(?:(?:god ?)?damn(?:ed)?|f+[u*]c?king|freaking|bloody|puto|puta|maldit[oa]|jodid[oa]) /g;

type Cue = keyof typeof CUES;
const NAMES = Object.keys(CUES) as Cue[];

/** The cues a message holds: what the rules decide by, and what the classifier adds to its words. */
export function cuesOf(line: string): ReadonlySet<Cue> {
  const said = line.replace(SWEARING, '');
  return new Set(NAMES.filter((name) => CUES[name].test(said)));
}

/** Reasons that with goods named ask for a refund without the word; one that is late or missing may only be asked after. */
const GOODS_GONE_WRONG = new Set(['not_as_described', 'change_of_mind', 'fit_preference']);

/** What the message is about by the rules alone; `none` where it asks for nothing we do. */
export function byRules(line: string, cues: ReadonlySet<Cue>, reasons: Reading['reasons']): Said {
  return (
    refundIntent(cues) ??
    humanIntent(cues) ??
    complaint(cues, reasons) ??
    smallTalk(line) ?? { name: 'none', confidence: 0.5 }
  );
}

const STATUS_WORD = phrase(any((intents) => intents.statusWord));

type Rule = [Intent, number, (has: (cue: Cue) => boolean) => boolean];

/** The first that holds decides. A status word alone is not enough: "the mug has not arrived, I want a refund" asks for money. */
const RULES: Rule[] = [
  ['refund_status', 0.9, (has) => has('statusWhole') || has('statusStrong')],
  ['none', 0, (has) => has('notWanted')],
  ['refund_policy', 0.85, (has) => has('policyStrong')],
  ['refund_status', 0.85, (has) => has('refund') && has('status')],
  ['refund_request', 0.9, (has) => has('refund') && has('request')],
  ['none', 0, (has) => has('human')],
  ['refund_policy', 0.7, (has) => has('policy') && (has('refund') || has('sendBack'))],
  ['refund_request', 0.8, (has) => has('sendBack') || has('swap') || has('whole')],
  ['refund_request', 0.7, (has) => has('refund')],
  ['refund_request', 0.6, (has) => has('cancelOrder')],
];

function refundIntent(cues: ReadonlySet<Cue>): Said | undefined {
  const rule = RULES.find(([, , holds]) => holds((cue) => cues.has(cue)));
  return rule && rule[0] !== 'none' ? { name: rule[0], confidence: rule[1] } : undefined;
}

function humanIntent(cues: ReadonlySet<Cue>): Said | undefined {
  return cues.has('human') && !cues.has('notHuman') ? { name: 'human', confidence: 0.85 } : undefined;
}

function complaint(cues: ReadonlySet<Cue>, reasons: Reading['reasons']): Said | undefined {
  const wrong = reasons.some(({ l1, l2 }) => GOODS_GONE_WRONG.has(l1) || l2 === 'partially_arrived');
  return wrong && cues.has('goods') && !cues.has('notGoods') ? { name: 'refund_request', confidence: 0.55 } : undefined;
}

const GREETING = new RegExp(`^(?:${any((intents) => intents.greeting).join('|')})(?![a-z0-9])`);
const SMALL_TALK: [Intent, RegExp, number][] = [
  ['thanks', phrase(any((intents) => intents.thanks)), 8],
  ['goodbye', phrase(any((intents) => intents.goodbye)), 8],
  ['greeting', GREETING, 5],
];

function smallTalk(line: string): Said | undefined {
  const length = line.split(' ').length;
  const match = SMALL_TALK.find(([, pattern, longest]) => length <= longest && pattern.test(line));
  return match && { name: match[0], confidence: 0.8 };
}

/** True for "status" and its like, which mean the refund's only where an order or a case is named beside it. */
export function asksStatus(line: string): boolean {
  return STATUS_WORD.test(line);
}

/** What the message is about, with a confidence between 0 and 1. */
export function readIntent(words: readonly string[], reasons: Reading['reasons']): Said {
  const line = words.join(' ');
  return byRules(line, cuesOf(line), reasons);
}
