import { cardNumbers, isParcelNumber, LONGEST, luhnSums, type LuhnSums, type Stretch } from './card-numbers';
import { digitsOf, scanDigits, startOf, type DigitScan, type Group } from './digit-runs';
import { findIbans } from './iban';
import { namedBefore, plainDate, plausiblePhone } from './number-shapes';
import { findCvvs, findOtps, findTrailer, type Place } from './secret-words';
import { continued, tailOf } from './split-cards';

export type Found = 'pan' | 'cvv' | 'iban' | 'otp' | 'digits';

export interface RedactOptions {
  /** Order, tracking and phone shapes of the client: a number that matches one as a whole (`^…$`) is not masked as unknown digits. */
  shapes?: readonly RegExp[];
  /** `tail` of the same sender's previous message, so that a card number split over two messages is recognised. */
  previousTail?: string;
}

export interface Redacted {
  text: string;
  found: Found[];
  /** Hand this back as `previousTail` with the sender's next message. Holds check sums, no digits; safe to store. */
  tail: string;
}

const KEEP = 0;
const MASK = 1;
const DROP = 2;

/** The text being redacted: what becomes of each UTF-16 unit, and why. */
interface Work {
  scan: DigitScan;
  sums: LuhnSums;
  fate: Uint8Array;
  found: Set<Found>;
  shapes: readonly RegExp[];
  checks: { left: number };
}

/** Most phone look-ups per text: a customer does not write more numbers, and a hostile text must not buy time with them. */
const PHONE_CHECKS = 100;

/** Masks digits `from` to `to` but for the last `keep`, and drops what stands between them, so that no four digits stand alone. */
function maskDigits({ scan, fate }: Work, { from, to }: Stretch, keep: number): void {
  for (let position = from; position < to; position += 1) {
    const start = startOf(scan, position);
    const end = scan.ends[position] ?? start;
    if (position < to - keep) fate.fill(DROP, start, end).fill(MASK, start, start + 1);
    if (position < to - 1) fate.fill(DROP, end, startOf(scan, position + 1));
  }
}

/** Masks every letter and digit of a place. */
function maskPlace({ scan: { text }, fate }: Work, { start, end }: Place, keep = 0): void {
  const letters = [...text.slice(start, end).matchAll(/[\p{L}\p{N}]/gu)];
  for (const letter of letters.slice(0, letters.length - keep)) {
    const at = start + letter.index;
    fate.fill(DROP, at, at + letter[0].length).fill(MASK, at, at + 1);
  }
}

