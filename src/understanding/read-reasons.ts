import { phrase } from './phrase';
import type { Reading } from './reading';
import { LANGUAGES } from './words';

const REASONS = LANGUAGES.flatMap((words) =>
  words.reasons.map(({ handle, phrases, weight }) => {
    const [l1 = 'other', l2] = handle.split('/');
    return { l1, l2, weight, pattern: phrase(phrases) };
  }),
);
const DENIED =
  /(?<![a-z])(?:not|isnt|wasnt|arent|werent|no|nothing|without|no (?:esta|estan|es|son|vino|llego)|sin)(?: (?:been|any|at all|really|even))? $/;

/** The reasons the text gives, best first; a reason that is denied ("not broken") is none. */
export function readReasons(line: string): Reading['reasons'] {
  const found = new Map<string, Reading['reasons'][number]>();
  for (const { l1, l2, weight, pattern } of REASONS) {
    const match = pattern.exec(line);
    if (!match || DENIED.test(line.slice(0, match.index))) continue;
    const length = Math.min(match[0].split(' ').length, 6);
    const confidence = Math.round(Math.min(0.95, 0.5 * weight + 0.05 * length) * 100) / 100;
    const handle = l2 === undefined ? l1 : `${l1}/${l2}`;
    const known = found.get(handle);
    if (!known || known.confidence < confidence) found.set(handle, { l1, ...(l2 ? { l2 } : {}), confidence });
  }
  return [...found.values()].sort((a, b) => b.confidence - a.confidence);
}
