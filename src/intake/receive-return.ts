import { illegal, moved, type Deciding, type Verdict } from './decision';

/** The goods are back: a person decides now. `text` is kept among colleagues, e.g. in what state they came. */
export function receiveReturn(deciding: Deciding, { text = '' }: { text?: string }): Verdict {
  const words = text ? { reason: text } : {};
  const after = moved(deciding, 'return_received', words);
  return after ? { outcome: 'done', after, data: words } : illegal;
}
