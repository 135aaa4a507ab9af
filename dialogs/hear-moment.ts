import type { Turn } from '../src/turn/form';
import type { Choice } from '../src/turn/message';
import type { Reading } from '../src/understanding/reading';
import { readTap, type Tap } from './choice-token';
import { reader } from './reader';
import type { Memory } from './memory';
import type { Dependencies, Moment } from './moment';
import { folded } from './said';

const plain = (choice: Choice): string => readTap(choice.value)?.values[0] ?? choice.value;

/** What a choice may be called: by its value, and by its words. A bare yes or no is for the reader, who knows hedges. */
function names(choice: Choice, words: string): string[] {
  const value = plain(choice);
  const own = value === 'yes' || value === 'no' ? [] : [value];
  return [choice.value, ...own, words, words.replace(/\?$/, '')].map(folded);
}

/** Values of the choices on the table that a text names: by value, by words, several joined by commas. */
function named(text: string, choices: Choice[], words: (choice: Choice) => string): string[] {
  // Longer than any button, even with all of them joined.
  if (!text || choices.length === 0 || text.length > 400) return [];
  const known = new Map(
    choices.flatMap((choice) => names(choice, words(choice)).map((name) => [name, choice] as const)),
  );
  const whole = known.get(folded(text));
  if (whole) return [plain(whole)];
  const parts = text.split(',').map((part) => known.get(folded(part)));
  return parts.every((part) => part !== undefined) ? parts.map(plain) : [];
}

/** Numbers mean choices by position ("1 and 3", "the last one"), unless the choices are numbers themselves. */
function numbered(text: string, { choiceNumbers }: Reading, choices: Choice[]): string[] {
  // Consent by number is the number and nothing else.
  const consent = choices.some((one) => plain(one) === 'yes');
  if (consent && !/^\d[.)]?$/.test(text)) return [];
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

/** What a number or a button's words would mean now. */
const shownChoices = ({ offered, asked }: Memory): Choice[] => offered ?? asked?.choices ?? [];

/** A choice that is a plain word ("refund", "agent") is the same as that word typed. */
const isWord = (choices: Choice[], value: string | undefined): boolean =>
  choices.some((choice) => choice.value === value && readTap(choice.value) === null);

function chosen(text: string, reading: Reading, choices: Choice[], words: (choice: Choice) => string): string[] {
  const byName = named(text, choices, words);
  return byName.length > 0 ? byName : numbered(text, reading, choices);
}

/** Reads what arrived: a tap carries its own meaning, words are understood with the question on the table in mind. */
export function hearMoment(deps: Dependencies, turn: Turn, memory: Memory): Moment {
  const { said, thread } = turn;
  const read = reader(deps, thread.channel);
  const raw = (said.choice ?? said.text).trim();
  const tap = readTap(raw) ?? readTap(said.text);
  const base = { deps, turn, at: said.at, given: said.text || raw, tap, read };
  if (tap) return { ...base, text: '', reading: read('', memory), picked: isCurrent(tap, memory) ? tap.values : [] };
  const reading = read(raw, memory);
  const choices = shownChoices(memory);
  const words = (choice: Choice): string => deps.choiceText(choice.label, memory.locale);
  const picked = chosen(raw, reading, choices, words);
  const [word = ''] = picked;
  if (isWord(choices, word)) return { ...base, text: word, reading: read(word, memory), picked };
  return { ...base, text: raw, reading, picked };
}
