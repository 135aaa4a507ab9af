import type { KnownBlock } from '@slack/types';
import { LIMITS } from './limits';

/** A part of a message. Parts with the lowest `keep` go first when all of it is too long. */
export interface Part {
  keep: number;
  blocks: KnownBlock[];
}

/** Length with all of its structure: never less than what Slack counts. */
export const lengthOf = (blocks: KnownBlock[]): number => JSON.stringify(blocks).length;

const total = (parts: Part[]): KnownBlock[] => parts.flatMap(({ blocks }) => blocks);

/** The parts in their order, as many of them as one message holds. */
export function fit(parts: Part[], maxBlocks: number = LIMITS.messageBlocks): KnownBlock[] {
  let kept = parts.filter(({ blocks }) => blocks.length);
  while (kept.length > 1) {
    const blocks = total(kept);
    if (blocks.length <= maxBlocks && lengthOf(blocks) <= LIMITS.messageCharacters) return blocks;
    const least = Math.min(...kept.map(({ keep }) => keep));
    const at = kept.findLastIndex(({ keep }) => keep === least);
    kept = kept.filter((_, i) => i !== at);
  }
  return total(kept).slice(0, maxBlocks);
}
