/** Prices as plain decimals (`0.0079`) by channel and beginning of the number (`+1`, `+52`; `*`: all others). */
export interface PriceTable {
  /** ISO 4217. */
  currency: string;
  prices: Record<string, Record<string, string>>;
}

/** One message a provider took: once for each time it was sent. */
export interface SentMessage {
  channel: string;
  /** Where it went: a telephone number in E.164. */
  to: string;
  at: Date;
  /** What the provider counts; a message that has no parts is one. */
  segments: number;
  /** The channel has segments at all. */
  counted: boolean;
  /** The case it names. */
  caseNo?: string;
}

/** What messages came to. `estimate`: a decimal and its currency; null where a price is missing for one of them. */
export interface MessageCost {
  messages: number;
  /** Of SMS only. */
  segments: number;
  estimate: { amount: string; currency: string } | null;
}

/** Prices are a fraction of a cent: they are kept in millionths of the currency's unit. */
const PLACES = 6;

/** Millionths of a plain decimal such as `0.0079`; null for anything else, and for more than six places. */
export function parsePrice(text: string): bigint | null {
  const [, whole, fraction = ''] = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  return whole === undefined ? null : BigInt(`${whole}${fraction.padEnd(PLACES, '0')}`);
}

/** A decimal with at least two places and no other zero at its end. */
export function formatPrice(millionths: bigint): string {
  const digits = millionths.toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0{1,4}$/, '');
  return `${digits.slice(0, -PLACES)}.${fraction}`;
}

/** The price of one unit to a number: that of the longest prefix it begins with, otherwise that of `*`. */
function priceOf({ prices }: PriceTable, channel: string, to: string): bigint | null {
  const known = prices[channel] ?? {};
  const [longest] = Object.keys(known)
    .filter((prefix) => to.startsWith(prefix))
    .sort((a, b) => b.length - a.length);
  return parsePrice(known[longest ?? '*'] ?? '');
}

/** Adds messages up. What was taken is counted whatever became of it: providers charge for most of what fails, too. */
export function costOf(sent: readonly SentMessage[], table: PriceTable | undefined): MessageCost {
  let total: bigint | null = table ? 0n : null;
  for (const { channel, to, segments } of sent) {
    const price = table ? priceOf(table, channel, to) : null;
    total = total === null || price === null ? null : total + price * BigInt(segments);
  }
  return {
    messages: sent.length,
    segments: sent.reduce((all, { segments, counted }) => all + (counted ? segments : 0), 0),
    estimate: total === null || !table ? null : { amount: formatPrice(total), currency: table.currency },
  };
}

/**
 * The messages of one conversation that belong to a case: those that name it; of the others what was said on the way to it,
 * since the case before was opened, and after the last case what followed. So each message counts for one case.
 */
export function ofCase(
  sent: readonly SentMessage[],
  caseNo: string,
  cases: readonly { caseNo: string; createdAt: Date }[],
): SentMessage[] {
  const inOrder = [...cases].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const numbers = new Set(inOrder.map((one) => one.caseNo));
  const last = inOrder[inOrder.length - 1];
  return sent.filter(({ at, caseNo: named }) => {
    if (named !== undefined && numbers.has(named)) return named === caseNo;
    return (inOrder.find(({ createdAt }) => at <= createdAt) ?? last)?.caseNo === caseNo;
  });
}
