import type { Order } from './order';
import { take, unitLedger } from './unit-ledger';

export interface Line {
  sku: string;
  quantity: number;
}

/**
 * The keys a case holds for its lines: `client/orderNo/sku/unit`, and the shipping key when the case gives shipping
 * back. Takes the lowest free units of each SKU and never more than are free, exactly as `quote` does: compute both from
 * the same `priorClaims` and `among`.
 */
export function claimKeys(
  order: Order,
  lines: readonly Line[],
  priorClaims: readonly string[],
  among?: readonly string[],
): string[] {
  const ledger = unitLedger(order);
  const { units, shipping } = take(ledger, lines, priorClaims, among);
  return [...units.map((unit) => unit.key), ...(shipping ? [ledger.shipping.key] : [])];
}

/** What can still be given back, in the order's own sequence; a SKU with nothing left is absent. */
export function refundable(
  order: Order,
  priorClaims: readonly string[],
): { sku: string; name: string; quantity: number }[] {
  const claimed = new Set(priorClaims);
  const left = new Map<string, { sku: string; name: string; quantity: number }>();
  for (const unit of unitLedger(order).units) {
    if (unit.settled || claimed.has(unit.key)) continue;
    const entry = left.get(unit.sku) ?? { sku: unit.sku, name: unit.name, quantity: 0 };
    left.set(unit.sku, { ...entry, quantity: entry.quantity + 1 });
  }
  return [...left.values()];
}
