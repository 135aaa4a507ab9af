import type { BusinessCalendar } from '../domain/business-hours';
import { move, type CaseEvent } from '../domain/case-transitions';
import type { Change } from '../domain/change';
import type { Actor, EntryDraft } from '../domain/log-entry';
import { openCase } from '../domain/open-case';
import { moneyToJson } from '../domain/money';
import type { RefundCase } from '../domain/refund-case';
import type { Intake } from '../domain/staff-part';
import { claimKeys } from '../domain/units';
import { AppError } from '../errors';
import type { OrderAtHand } from './order-at-hand';
import type { Proposal } from './prepare-case';

export interface Submission {
  caseNo: string;
  hand: OrderAtHand;
  proposal: Proposal;
  verbatim: string;
  evidence: string[];
  /** Where the customer filed it; absent when somebody filed it for them, as `intake` then says. */
  conversation?: { client: string; channel: string; conversation: string };
  intake?: Intake;
  /** Key of the contact, when the channel vouches for it. */
  contact?: string;
  customer: Actor;
  locale: string;
  at: Date;
  calendar?: BusinessCalendar;
}

export interface Submitted {
  refundCase: RefundCase;
  changes: Change[];
  entries: EntryDraft[];
}

/** Who decides by rule. */
const POLICY: Actor = { type: 'system', id: 'policy' };
const EVENTS: Record<Proposal['verdict'], CaseEvent> = {
  approved: 'evaluate_approve',
  under_review: 'evaluate_review',
  denied: 'evaluate_deny',
};

/** The log entry of a status change. */
export function statusEntry(
  caseNo: string,
  from: string | null,
  to: string,
  actor: Actor,
  reason?: string,
): EntryDraft {
  return { stream: { caseNo }, type: 'status', actor, data: { from, to, ...(reason ? { reason } : {}) } };
}

/** Somebody else's hand in it is told with the first entry. */
function submittedEntry({ caseNo, customer, intake }: Submission): EntryDraft {
  const entry = statusEntry(caseNo, null, 'submitted', customer);
  return intake ? { ...entry, data: { ...entry.data, intake: { ...intake } } } : entry;
}

/** The log entry of a decision: every rule with the facts it used. */
export function decisionEntry(caseNo: string, { decision, quote, verdict }: Proposal): EntryDraft {
  const { outcome, rules, codes, alternatives, appealUntil } = decision;
  return {
    stream: { caseNo },
    type: 'decision',
    actor: POLICY,
    data: {
      outcome,
      verdict,
      rules,
      codes,
      alternatives,
      requested: moneyToJson(quote.total),
      ...(appealUntil ? { appealUntil: appealUntil.toISOString() } : {}),
    },
  };
}

/** Whoever talks to us files for themselves. */
const intakeOf = ({ intake, conversation }: Pick<Submission, 'intake' | 'conversation'>): Intake =>
  intake ?? { mode: 'self', source: conversation?.channel ?? 'api' };

function open({ caseNo, hand, proposal, ...rest }: Submission): RefundCase {
  const { wanted, quote, kind, decision } = proposal;
  const draft = {
    caseNo,
    client: hand.order.client,
    orderNo: hand.order.orderNo,
    conversations: rest.conversation ? [rest.conversation] : [],
    intake: intakeOf(rest),
    ...(rest.contact ? { contact: rest.contact } : {}),
    locale: rest.locale,
    kind,
    reason: { ...wanted.reason, verbatim: rest.verbatim },
    lines: quote.lines.map(({ sku, name, quantity, amount }) => ({ sku, name, quantity, amount })),
    claims: claimKeys(hand.order, wanted.lines, hand.claims),
    requested: quote.total,
    destination: quote.destination,
    resolution: wanted.resolution,
    decision,
    evidence: rest.evidence,
  };
  return openCase(draft, { at: rest.at, actor: rest.customer });
}

/**
 * Makes the case of a request and moves it where its decision sends it: approved, to a person, or denied. Returns what is
 * to be written; two requests for the same units cannot both be, because the store keeps their claims unique.
 */
export function submitCase(submission: Submission): Submitted {
  const { caseNo, proposal, at, calendar } = submission;
  const opened = open(submission);
  const moved = move(opened, EVENTS[proposal.verdict], {
    at,
    actor: POLICY,
    ...(proposal.decision.codes[0] ? { reason: proposal.decision.codes[0] } : {}),
    ...(calendar ? { calendar } : {}),
  });
  if (!moved.ok) throw new AppError('Internal', `A new case cannot be ${proposal.verdict}`);
  // A denial by rule keeps every code the rules gave; the transition alone knows one.
  const refundCase = {
    ...moved.after,
    version: 1,
    decision: { ...moved.after.decision, codes: proposal.decision.codes },
  };
  return {
    refundCase,
    changes: [{ kind: 'case', expects: null, after: refundCase }],
    entries: [
      submittedEntry(submission),
      decisionEntry(caseNo, proposal),
      statusEntry(caseNo, 'submitted', moved.to, POLICY, proposal.decision.codes[0]),
    ],
  };
}
