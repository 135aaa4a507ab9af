import { illegal, moved, withPart, type Deciding, type Verdict } from './decision';

/** Has the goods sent back before anybody decides; `text` tells the customer how. An approval is taken back with it. */
export function requestReturn(deciding: Deciding, { text }: { text: string }): Verdict {
  if (!text) return { outcome: 'invalid', field: 'text' };
  const after = moved(deciding, 'request_return', { reason: text });
  const { person, at } = deciding;
  if (!after) return illegal;
  return { outcome: 'done', after: withPart(after, person, 'return_requested', at), data: { reason: text } };
}
