import type { Handoff } from '../domain/handoff';
import type { Order } from '../domain/order';
import type { RefundCase } from '../domain/refund-case';
import type { ConversationFacts, DeskPorts } from './ports';

/** What is known of a handoff's conversation, read at one moment. */
export interface Surroundings {
  facts: ConversationFacts | null;
  refundCase: RefundCase | null;
  order: Order | null;
}

export async function surroundingsOf(
  { facts: factsOf, cases, orders }: Pick<DeskPorts, 'facts' | 'cases' | 'orders'>,
  handoff: Handoff,
): Promise<Surroundings> {
  const { client, caseNo } = handoff;
  const facts = await factsOf(handoff);
  const refundCase = caseNo ? await cases.find(client, caseNo) : null;
  const orderNo = refundCase?.orderNo ?? facts?.orderNo ?? handoff.orderNo;
  const order = orderNo ? await orders.find(client, orderNo) : null;
  return { facts, refundCase, order };
}
