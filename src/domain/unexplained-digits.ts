import { isParcelNumber, LONGEST, type Stretch } from './card-numbers';
import { digitsOf, startOf, type DigitScan, type Group } from './digit-runs';
import { namedBefore, plainDate, plausiblePhone } from './number-shapes';

/** What tells a number that is no card: the text around it, and how the client's own numbers look. */
export interface Surroundings {
  scan: DigitScan;
  /** Order, tracking and phone shapes of the client, each of a whole number (`^…$`). */
  shapes: readonly RegExp[];
  /** Phone look-ups left for this text. */
  checks: { left: number };
}

/** The characters before a run, as many as can name it. */
function before({ text }: DigitScan, offset: number): string {
  return text.slice(Math.max(0, offset - 40), offset);
}

/** A plus sign right before the digits makes them international; only a bracket may stand between. */
function afterPlus({ text }: DigitScan, offset: number): boolean {
  return /[+＋]\(?$/.test(text.slice(Math.max(0, offset - 2), offset));
}

/** The word the digits stand in, without the punctuation around it, or the digits themselves, fit one of the client's shapes. */
function shaped({ scan, shapes }: Surroundings, from: number, to: number): boolean {
  if (shapes.length === 0) return false;
  const start = startOf(scan, from);
  const end = scan.ends[to - 1] ?? start;
  const head = /[\p{L}\p{N}#_-]{0,40}$/u.exec(scan.text.slice(Math.max(0, start - 40), start))?.[0] ?? '';
  const tail = /^[\p{L}\p{N}_-]{0,40}/u.exec(scan.text.slice(end, end + 40))?.[0] ?? '';
  const forms = [digitsOf(scan, from, to), scan.text.slice(start, end), head + scan.text.slice(start, end) + tail];
  return shapes.some((shape) =>
    forms.some((form) => new RegExp(shape.source, shape.flags.replace(/[gy]/g, '')).test(form)),
  );
}

/** A letter touches the digits: part of a code (a parcel's, an order's), not a number of its own. */
function glued({ text }: DigitScan, start: number, end: number): boolean {
  return /\p{L}$/u.test(text.slice(Math.max(0, start - 2), start)) || /^\p{L}/u.test(text.slice(end, end + 2));
}

/** Digits around group `index` of a run that together may be a phone number, at most 15 of them (E.164). */
function partOfPhone({ scan, checks }: Surroundings, run: readonly Group[], index: number): boolean {
  for (let first = index; first >= 0; first -= 1) {
    const from = run[first]?.from ?? 0;
    const to = run[index]?.to ?? 0;
    if (to - from > 15) return false;
    if (to - from > 7 && (afterPlus(scan, startOf(scan, from)) || plausiblePhone(digitsOf(scan, from, to), checks)))
      return true;
  }
  return false;
}

/** A run of 8 to 19 digits that nothing explains: masked but for its last four, so that no half of a card is kept. */
function unknown(around: Surroundings, run: readonly Group[], index: number): boolean {
  const { scan } = around;
  const { from, to } = run[index] ?? { from: 0, to: 0 };
  if (to - from < 8 || to - from > LONGEST) return false;
  const start = startOf(scan, from);
  if (glued(scan, start, scan.ends[to - 1] ?? start) || plainDate(digitsOf(scan, from, to))) return false;
  return !shaped(around, from, to) && !namedBefore(before(scan, start)) && !partOfPhone(around, run, index);
}

/** How many groups from `first` on look like the start of a printed card: two fours or more, or 4-6; otherwise 0. */
function printedStart(run: readonly Group[], first: number): number {
  const sizes = run.slice(first, first + 5).map(({ from, to }) => to - from);
  if (sizes[0] !== 4) return 0;
  if (sizes[1] === 6) return 2;
  const other = sizes.findIndex((size) => size !== 4);
  return other < 0 ? sizes.length : other;
}

/** The same, unless something says that it is no card. Networks start with 2 (not 20 and 21, as years do) to 6. */
function cardStart(around: Surroundings, run: readonly Group[], first: number): number {
  const { scan } = around;
  const count = printedStart(run, first);
  const { from = 0 } = run[first] ?? {};
  const to = run[first + count - 1]?.to ?? from;
  if (count < 2 || !/^(2[2-7]|[3-6])/.test(digitsOf(scan, from, from + 2))) return 0;
  const start = startOf(scan, from);
  return afterPlus(scan, start) || shaped(around, from, to) || namedBefore(before(scan, start)) ? 0 : count;
}

/** True when a stretch is a phone number written with its plus sign: at most 15 digits, and one that can exist. */
export function writtenAsPhone(around: Surroundings, { from, to }: Stretch): boolean {
  return (
    to - from <= 15 &&
    afterPlus(around.scan, startOf(around.scan, from)) &&
    plausiblePhone(digitsOf(around.scan, from, to), around.checks)
  );
}

/** The stretches of a run that may be a card number, or half of one, and that nothing explains otherwise. */
export function unexplained(around: Surroundings, run: readonly Group[]): Stretch[] {
  const stretches: Stretch[] = [];
  if (isParcelNumber(around.scan, run)) return stretches;
  for (let index = 0; index < run.length; index += 1) {
    const groups = cardStart(around, run, index) || (unknown(around, run, index) ? 1 : 0);
    if (groups === 0) continue;
    stretches.push({ from: run[index]?.from ?? 0, to: run[index + groups - 1]?.to ?? 0 });
    index += groups - 1;
  }
  return stretches;
}

/** The run at a text's end without its explained parts: what may be the first half of a card number. */
export function beginnings({ scan }: Surroundings, run: readonly Group[]): Group[] {
  const last = run.at(-1);
  const start = startOf(scan, run[0]?.from ?? 0);
  if (!last || afterPlus(scan, start) || namedBefore(before(scan, start))) return [];
  return run.filter(({ from, to }) => !glued(scan, startOf(scan, from), scan.ends[to - 1] ?? 0));
}
