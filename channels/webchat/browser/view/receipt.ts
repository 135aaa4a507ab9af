import { readAmount, sum, type Amount } from '../words/amount';

export interface Paid {
  method: string;
  brand: string | undefined;
  last4: string | undefined;
  amount: Amount | undefined;
}

/** What a read-back holds once it has been read from a message's values: handles and amounts, no words yet. */
export interface Receipt {
  orderNo: string | undefined;
  /** What each line gives back before tax; a discount is already off it. */
  lines: { name: string; quantity: string; amount: Amount | undefined; discount: Amount | undefined }[];
  /** Between the lines and the total, so that the column adds up. `reason` is the service's own words. */
  sums: { kind: 'tax' | 'shipping' | 'deduction'; reason: string | undefined; amount: Amount }[];
  total: Amount;
  resolution: string;
  destination: { type: string; payments: Paid[] };
  reason: { l1: string; l2: string; verbatim: string };
  photos: number;
}

type Json = Record<string, unknown>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value : []).map(object);
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

const nonZero = (value: unknown): Amount | undefined => {
  const amount = readAmount(value);
  return amount && !/^-?0+$/.test(amount.minor) ? amount : undefined;
};

/** Net amounts with the tax as a row of its own; where a line has none, its whole amount and no such row. */
function readLines(values: Json): Pick<Receipt, 'lines'> & { tax: Amount | undefined } {
  const raw = list(values.lines);
  const taxes = raw.map((line) => readAmount(line.tax));
  const itemised = raw.every((line, at) => readAmount(line.net) && taxes[at]);
  const lines = raw.map((line) => ({
    name: words(line.name) || words(line.sku),
    quantity: String(line.quantity ?? ''),
    amount: readAmount(itemised ? line.net : line.amount),
    discount: nonZero(line.discount),
  }));
  return { lines, tax: itemised ? sum(taxes.filter((one) => one !== undefined)) : undefined };
}

function readSums(values: Json, tax: Amount | undefined): Receipt['sums'] {
  const rows: Receipt['sums'] = [];
  const known = { tax: nonZero(tax ?? values.tax), shipping: nonZero(values.shipping) };
  for (const kind of ['tax', 'shipping'] as const) {
    const amount = known[kind];
    if (amount) rows.push({ kind, reason: undefined, amount });
  }
  for (const one of list(values.deductions)) {
    const amount = nonZero(one.amount);
    if (amount) rows.push({ kind: 'deduction', reason: words(one.reason) || undefined, amount });
  }
  return rows;
}

function readDestination(value: unknown): Receipt['destination'] {
  const { type, payments } = object(value);
  return {
    type: words(type),
    payments: list(payments).map(({ method, brand, last4, amount }) => ({
      method: words(method),
      brand: words(brand) || undefined,
      last4: words(last4) || undefined,
      amount: readAmount(amount),
    })),
  };
}

/** Reads `refund.readBack`; undefined where its values are not those of a receipt, so that its words are shown instead. */
export function readReceipt(values: Json): Receipt | undefined {
  const total = readAmount(values.total);
  const { lines, tax } = readLines(values);
  if (!total || lines.length === 0 || lines.some((line) => line.name === '')) return undefined;
  const { l1, l2, verbatim } = object(values.reason);
  return {
    orderNo: words(values.orderNo) || undefined,
    lines,
    sums: readSums(values, tax),
    total,
    resolution: words(values.resolution) || 'refund',
    destination: readDestination(values.destination),
    reason: { l1: words(l1), l2: words(l2), verbatim: words(verbatim) },
    photos: typeof values.photos === 'number' ? values.photos : 0,
  };
}
