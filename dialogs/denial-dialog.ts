import type { RefundCase } from '../src/domain/refund-case';
import { appealCase } from '../src/intake/appeal-case';
import { statusValues } from './case-values';
import { handoffDialog } from './handoff-dialog';
import type { Memory } from './memory';
import { customerOf, joined, reply, type Moment, type Reply } from './moment';
import type { RefundDraft } from './refund-draft';
import { refundDialog } from './refund-dialog';
import { quiet } from './resume';
import { saysWord } from './said';

/** The denied request once more, with another wish: it is a request of its own. */
function instead(
  moment: Moment,
  memory: Memory,
  draft: RefundDraft,
  resolution: RefundDraft['resolution'],
): Promise<Reply> {
  const counter = memory.counter + 1;
  const { denied: _case, shown: _shown, ...kept } = draft;
  const next: RefundDraft = { ...kept, id: `r${counter}`, ...(resolution ? { resolution } : {}) };
  return refundDialog(quiet(moment), { ...memory, counter, refund: next, asked: null });
}

/** "It has a hole, actually": the denied request once more for another reason, which may come to another answer. */
function otherReason({ reading }: Moment, { l1, l2 }: RefundDraft): boolean {
  const [reason] = reading.reasons;
  return reason?.l2 !== undefined && reason.l1 !== 'cancellation' && (reason.l1 !== l1 || reason.l2 !== l2);
}

/** From here on a message is a request of its own. */
const A_FEW_WORDS = 6;

/** "But why?", "a refund": the same once more, with nothing new in it. */
function insists(moment: Moment, { locale }: Memory): boolean {
  const { reading, text } = moment;
  if (saysWord(moment, 'why', locale)) return true;
  const again =
    reading.resolution !== undefined || reading.reasons.length > 0 || reading.intent.name === 'refund_request';
  return again && !holdsIdentity(reading) && text.split(/\s+/).length <= A_FEW_WORDS;
}

const holdsIdentity = ({ orderNos, email, phone }: Moment['reading']): boolean =>
  orderNos.length > 0 || (email ?? phone) !== undefined;

function becauseOf(moment: Moment, memory: Memory, draft: RefundDraft): Promise<Reply> {
  const counter = memory.counter + 1;
  const { denied: _case, shown: _shown, l1: _l1, l2: _l2, verbatim: _words, ...kept } = draft;
  const next: RefundDraft = { ...kept, id: `r${counter}` };
  return refundDialog(moment, { ...memory, counter, refund: next, asked: null });
}

function cannot(moment: Moment, memory: Memory, refundCase: RefundCase, why: string): Reply {
  const values = { ...statusValues(refundCase, moment.at), variant: why };
  const told = { key: 'refund.cannotAppeal', values };
  return joined(reply(memory, [told], 'refused'), handoffDialog(moment, memory, 'appeal', refundCase.caseNo));
}

/** Contests a denial: a person decides anew. Null when the customer has no denied case here. */
export async function appeal(moment: Moment, start: Memory): Promise<Reply | null> {
  const { deps, turn, at } = moment;
  const { client } = turn.thread;
  const cases = await Promise.all(start.filed.map(({ caseNo }) => deps.cases.find(client, caseNo)));
  const denied = cases.findLast((one) => one?.status === 'denied');
  if (!denied) return null;
  const refund = start.refund?.denied ? null : start.refund;
  const memory: Memory = { ...start, refund, asked: refund ? start.asked : null };
  const moved = await appealCase(deps, denied, customerOf(moment), at, deps.calendar);
  if (!moved.ok) return cannot(moment, memory, denied, moved.why);
  const by = moved.refundCase.expectedAt?.toISOString() ?? null;
  const told = { key: 'refund.appealed', values: { caseNo: denied.caseNo, by } };
  return reply(memory, [told], 'appealed', { changes: moved.changes, entries: moved.entries });
}

/** After a denial: another way to settle it, or an objection. Null when the message is about something else. */
export async function denialDialog(moment: Moment, memory: Memory): Promise<Reply | null> {
  const { refund } = memory;
  const { picked, reading, at } = moment;
  if (!refund?.denied) return null;
  const refundCase = await moment.deps.cases.find(moment.turn.thread.client, refund.denied);
  if (!refundCase) return null;
  if (picked[0] === 'appeal' || saysWord(moment, 'contest', memory.locale)) return appeal(moment, memory);
  const wish = refundCase.decision.alternatives.find((one) => picked.includes(one) || reading.resolution === one);
  if (wish) return instead(moment, memory, refund, wish);
  if (otherReason(moment, refund)) return becauseOf(moment, memory, refund);
  return reading.answer !== undefined || insists(moment, memory) ? staysDenied(memory, refundCase, at) : null;
}

function staysDenied(memory: Memory, refundCase: RefundCase, at: Date): Reply {
  const attempt = Math.max(2, (memory.said['refund.denied'] ?? 0) + 1);
  return reply(memory, [{ key: 'refund.denied', values: { ...statusValues(refundCase, at), attempt } }], 'denied');
}
