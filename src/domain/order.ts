import type { Money } from './money';

export type OrderStatus = 'pending' | 'processing' | 'in_transit' | 'delivered' | 'cancelled' | 'returned';

/** One line of an order as it was sold. `tax` and `discount` are for the whole line. */
export interface OrderItem {
  sku: string;
  name: string;
  quantity: number;
  unitPrice: bigint;
  tax: bigint;
  discount: bigint;
  finalSale: boolean;
  category?: string;
  /** Units refunded before this service knew the order. */
  refundedQuantity?: number;
}

export interface Payment {
  method: string;
  brand?: string;
  last4?: string;
  captured: bigint;
}

export interface Shipment {
  carrier?: string;
  tracking?: string;
  items: { sku: string; quantity: number }[];
  shippedAt?: Date;
  expectedAt?: Date;
  deliveredAt?: Date;
}

/** A snapshot of an order at a shop; amounts in minor units of `currency`. */
export interface Order {
  orderNo: string;
  client: string;
  currency: string;
  status: OrderStatus;
  placedAt: Date;
  deliveredAt?: Date;
  contact: { name?: string; email?: string; phone?: string; postcode?: string };
  /** When its e-mail or phone was last seen to have changed: what was proven before that proves nothing any more. */
  contactChangedAt?: Date;
  items: OrderItem[];
  shipping: { price: bigint; tax: bigint };
  payments: Payment[];
  shipments: Shipment[];
  subscription?: { plan: string; interval: 'month' | 'year'; renewsAt?: Date };
  /** What a person trying the sandbox should know about this order: `{ en: "…", es: "…" }`. */
  sampleNote?: Record<string, string>;
}

export type { Money };
