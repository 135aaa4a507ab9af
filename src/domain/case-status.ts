import { addBusinessDays } from './business-hours';
import { daysBetween } from './calendar-days';
import { ARRIVED } from './case-transitions';
import type { CaseStatus, RefundCase, StatusStep } from './refund-case';

export const TRACK = ['requested', 'checked', 'approved', 'sent', 'bank', 'arrived'] as const;
export type TrackStage = (typeof TRACK)[number];
export type Stage = TrackStage | 'needs_info' | 'awaiting_return' | 'denied' | 'withdrawn';

export interface StatusTrackStep {
  stage: TrackStage;
  /** When it was reached; null while it is not. */
  at: Date | null;
  /** `late`: the one waited for, past its date. */
  state: 'done' | 'current' | 'todo' | 'late';
}

/** Where a refund stands, for the customer. */
export interface CustomerStatus {
  /** The last stage reached; `checked` also while a person is checking. */
  stage: Stage;
  since: Date;
  /** Who owes the next step. */
  whoActs: 'customer' | 'shop' | 'bank' | 'nobody';
  /** When the next step is due at the latest; null when nobody owes one with a date. */
  expected: Date | null;
  /** The earliest date of the same, where a range is known (banks: 5 to 10 business days). */
  expectedFrom: Date | null;
  /** `expected` has passed and it is not the customer's turn. */
  late: boolean;
  /** The track: stages reached are `done`, the one waited for is `current` or `late`. Ends early on denial and withdrawal. */
  steps: StatusTrackStep[];
}

/** Banks post a refund to the account 5 to 10 business days after it was sent (card networks' usual figure, as payment providers quote it). */
const BANK_DAYS = 5;

/** The last time a case entered one of these statuses. */
function reached(refundCase: RefundCase, ...statuses: CaseStatus[]): StatusStep | null {
  return refundCase.history.findLast((step) => statuses.includes(step.status)) ?? null;
}

/** Money that goes through a bank takes days there; credit and exchanges are with the customer once sent. */
function throughBank({ destination, resolution }: RefundCase): boolean {
  return resolution === 'refund' && destination.type !== 'store_credit';
}

/** Somebody who knows said that the money is there (the event `confirm_arrival`). */
function arrival(refundCase: RefundCase): Date | null {
  const last = reached(refundCase, 'closed');
  return last?.reason === ARRIVED ? last.at : null;
}

/** The time of a status that still holds: an approval taken back was not one. */
function approval(refundCase: RefundCase): Date | null {
  return refundCase.approved ? (reached(refundCase, 'approved')?.at ?? null) : null;
}

/** Since when the bank has it: counted from sending, claimed from the day after, which is when a bank can have it. */
function withBank(refundCase: RefundCase, at: Date): Date | null {
  const paid = reached(refundCase, 'paid')?.at ?? null;
  if (!paid || !throughBank(refundCase)) return null;
  return arrival(refundCase) || daysBetween(paid, at) > 0 ? paid : null;
}

/** When each stage of the track was reached. */
function reachedAt(refundCase: RefundCase, at: Date): Record<TrackStage, Date | null> {
  const approved = approval(refundCase);
  const now = standing(refundCase);
  return {
    requested: refundCase.createdAt,
    checked: now.status === 'denied' ? now.at : approved,
    approved,
    sent: reached(refundCase, 'paid')?.at ?? null,
    bank: withBank(refundCase, at),
    arrived: arrival(refundCase),
  };
}

/** Stages outside the track, by status. */
const ASIDE: Partial<Record<CaseStatus, Stage>> = {
  needs_info: 'needs_info',
  awaiting_return: 'awaiting_return',
  denied: 'denied',
  withdrawn: 'withdrawn',
};

/** The status that counts: a closed case is still what it was before. */
function standing(refundCase: RefundCase): StatusStep {
  const first: StatusStep = { status: refundCase.status, at: refundCase.createdAt, actor: { type: 'system', id: '' } };
  return refundCase.history.findLast((step) => step.status !== 'closed') ?? first;
}

function whoActs(refundCase: RefundCase): CustomerStatus['whoActs'] {
  if (refundCase.status === 'needs_info' || refundCase.status === 'awaiting_return') return 'customer';
  if (refundCase.status === 'paid') return throughBank(refundCase) ? 'bank' : 'nobody';
  return ['denied', 'withdrawn', 'closed'].includes(refundCase.status) ? 'nobody' : 'shop';
}

function stageOf(refundCase: RefundCase, at: Date): Stage {
  const { status } = standing(refundCase);
  if (status === 'under_review') return 'checked';
  const times = reachedAt(refundCase, at);
  return ASIDE[status] ?? TRACK.findLast((stage) => times[stage] !== null) ?? 'requested';
}

function track(refundCase: RefundCase, at: Date, late: boolean): StatusTrackStep[] {
  const times = reachedAt(refundCase, at);
  const stages = throughBank(refundCase) ? TRACK : TRACK.filter((stage) => stage !== 'bank' && stage !== 'arrived');
  const ended = ['denied', 'withdrawn'].includes(standing(refundCase).status);
  const shown = ended ? stages.filter((stage) => times[stage] !== null) : stages;
  const next = shown.find((stage) => times[stage] === null);
  const waiting = refundCase.status !== 'closed';
  return shown.map((stage) => {
    if (times[stage]) return { stage, at: times[stage], state: 'done' };
    return { stage, at: null, state: stage === next && waiting ? (late ? 'late' : 'current') : 'todo' };
  });
}

/**
 * Projects a case onto what its customer sees at a moment. Pure and honest: it never says that money arrived unless
 * somebody who knows said so, nor that it is with the bank before the day after it was sent.
 */
export function customerStatus(refundCase: RefundCase, at: Date): CustomerStatus {
  const now = standing(refundCase);
  const acts = whoActs(refundCase);
  const expected = acts === 'nobody' ? null : (refundCase.expectedAt ?? null);
  const late = expected !== null && acts !== 'customer' && at > expected;
  const stage = stageOf(refundCase, at);
  return {
    stage,
    since: (stage === 'arrived' && arrival(refundCase)) || now.at,
    whoActs: acts,
    expected,
    expectedFrom: acts === 'bank' ? addBusinessDays(now.at, BANK_DAYS) : null,
    late,
    steps: track(refundCase, at, late),
  };
}
