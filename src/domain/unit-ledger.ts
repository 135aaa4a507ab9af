import { splitMinor } from './money';
import type { Order, OrderItem } from './order';

/** One unit of an order as it was charged: `gross = net + tax`, `net` after discount. Minor units of the order's currency. */
export interface Unit {
  key: string;
  sku: string;
  name: string;
  gross: bigint;
  net: bigint;
  tax: bigint;
  discount: bigint;
  /** Refunded before this service knew the order. */
  settled: boolean;
}

/** What an order charged, cell by cell: the cells sum exactly to its total. */
export interface Ledger {
  units: Unit[];
  /** Shipping with its tax: one cell, given back with the last unit. */
  shipping: { key: string; gross: bigint };
  /** What the order charged by its lines and shipping. */
  charged: bigint;
  /** What payments took: nothing above it is ever given back. */
  captured: bigint;
}

/** A part of a claim key: a slash inside an order number or SKU must not look like the separator. */
function part(text: string): string {
  return text.replace(/[%/]/g, (character) => (character === '/' ? '%2F' : '%25'));
}

/** The key of one unit, counted from 1 over all lines of the SKU: `client/orderNo/sku/unit`. */
function unitKey(order: Order, sku: string, unit: number): string {
  return `${part(order.client)}/${part(order.orderNo)}/${part(sku)}/${unit}`;
}

/**
 * The key of an order's shipping charge. It is claimed like a unit, by the case that gives shipping back, so that the
 * same charge cannot be returned twice even after another case was denied and released its units.
 */
export function shippingKey(order: Order): string {
  return `${part(order.client)}/${part(order.orderNo)}//shipping`;
}

/** A line's units: gross, tax and discount are each spread by largest remainder, net is what is left of gross. */
function unitsOf(order: Order, item: OrderItem, first: number): Unit[] {
  const weights = Array.from({ length: item.quantity }, () => 1n);
  if (weights.length === 0) return [];
  const gross = splitMinor(item.unitPrice * BigInt(item.quantity) - item.discount + item.tax, weights);
  const tax = splitMinor(item.tax, weights);
  const discount = splitMinor(item.discount, weights);
  return gross.map((charged, index) => ({
    key: unitKey(order, item.sku, first + index),
    sku: item.sku,
    name: item.name,
    gross: charged,
    net: charged - (tax[index] ?? 0n),
    tax: tax[index] ?? 0n,
    discount: discount[index] ?? 0n,
    settled: index < (item.refundedQuantity ?? 0),
  }));
}

/** By the order they break up, which is a value: whoever reads it anew has another one. A turn asks several times. */
const ledgers = new WeakMap<Order, Ledger>();

/** Breaks an order into units that sum exactly to what it charged (design note: a refund consumes cells, never ratios). */
export function unitLedger(order: Order): Ledger {
  const known = ledgers.get(order);
  if (known) return known;
  const ledger = breakUp(order);
  ledgers.set(order, ledger);
  return ledger;
}

function breakUp(order: Order): Ledger {
  const counted = new Map<string, number>();
  const units = order.items.flatMap((item) => {
    const before = counted.get(item.sku) ?? 0;
    counted.set(item.sku, before + item.quantity);
    return unitsOf(order, item, before + 1);
  });
  const shipping = { key: shippingKey(order), gross: order.shipping.price + order.shipping.tax };
  return {
    units,
    shipping,
    charged: units.reduce((total, unit) => total + unit.gross, shipping.gross),
    captured: order.payments.reduce((total, payment) => total + payment.captured, 0n),
  };
}

/** What a set of lines takes from the ledger, given what earlier claims hold. */
export interface Taking {
  /** The units taken, in ledger order: of each SKU its lowest free units, never more than are free. */
  units: Unit[];
  /** True when these are the last units of the order and nobody holds its shipping. */
  shipping: boolean;
  /** What earlier claims and refunds took, capped at what was captured. */
  takenBefore: bigint;
}

/**
 * Picks the units that lines ask for. Lines of one SKU are added up; unknown SKUs and quantities below 1 take nothing.
 * `among` limits the choice to units that a case holds already: shipping it holds as well stays as long as it gives up none.
 */
export function take(
  ledger: Ledger,
  lines: readonly { sku: string; quantity: number }[],
  priorClaims: readonly string[],
  among?: readonly string[],
): Taking {
  const claimed = new Set(priorClaims);
  const own = among && new Set(among);
  const held = (unit: Unit) => unit.settled || claimed.has(unit.key);
  const holds = (key: string) => own?.has(key) ?? true;
  const mayTake = (unit: Unit) => !held(unit) && holds(unit.key);
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + Math.max(0, Math.floor(quantity)));
  const units = ledger.units.filter((unit) => {
    const left = wanted.get(unit.sku) ?? 0;
    if (!mayTake(unit) || left < 1) return false;
    wanted.set(unit.sku, left - 1);
    return true;
  });
  const taken = new Set(units);
  // What is left over decides: of the order, or of what the case held.
  const rest = ledger.units.filter((unit) => !taken.has(unit) && (own ? mayTake(unit) : !held(unit)));
  const last = units.length > 0 && rest.length === 0 && holds(ledger.shipping.key);
  const before = ledger.units.filter(held).reduce((total, unit) => total + unit.gross, 0n);
  const shippingHeld = claimed.has(ledger.shipping.key);
  const takenBefore = before + (shippingHeld ? ledger.shipping.gross : 0n);
  return {
    units,
    shipping: last && !shippingHeld,
    takenBefore: takenBefore < ledger.captured ? takenBefore : ledger.captured,
  };
}
