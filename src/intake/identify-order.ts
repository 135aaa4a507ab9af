import { matchContact } from '../domain/contact-match';
import type { Order } from '../domain/order';
import { countFailure, triesSpent } from './failed-tries';
import type { Attempts, Orders } from './ports';

export interface IdentifyRequest {
  client: string;
  /** Who asks: the contact where the channel vouches for it, else the conversation (strangers share unproven ids). */
  asker: string;
  orderNo: string;
  given: { email?: string; phone?: string; postcode?: string };
  /** `status-only` lets a postcode suffice. */
  needs: 'full' | 'status-only';
  at: Date;
}

export type Identified =
  | { outcome: 'match'; order: Order; grade: 'full' | 'status-only' }
  /** No such order, or not theirs: nobody is told which. `failures`: the asker's, this one included. */
  | { outcome: 'no-match'; failures: number }
  | { outcome: 'spent' };

/** Proves that an order is the asker's, or says nothing about it. Every failure is counted for the asker and the order. */
export async function identifyOrder(
  ports: { orders: Orders; attempts: Attempts },
  request: IdentifyRequest,
): Promise<Identified> {
  const { client, asker, orderNo, at } = request;
  const one = { client, asker, record: `order:${orderNo}`, at };
  const [spent, order] = await Promise.all([triesSpent(ports.attempts, one), ports.orders.find(client, orderNo)]);
  if (spent) return { outcome: 'spent' };
  const grade = order ? matchContact(order, request.given) : 'none';
  if (order && (grade === 'full' || (grade === 'status-only' && request.needs === 'status-only'))) {
    return { outcome: 'match', order, grade };
  }
  return { outcome: 'no-match', failures: await countFailure(ports.attempts, one) };
}
