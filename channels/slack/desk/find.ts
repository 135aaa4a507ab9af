import type { KnownBlock } from '@slack/types';
import type { DeskCase, QueueItem } from '../../../src/channel-desk-shown';
import { context, section } from './blocks';
import { fit, type Part } from './fit';
import type { Rendered } from './opening';
import { caseLine, queueLine, type Links } from './queue-lines';
import { literal } from './text';

/** Found things shown at once; with more the words have to be narrower. */
const SHOWN = 8;

const rest = (count: number, what: string): KnownBlock[] =>
  count > SHOWN ? [context(`… and ${String(count - SHOWN)} more ${what}. Narrow the search.`)] : [];

const parts = (blocks: KnownBlock[][]): Part[] => blocks.map((one) => ({ keep: 1, blocks: one }));

/** What `/refund find` shows to the one who asked: masked like the threads. */
export function foundBlocks(
  query: string,
  found: { cases: DeskCase[]; handoffs: QueueItem[] },
  links: Links,
): Rendered {
  const { cases, handoffs } = found;
  const asked = literal(query, 80);
  if (!cases.length && !handoffs.length) {
    const words = `Nothing found for “${asked}”. Try a case number, an order number, or the whole e-mail or phone.`;
    return { text: words, blocks: [section(words)] };
  }
  return {
    text: `${String(cases.length)} cases and ${String(handoffs.length)} conversations for “${asked}”`,
    blocks: fit([
      { keep: 3, blocks: [section(`*Found for “${asked}”*`)] },
      ...parts(cases.slice(0, SHOWN).map((one) => caseLine(one, false))),
      { keep: 2, blocks: rest(cases.length, 'cases') },
      ...parts(handoffs.slice(0, SHOWN).map((one) => queueLine(one, links))),
      { keep: 2, blocks: rest(handoffs.length, 'conversations') },
    ]),
  };
}
