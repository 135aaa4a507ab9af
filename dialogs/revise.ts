import type { EntryDraft } from '../src/domain/log-entry';
import type { Value } from '../src/turn/message';
import type { Memory } from './memory';
import { customerOf, joined, reply, type Moment, type Reply } from './moment';
import { forOrder, newRefundDraft, without, type RefundDraft } from './refund-draft';
import { refundForm } from './refund-form';
import { resume } from './resume';
import { holdsAnswers, saysWord } from './said';

type Open = Memory & { refund: RefundDraft };

/** What the reader calls a field and what the form calls it. */
const FIELDS: Record<string, string> = {
  items: 'items',
  quantity: 'quantity',
  reason: 'reason',
  evidence: 'evidence',
  resolution: 'resolution',
};

/** Takes an answer back and asks for it again. */
function retake(moment: Moment, memory: Open, field: string, lead?: { key: string }): Promise<Reply> {
  const { refund } = memory;
  const left = (refund.items ?? []).filter(({ quantity }) => quantity > 0);
  if (field === 'items' && left.length === 1 && left[0]?.quantity === 1) {
    return resume(moment, { ...memory, refund: { ...refund, changing: false } }, { key: 'onlyItem' });
  }
  const old: Value | undefined = refundForm.find((question) => question.field === field)?.value(refund);
  return resume(moment, { ...memory, refund: { ...without(refund, field, old), changing: false } }, lead);
}

/** Another order: the number is asked for again, who the customer is need not be. */
function otherOrder(moment: Moment, memory: Open, key: string): Promise<Reply> {
  const { orderNo: wrong, ...contact } = memory.refund.identity;
  const refused = wrong && key === 'otherOrder' ? { notOrder: wrong } : {};
  const draft = { ...forOrder(memory.refund, contact), ...refused, trail: [] };
  return resume(moment, { ...memory, refund: draft }, { key });
}

function askWhat(moment: Moment, memory: Open): Promise<Reply> {
  return resume(moment, { ...memory, refund: { ...memory.refund, changing: true } });
}

function logged(moment: Moment, memory: Memory, value: string): EntryDraft[] {
  const data = { dialog: 'refund', field: 'draft', given: moment.given, value, draft: memory.refund?.id ?? null };
  return [{ stream: 'conversation', type: 'answer', actor: customerOf(moment), data }];
}

/** Sets the draft aside: nothing was sent and nothing will be. */
export function drop(moment: Moment, memory: Memory): Reply {
  const entries = logged(moment, memory, 'dropped');
  return reply({ ...memory, refund: null, asked: null }, [{ key: 'refund.dropped' }], 'dropped', { entries });
}

/** A new, empty draft. */
export async function startOver(moment: Moment, memory: Memory): Promise<Reply> {
  const counter = memory.counter + 1;
  const refund = newRefundDraft(`r${counter}`, memory.reach);
  const fresh = { ...memory, counter, refund, parked: [], lookup: null, asked: null, reminded: false };
  const entries = logged(moment, memory, 'restarted');
  return joined(reply(fresh, [], 'restarted', { entries }), await resume(moment, fresh, { key: 'restarted' }));
}

/** One answer back: the last one given is asked for again. */
export function stepBack(moment: Moment, memory: Open): Promise<Reply> {
  const { refund } = memory;
  const lead = { key: 'stepBack' };
  if (refund.changing) return resume(moment, { ...memory, refund: { ...refund, changing: false } }, lead);
  if (memory.asked?.field === 'contact') return otherOrder(moment, memory, lead.key);
  const last = refund.trail.at(-1);
  if (!last) return resume(moment, memory, { key: 'first' });
  if (last === 'order' || last === 'contact') return otherOrder(moment, memory, lead.key);
  return retake(moment, memory, last, lead);
}

/** "Nothing, it is fine" to "what should be different?": then it is shown once more. */
const changesNothing = (moment: Moment, locale: string): boolean =>
  !holdsAnswers(moment) &&
  !moment.reading.control &&
  (moment.reading.answer !== undefined || saysWord(moment, 'nothing', locale));

/** An answer to "what should be different?". */
function chosenChange(moment: Moment, memory: Open): Promise<Reply> | Reply | null {
  const [field] = moment.picked;
  if (memory.asked?.field !== 'change') return null;
  if (!field)
    return changesNothing(moment, memory.locale)
      ? resume(moment, { ...memory, refund: { ...memory.refund, changing: false } })
      : null;
  if (field === 'drop') return drop(moment, memory);
  if (field === 'order') return otherOrder(moment, memory, 'otherOrder');
  return FIELDS[field] ? retake(moment, memory, field) : null;
}

/** "No" to the read-back, without saying what is wrong with it. */
function refuses(moment: Moment, { asked }: Memory): boolean {
  if (asked?.dialog !== 'refund' || asked.field !== 'confirm') return false;
  const { reading, picked } = moment;
  if (picked[0]) return picked[0] === 'no';
  return reading.answer?.yes === false && !reading.answer.hedged && !holdsAnswers(moment);
}

/** "Change the reason", "change something": by the reader's name of the field. */
function asksToChange(moment: Moment, memory: Open): Promise<Reply> | null {
  const { control } = moment.reading;
  if (control?.name !== 'change') return null;
  const { target = '' } = control;
  if (target === 'order' || target === 'contact') return otherOrder(moment, memory, 'otherOrder');
  const field = FIELDS[target];
  return field ? retake(moment, memory, field) : askWhat(moment, memory);
}

/** Wishes to change an answer without giving the new one; with a new one the form takes it itself. Null for all else. */
export async function revise(moment: Moment, memory: Open): Promise<Reply | null> {
  const chosen = await chosenChange(moment, memory);
  if (chosen) return chosen;
  if (saysWord(moment, 'wrongOrder', memory.locale)) return otherOrder(moment, memory, 'otherOrder');
  if (refuses(moment, memory)) return askWhat(moment, memory);
  if (holdsAnswers(moment)) return null;
  const asked = await asksToChange(moment, memory);
  if (asked) return asked;
  return moment.reading.correction && memory.refund.shown ? askWhat(moment, memory) : null;
}
