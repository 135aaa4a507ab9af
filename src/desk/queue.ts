import type { QueueItem } from '../channel-desk-shown';
import type { Handoff } from '../domain/handoff';
import { onTheTable } from '../domain/on-the-table';
import { deskAmount } from '../intake/desk-case';
import { surroundingsOf } from './surroundings';
import { customerSeen } from './customer-seen';
import type { DeskPorts } from './ports';

export type QueuePorts = Pick<DeskPorts, 'facts' | 'cases' | 'orders' | 'clock'>;

/** One conversation of the queue: who, about what, since when, and whether it is late. */
export async function queueItem(ports: QueuePorts, handoff: Handoff): Promise<QueueItem> {
  const around = await surroundingsOf(ports, handoff);
  const { refundCase, order, facts } = around;
  const { id, status, team, locale, channel, askedAt, promisedBy, owner, parkedUntil, caseNo } = handoff;
  const { name, grade } = customerSeen(handoff, facts, order);
  const about = refundCase ? `order ${refundCase.orderNo}` : order && grade !== 'none' ? `order ${order.orderNo}` : '';
  const amount = refundCase ? deskAmount(onTheTable(refundCase)).text : '';
  return {
    handoffId: id,
    status,
    team,
    locale,
    channel,
    title: [name, about, amount].filter(Boolean).join(' · '),
    askedAt,
    promisedBy,
    late: status === 'waiting' && promisedBy <= ports.clock(),
    owner: owner && { staffId: owner.staffId, name: owner.name },
    parkedUntil: parkedUntil ?? null,
    caseNo: caseNo ?? null,
  };
}
