import type { Link } from '../../src/domain/link';
import type { DialogState } from '../../src/turn/form';
import { recall, type Memory } from '../memory';
import { customerOf, reply, type Moment, type Reply } from '../moment';
import { beside } from './ask-link';
import { sideOf, threadOf } from './other-side';
import { otherEnd, withoutLink, type Side } from './put-back';

/** Said of a link, whether or not there is one. */
const NAMES_IT = /link|v[ií]ncul|enla[cz]/i;

/** True when the request that moved was sent from where it moved to: then it stays a case. */
async function sentMeanwhile(moment: Moment, memory: Memory, link: Link, side: Side): Promise<boolean> {
  const id = link.draft?.to;
  if (id === undefined) return false;
  if (side === 'to') return memory.filed.some(({ draft }) => draft === id);
  const there = await moment.deps.linking?.stateOf(link.to);
  return recall((there?.state ?? null) as DialogState | null, 'en').filed.some(({ draft }) => draft === id);
}

async function takeBack(moment: Moment, memory: Memory, link: Link, side: Side): Promise<Reply> {
  const over = await sentMeanwhile(moment, memory, link, side);
  const back = withoutLink(memory, link, side, over);
  const other = otherEnd(link, side);
  const undone: Link = { ...link, undone: { at: moment.at, by: side, over } };
  const message = { key: 'link.undone', values: { other: sideOf(other), ...back.values } };
  const data = { link: link.id, action: 'unlinked', side, with: threadOf(other) };
  return reply(back.memory, [message], 'unlinked', {
    changes: [{ kind: 'link', step: 'undo', link: undone }],
    entries: [{ stream: 'conversation', type: 'link', actor: customerOf(moment), data }],
    tells: [{ to: other, id: `link:${link.id}:unlinked`, name: 'unlinked', value: link.id }],
  });
}

/** "That was not me": the latest link is taken back, on both sides. Null when the words were about something else. */
export async function unlink(moment: Moment, memory: Memory): Promise<Reply | null> {
  const mine = memory.links.at(-1);
  const none = reply(memory, [{ key: 'link.none' }], 'unlink');
  if (!mine) return NAMES_IT.test(moment.text) ? beside(moment, none) : null;
  const link = await moment.deps.linking?.links.find(moment.turn.thread.client, mine.id);
  if (link && !link.undone) return beside(moment, await takeBack(moment, memory, link, mine.side));
  // The other side was quicker, and its news are on their way here.
  return beside(moment, { ...none, memory: { ...memory, links: memory.links.slice(0, -1) } });
}
