import type { ClientSettings } from '../domain/client-settings';
import { may } from '../domain/permission';
import type { RefundCase } from '../domain/refund-case';
import type { StaffMember } from '../domain/staff';
import { AppError } from '../errors';
import { approveCase } from './approve-case';
import { askForInfo } from './ask-for-info';
import { cleanText } from './case-event';
import { caseFingerprint } from './case-fingerprint';
import { changeCase } from './change-case';
import { caseEntry, commitCase } from './commit-case';
import { DECIDING, deedOfDecision, type Deciding, type Decision, type Verdict, type WhyNot } from './decision';
import { denyCase } from './deny-case';
import { readOrder } from './order-at-hand';
import type { Announcer, Cases, Orders } from './ports';
import type { People } from './ports-people';
import { receiveReturn } from './receive-return';
import { requestReturn } from './request-return';
import { beforeTry, TRIES } from './try-again';

export interface DecisionPorts {
  cases: Cases;
  orders: Orders;
  line: Announcer;
  people: Pick<People, 'find'>;
  settings: { of(client: string): Promise<ClientSettings> };
}

export interface DecisionOrder {
  /** The same id is answered the same, and takes effect once. */
  id: string;
  client: string;
  caseNo: string;
  staffId: string;
  /** Of the case as it was shown; absent where nothing was shown. */
  fingerprint?: string;
  decision: Decision;
  at: Date;
}

export type Decided =
  | { outcome: 'done' | 'second_person' | 'stale'; refundCase: RefundCase }
  | { outcome: 'refused'; why: WhyNot; refundCase: RefundCase }
  | { outcome: 'refused'; why: 'missing' }
  | { outcome: 'refused'; why: 'invalid'; field: string };

/** Decisions whose answers are remembered with the case: more than anybody's clicks can be late. */
const REMEMBERED = 20;

const cleaned = (decision: Decision): Decision => {
  if (decision.kind === 'change') return { ...decision, reason: cleanText(decision.reason) };
  return 'text' in decision && decision.text !== undefined ? { ...decision, text: cleanText(decision.text) } : decision;
};

function verdictOn(deciding: Deciding, decision: Decision): Verdict {
  switch (decision.kind) {
    case 'approve':
      return approveCase(deciding);
    case 'deny':
      return denyCase(deciding, decision);
    case 'ask':
      return askForInfo(deciding, decision);
    case 'change':
      return changeCase(deciding, decision);
    case 'return':
      return requestReturn(deciding, decision);
    case 'return_received':
      return receiveReturn(deciding, decision);
  }
}

type Judged = Verdict | { outcome: 'stale' };

async function judge(
  ports: DecisionPorts,
  before: RefundCase,
  person: StaffMember | null,
  { client, decision, fingerprint, at }: DecisionOrder,
): Promise<Judged> {
  const known = person && person.status !== 'revoked' ? person : null;
  if (!known || !may(known.roles, deedOfDecision(decision, before))) return { outcome: 'refused', why: 'not_allowed' };
  if (fingerprint !== undefined && fingerprint !== caseFingerprint(before)) return { outcome: 'stale' };
  const rules = await ports.settings.of(client);
  const hand = decision.kind === 'change' ? await readOrder(ports, client, before.orderNo) : null;
  return verdictOn({ before, person: known, rules, hand, at }, decision);
}

/** What came of a decision in one word, as it is remembered with the case. */
const cameOf = (judged: Exclude<Judged, { outcome: 'invalid' }>): string =>
  judged.outcome === 'refused' ? judged.why : judged.outcome;

function answerOf(came: string, refundCase: RefundCase): Decided {
  if (came === 'done' || came === 'second_person' || came === 'stale') return { outcome: came, refundCase };
  return { outcome: 'refused', why: came as WhyNot, refundCase };
}

/** The case with what came of a decision; a refusal leaves everything else as it was. */
function remembering(before: RefundCase, judged: Judged, id: string, came: string): RefundCase {
  const after = 'after' in judged ? judged.after : { ...before, version: before.version + 1 };
  return { ...after, answered: [...(before.answered ?? []), { id, came }].slice(-REMEMBERED) };
}

/**
 * Lets a person decide a case: one `status` entry by that person in its stream whatever comes of it, and its conversations
 * are told when something did. Bound to what the person was shown, if anything: when the case is another by now, nothing is
 * decided. Throws AppError `Conflict` when the case keeps changing meanwhile.
 */
export async function decide(ports: DecisionPorts, given: DecisionOrder): Promise<Decided> {
  const order = { ...given, decision: cleaned(given.decision) };
  const { id, client, caseNo, staffId, decision, at } = order;
  for (let tried = 0; tried < TRIES; tried++) {
    await beforeTry(tried);
    const before = await ports.cases.find(client, caseNo);
    if (!before) return { outcome: 'refused', why: 'missing' };
    const earlier = before.answered?.find((one) => one.id === id);
    if (earlier) return answerOf(earlier.came, before);
    // Read last: whoever was revoked while this was under way decides nothing.
    const person = await ports.people.find(client, staffId);
    const judged = await judge(ports, before, person, order);
    if (judged.outcome === 'invalid') return { outcome: 'refused', why: 'invalid', field: judged.field };
    const came = cameOf(judged);
    const after = remembering(before, judged, id, came);
    const outcome = 'data' in judged ? judged.data : { refused: came };
    const data = { event: DECIDING[decision.kind], from: before.status, to: after.status, ...outcome };
    const entry = caseEntry(before, { actor: { type: 'staff', id: staffId }, at, data });
    const kept = await commitCase(ports.line, before, after, entry, judged.outcome === 'done');
    if (kept) return answerOf(came, kept);
  }
  throw new AppError('Conflict', 'the case is being changed by somebody else; read it again');
}
