import type { Context } from './reading';

/** What a question can ask for, as far as it changes how a bare word or number is read. */
export type Awaited =
  'order' | 'case' | 'contact' | 'items' | 'quantity' | 'reason' | 'evidence' | 'resolution' | 'confirm';

const SHAPES: Record<Awaited, RegExp> = {
  order: /order/i,
  case: /case/i,
  contact: /contact|e-?mail|phone|post_?code|zip|identity/i,
  items: /item|line/i,
  quantity: /quantit|how_?many|units/i,
  reason: /reason/i,
  evidence: /evidence|photo/i,
  resolution: /resolution|outcome|want/i,
  confirm: /confirm|read_?back/i,
};

/** True when the awaited field asks for this; fields are recognised by their name ("askOrder", "orderNo" → order). */
export function awaits(context: Context, what: Awaited): boolean {
  return context.awaiting !== undefined && SHAPES[what].test(context.awaiting);
}
