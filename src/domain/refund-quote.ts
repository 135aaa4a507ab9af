import { splitMinor, type Money } from './money';
import type { Order, Payment } from './order';
import type { Destination, Resolution } from './refund-case';
import { take, unitLedger, type Unit } from './unit-ledger';
import type { Line } from './units';

export interface QuoteLine {
  sku: string;
  name: string;
  quantity: number;
  /** What this line gives back: net + tax. */
  amount: Money;
  /** Price after discount. */
  net: Money;
  tax: Money;
  /** The share of the line's discount, already off `net`; shown, not subtracted again. */
  discount: Money;
}

/** What a request would give back and where to. `total` = lines + shipping = what the destination's payments sum to. */
export interface Quote {
  lines: QuoteLine[];
  shipping: Money;
  total: Money;
  destination: Destination;
}

export interface QuoteOptions {
  /** `store_credit` sends everything there; `exchange` moves no money (no payments in the destination). Default `refund`. */
  resolution?: Resolution;
  /** Destinations of the order's cases that are neither denied nor withdrawn. Without them, earlier claims are taken to have drawn on the payments in the order below. */
  priorDestinations?: readonly Destination[];
  /** Only of these units, which the case holds already. */
  among?: readonly string[];
  /** Less than the lines would give: the total is this, spread over them and shipping by what each would give. */
  upTo?: bigint;
}

/** Money goes back to cards first, gift cards and the like last: a shop would rather not hand out cash for credit. */
function paymentOrder(payments: readonly Payment[]): Payment[] {
  const rank = ({ method }: Payment) => (method === 'card' ? 0 : /gift|credit|voucher/.test(method) ? 2 : 1);
  return payments
    .map((payment, index) => ({ payment, index }))
    .sort((a, b) => rank(a.payment) - rank(b.payment) || a.index - b.index)
    .map(({ payment }) => payment);
}

function samePayment(a: { method: string; brand?: string; last4?: string }, b: typeof a): boolean {
  return a.method === b.method && a.brand === b.brand && a.last4 === b.last4;
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** What each payment can still give back, after earlier cases drew on it. */
function remaining(
  order: Order,
  takenBefore: bigint,
  prior: readonly Destination[] | undefined,
): { payment: Payment; left: bigint }[] {
  const rows = paymentOrder(order.payments).map((payment) => ({ payment, left: payment.captured }));
  const draw = (row: (typeof rows)[number], amount: bigint) => {
    const drawn = least(row.left, amount);
    row.left -= drawn;
    return amount - drawn;
  };
  if (!prior) {
    rows.reduce((open, row) => draw(row, open), takenBefore);
    return rows;
  }
  for (const given of prior.flatMap((destination) => destination.payments)) {
    rows.filter((row) => samePayment(row.payment, given)).reduce((open, row) => draw(row, open), given.amount.minor);
  }
  return rows;
}

function allocate(order: Order, total: bigint, takenBefore: bigint, options: QuoteOptions): Destination {
  const { currency } = order;
  if (options.resolution === 'exchange') return { type: 'original', payments: [] };
  if (options.resolution === 'store_credit') {
    return { type: 'store_credit', payments: [{ method: 'store_credit', amount: { minor: total, currency } }] };
  }
  let open = total;
  const payments = remaining(order, takenBefore, options.priorDestinations).flatMap(({ payment, left }) => {
    const minor = least(left, open);
    open -= minor;
    if (minor === 0n) return [];
    const { captured: _captured, ...identity } = payment;
    return [{ ...identity, amount: { minor, currency } }];
  });
  return { type: 'original', payments };
}

/** Adds up the units of one SKU, up to `available`; a line that is cut short keeps its ratio of net to tax. */
function quoteLine(units: readonly Unit[], available: bigint, currency: string): QuoteLine {
  const total = (pick: (unit: Unit) => bigint) => units.reduce((summed, unit) => summed + pick(unit), 0n);
  const gross = total((unit) => unit.gross);
  const amount = least(gross, available);
  const [net = 0n, tax = 0n] =
    amount === gross
      ? [total((unit) => unit.net), total((unit) => unit.tax)]
      : splitMinor(amount, [total((unit) => unit.net), total((unit) => unit.tax)]);
  const in_ = (minor: bigint): Money => ({ minor, currency });
  const { sku = '', name = '' } = units[0] ?? {};
  return {
    sku,
    name,
    quantity: units.length,
    amount: in_(amount),
    net: in_(net),
    tax: in_(tax),
    discount: in_(total((unit) => unit.discount)),
  };
}

/**
 * Quotes a refund of `lines` from the order's unit ledger. Promises: the units of a line sum exactly to what was charged
 * for it, whatever the sequence of requests; shipping comes back only with the last unit of the order, and once; the
 * total never exceeds what was captured less what earlier claims took. Quantities above what is left are cut to what is
 * left and unknown SKUs quote nothing: it is `decide` that refuses them.
 */
export function quote(
  order: Order,
  lines: readonly Line[],
  priorClaims: readonly string[],
  options: QuoteOptions = {},
): Quote {
  const { currency } = order;
  const ledger = unitLedger(order);
  const taking = take(ledger, lines, priorClaims, options.among);
  let available = ledger.captured - taking.takenBefore;
  const spend = (amount: bigint) => {
    available -= amount;
    return amount;
  };
  const skus = [...new Set(taking.units.map((unit) => unit.sku))];
  const quoted = skus.map((sku) => {
    const units = taking.units.filter((unit) => unit.sku === sku);
    const line = quoteLine(units, available, currency);
    spend(line.amount.minor);
    return line;
  });
  const shipping = spend(taking.shipping ? least(ledger.shipping.gross, available) : 0n);
  const full = quoted.reduce((summed, line) => summed + line.amount.minor, shipping);
  const total = options.upTo === undefined ? full : least(options.upTo, full);
  const shown = total === full ? { lines: quoted, shipping } : shrink(quoted, shipping, total);
  return {
    lines: shown.lines,
    shipping: { minor: shown.shipping, currency },
    total: { minor: total, currency },
    destination: allocate(order, total, taking.takenBefore, options),
  };
}

/** Spreads a smaller total over lines and shipping by what each gave; every line keeps its ratio of net to tax. */
function shrink(lines: QuoteLine[], shipping: bigint, total: bigint): { lines: QuoteLine[]; shipping: bigint } {
  const parts = splitMinor(total, [...lines.map(({ amount }) => amount.minor), shipping]);
  const smaller = lines.map((line, index) => {
    const minor = parts[index] ?? 0n;
    const { currency } = line.amount;
    const [net = 0n, tax = 0n] = splitMinor(minor, [line.net.minor, line.tax.minor]);
    return { ...line, amount: { minor, currency }, net: { minor: net, currency }, tax: { minor: tax, currency } };
  });
  return { lines: smaller, shipping: parts.at(-1) ?? 0n };
}
