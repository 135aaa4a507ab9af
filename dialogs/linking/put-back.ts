import type { Link } from '../../src/domain/link';
import type { Memory } from '../memory';
import { hasOpenDraft } from '../resume';

export type Side = 'from' | 'to';

/** The other end of a link. */
export const otherEnd = (link: Link, side: Side): Link['from'] => (side === 'from' ? link.to : link.from);

/** True while the request on the table is the one that moved. */
export const holds = (memory: Memory, draft: string | undefined): boolean =>
  draft !== undefined && hasOpenDraft(memory) && memory.refund.id === draft;

/** Without the request, and without the question that belonged to it. */
export const withoutDraft = (memory: Memory): Memory => ({
  ...memory,
  refund: null,
  asked: memory.asked?.dialog === 'refund' ? null : memory.asked,
});

/** Gives the request that was set aside for this link its place back, unless it was sent or something newer is open. */
function takenBack(memory: Memory, link: string, over: boolean): Memory {
  const { aside } = memory;
  if (aside?.link !== link) return memory;
  const free = !over && !hasOpenDraft(memory);
  return { ...memory, aside: null, refund: free ? aside.draft : memory.refund };
}

/** One side without the link: what moved is back where it came from. The variant says what that meant here. */
export function withoutLink(
  memory: Memory,
  link: Link,
  side: Side,
  over: boolean,
): { memory: Memory; values: { variant?: string } } {
  const dropped = side === 'to' && holds(memory, link.draft?.to);
  const links = memory.links.filter(({ id }) => id !== link.id);
  const left: Memory = { ...(dropped ? withoutDraft(memory) : memory), links };
  const back = takenBack(left, link.id, side === 'from' && over);
  if (hasOpenDraft(back) && !hasOpenDraft(left)) return { memory: back, values: { variant: 'draft' } };
  return { memory: back, values: dropped ? { variant: 'gone' } : {} };
}
