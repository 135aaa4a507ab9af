import { leavesDialog } from '../src/domain/reasons';
import type { Proposal } from '../src/intake/prepare-case';
import { moneyToJson } from '../src/domain/money';
import type { Message } from '../src/turn/message';
import { customerWords, statusValues } from './case-values';
import { choiceValue } from './choice-token';
import { handoffDialog } from './handoff-dialog';
import { itemValues } from './item-values';
import type { Memory } from './memory';
import { customerOf, joined, reply, type Moment, type Reply } from './moment';
import { destinationValue, readBackValues } from './read-back';
import type { RefundDraft } from './refund-draft';
import { propose, type RefundWorld } from './refund-world';
import { submit } from './submit';

const closed = (memory: Memory, draft: RefundDraft, caseNo: string): Memory => ({
  ...memory,
  refund: null,
  asked: null,
  filed: [...memory.filed, { draft: draft.id, caseNo }],
});

/** Files the confirmed request: case number, what happens next, who does it and by when. */
function file(world: RefundWorld, memory: Memory, draft: RefundDraft, proposal: Proposal): Reply {
  const { refundCase, changes, entries } = submit(world, memory, draft, proposal);
  const { moment } = world;
  const values = {
    caseNo: refundCase.caseNo,
    status: refundCase.status,
    by: refundCase.expectedAt?.toISOString() ?? null,
    total: { ...moneyToJson(refundCase.requested) },
    destination: destinationValue(refundCase.destination),
    resolution: refundCase.resolution,
    orderNo: refundCase.orderNo,
    variant: refundCase.status === 'approved' ? `approved_${refundCase.resolution}` : 'review',
  };
  const data = {
    key: 'refund.readBack',
    values: readBackValues(draft, world, proposal),
    fingerprint: proposal.fingerprint,
    answer: moment.given,
    caseNo: refundCase.caseNo,
  };
  const confirmation = {
    stream: 'conversation' as const,
    type: 'confirmation' as const,
    actor: customerOf(moment),
    data,
  };
  return reply(closed(memory, draft, refundCase.caseNo), [{ key: 'refund.filed', values }], 'filed', {
    changes,
    entries: [confirmation, ...entries],
  });
}

/** Says no: first that, then why, then what else is possible, then how to contest it. Recorded as a case of its own. */
function deny(world: RefundWorld, memory: Memory, draft: RefundDraft, proposal: Proposal): Reply {
  const { refundCase, changes, entries } = submit(world, memory, draft, proposal);
  const { codes, alternatives, appealUntil } = proposal.decision;
  const message: Message = {
    key: 'refund.denied',
    values: {
      caseNo: refundCase.caseNo,
      codes,
      alternatives,
      appealUntil: appealUntil?.toISOString() ?? null,
      orderNo: refundCase.orderNo,
      lines: itemValues(refundCase.lines),
      resolution: refundCase.resolution,
      variant: refundCase.resolution,
    },
    choices: [
      ...alternatives.map((one) => ({
        value: choiceValue(draft.id, 'denial', one),
        label: { key: `resolution.${one}` },
      })),
      { value: choiceValue(draft.id, 'denial', 'appeal'), label: { key: 'choice.appeal' } },
    ],
    question: true,
  };
  const asked = { dialog: 'denial' as const, field: 'denial', attempt: 1, choices: message.choices ?? [] };
  const kept = { ...draft, denied: refundCase.caseNo };
  return reply({ ...closed(memory, draft, refundCase.caseNo), refund: kept, asked }, [message], 'denied', {
    changes,
    entries,
  });
}

/** Everything was asked for already: names the open case, or says that all of it went back. */
function nothingLeft({ moment, hand }: RefundWorld, memory: Memory): Reply {
  const done = { ...memory, refund: null, asked: null };
  const holder = hand.cases.find(({ claims }) => claims.length > 0);
  if (!holder)
    return reply(done, [{ key: 'refund.nothingLeft', values: { orderNo: hand.order.orderNo } }], 'nothing-left');
  const values = { ...customerWords(holder), ...statusValues(holder, moment.at) };
  return reply(done, [{ key: 'refund.existing', values: { ...values } }], 'existing');
}

/** A charge the customer did not make is no refund request: a person secures the account, the bank blocks the card. */
export function fraud(moment: Moment, memory: Memory): Reply {
  const left = { ...memory, refund: null, asked: null };
  const told = reply(left, [{ key: 'refund.fraud' }], 'fraud');
  return { ...joined(told, handoffDialog(moment, left, 'fraud')), outcome: 'fraud' };
}

/** The ending this draft has come to; null while there is something to ask. */
export function ending(world: RefundWorld, memory: Memory, draft: RefundDraft): Reply | null {
  if (draft.l1 && leavesDialog(draft.l1)) return fraud(world.moment, memory);
  if (world.hand.open.length === 0) return nothingLeft(world, memory);
  const proposal = propose(draft, world);
  if (!proposal) return null;
  if (proposal.verdict === 'denied') return deny(world, memory, draft, proposal);
  return draft.confirmed ? file(world, memory, draft, proposal) : null;
}
