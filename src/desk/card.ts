import type { DeskCard, DeskCase, DeskDelivery } from '../channel-desk-shown';
import type { Handoff } from '../domain/handoff';
import { maskText } from '../domain/masking';
import { deskAmount } from '../intake/desk-case';
import { customerSeen } from './customer-seen';
import type { ConversationFacts, DeskPorts } from './ports';
import { streamOf } from './read-transcript';
import { suggestionsFor } from './saved-replies';
import { surroundingsOf, type Surroundings } from './surroundings';

export type CardPorts = Pick<
  DeskPorts,
  'handoffs' | 'facts' | 'cases' | 'orders' | 'caseCard' | 'reach' | 'log' | 'render' | 'words' | 'clock'
>;

/** An order is shown once it was proven to be the customer's; one that is only named says nothing of itself. */
function orderSeen({ facts, order, refundCase }: Surroundings): DeskCard['order'] {
  if (!order || refundCase || !facts || facts.grade === 'none') return null;
  const lines = order.items.map(({ name, quantity, unitPrice, discount }) => ({
    name,
    quantity,
    amount: deskAmount({ minor: unitPrice * BigInt(quantity) - discount, currency: order.currency }),
  }));
  const paid = order.payments.reduce((all, { captured }) => all + captured, 0n);
  const total = deskAmount({ minor: paid, currency: order.currency });
  return { orderNo: order.orderNo, status: order.status, total, lines };
}

const LOOK_BACK = 80;

/** What the bot asked last, in the words the customer read, if it is still without an answer. */
async function stuckAt(
  { log }: Pick<DeskPorts, 'log'>,
  handoff: Handoff,
  facts: ConversationFacts | null,
): Promise<DeskCard['stuckAt']> {
  if (!facts?.asked) return null;
  const entries = await log(streamOf(handoff), Math.max(0, handoff.logSeq - LOOK_BACK), LOOK_BACK);
  const asked = entries.findLast(({ type, actor }) => type === 'question' && actor.type === 'bot');
  const words = typeof asked?.data.text === 'string' ? asked.data.text : facts.asked.field;
  return { question: maskText(words), attempts: facts.asked.attempt };
}

const deliveryOf = ({ optedOut, windowUntil, failed }: DeskDelivery): DeskDelivery => ({
  optedOut,
  windowUntil,
  failed,
});

function stateOf(handoff: Handoff): Pick<DeskCard, 'owner' | 'parkedUntil' | 'resolution' | 'closedBy'> {
  const { owner, parkedUntil, resolution, closedBy } = handoff;
  return {
    owner: owner && { staffId: owner.staffId, name: owner.name, since: owner.since },
    parkedUntil: parkedUntil ?? null,
    resolution: resolution ?? null,
    closedBy: closedBy ?? null,
  };
}

/** Everything the first message of a thread says. */
export async function cardOf(ports: CardPorts, handoff: Handoff): Promise<DeskCard> {
  const { id, client, channel, logSeq, version, status, reason, team, locale, askedAt, promisedBy, rung } = handoff;
  const around = await surroundingsOf(ports, handoff);
  const shown: DeskCase | null = around.refundCase ? await ports.caseCard(around.refundCase) : null;
  return {
    handoffId: id,
    client,
    channel,
    logSeq,
    version,
    status,
    reason,
    team,
    locale: around.facts?.locale ?? locale,
    askedAt,
    promisedBy,
    rung,
    ...stateOf(handoff),
    customer: customerSeen(handoff, around.facts, around.order),
    case: shown,
    order: orderSeen(around),
    stuckAt: await stuckAt(ports, handoff, around.facts),
    delivery: deliveryOf(await ports.reach.reachability(handoff)),
    suggestions: suggestionsFor(ports, handoff, around),
  };
}
