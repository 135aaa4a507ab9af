import type { Link } from '../../src/domain/link';
import type { EntryDraft } from '../../src/domain/log-entry';
import type { Choice } from '../../src/turn/message';
import type { Memory } from '../memory';
import { reply, type Moment, type Reply } from '../moment';
import { beside } from './ask-link';
import { sideOf, threadOf } from './other-side';
import { holds, otherEnd, withoutDraft, withoutLink, type Side } from './put-back';

const NOT_ME: Choice = { value: 'unlink', label: { key: 'choice.notMe' } };

const entry = (link: Link, action: string, side: Side): EntryDraft => ({
  stream: 'conversation',
  type: 'link',
  actor: { type: 'system', id: 'system' },
  data: { link: link.id, action, side, with: threadOf(otherEnd(link, side)) },
});

/** The code issued here was entered elsewhere: what moved is set aside, and the customer hears where it went. */
export async function linked(moment: Moment, memory: Memory, id: string): Promise<Reply> {
  const link = await moment.deps.linking?.links.find(moment.turn.thread.client, id);
  if (!link) return reply(memory, [], 'ignored');
  const moved = holds(memory, link.draft?.from);
  const here: Memory = {
    ...(moved ? withoutDraft(memory) : memory),
    ...(moved && memory.refund ? { aside: { link: id, draft: memory.refund } } : {}),
    links: [...memory.links, { id, group: link.group, side: 'from' }],
    offered: [NOT_ME],
  };
  const values = { other: sideOf(link.to), ...(moved ? { variant: 'draft' } : {}) };
  return reply(here, [{ key: 'link.told', values, choices: [NOT_ME] }], 'linked', {
    entries: [entry(link, 'linked', 'from')],
  });
}

/** The other side took the link back: everything is where it was before, as far as it was not sent meanwhile. */
export async function unlinked(moment: Moment, memory: Memory, id: string): Promise<Reply> {
  const link = await moment.deps.linking?.links.find(moment.turn.thread.client, id);
  const mine = memory.links.find((one) => one.id === id);
  if (!link?.undone || !mine) return reply(memory, [], 'ignored');
  const { side } = mine;
  const back = withoutLink(memory, link, side, link.undone.over);
  const message = { key: 'link.undoneTold', values: { other: sideOf(otherEnd(link, side)), ...back.values } };
  return beside(moment, reply(back.memory, [message], 'unlinked', { entries: [entry(link, 'unlinked', side)] }));
}
