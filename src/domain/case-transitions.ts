import { addBusinessDays, defaultCalendar, type BusinessCalendar } from './business-hours';
import { addDays } from './calendar-days';
import { APPEAL_DAYS } from './eligibility';
import type { Actor } from './log-entry';
import type { Money } from './money';
import { onTheTable } from './on-the-table';
import type { CaseStatus, RefundCase, StatusStep } from './refund-case';
import type { Proposed } from './staff-part';
import { DENIAL_CODES } from './denial-codes';

export const CASE_EVENTS = [
  'submit',
  'evaluate_approve',
  'evaluate_deny',
  'evaluate_review',
  'evaluate_ask',
  'approve',
  'deny',
  'ask_info',
  'change',
  'request_return',
  'return_received',
  'provide',
  'amend',
  'mark_paid',
  'confirm_arrival',
  'withdraw',
  'appeal',
  'close',
] as const;
export type CaseEvent = (typeof CASE_EVENTS)[number];

/** The reason that `confirm_arrival` leaves in the history. */
export const ARRIVED = 'arrived';

interface Transition {
  /** Where the event leads from each status it is legal in. */
  from: Partial<Record<CaseStatus, CaseStatus>>;
  by: readonly Actor['type'][];
  /** What the event must carry. `code`: a reason from DENIAL_CODES. `claims`: unit keys taken anew. `proposal`: the new terms. */
  needs?: 'code' | 'reference' | 'claims' | 'proposal';
}

const MACHINE: readonly Actor['type'][] = ['system', 'bot'];
const STAFF: readonly Actor['type'][] = ['staff'];
const ANYONE: readonly Actor['type'][] = ['customer', 'staff', 'bot'];

/** The life of a case as data. A submitted case is judged by the machine alone; once a person asked, a person decides. */
export const TRANSITIONS: Readonly<Record<CaseEvent, Transition>> = {
  /** Makes a case (open-case.ts); on one that exists it is illegal. */
  submit: { from: {}, by: ANYONE },
  evaluate_approve: { from: { submitted: 'approved' }, by: MACHINE },
  evaluate_deny: { from: { submitted: 'denied' }, by: MACHINE },
  evaluate_review: { from: { submitted: 'under_review' }, by: MACHINE },
  evaluate_ask: { from: { submitted: 'needs_info' }, by: MACHINE },
  approve: { from: { under_review: 'approved' }, by: STAFF },
  /** Also when goods that were to come back never do. */
  deny: { from: { under_review: 'denied', awaiting_return: 'denied' }, by: STAFF, needs: 'code' },
  ask_info: { from: { under_review: 'needs_info' }, by: STAFF },
  /** Other terms than those requested; what was approved before is up for decision again. */
  change: { from: { under_review: 'under_review', approved: 'under_review' }, by: STAFF, needs: 'proposal' },
  request_return: { from: { under_review: 'awaiting_return', approved: 'awaiting_return' }, by: STAFF },
  return_received: { from: { awaiting_return: 'under_review' }, by: STAFF },
  /** Back to `submitted`: what was added is evaluated like a new request. */
  provide: { from: { needs_info: 'submitted' }, by: ANYONE },
  /** Takes an approval, or a return asked for, back before money moved. */
  amend: { from: { approved: 'under_review', awaiting_return: 'under_review' }, by: STAFF },
  mark_paid: { from: { approved: 'paid' }, by: ['staff', 'system'], needs: 'reference' },
  /** Somebody who knows says that the money is there: the only way a case says "arrived". */
  confirm_arrival: { from: { paid: 'closed' }, by: ['customer', 'staff', 'bot', 'system'] },
  withdraw: {
    from: { submitted: 'withdrawn', needs_info: 'withdrawn', under_review: 'withdrawn', awaiting_return: 'withdrawn' },
    by: ANYONE,
  },
  appeal: { from: { denied: 'under_review' }, by: ANYONE, needs: 'claims' },
  close: { from: { paid: 'closed', denied: 'closed', withdrawn: 'closed' }, by: ['staff', 'system'] },
};

export interface MoveContext {
  at: Date;
  actor: Actor;
  /** `deny`: one of DENIAL_CODES. Otherwise free, e.g. what information is asked for. */
  reason?: string;
  /** `mark_paid`: the payment provider's or bank's reference. */
  reference?: string;
  /** What the customer reads of it, in the words of staff. */
  text?: string;
  /** `approve`, `evaluate_approve`: the amount, above zero and at most what was requested; default: what is on the table. */
  approved?: Money;
  /** `appeal`: the unit keys the case takes again (claimKeys), free at this moment. */
  claims?: string[];
  /** `change`: the new terms, at most what was requested; the units no longer asked for are given up. */
  proposal?: Terms & { proposed: Proposed };
  calendar?: BusinessCalendar;
}

/** What a change replaces. */
export type Terms = Pick<RefundCase, 'lines' | 'claims' | 'destination'>;

/** Why an event was refused: not legal in this status, not this actor's to trigger, or without what it must carry. */
export type Refusal = 'illegal' | 'actor' | 'code' | 'reference' | 'amount' | 'claims' | 'proposal';

