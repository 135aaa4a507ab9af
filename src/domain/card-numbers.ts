import type { DigitScan, Group } from './digit-runs';

/** Lengths of payment card numbers (ISO/IEC 7812 allows up to 19; none in use is shorter than 13). */
export const SHORTEST = 13;
export const LONGEST = 19;

/** Leading digits of the card networks and the lengths they issue. */
const BRANDS: readonly { prefix: RegExp; lengths: readonly number[] }[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] },
  { prefix: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { prefix: /^(30[0-5]|309|36|38|39)/, lengths: [14, 16, 19] },
  { prefix: /^62/, lengths: [16, 17, 18, 19] },
];

/** Lengths a card number that starts like this can have; empty when no network starts so. */
export function brandLengths(leading: string): readonly number[] {
  return BRANDS.find(({ prefix }) => prefix.test(leading))?.lengths ?? [];
}

/**
 * The Luhn check (ISO/IEC 7812-1 annex B) over any stretch of digits in constant time: sums over all digits with the
 * even or the odd positions doubled, so that a stretch is a difference of two.
 */
export interface LuhnSums {
  even: number[];
  odd: number[];
}

const doubled = (digit: number) => (digit > 4 ? digit * 2 - 9 : digit * 2);

export function luhnSums(values: readonly number[]): LuhnSums {
  const even = [0];
  const odd = [0];
  values.forEach((digit, position) => {
    const isEven = position % 2 === 0;
    even.push((even[position] ?? 0) + (isEven ? doubled(digit) : digit));
    odd.push((odd[position] ?? 0) + (isEven ? digit : doubled(digit)));
  });
  return { even, odd };
}

/** The Luhn sum of positions `from` to `to` when `after` more digits follow the last of them. */
export function luhnSum(sums: LuhnSums, from: number, to: number, after = 0): number {
  // The digit before the very last is doubled, then every second one to the left.
  const row = (to + after) % 2 === 0 ? sums.even : sums.odd;
  return (row[to] ?? 0) - (row[from] ?? 0);
}

/** True when positions `from` to `to` pass the Luhn check. */
export function passesLuhn(sums: LuhnSums, from: number, to: number): boolean {
  return luhnSum(sums, from, to) % 10 === 0;
}

/** Groups as cards print them: equal ones with a shorter last, or 4-6-5 and 4-6-4. */
export function printedLikeCard(groups: readonly Group[]): boolean {
  const sizes = groups.map(({ from, to }) => to - from);
  if (/^4,6(,[45])?$/.test(sizes.join())) return true;
  const [first = 0] = sizes;
  return sizes.slice(0, -1).every((size) => size === first) && (sizes.at(-1) ?? 0) <= first;
}

export interface Stretch {
  from: number;
  to: number;
  /** The group it hides in, when it does not fill whole groups. */
  within?: Group;
}

/** Stretches inside digits that touch each other where a network's card number may hide: any offset, its own lengths. */
function hidden(scan: DigitScan, sums: LuhnSums, group: Group): Stretch[] {
  const found: Stretch[] = [];
  for (let from = group.from; from + SHORTEST <= group.to; from += 1) {
    for (const length of brandLengths(scan.values.slice(from, from + 4).join(''))) {
      if (from + length <= group.to && passesLuhn(sums, from, from + length))
        found.push({ from, to: from + length, within: group });
    }
  }
  return found;
}

/** Parcel numbers that are longer than a card and full of stretches that look like one: USPS, 20 or 22 digits from 91 to 95. */
export function isParcelNumber(scan: DigitScan, run: readonly Group[]): boolean {
  const { from = 0 } = run[0] ?? {};
  const to = run.at(-1)?.to ?? 0;
  return to - from <= 22 && /^9[1-5](\d{18}|\d{20})$/.test(scan.values.slice(from, to).join(''));
}

/** Stretches of whole groups from group `first` on that are as long as a card number and pass the Luhn check. */
function fromGroup(scan: DigitScan, sums: LuhnSums, groups: readonly Group[], first: number): Candidate[] {
  const { from = 0 } = groups[first] ?? {};
  const brand = brandLengths(scan.values.slice(from, from + 4).join(''));
  return groups.slice(first, first + LONGEST).flatMap(({ to }, index) => {
    const length = to - from;
    if (length < SHORTEST || length > LONGEST || !passesLuhn(sums, from, to)) return [];
    const issued = brand.includes(length);
    const printed = printedLikeCard(groups.slice(first, first + index + 1));
    return issued || printed ? [{ from, to, sure: issued && printed }] : [];
  });
}

interface Candidate extends Stretch {
  /** A network issues numbers of this beginning and length, and it is written as cards print it. */
  sure: boolean;
}

/** Drops candidates that only arise from a sure one and what stands beside it (an expiry, an order number). */
function likeliest(candidates: readonly Candidate[]): Stretch[] {
  const sure = new Map<number, number>();
  for (const candidate of candidates) if (candidate.sure) sure.set(candidate.from, candidate.to);
  const overlaps = ({ from, to }: Stretch) => {
    for (let start = from - LONGEST; start < to; start += 1) if ((sure.get(start) ?? 0) > from) return true;
    return false;
  };
  return candidates.filter((candidate) => candidate.sure || !overlaps(candidate)).map(({ from, to }) => ({ from, to }));
}

/**
 * The card numbers of one run. Numbers printed as cards are found whatever their leading digits; where groups are
 * irregular (an order number beside a phone number) the leading digits must be a network's and the length one of its.
 */
export function cardNumbers(scan: DigitScan, sums: LuhnSums, run: readonly Group[]): Stretch[] {
  if (isParcelNumber(scan, run)) return [];
  const whole = likeliest(run.flatMap((_, index) => fromGroup(scan, sums, run, index)));
  const inside = run.filter(({ from, to }) => to - from > SHORTEST).flatMap((group) => hidden(scan, sums, group));
  const filled = new Set(whole.map(({ from, to }) => `${from}-${to}`));
  return [...whole, ...inside.filter(({ from, to }) => !filled.has(`${from}-${to}`))];
}
