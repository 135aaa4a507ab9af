import { handOff } from '../src/intake/hand-off';
import type { Choice, Message, Value } from '../src/turn/message';
import { customerOf, placeOf, reply, type Moment, type Reply } from './moment';
import type { Memory } from './memory';

/** While a draft is open the customer may go on with it; otherwise the bot still answers what it can. */
function meanwhile({ asked, refund }: Memory): Choice[] {
  return asked && refund ? [{ value: 'continue', label: { key: 'choice.continue' } }] : [];
}

function told(values: Record<string, Value>, memory: Memory): Message {
  const choices = meanwhile(memory);
  return { key: 'handoff.waiting', values, ...(choices.length ? { choices } : {}) };
}

const offered = (memory: Memory): Memory =>
  meanwhile(memory).length ? { ...memory, offered: meanwhile(memory) } : memory;

/**
 * Calls a person: a waiting handoff with a promise that respects opening hours. Asking again repeats the promise and adds
 * nothing to the queue. The question on the table stays there, so the customer can go on with the bot meanwhile.
 */
export function handoffDialog(moment: Moment, memory: Memory, reason: string, caseNo?: string): Reply {
  const { deps, at } = moment;
  const draftOpen = Boolean(memory.refund && memory.asked);
  const waiting = memory.handoff && new Date(memory.handoff.promisedBy) > at ? memory.handoff : null;
  if (waiting) {
    const values = { promisedBy: waiting.promisedBy, draftOpen, variant: 'again' };
    return reply(offered(memory), [told(values, memory)], 'handoff');
  }
  const made = handOff({
    id: deps.newId(),
    conversation: placeOf(moment),
    reason,
    locale: memory.locale,
    at,
    customer: customerOf(moment),
    ...(caseNo ? { caseNo } : {}),
    ...(deps.calendar ? { calendar: deps.calendar } : {}),
  });
  const promisedBy = made.handoff.promisedBy.toISOString();
  const values = { promisedBy, draftOpen, ...(draftOpen ? { variant: 'draft' } : {}) };
  return reply(
    { ...offered(memory), handoff: { id: made.handoff.id, promisedBy } },
    [told(values, memory)],
    'handoff',
    { entries: made.entries, changes: made.changes },
  );
}
