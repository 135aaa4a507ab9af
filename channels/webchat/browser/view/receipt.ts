import { readAmount, type Amount } from '../words/amount';

/** What a read-back holds once it has been read from a message's values. Parts the service did not send are left out. */
export interface Receipt {
  orderNo: string | undefined;
  lines: { name: string; quantity: string; amount: Amount | undefined }[];
  /** Between the lines and the total, in the service's order; negative: taken away. */
  sums: { kind: 'tax' | 'shipping' | 'deduction'; label: string | undefined; amount: Amount }[];
  total: Amount;
  destination: string[];
  reason: string | undefined;
  resolution: string | undefined;
}

type Json = Record<string, unknown>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A label that came as text, or as an object that carries one. */
const label = (value: unknown): string | undefined => {
  const { text, label: own, name } = object(value);
  return words(value) ?? words(text) ?? words(own) ?? words(name);
};

const isZero = (amount: Amount): boolean => /^-?0+$/.test(amount.minor);

function readSums(values: Json): Receipt['sums'] {
  const sums: Receipt['sums'] = [];
  for (const kind of ['tax', 'shipping'] as const) {
    const amount = readAmount(values[kind]);
    if (amount && !isZero(amount)) sums.push({ kind, label: undefined, amount });
  }
  for (const one of list(values.deductions)) {
    const amount = readAmount(object(one).amount);
    const why = label(object(one).reason) ?? label(one);
    if (amount) sums.push({ kind: 'deduction', label: why, amount });
  }
  return sums;
}

const CARD = (brand: string | undefined, last4: string) =>
  `${brand ? `${brand[0]?.toUpperCase() ?? ''}${brand.slice(1)} ` : ''}•••• ${last4}`;

/** "Visa •••• 4242"; each payment on its own line where there are several. */
function readDestination(value: unknown): string[] {
  const whole = label(value);
  if (whole) return [whole];
  return list(object(value).payments)
    .map((one) => {
      const { brand, last4, method } = object(one);
      return words(last4) ? CARD(words(brand), words(last4) ?? '') : (label(one) ?? words(method));
    })
    .filter((one) => one !== undefined);
}

/** Reads `refund.readBack`; undefined where its values are not those of a receipt, so that its words are shown instead. */
export function readReceipt(values: Json): Receipt | undefined {
  const total = readAmount(values.total);
  const lines = list(values.lines).map((one) => {
    const { name, sku, quantity, amount } = object(one);
    return { name: words(name) ?? words(sku) ?? '', quantity: String(quantity ?? ''), amount: readAmount(amount) };
  });
  if (!total || lines.length === 0 || lines.some((line) => line.name === '')) return undefined;
  return {
    orderNo: words(values.orderNo) ?? words(values.order),
    lines,
    sums: readSums(values),
    total,
    destination: readDestination(values.destination),
    reason: label(values.reason) ?? words(object(values.reason).verbatim),
    resolution: label(values.resolution),
  };
}
