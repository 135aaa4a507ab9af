import { defaultCalendar, isOpen } from '../src/domain/business-hours';
import type { Change } from '../src/domain/change';
import type { Handoff } from '../src/domain/handoff';
import type { EntryDraft } from '../src/domain/log-entry';
import { handOff } from '../src/intake/hand-off';
import type { Choice, Message, Value } from '../src/turn/message';
import { customerOf, placeOf, reply, type Moment, type Reply } from './moment';
import type { Memory } from './memory';

/** What lies before the people once they are called: a promise, or the one given before. */
export interface Called {
  handoff: Handoff;
  again: boolean;
  changes: Change[];
  entries: EntryDraft[];
}

/** What the conversation is about, as far as it is known. */
function subject({ filed, refund }: Memory, caseNo: string | undefined): { caseNo?: string; orderNo?: string } {
  const known = caseNo ?? filed.at(-1)?.caseNo;
  const orderNo = refund?.identity.orderNo;
  return { ...(known ? { caseNo: known } : {}), ...(orderNo ? { orderNo } : {}) };
}

/** Puts the conversation into the queue; who waits in it already stays where they are, and the case is put beside it. */
export function callPerson(moment: Moment, memory: Memory, reason: string, caseNo?: string): Called {
  const { deps, at, turn } = moment;
  const open = turn.handoff;
  if (open) {
    const about = caseNo && caseNo !== open.caseNo ? { ...open, caseNo } : null;
    const changes: Change[] = about ? [{ kind: 'handoff', handoff: about }] : [];
    return { handoff: about ?? open, again: true, changes, entries: [] };
  }
  const made = handOff({
    id: deps.newId(),
    conversation: placeOf(moment),
    reason,
    locale: memory.locale,
    at,
    customer: customerOf(moment),
    ...subject(memory, caseNo),
    ...(deps.calendar ? { calendar: deps.calendar } : {}),
    ...(deps.promiseMinutes ? { promiseMinutes: deps.promiseMinutes } : {}),
  });
  return { ...made, again: false };
}

const GO_ON: Choice = { value: 'continue', label: { key: 'choice.continue' } };
const LEAVE_MESSAGE: Choice = { value: 'message', label: { key: 'choice.message' } };

/** While a draft is open the customer may go on with it; while nobody is there they may leave a message. */
function meanwhile({ asked, refund }: Memory, closed: boolean): Choice[] {
  return [...(asked && refund ? [GO_ON] : []), ...(closed ? [LEAVE_MESSAGE] : [])];
}

/** Late, asked again, out of hours, in the middle of a request: each has its own words. */
function variantOf(called: Called, at: Date, closed: boolean, draftOpen: boolean): string | undefined {
  if (called.again) return called.handoff.promisedBy <= at ? 'late' : 'again';
  if (closed) return draftOpen ? 'closed_draft' : 'closed';
  return draftOpen ? 'draft' : undefined;
}

/**
 * Calls a person: a waiting handoff with a promise that respects opening hours. Asking again repeats the promise and adds
 * nothing to the queue. The question on the table stays there, so the customer can go on with the bot meanwhile.
 */
export function handoffDialog(moment: Moment, memory: Memory, reason: string, caseNo?: string): Reply {
  const { deps, at } = moment;
  const called = callPerson(moment, memory, reason, caseNo);
  const draftOpen = Boolean(memory.refund && memory.asked);
  const closed = !isOpen(at, deps.calendar ?? defaultCalendar());
  const variant = variantOf(called, at, closed, draftOpen);
  const promisedBy = called.handoff.promisedBy.toISOString();
  const values: Record<string, Value> = { promisedBy, draftOpen, ...(variant ? { variant } : {}) };
  const choices = meanwhile(memory, closed);
  const told: Message = { key: 'handoff.waiting', values, ...(choices.length ? { choices } : {}) };
  const { changes, entries } = called;
  return reply(choices.length ? { ...memory, offered: choices } : memory, [told], 'handoff', { changes, entries });
}

/** The customer wants to leave a message for the people: the next one is it. */
export const askForNote = (memory: Memory): Reply =>
  reply({ ...memory, noting: true, offered: null }, [{ key: 'handoff.askMessage', question: true }], 'handoff');

/**
 * The message left for the people: kept with the conversation like every other, and not answered by a dialog. Null when
 * none was asked for, or a button or a command was sent in its place.
 */
export function takeNote(moment: Moment, memory: Memory): Reply | null {
  const { tap, picked, reading, turn } = moment;
  const other = tap !== null || picked.length > 0 || reading.control?.whole === true;
  if (!memory.noting || !turn.handoff || other) return null;
  const promisedBy = turn.handoff.promisedBy.toISOString();
  const choices = meanwhile(memory, false);
  const kept: Message = { key: 'handoff.messageKept', values: { promisedBy }, ...(choices.length ? { choices } : {}) };
  return reply({ ...memory, noting: false, ...(choices.length ? { offered: choices } : {}) }, [kept], 'handoff');
}
