import type { Order } from '../domain/order';
import type { Destination, RefundCase } from '../domain/refund-case';
import { refundable } from '../domain/units';
import type { Cases, Orders } from './ports';

/** An order together with what its cases already took from it. */
export interface OrderAtHand {
  order: Order;
  /** Cases of this order, whoever filed them. */
  cases: RefundCase[];
  /** Unit keys held or refunded by those cases. */
  claims: string[];
  priorDestinations: Destination[];
  /** What can still be asked for. */
  open: { sku: string; name: string; quantity: number }[];
}

const holds = ({ status }: RefundCase): boolean => status !== 'denied' && status !== 'withdrawn';

/** Puts an order and its cases together. Pure. */
export function atHand(order: Order, cases: RefundCase[]): OrderAtHand {
  const holding = cases.filter(holds);
  const claims = holding.flatMap((one) => one.claims);
  return {
    order,
    cases,
    claims,
    priorDestinations: holding.map(({ destination }) => destination),
    open: refundable(order, claims),
  };
}

/** Reads an order with its cases; null when the order is gone. Only for orders already proven to be the asker's. */
export async function readOrder(
  ports: { orders: Orders; cases: Cases },
  client: string,
  orderNo: string,
): Promise<OrderAtHand | null> {
  const [order, cases] = await Promise.all([ports.orders.find(client, orderNo), ports.cases.byOrder(client, orderNo)]);
  return order ? atHand(order, cases) : null;
}