export type Move =
  | { ok: true; after: RefundCase; from: CaseStatus; to: CaseStatus }
  | { ok: false; from: CaseStatus; event: CaseEvent; why: Refusal };

/** Whether an event carries what the table asks of it. */
const CARRIES: Record<NonNullable<Transition['needs']>, (context: MoveContext) => boolean> = {
  code: ({ reason }) => DENIAL_CODES.some((code) => code === reason),
  reference: ({ reference }) => Boolean(reference?.trim()),
  claims: ({ claims }) => Boolean(claims?.length),
  proposal: ({ proposal }) => proposal !== undefined,
};

function refusal(refundCase: RefundCase, event: CaseEvent, context: MoveContext): Refusal | null {
  const { from, by, needs } = TRANSITIONS[event];
  if (!from[refundCase.status]) return 'illegal';
  if (!by.includes(context.actor.type)) return 'actor';
  if (needs && !CARRIES[needs](context)) return needs;
  return badAmount(refundCase, context.approved ?? context.proposal?.proposed.amount) ? 'amount' : null;
}

function badAmount(refundCase: RefundCase, approved: Money | undefined): boolean {
  if (!approved) return false;
  const { minor, currency } = refundCase.requested;
  return approved.currency !== currency || approved.minor <= 0n || approved.minor > minor;
}

/** Business days until the next step is due, as the customer is told. House rules, but for paid: banks post a refund within 5 to 10 business days. */
export const DUE_DAYS: Partial<Record<CaseStatus, number>> = {
  submitted: 1,
  under_review: 2,
  /** The customer's: two weeks to send something back. */
  awaiting_return: 10,
  approved: 3,
  paid: 10,
};

function expectedAt(status: CaseStatus, at: Date, calendar: BusinessCalendar): Pick<RefundCase, 'expectedAt'> {
  const days = DUE_DAYS[status];
  return days === undefined ? {} : { expectedAt: addBusinessDays(at, days, calendar) };
}

const promised = ({ expectedAt: by }: RefundCase): Pick<RefundCase, 'expectedAt'> => (by ? { expectedAt: by } : {});

/** What an event brings with it: units taken again, or new terms. */
function brought(event: CaseEvent, { claims, proposal }: MoveContext): Partial<RefundCase> {
  const { needs } = TRANSITIONS[event];
  if (needs === 'claims') return claims ? { claims } : {};
  return needs === 'proposal' ? { ...proposal } : {};
}

/** A denial releases the units and says why, and until when it can be contested. */
function denied({ decision }: RefundCase, { reason, at }: MoveContext): Partial<RefundCase> {
  const codes = reason ? [reason] : decision.codes;
  return { claims: [], approved: null, decision: { ...decision, codes, appealUntil: addDays(at, APPEAL_DAYS) } };
}

/** What a status means for the record besides its name: who holds the units, what was approved, what a denial says. */
function effects(refundCase: RefundCase, event: CaseEvent, to: CaseStatus, context: MoveContext): Partial<RefundCase> {
  switch (to) {
    case 'approved':
      return { approved: context.approved ?? onTheTable(refundCase) };
    case 'awaiting_return':
      return { approved: null };
    case 'under_review':
      return { approved: null, ...brought(event, context) };
    case 'withdrawn':
      return { claims: [] };
    case 'denied':
      return denied(refundCase, context);
    default:
      return {};
  }
}

/** Approvals hold for what was approved only: any other move but towards the money makes them void. */
function voided({ approvals }: RefundCase, to: CaseStatus): Partial<RefundCase> {
  const kept = to === 'approved' || to === 'paid' || to === 'closed';
  return kept || !approvals?.length ? {} : { approvals: [] };
}

function stepOf(event: CaseEvent, status: CaseStatus, context: MoveContext): StatusStep {
  const { at, actor, reference, text } = context;
  const reason = event === 'confirm_arrival' ? ARRIVED : context.reason;
  const said = { ...(reason ? { reason } : {}), ...(reference ? { reference } : {}), ...(text ? { text } : {}) };
  return { status, at, actor, ...said };
}

/**
 * Moves a case by an event of the table, or says why not. On success `after` is a new record: the history has one step
 * more, `version` is one higher, units are released on denial and withdrawal, and `expectedAt` is the next promise made
 * to the customer (absent when nobody owes the next step). Changes nothing that it is given.
 */
export function move(refundCase: RefundCase, event: CaseEvent, context: MoveContext): Move {
  const from = refundCase.status;
  const why = refusal(refundCase, event, context);
  const to = TRANSITIONS[event].from[from];
  if (why || !to) return { ok: false, from, event, why: why ?? 'illegal' };
  const { at } = context;
  const { expectedAt: _previous, ...kept } = refundCase;
  const after: RefundCase = {
    ...kept,
    ...effects(refundCase, event, to, context),
    ...voided(refundCase, to),
    // What does not lead anywhere else promises nothing new.
    ...(to === from ? promised(refundCase) : expectedAt(to, at, context.calendar ?? defaultCalendar())),
    status: to,
    version: refundCase.version + 1,
    history: to === from ? refundCase.history : [...refundCase.history, stepOf(event, to, context)],
    updatedAt: at,
  };
  return { ok: true, after, from, to };
}
