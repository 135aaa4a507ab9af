import type { Choice, Message } from '../turn/message';

/** What the customer hears of the desk by itself; a person's own words are `desk.reply`. */

/** The value of the choice that leads back to the bot. */
export const BOT = 'desk:bot';
const BACK: Choice = { value: BOT, label: { key: 'choice.bot' } };

/** Somebody has the conversation now. Without buttons the way back is told in words. */
export const joined = (name: string, buttons: boolean): Message => ({
  key: 'desk.joined',
  values: { name, ...(buttons ? {} : { variant: 'words' }) },
  ...(buttons ? { choices: [BACK] } : {}),
});

export const transferred = (name: string): Message => ({ key: 'desk.transferred', values: { name } });

/** Back in the queue with a new promise: for another team, given back by its owner, or taken from a silent one. */
export const queued = (
  key: 'desk.queued' | 'desk.released' | 'desk.left',
  name: string,
  promisedBy: Date,
): Message => ({ key, values: { name, promisedBy: promisedBy.toISOString() } });

export const apology = (promisedBy: Date, attempt: number): Message => ({
  key: 'desk.apology',
  values: { promisedBy: promisedBy.toISOString(), attempt },
});

/** Worst first: where choices are numbered, the number is the score. */
export const SCORES = [1, 2, 3, 4, 5] as const;
export type Score = (typeof SCORES)[number];

/** Their words on the buttons, and (`word.…`) other words for the same. */
export const RATE_LABELS: Record<Score, string> = {
  1: 'choice.rate1',
  2: 'choice.rate2',
  3: 'choice.rate3',
  4: 'choice.rate4',
  5: 'choice.rate5',
};
export const RATE_WORDS: Record<Score, string> = { 1: 'rate1', 2: 'rate2', 3: 'rate3', 4: 'rate4', 5: 'rate5' };

export const rateValue = (handoffId: string, score: Score): string => `desk:rate:${handoffId}:${score}`;

/** The end, and the one question about how it went. */
export const farewell = (name: string, handoffId: string): Message[] => [
  { key: 'desk.farewell', values: { name } },
  {
    key: 'desk.satisfaction',
    values: { name },
    choices: SCORES.map((score) => ({ value: rateValue(handoffId, score), label: { key: RATE_LABELS[score] } })),
    question: true,
  },
];

export const rated = (score: Score): Message => ({
  key: 'desk.rated',
  values: { score, ...(score <= 2 ? { variant: 'low' } : {}) },
});
