import { brandLengths, LONGEST, luhnSum, SHORTEST, type LuhnSums, type Stretch } from './card-numbers';
import { startOf, type DigitScan, type Group } from './digit-runs';

/**
 * What the end of one message must hand to the next so that a card number split between them is recognised: for each
 * way its first half may have begun, how many digits it has, its Luhn sums if an even or an odd number of digits
 * follows, and the lengths its network issues. No digit can be read back from it.
 */
interface Half {
  count: number;
  even: number;
  odd: number;
  lengths: readonly number[];
}

function write(halves: readonly Half[]): string {
  return halves.map(({ count, even, odd, lengths }) => [count, even, odd, lengths.join('-')].join('.')).join(' ');
}

function read(tail: string | undefined): Half[] {
  return [...(tail ?? '').slice(0, 1000).matchAll(/(\d{1,2})\.(\d)\.(\d)\.([\d-]{2,20})/g)].map((match) => ({
    count: Number(match[1]),
    even: Number(match[2]),
    odd: Number(match[3]),
    lengths: (match[4] ?? '').split('-').map(Number),
  }));
}

/** Only signs stand outside a run: nothing was said between the halves. */
function bare(text: string): boolean {
  return text.length <= 8 && !/[\p{L}\p{N}]/u.test(text);
}

/** The first half's own sum given how many digits follow. */
const given = (half: Half, following: number) => (following % 2 === 0 ? half.even : half.odd);

/** The digits at the start of a message that complete a card number begun in the previous one, or null. */
export function continued(
  scan: DigitScan,
  sums: LuhnSums,
  run: readonly Group[],
  previousTail: string | undefined,
): Stretch | null {
  const halves = read(previousTail);
  const { from = 0 } = run[0] ?? {};
  if (halves.length === 0 || run.length === 0 || !bare(scan.text.slice(0, startOf(scan, from)))) return null;
  for (const { to } of run) {
    const count = to - from;
    if (count > LONGEST) break;
    const fits = (half: Half) =>
      half.lengths.includes(half.count + count) && (given(half, count) + luhnSum(sums, from, to)) % 10 === 0;
    if (halves.some(fits)) return { from, to };
  }
  return null;
}

/** What to hand to the sender's next message; empty when this one does not end in digits that may begin a card number. */
export function tailOf(
  scan: DigitScan,
  sums: LuhnSums,
  run: readonly Group[],
  previousTail: string | undefined,
): string {
  const { from = 0 } = run[0] ?? {};
  const to = run.at(-1)?.to ?? 0;
  if (run.length === 0 || !bare(scan.text.slice(scan.ends[to - 1] ?? 0))) return '';
  const own = run.flatMap(({ from: start }): Half[] => {
    // Nobody issues 13 digits any more, and an order number with a phone number after it can be as long.
    const lengths = brandLengths(scan.values.slice(start, start + 4).join('')).filter((length) => length > SHORTEST);
    if (to - start >= LONGEST || lengths.length === 0) return [];
    const sum = (following: number) => luhnSum(sums, start, to, following) % 10;
    return [{ count: to - start, even: sum(0), odd: sum(1), lengths }];
  });
  const whole = to - from < SHORTEST && bare(scan.text.slice(0, startOf(scan, from)));
  const carried = whole ? read(previousTail).map((half) => extend(half, sums, from, to)) : [];
  return write(
    [...carried, ...own].filter(({ count, lengths }) => lengths.some((length) => length > count)).slice(0, LONGEST),
  );
}

/** A half with the digits of a message that held nothing else. */
function extend(half: Half, sums: LuhnSums, from: number, to: number): Half {
  const count = to - from;
  const sum = (following: number) => (given(half, count + following) + luhnSum(sums, from, to, following)) % 10;
  return { ...half, count: half.count + count, even: sum(0), odd: sum(1) };
}
