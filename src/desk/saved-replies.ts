import type { SavedReply } from '../channel-desk-shown';
import type { Handoff } from '../domain/handoff';
import { moneyToJson } from '../domain/money';
import type { RefundCase } from '../domain/refund-case';
import type { Value } from '../turn/message';
import type { Surroundings } from './surroundings';
import type { DeskPorts } from './ports';

/** One text an agent need not type: when it fits, and what it says of the case. */
interface Saved {
  id: string;
  /** As agents read it. */
  title: string;
  key: string;
  /** Null: it does not fit here. */
  values: (around: Surroundings) => Record<string, Value> | null;
}

const always = (): Record<string, Value> => ({});

function caseValues(refundCase: RefundCase): Record<string, Value> {
  const { caseNo, orderNo, lines, requested, approved, destination, expectedAt } = refundCase;
  return {
    caseNo,
    orderNo,
    total: { ...moneyToJson(approved ?? requested) },
    lines: lines.map(({ name, quantity }) => ({ name, quantity })),
    destination: {
      type: destination.type,
      payments: destination.payments.map(({ method, brand = '', last4 = '', amount }) => ({
        method,
        brand,
        last4,
        amount: { ...moneyToJson(amount) },
      })),
    },
    ...(expectedAt ? { by: expectedAt.toISOString() } : {}),
  };
}

/** Where the money is, for the statuses in which that is a question; a date is named only where there is one. */
function whereIs({ refundCase }: Surroundings): Record<string, Value> | null {
  if (!refundCase || refundCase.resolution === 'exchange') return null;
  const { status, expectedAt } = refundCase;
  const known = ['under_review', 'approved', 'paid'].includes(status);
  return known && expectedAt ? { ...caseValues(refundCase), variant: status } : null;
}

const approvedAmount = ({ refundCase }: Surroundings): Record<string, Value> | null =>
  refundCase?.approved && refundCase.resolution === 'refund' ? caseValues(refundCase) : null;

const photo = ({ refundCase }: Surroundings): Record<string, Value> | null =>
  refundCase && refundCase.evidence.length === 0 && ['under_review', 'needs_info'].includes(refundCase.status)
    ? caseValues(refundCase)
    : null;

const whichOrder = ({ refundCase, facts }: Surroundings): Record<string, Value> | null =>
  refundCase || facts?.orderNo ? null : {};

const SAVED: Saved[] = [
  { id: 'whereIsRefund', title: 'Where the refund is', key: 'desk.savedWhereIsRefund', values: whereIs },
  { id: 'approvedAmount', title: 'What is approved', key: 'desk.savedApprovedAmount', values: approvedAmount },
  { id: 'needPhoto', title: 'Ask for a photo', key: 'desk.savedNeedPhoto', values: photo },
  { id: 'whichOrder', title: 'Ask for the order', key: 'desk.savedWhichOrder', values: whichOrder },
  { id: 'sorryDelay', title: 'Sorry for the wait', key: 'desk.savedSorryDelay', values: always },
  { id: 'lookingInto', title: 'Looking into it', key: 'desk.savedLookingInto', values: always },
  { id: 'anythingElse', title: 'Anything else?', key: 'desk.savedAnythingElse', values: always },
];

/** Saved replies that fit, in the customer's language, with what they say of the case filled in. */
export function savedReplies(
  { render }: Pick<DeskPorts, 'render'>,
  handoff: Handoff,
  around: Surroundings,
): SavedReply[] {
  const locale = around.facts?.locale ?? handoff.locale;
  return SAVED.flatMap(({ id, title, key, values }) => {
    const filled = values(around);
    if (!filled) return [];
    const text = render({ key, values: filled }, { locale, channel: handoff.channel }).join('\n');
    return [{ id, title, text }];
  });
}

const MOST_SUGGESTED = 3;

/** Those that speak of this case come first. */
export const suggestionsFor = (
  ports: Pick<DeskPorts, 'render'>,
  handoff: Handoff,
  around: Surroundings,
): SavedReply[] => savedReplies(ports, handoff, around).slice(0, MOST_SUGGESTED);
