/**
 * The digits of a text, whatever script they are written in, with the groups they stand in. Arrays run in parallel, by
 * position of the digit: a megabyte of digits is a megabyte of small numbers.
 */
export interface DigitScan {
  text: string;
  values: number[];
  /** UTF-16 offsets: from the first to after the last unit of the digit. */
  starts: number[];
  ends: number[];
  groups: Group[];
}

/** Digits that touch each other: positions `from` (included) to `to` (excluded) in the scan. */
export interface Group {
  from: number;
  to: number;
  /** Number of the run: groups share one when at most three characters, none of them a letter, stand between them. */
  run: number;
}

const NUMBER = /\p{N}/gu;
const DECIMAL = /^\p{Nd}$/u;
/** Longest stretch of spaces, dashes and the like inside one number as people write it. */
const LONGEST_GAP = 3;

/** Decimal digits come in blocks of ten, zero first; the block's start is found by walking back. */
function blockValue(codePoint: number): number {
  let start = codePoint;
  while (DECIMAL.test(String.fromCodePoint(start - 1))) start -= 1;
  return (codePoint - start) % 10;
}

/** 0–9 for a digit of any script, full-width, mathematical, circled or raised; -1 for other numerals. */
function valueOf(character: string): number {
  const plain = character.normalize('NFKC');
  if (/^\d$/.test(plain)) return Number(plain);
  const codePoint = plain.codePointAt(0);
  return DECIMAL.test(plain) && codePoint !== undefined ? blockValue(codePoint) : -1;
}

const known = new Map<string, number>();

function digitValue(character: string): number {
  const ascii = character.charCodeAt(0) - 48;
  if (ascii >= 0 && ascii <= 9) return ascii;
  const cached = known.get(character);
  if (cached !== undefined) return cached;
  const value = valueOf(character);
  known.set(character, value);
  return value;
}

/** True when what stands between two digits can stand inside one number. */
function joins(text: string, from: number, to: number): boolean {
  return to - from <= LONGEST_GAP && !/[\p{L}\p{N}]/u.test(text.slice(from, to));
}

/** Finds every digit of a text, in one pass. */
export function scanDigits(text: string): DigitScan {
  const scan: DigitScan = { text, values: [], starts: [], ends: [], groups: [] };
  for (const match of text.matchAll(NUMBER)) {
    const value = digitValue(match[0]);
    if (value < 0) continue;
    const position = scan.values.length;
    const previousEnd = scan.ends[position - 1];
    const group = scan.groups.at(-1);
    if (group && previousEnd === match.index) group.to += 1;
    else {
      const sameRun = previousEnd !== undefined && joins(text, previousEnd, match.index);
      scan.groups.push({ from: position, to: position + 1, run: (group?.run ?? 0) + (sameRun ? 0 : 1) });
    }
    scan.values.push(value);
    scan.starts.push(match.index);
    scan.ends.push(match.index + match[0].length);
  }
  return scan;
}

/** The digits of positions `from` to `to` as ASCII. */
export function digitsOf(scan: DigitScan, from: number, to: number): string {
  return scan.values.slice(from, to).join('');
}

/** UTF-16 offset where a position starts; the text's end after the last digit. */
export function startOf(scan: DigitScan, position: number): number {
  return scan.starts[position] ?? scan.text.length;
}
