import type { Order } from '../domain/order';
import type { RefundCase } from '../domain/refund-case';
import type { Orders } from './ports';

/** A proof that an order is somebody's; `at`: ISO 8601. */
export interface Proof {
  orderNo: string;
  at?: string;
}

/**
 * False once the order's e-mail or phone changed after the moment: whoever was reached at the old one may be somebody else
 * by now (numbers are given out again), so the order's own contact decides, and it has to be proven anew.
 */
const holdsSince = ({ contactChangedAt }: Pick<Order, 'contactChangedAt'>, at: Date | undefined): boolean =>
  contactChangedAt === undefined || (at !== undefined && at >= contactChangedAt);

/** Those proofs that still hold. */
export async function proofsInForce<T extends Proof>(
  { orders }: { orders: Orders },
  client: string,
  proofs: readonly T[],
): Promise<T[]> {
  const read = await Promise.all(proofs.map(({ orderNo }) => orders.find(client, orderNo)));
  return proofs.filter(({ at }, index) => {
    const order = read[index];
    return !order || holdsSince(order, at === undefined ? undefined : new Date(at));
  });
}

/** True while the address a case was filed from may still stand for its customer. */
export async function caseInForce({ orders }: { orders: Orders }, refundCase: RefundCase): Promise<boolean> {
  const order = await orders.find(refundCase.client, refundCase.orderNo);
  return !order || holdsSince(order, refundCase.createdAt);
}
