import type { Turn } from '../src/turn/form';
import type { Choice } from '../src/turn/message';
import type { Context, Reading } from '../src/understanding/reading';
import { readTap, type Tap } from './choice-token';
import type { Memory } from './memory';
import type { Dependencies, Moment } from './moment';

/** Compares what was typed with what a button says: case, accents, spaces and end punctuation do not matter. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s.!?]+$/u, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const plain = (choice: Choice): string => readTap(choice.value)?.values[0] ?? choice.value;

/** Values of the choices on the table that a text names: by value, by words, several joined by commas. */
function named(text: string, choices: Choice[], words: (choice: Choice) => string): string[] {
  if (!text || choices.length === 0) return [];
  const find = (part: string) =>
    choices.find((choice) => [choice.value, plain(choice), words(choice)].some((one) => folded(one) === folded(part)));
  const whole = find(text);
  if (whole) return [plain(whole)];
  const parts = text.split(',').map((part) => find(part));
  return parts.every((part) => part !== undefined) ? parts.map(plain) : [];
}

/** Numbers mean choices by position ("1 and 3", "the last one"), unless the choices are numbers themselves. */
function numbered({ choiceNumbers }: Reading, choices: Choice[]): string[] {
  if (!choiceNumbers || choices.some((one) => /^\d+$/.test(plain(one)))) return [];
  const last = choices.findLast((one) => plain(one) !== 'all' && readTap(one.value) !== null);
  const found = choiceNumbers.map((number) => (number === -1 ? last : choices[number - 1]));
  return found.every((choice) => choice !== undefined) ? found.map(plain) : [];
}

/** True for a tap that belongs to the question on the table. */
export function isCurrent(tap: Tap, { asked }: Memory): boolean {
  return (asked?.choices ?? []).some(({ value }) => {
    const offered = readTap(value);
    return (
      offered?.draft === tap.draft &&
      offered.field === tap.field &&
      (offered.fingerprint ?? '') === (tap.fingerprint ?? '')
    );
  });
}

/** Reads what arrived: a tap carries its own meaning, words are understood with the question on the table in mind. */
export function hearMoment(deps: Dependencies, turn: Turn, memory: Memory): Moment {
  const { said, thread } = turn;
  const choices = memory.asked?.choices ?? [];
  const raw = (said.choice ?? said.text).trim();
  const tap = readTap(raw) ?? readTap(said.text);
  // A plain choice ("refund", "agent") is a word like any other.
  const text = tap ? '' : raw;
  const read = (words: string, { locale, asked }: Memory, items?: Context['items']): Reading =>
    deps.understand(words, {
      locale,
      ...(asked ? { awaiting: asked.field } : {}),
      ...(items ? { items } : {}),
      ...(thread.channel === 'sms' ? { carrierWords: true } : {}),
    });
  const reading = read(text, memory);
  const words = (choice: Choice): string => deps.choiceText(choice.label, memory.locale);
  const byName = tap ? [] : [...named(text, choices, words)];
  const picked = tap
    ? isCurrent(tap, memory)
      ? tap.values
      : []
    : byName.length > 0
      ? byName
      : numbered(reading, choices);
  return { deps, turn, at: said.at, reading, text, given: said.text || (said.choice ?? ''), tap, picked, read };
}
