import type { Terms } from './case-transitions';
import type { Money } from './money';
import type { Order } from './order';
import { onTheTable } from './on-the-table';
import type { CaseLine, Destination, RefundCase } from './refund-case';
import { quote } from './refund-quote';
import { claimKeys, type Line } from './units';

/** What somebody wants instead of what a case asks for. */
export interface Wish {
  /** New quantities; a SKU that is not named stays as it is, 0 leaves it out. */
  lines?: readonly Line[];
  /** A new total, at most what was requested. */
  amount?: bigint;
}

export type NewTerms = { ok: true; terms: Terms; amount: Money } | { ok: false; field: 'lines' | 'amount' };

/** The case's quantities with the wish laid over them; null when it asks for what is not in the case, or for more. */
function lowered(lines: readonly CaseLine[], wish: readonly Line[]): Line[] | null {
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of wish) {
    const own = lines.find((line) => line.sku === sku);
    const fits = own && Number.isSafeInteger(quantity) && quantity >= 0 && quantity <= own.quantity;
    if (!fits || wanted.has(sku)) return null;
    wanted.set(sku, quantity);
  }
  const left = lines.map(({ sku, quantity }) => ({ sku, quantity: wanted.get(sku) ?? quantity }));
  const kept = left.filter(({ quantity }) => quantity > 0);
  return kept.length > 0 ? kept : null;
}

const count = (lines: readonly Line[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * Works out what a case comes to with fewer units or a smaller total. `prior`: what other cases of the order hold and where
 * their money goes. The units that stay are some of those the case holds; lines, shipping and payments sum to the amount
 * exactly. Refused when nothing would be different, or more would be given than was requested.
 */
export function changeTerms(
  refundCase: RefundCase,
  order: Order,
  prior: { claims: readonly string[]; destinations: readonly Destination[] },
  wish: Wish,
): NewTerms {
  const { requested, resolution, claims } = refundCase;
  const lines = lowered(refundCase.lines, wish.lines ?? []);
  if (!lines) return { ok: false, field: 'lines' };
  const options = { resolution, priorDestinations: prior.destinations, among: claims };
  const full = quote(order, lines, prior.claims, options).total.minor;
  const most = full < requested.minor ? full : requested.minor;
  const { amount = most } = wish;
  if (amount <= 0n || amount > most) return { ok: false, field: 'amount' };
  const same = count(lines) === count(refundCase.lines) && amount === onTheTable(refundCase).minor;
  if (same) return { ok: false, field: wish.amount === undefined ? 'lines' : 'amount' };
  const quoted = quote(order, lines, prior.claims, { ...options, upTo: amount });
  return {
    ok: true,
    amount: quoted.total,
    terms: {
      lines: quoted.lines.map(({ sku, name, quantity, amount: each }) => ({ sku, name, quantity, amount: each })),
      claims: claimKeys(order, lines, prior.claims, claims),
      destination: quoted.destination,
    },
  };
}
