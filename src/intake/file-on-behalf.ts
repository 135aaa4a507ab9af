import { caseStream } from '../domain/case-stream';
import type { Policy } from '../domain/eligibility';
import type { EntryDraft, LogEntry } from '../domain/log-entry';
import { may } from '../domain/permission';
import type { RefundCase } from '../domain/refund-case';
import type { StaffMember } from '../domain/staff';
import type { Intake } from '../domain/staff-part';
import { AppError } from '../errors';
import { cleanText } from './case-event';
import { alterPerson } from './change-person';
import { refOf, withPart } from './decision';
import { fieldProblem, isOwn, isTheirOrder, soldLines, type OnBehalfRequest } from './on-behalf-request';
import { readOrder, type OrderAtHand } from './order-at-hand';
import type { Announcer, Cases, Orders } from './ports';
import type { People } from './ports-people';
import { prepareCase, type Proposal } from './prepare-case';
import { submitCase, type Submitted } from './submit-case';
import { beforeTry, TRIES } from './try-again';

export interface OnBehalfPorts {
  cases: Cases;
  orders: Orders;
  line: Announcer;
  people: People;
  newCaseNo: () => string;
  policy?: Policy;
}

export type Filed =
  /** `filed`: approved by the rules. */
  | { outcome: 'filed' | 'denied' | 'review'; refundCase: RefundCase }
  | { outcome: 'duplicate'; refundCase: RefundCase }
  | { outcome: 'refused'; why: 'not_allowed' | 'own_order' | 'not_found' }
  | { outcome: 'refused'; why: 'invalid'; field: string };

const OUTCOMES = { approved: 'filed', denied: 'denied', under_review: 'review' } as const;

const OPEN: readonly RefundCase['status'][] = [
  'submitted',
  'needs_info',
  'under_review',
  'awaiting_return',
  'approved',
];

/** The open case that holds what is asked for; null when nothing stands in the way. */
function holder({ cases, open }: OrderAtHand, { lines }: OnBehalfRequest): RefundCase | null {
  const short = lines.find(({ sku, quantity }) => quantity > (open.find((one) => one.sku === sku)?.quantity ?? 0));
  const holding = cases.filter(
    ({ status, lines: own }) => OPEN.includes(status) && own.some((one) => one.sku === short?.sku),
  );
  return holding[0] ?? null;
}

function submitted(
  { newCaseNo }: OnBehalfPorts,
  person: StaffMember,
  hand: OrderAtHand,
  proposal: Proposal,
  request: OnBehalfRequest,
): Submitted {
  const { id, source, verifiedBy, transcriptRef, reason, at, locale = 'en' } = request;
  const ref = transcriptRef ? cleanText(transcriptRef) : '';
  const intake: Intake = {
    mode: 'agent',
    source,
    id,
    filedBy: refOf(person),
    verifiedBy,
    ...(ref ? { transcriptRef: ref } : {}),
  };
  return submitCase({
    caseNo: newCaseNo(),
    hand,
    proposal,
    verbatim: cleanText(reason.verbatim),
    evidence: [],
    intake,
    customer: { type: 'staff', id: person.id },
    locale,
    at,
  });
}

/** The entries of a new case, numbered from one: it has no conversation that would do it. */
function numbered({ client, caseNo }: RefundCase, drafts: EntryDraft[], at: Date): LogEntry[] {
  const stream = caseStream(client, caseNo);
  return drafts.map(({ type, actor, data }, index) => ({ client, stream, seq: index + 1, at, type, actor, data }));
}

/** Null: something of it is not as it was read any more. */
async function filed(
  ports: OnBehalfPorts,
  person: StaffMember,
  hand: OrderAtHand,
  request: OnBehalfRequest,
): Promise<Filed | null> {
  const { lines, reason, resolution, at } = request;
  const wanted = { lines, reason: { l1: reason.l1, l2: reason.l2 }, resolution };
  const proposal = prepareCase(hand, wanted, at, ports.policy);
  const made = submitted(ports, person, hand, proposal, request);
  const entries = numbered(made.refundCase, made.entries, at);
  const after = { ...withPart(made.refundCase, person, 'filed', at), logSeq: entries.length };
  const fits = await ports.line.announce({ changes: [{ kind: 'case', expects: null, after }], entries }, []);
  return fits ? { outcome: OUTCOMES[proposal.verdict], refundCase: after } : null;
}

/** What was filed under the same id before. */
function before({ cases }: OrderAtHand, { id, staffId }: OnBehalfRequest): Filed | null {
  const known = cases.find(({ intake }) => intake?.id === id && intake.filedBy?.staffId === staffId);
  if (!known) return null;
  const { history } = known;
  const first = history.find(({ status }) => status !== 'submitted')?.status;
  const outcome = first === 'approved' ? 'filed' : first === 'denied' ? 'denied' : 'review';
  return { outcome, refundCase: known };
}

/** An attempt to file for oneself is kept with the person's record. */
async function refuseOwn(ports: OnBehalfPorts, person: StaffMember, { orderNo, at }: OnBehalfRequest): Promise<Filed> {
  const by = { actor: { type: 'staff' as const, id: person.id }, at };
  const who = { client: person.client, id: person.id };
  await alterPerson(ports.people, who, by, (member) => ({
    after: member,
    what: 'own_order_refused',
    details: { orderNo },
  }));
  return { outcome: 'refused', why: 'own_order' };
}

/** Who asks, and for what: as far as it must be right before the order is looked at. */
async function asker(ports: OnBehalfPorts, request: OnBehalfRequest): Promise<StaffMember | Filed> {
  const person = await ports.people.find(request.client, request.staffId);
  if (!person || person.status === 'revoked' || !may(person.roles, 'file')) {
    return { outcome: 'refused', why: 'not_allowed' };
  }
  const field = fieldProblem(request);
  return field ? { outcome: 'refused', why: 'invalid', field } : person;
}

async function attempt(ports: OnBehalfPorts, person: StaffMember, request: OnBehalfRequest): Promise<Filed | null> {
  const hand = await readOrder(ports, request.client, request.orderNo.trim());
  if (!hand || !isTheirOrder(hand.order, request)) return { outcome: 'refused', why: 'not_found' };
  if (isOwn(hand.order, person)) return refuseOwn(ports, person, request);
  if (!soldLines(hand.order, request)) return { outcome: 'refused', why: 'invalid', field: 'lines' };
  const earlier = before(hand, request);
  if (earlier) return earlier;
  const open = holder(hand, request);
  return open ? { outcome: 'duplicate', refundCase: open } : filed(ports, person, hand, request);
}

/**
 * Files a request for a customer who called or wrote elsewhere: the identical record, evaluated by the same rules, which
 * says who filed it and how the caller was verified. Nobody files for an order of their own. Throws AppError `Conflict`
 * when the order's cases keep changing meanwhile.
 */
export async function fileOnBehalf(ports: OnBehalfPorts, request: OnBehalfRequest): Promise<Filed> {
  const person = await asker(ports, request);
  if ('outcome' in person) return person;
  for (let tried = 0; tried < TRIES; tried++) {
    await beforeTry(tried);
    const came = await attempt(ports, person, request);
    if (came) return came;
  }
  throw new AppError('Conflict', 'cases of this order are being changed; try again');
}
