import { hear, nextQuestion, type Heard, type Taken } from '../src/turn/form-engine';
import { leavesDialog } from '../src/domain/reasons';
import type { Message, Value } from '../src/turn/message';
import type { OrderAtHand } from '../src/intake/order-at-hand';
import { answerEntries } from './log-answers';
import type { Memory } from './memory';
import { joined, reply, type Moment, type Reply } from './moment';
import { askRefund } from './refund-ask';
import { ending, fraud } from './refund-endings';
import { offerNext, park, parkOthers, unparked } from './parked';
import { partDenial } from './part-denial';
import { shortage, stillThere } from './item-limits';
import { earlierRefunds } from './item-values';
import { newRefundDraft, without, type RefundDraft } from './refund-draft';
import { refundForm } from './refund-form';
import { withPhotos } from './questions/evidence';
import { identifyForRefund, type Identification } from './refund-identify';
import { unidentified } from './refund-unidentified';
import type { RefundWorld } from './refund-world';
import { invitation, wholeRequest } from './whole-request';

/** From here on a reason for leaving the dialog is believed before the order is known. */
const SURE = 0.5;

/** Texts kept from before the order was known; more would be a story, not answers. */
const MAX_EARLY = 5;

/**
 * A refund for another order, asked for outright or named with whose it is, is another request and no correction of this
 * one. While the order is still to be proven, number and contact are the next try.
 */
function isAnother({ reading }: Moment, { identity, items }: RefundDraft): boolean {
  const { orderNos, intent, correction, email, phone } = reading;
  const other = identity.orderNo !== undefined && orderNos.length > 0 && !orderNos.includes(identity.orderNo);
  const whose = items !== undefined && (email ?? phone) !== undefined;
  return other && !correction && (intent.name === 'refund_request' || whose);
}

/** A new draft; what led to "there is none for order 1042 yet, shall we make one?" belongs to it. */
function begun({ counter, reach, said, proven, early = [] }: Memory): RefundDraft {
  const orderNo = 'status.none' in said ? proven.at(-1)?.orderNo : undefined;
  const draft = newRefundDraft(`r${counter}`, { ...reach, ...(orderNo ? { orderNo } : {}) });
  return orderNo ? { ...draft, early } : draft;
}

/** One that has no order yet is overtaken by the one that is offered. */
const goesOn = (moment: Moment, { said }: Memory, refund: RefundDraft): boolean =>
  !refund.denied && !isAnother(moment, refund) && (!('status.none' in said) || refund.identity.orderNo !== undefined);

/** The memory with a refund draft in it: the open one, or a new one. */
function withDraft(moment: Moment, memory: Memory): Memory & { refund: RefundDraft } {
  const { refund } = memory;
  if (refund && goesOn(moment, memory, refund)) return { ...memory, refund };
  const aside = park(memory, refund);
  const waiting = unparked(moment, aside);
  if (waiting) return waiting;
  const next = { ...aside, counter: aside.counter + 1, ...(refund ? { asked: null } : {}) };
  return { ...next, refund: begun(next), reminded: false };
}

/** Words and photos that came before their question: the words are read again later, the photos are evidence at once. */
function keepEarly(draft: RefundDraft, { text, turn }: Moment): RefundDraft {
  const photos = turn.said.attachments.map(({ id }) => id);
  const early = text && draft.early.length < MAX_EARLY ? [...draft.early, text] : draft.early;
  if (photos.length === 0) return { ...draft, early };
  return { ...draft, early, evidence: withPhotos(draft.evidence, photos) };
}

/** The order's items with what is left of each, for recognising them in words. */
function itemsOf({ order, open }: OrderAtHand): { sku: string; name: string; quantity: number }[] {
  const left = (sku: string) => open.find((one) => one.sku === sku)?.quantity ?? 0;
  return order.items.map(({ sku, name }) => ({ sku, name, quantity: left(sku) }));
}

/** What was said before the order was known, heard again now that its items can be recognised. */
function hearEarly(moment: Moment, memory: Memory, draft: RefundDraft, hand: OrderAtHand): Heard<RefundDraft> {
  const heard: Heard<RefundDraft> = { draft: { ...draft, early: [] }, taken: [], notes: [] };
  for (const text of draft.early) {
    const past: Moment = {
      ...moment,
      turn: { ...moment.turn, said: { ...moment.turn.said, text, attachments: [] } },
      text,
      given: text,
      tap: null,
      picked: [],
      reading: moment.read(text, memory, hand.open),
    };
    const one = hear(refundForm, heard.draft, { moment: past, hand, proposals: new Map() }, null);
    heard.draft = one.draft;
    heard.taken.push(...one.taken);
  }
  return heard;
}

/** An order with a single thing left has nothing to choose from. */
function withOnlyItem(draft: RefundDraft, { open }: OrderAtHand): RefundDraft {
  const [only] = open;
  if (!only || open.length > 1 || draft.lines?.length) return draft;
  return { ...draft, lines: [only.quantity === 1 ? { sku: only.sku, quantity: 1 } : { sku: only.sku }] };
}

