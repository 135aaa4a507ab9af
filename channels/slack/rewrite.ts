import type { KnownBlock } from '@slack/types';
import { small } from './blocks';
import type { ResponseBody } from './client';
import type { ActionsPayload } from './payloads';
import { escaped } from './plain';
import { CHOICE, labelOf } from './to-activity';
import { wordsFor } from './words';

interface Shown {
  type?: string;
  block_id?: string;
  elements?: { action_id?: string }[];
}

function offersChoices(block: unknown): boolean {
  const { elements } = block as Shown;
  return Array.isArray(elements) && elements.some((one) => CHOICE.test(one?.action_id ?? ''));
}

const isBlock = (block: unknown): block is KnownBlock => typeof block === 'object' && block !== null;

/**
 * A message whose choice was made: what was chosen stays visible, the rest goes. An answer that only one person saw is not
 * handed to us again, so it keeps nothing but the choice. Null: nothing of ours was tapped.
 */
export function rewritten(payload: ActionsPayload, locale: string | undefined): ResponseBody | null {
  const action = payload.actions.find(({ action_id: id }) => CHOICE.test(id));
  if (!action) return null;
  const chosen = wordsFor(locale).chosen(labelOf(action));
  const kept = (payload.message?.blocks ?? []).filter(isBlock).filter((block) => !offersChoices(block));
  return {
    text: payload.message?.text ?? escaped(chosen),
    blocks: [...kept, small(chosen)],
    replace_original: true,
  };
}
