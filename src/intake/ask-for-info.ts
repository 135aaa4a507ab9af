import { illegal, moved, withPart, type Deciding, type Verdict } from './decision';

/** Asks the customer for something the decision needs, in the words they read. */
export function askForInfo(deciding: Deciding, { text }: { text: string }): Verdict {
  if (!text) return { outcome: 'invalid', field: 'text' };
  const after = moved(deciding, 'ask_info', { reason: text });
  const { person, at } = deciding;
  return after ? { outcome: 'done', after: withPart(after, person, 'asked', at), data: { reason: text } } : illegal;
}