function maskPlaces(work: Work, places: readonly Place[], found: Found, keep = 0): void {
  for (const place of places) {
    if (work.fate.subarray(place.start, place.end).every((unit) => unit !== KEEP)) continue;
    maskPlace(work, place, keep);
    work.found.add(found);
  }
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
function shaped({ scan, shapes }: Work, from: number, to: number): boolean {
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
function partOfPhone({ scan, checks }: Work, run: readonly Group[], index: number): boolean {
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
function unknown(work: Work, run: readonly Group[], index: number): boolean {
  const { scan } = work;
  const { from, to } = run[index] ?? { from: 0, to: 0 };
  if (to - from < 8 || to - from > LONGEST) return false;
  const start = startOf(scan, from);
  if (glued(scan, start, scan.ends[to - 1] ?? start) || plainDate(digitsOf(scan, from, to))) return false;
  return !shaped(work, from, to) && !namedBefore(before(scan, start)) && !partOfPhone(work, run, index);
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
function cardStart(work: Work, run: readonly Group[], first: number): number {
  const { scan } = work;
  const count = printedStart(run, first);
  const { from = 0 } = run[first] ?? {};
  const to = run[first + count - 1]?.to ?? from;
  if (count < 2 || !/^(2[2-7]|[3-6])/.test(digitsOf(scan, from, from + 2))) return 0;
  const start = startOf(scan, from);
  return afterPlus(scan, start) || shaped(work, from, to) || namedBefore(before(scan, start)) ? 0 : count;
}

/** True when a stretch is a phone number written with its plus sign: at most 15 digits, and one that can exist. */
function writtenAsPhone(work: Work, { from, to }: Stretch): boolean {
  return (
    to - from <= 15 &&
    afterPlus(work.scan, startOf(work.scan, from)) &&
    plausiblePhone(digitsOf(work.scan, from, to), work.checks)
  );
}

function maskCards(work: Work, run: readonly Group[]): void {
  const cards = cardNumbers(work.scan, work.sums, run).filter((card) => !writtenAsPhone(work, card));
  for (const { from, to, within } of cards) {
    maskDigits(work, within ?? { from, to }, within ? 0 : 4);
    maskPlaces(work, findTrailer(work.scan.text, work.scan.ends[to - 1] ?? 0), 'cvv');
    work.found.add('pan');
  }
}

/** The pieces of a run that nothing has touched yet; the last four of a card number lie behind dropped signs or digits. */
function unmasked({ scan, fate }: Work, run: readonly Group[]): Group[][] {
  const pieces: Group[][] = [[]];
  for (const group of run) {
    const start = startOf(scan, group.from);
    if (fate[start] !== KEEP || (start > 0 && fate[start - 1] !== KEEP)) pieces.push([]);
    else pieces.at(-1)?.push(group);
  }
  return pieces;
}

function maskUnknown(work: Work, run: readonly Group[]): void {
  if (isParcelNumber(work.scan, run)) return;
  for (let index = 0; index < run.length; index += 1) {
    const groups = cardStart(work, run, index) || (unknown(work, run, index) ? 1 : 0);
    if (groups === 0) continue;
    maskDigits(work, { from: run[index]?.from ?? 0, to: run[index + groups - 1]?.to ?? 0 }, 4);
    work.found.add('digits');
    index += groups - 1;
  }
}

/** The run at a text's end without its explained parts: what may be the first half of a card number. */
function beginnings({ scan }: Work, run: readonly Group[]): Group[] {
  const last = run.at(-1);
  const start = startOf(scan, run[0]?.from ?? 0);
  if (!last || afterPlus(scan, start) || namedBefore(before(scan, start))) return [];
  return run.filter(({ from, to }) => !glued(scan, startOf(scan, from), scan.ends[to - 1] ?? 0));
}

function runsOf(scan: DigitScan): Group[][] {
  const runs: Group[][] = [];
  for (const group of scan.groups) {
    const last = runs.at(-1);
    if (last?.[0]?.run === group.run) last.push(group);
    else runs.push([group]);
  }
  return runs;
}

function written({ scan: { text }, fate }: Work): string {
  let out = '';
  let kept = 0;
  for (let index = 0; index < fate.length; index += 1) {
    if (fate[index] === KEEP) continue;
    out += text.slice(kept, index) + (fate[index] === MASK ? 'x' : '');
    kept = index + 1;
  }
  return out + text.slice(kept);
}

/**
 * Removes what must never be stored. Card numbers and unknown runs of 8 to 19 digits keep their last four (`xxxx4242`),
 * security and one-time codes nothing, IBANs their last four. Phone numbers, order and parcel numbers stay where they
 * can be told: by a plus sign, by the words before them, by the client's shapes, by the way phones are written. Time is
 * linear in the text, whatever it holds.
 */
export function redact(text: string, options: RedactOptions = {}): Redacted {
  const scan = scanDigits(text);
  // Nothing below is without a digit, and most of what people say is.
  if (scan.groups.length === 0) return { text, found: [], tail: '' };
  const work: Work = {
    scan,
    sums: luhnSums(scan.values),
    fate: new Uint8Array(text.length),
    found: new Set(),
    shapes: options.shapes ?? [],
    checks: { left: PHONE_CHECKS },
  };
  const runs = runsOf(scan);
  const rest = continued(scan, work.sums, runs[0] ?? [], options.previousTail);
  if (rest) {
    maskDigits(work, rest, 0);
    work.found.add('pan');
  }
  maskPlaces(work, findIbans(text), 'iban', 4);
  maskPlaces(work, findOtps(text), 'otp');
  for (const run of runs) maskCards(work, run);
  maskPlaces(work, findCvvs(text), 'cvv');
  for (const piece of runs.flatMap((run) => unmasked(work, run))) maskUnknown(work, piece);
  const tail = tailOf(scan, work.sums, beginnings(work, runs.at(-1) ?? []), options.previousTail);
  return { text: written(work), found: [...work.found], tail };
}

/** Nothing a provider sends is nested deeper; what is, is not worth keeping. */
const DEEPEST = 64;

function walk(value: unknown, options: RedactOptions, depth: number): unknown {
  if (typeof value === 'string') return redact(value, options).text;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((entry) => walk(entry, options, depth + 1));
  const entries = Object.entries(value).map(([key, entry]) => [
    redact(key, options).text,
    walk(entry, options, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

/** `redact` on every string and key of a JSON value; numbers and the rest stay as they are, what is nested deeper than 64 becomes null. */
export function redactDeep<T>(value: T, options: RedactOptions = {}): T {
  return walk(value, { shapes: options.shapes ?? [] }, 0) as T;
}
