import { cardNumbers, luhnSums, type LuhnSums, type Stretch } from './card-numbers';
import { scanDigits, startOf, type DigitScan, type Group } from './digit-runs';
import { findIbans } from './iban';
import { findCvvs, findOtps, findTrailer, type Place } from './secret-words';
import { continued, tailOf } from './split-cards';
import { beginnings, unexplained, writtenAsPhone, type Surroundings } from './unexplained-digits';

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
interface Work extends Surroundings {
  sums: LuhnSums;
  fate: Uint8Array;
  found: Set<Found>;
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

function maskUnexplained(work: Work, run: readonly Group[]): void {
  for (const stretch of unexplained(work, run)) {
    maskDigits(work, stretch, 4);
    work.found.add('digits');
  }
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
  for (const piece of runs.flatMap((run) => unmasked(work, run))) maskUnexplained(work, piece);
  const tail = tailOf(scan, work.sums, beginnings(work, runs.at(-1) ?? []), options.previousTail);
  return { text: written(work), found: [...work.found], tail };
}
