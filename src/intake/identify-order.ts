import { matchContact } from '../domain/contact-match';
import type { Order } from '../domain/order';
import type { Attempts, Orders } from './ports';

/** Failed look-ups a day, per person and per order number, before only a person can help. House rule. */
export const MAX_ATTEMPTS = 5;

export interface IdentifyRequest {
  client: string;
  /** Who asks: the channel's name for the contact. */
  asker: string;
  orderNo: string;
  given: { email?: string; phone?: string; postcode?: string };
  /** `status-only` lets a postcode suffice. */
  needs: 'full' | 'status-only';
  at: Date;
}

export type Identified =
  | { outcome: 'match'; order: Order; grade: 'full' | 'status-only' }
  /** No such order, or not theirs: nobody is told which. `failures` counts this one. */
  | { outcome: 'no-match'; failures: number }
  | { outcome: 'spent' };

/** Proves that an order is the asker's, or says nothing about it. Every failure is counted for the asker and the order. */
export async function identifyOrder(
  ports: { orders: Orders; attempts: Attempts },
  request: IdentifyRequest,
): Promise<Identified> {
  const { client, orderNo, at } = request;
  const keys = [`asker:${request.asker}`, `order:${orderNo}`];
  const [failures, order] = await Promise.all([
    ports.attempts.count(client, keys, at),
    ports.orders.find(client, orderNo),
  ]);
  if (failures >= MAX_ATTEMPTS) return { outcome: 'spent' };
  const grade = order ? matchContact(order, request.given) : 'none';
  if (order && (grade === 'full' || (grade === 'status-only' && request.needs === 'status-only'))) {
    return { outcome: 'match', order, grade };
  }
  return { outcome: 'no-match', failures: await ports.attempts.fail(client, keys, at) };
}