/** Knows in which order things were answered; an answer that came ends the search for what to change. */
function remember(draft: RefundDraft, taken: Taken[]): RefundDraft {
  const fields = taken.map(({ field }) => field).filter((field) => field !== 'confirm');
  if (fields.length === 0) return draft;
  const trail = [...draft.trail.filter((one) => !fields.includes(one)), ...new Set(fields)];
  const before = Object.fromEntries(Object.entries(draft.before).filter(([field]) => !fields.includes(field)));
  return { ...draft, trail, before, changing: false };
}

/** Answers that replace one taken back earlier are corrections too. */
const corrected = (taken: Taken[], before: Record<string, Value>): Taken[] =>
  taken.map((one) => {
    // An order with one kind of item asks for the number straight away.
    const was = one.was ?? before[one.field] ?? (one.field === 'quantity' ? before.items : undefined);
    const changed = was !== undefined && JSON.stringify(was) !== JSON.stringify(one.value);
    return changed ? { ...one, was } : one;
  });

/** The draft as the order is now: somebody else may have asked for the same units in the meantime. */
function upToDate(draft: RefundDraft, hand: OrderAtHand): { draft: RefundDraft; notes: Message[] } {
  const items = itemsOf(hand);
  const note = hand.open.length > 0 ? shortage(draft.lines ?? [], hand) : null;
  if (!note) return { draft: { ...draft, items }, notes: [] };
  const lines = stillThere(draft.lines ?? [], hand.open);
  return { draft: { ...without(draft, 'items', undefined), items, lines, trail: draft.trail }, notes: [note] };
}

/** Nothing was asked or said of this request before. */
const isFirst = ({ asked }: Memory, { trail, early }: RefundDraft): boolean =>
  asked?.dialog !== 'refund' && trail.length === 0 && early.length === 0;

function continueWith(moment: Moment, before: Memory, known: Extract<Identification, { outcome: 'known' }>): Reply {
  const { memory, hand } = known;
  const awaited = before.asked?.dialog === 'refund' ? before.asked.field : null;
  // Read once more only where the order's items have become known just now.
  const reading = moment.quiet || known.draft.items ? moment.reading : moment.read(moment.text, before, itemsOf(hand));
  // "Wrong order, it is 1043" is about the number; its "wrong" is no reason.
  const reordered = known.taken.some(({ field, was }) => field === 'order' && was !== undefined);
  const heardAs = reordered ? { ...reading, reasons: [] } : reading;
  const world: RefundWorld = { moment: { ...moment, reading: heardAs }, hand, proposals: new Map() };
  const current = upToDate(known.draft, hand);
  const early = hearEarly(moment, memory, current.draft, hand);
  const now = hear(refundForm, early.draft, world, awaited);
  const taken = corrected([...known.taken, ...early.taken, ...now.taken], known.draft.before);
  const spoken = withOnlyItem(remember(now.draft, taken), hand);
  const whole = wholeRequest({ draft: spoken, taken, notes: [] }, world, isFirst(before, known.draft));
  const { draft } = whole;
  world.moment = { ...world.moment, ...invitation(spoken, draft) };
  const entries = answerEntries(moment, 'refund', whole.taken);
  const logged = reply({ ...memory, refund: draft }, [], 'none', { entries });
  const earlier = known.taken.length > 0 ? earlierRefunds(hand) : [];
  const heard = { ...whole, notes: [...earlier, ...current.notes, ...early.notes, ...now.notes] };
  const part = partDenial(world, logged.memory, draft);
  return part
    ? joined(joined(logged, part), goOn(world, part.memory, { ...heard, draft: part.draft }))
    : joined(logged, goOn(world, logged.memory, heard));
}

/** What the draft has come to: its end, or its next question. */
function goOn(world: RefundWorld, memory: Memory, heard: Heard<RefundDraft>): Reply {
  const ended = ending(world, memory, heard.draft);
  if (ended) return ended;
  const question = nextQuestion(refundForm, heard.draft, world);
  return question ? askRefund(world, memory, heard, question) : reply(memory, [], 'none');
}

/**
 * The refund request: takes every answer in the message, asks for what is missing, reads back, and files on an explicit
 * yes. Its position is the draft's answers; the order comes first because nothing may be said before it is identified.
 */
export async function refundDialog(moment: Moment, start: Memory): Promise<Reply> {
  const memory = withDraft(moment, start);
  const awaited = memory.asked?.dialog === 'refund' ? memory.asked.field : null;
  const found = await identifyForRefund(moment, memory, memory.refund, awaited);
  const others = parkOthers(moment, memory, found.draft.identity.orderNo);
  if (found.outcome === 'known') {
    const { parked, counter } = others;
    const known = { ...found.memory, counter, ...(parked ? { parked } : {}) };
    return offerNext(continueWith(moment, memory, { ...found, memory: known }));
  }
  const entries = answerEntries(moment, 'refund', found.taken);
  const [reason] = moment.reading.reasons;
  if (reason && leavesDialog(reason.l1) && reason.confidence >= SURE) return fraud(moment, memory);
  const kept = { ...found, draft: keepEarly(found.draft, moment) };
  return joined(reply(others, [], '', { entries }), unidentified(moment, others, kept));
}
