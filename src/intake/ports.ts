import type { Order } from '../domain/order';
import type { RefundCase } from '../domain/refund-case';

/** The shop's orders, as far as we were given them. */
export interface Orders {
  find(client: string, orderNo: string): Promise<Order | null>;
}

/** Reads of cases. Writes go through a turn's or an event's commit. */
export interface Cases {
  find(client: string, caseNo: string): Promise<RefundCase | null>;
  byOrder(client: string, orderNo: string): Promise<RefundCase[]>;
  /** Newest first, at most 20. */
  byContact(client: string, contact: string): Promise<RefundCase[]>;
}

/** Failed look-ups, counted so that order numbers and codes cannot be guessed. Kept for a day. */
export interface Attempts {
  /** Records one failure for each key and returns the highest count within the window. */
  fail(client: string, keys: string[], at: Date): Promise<number>;
  /** Failures within the window, the highest over the keys. */
  count(client: string, keys: string[], at: Date): Promise<number>;
}
