import type { RenderedChoice } from '../../src/channel';
import type { Quoted } from './ports';

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The choice a reply means: by its number, or by its words. */
function chosen(text: string, choices: RenderedChoice[]): RenderedChoice | undefined {
  const number = /^(\d{1,2})[.)]?$/.exec(text.trim())?.[1];
  if (number !== undefined) return choices[Number(number) - 1];
  return choices.find((choice) => folded(choice.text) === folded(text));
}

/**
 * The value a quoted reply carries. A reply to a list means that list, as a tap would; and whatever is said to an old one
 * carries that one's value, so that it cannot answer the question now on the table. Undefined where the words alone count.
 */
export function valueOfQuote(text: string, { choices, latest }: Quoted): string | undefined {
  const meant = chosen(text, choices) ?? (latest ? undefined : choices[0]);
  return meant?.value;
}
